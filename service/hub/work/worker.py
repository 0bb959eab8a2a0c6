"""`sealedroom hub worker`: has dbos do what is due, and continues what was broken off.

On SQLite there is one worker. On PostgreSQL there may be many, on any machine that has the hub's
folder: they share the work, and take over from one that died.
"""

import time
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from threading import Event

import httpx
import structlog
from dbos import DBOS, DBOSConfig
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from service.hub.settings import HubSettings
from service.hub.store import Hub
from service.hub.work.beats import BEAT_SECONDS, Watch
from service.hub.work.due import due_work
from service.hub.work.executors import executor
from service.hub.work.logs import quieten
from service.hub.work.queue import APPLICATION, QUEUE, Work, WorkQueue, system_database
from service.hub.work.serializer import IdsOnly
from service.hub.work.tasks import Now, Tasks

APPLICATION_VERSION = "1"
"""Raised when the workflows change so that unfinished ones could not be continued."""

PAUSE_SECONDS = 1.0
"""Between two looks at what is due."""

AT_ONCE = 4
"""Tasks of one worker: they wait for the database and for the outbound side, not for a core."""

KEPT = timedelta(days=7)
"""For how long dbos remembers what was done: long enough to look into it."""

SEND_SECONDS = 30
"""For the outbound side to verify the largest bundle; and for a worker to end its tasks."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


class Worker:
    """One process that does what is due.

    Args:
        name: tells the workers of one folder apart; there is only one on SQLite.
        now: the clock by which dates come.
        pause: seconds between two looks at what is due.
    """

    def __init__(
        self,
        settings: HubSettings,
        name: str = "worker",
        *,
        now: Now = utc_now,
        pause: float = PAUSE_SECONDS,
    ) -> None:
        self._settings = settings
        self._name = "worker" if settings.on_sqlite else name
        self._now = now
        self._pause = pause

    def run(self, stop: Event) -> None:
        """Work until told to stop.

        Raises:
            NotInitialised, NotUpgraded, BadDatabase: there is no hub to work for.
            WorkerRunning: another process is this worker.
        """
        with ExitStack() as stack:
            hub = Hub.open(self._settings)
            stack.callback(hub.database.close)
            own = stack.enter_context(executor(self._settings.workers, self._name))
            queue = WorkQueue(self._settings)
            stack.callback(queue.close)
            queue.prepare()
            outbound = self._outbound()
            if outbound is not None:
                stack.enter_context(outbound)
            Tasks(hub, outbound, self._now)  # dbos finds it by its name
            stack.callback(DBOS.destroy, workflow_completion_timeout_sec=SEND_SECONDS)
            self._launch(own)
            shift = _Shift(hub, queue, None if self._settings.on_sqlite else Watch(own))
            while not stop.wait(self._pause):
                shift.go_round(self._now())

    def _outbound(self) -> httpx.Client | None:
        address = self._settings.outbound
        if address is None:
            return None
        return httpx.Client(base_url=address, timeout=SEND_SECONDS, trust_env=False)

    def _launch(self, own: str) -> None:
        """Start dbos, which goes on with whatever this worker was killed in."""
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": system_database(self._settings),
            "executor_id": own,
            "application_version": APPLICATION_VERSION,
            "serializer": IdsOnly(),
            "sys_db_pool_size": 2 * AT_ONCE,
            "log_level": "ERROR",
        }
        quieten()
        DBOS(config=config)
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=self._pause)


class _Shift:
    """What a worker has seen and asked for since it started."""

    def __init__(self, hub: Hub, queue: WorkQueue, watch: Watch | None) -> None:
        self._hub = hub
        self._queue = queue
        self._watch = watch
        self._next_beat = 0.0
        self._asked: set[Work] = set()
        self._day: date | None = None

    def go_round(self, now: datetime) -> None:
        """Show that one is alive, take over from the dead, and ask for what is due."""
        try:
            if now.date() != self._day:
                self._begin_day(now.date())
            if self._watch is not None and time.monotonic() >= self._next_beat:
                self._look_around(self._watch)
            self._ask(now)
        except OperationalError as error:
            structlog.get_logger().error("worker waits", error=type(error).__name__)

    def _begin_day(self, today: date) -> None:
        self._asked.clear()
        done = DBOS.list_workflows(
            status=["SUCCESS", "ERROR"],
            completed_before=(utc_now() - KEPT).isoformat(),
            load_input=False,
            load_output=False,
        )
        if done:
            DBOS.delete_workflows([one.workflow_id for one in done])
        self._day = today

    def _look_around(self, watch: Watch) -> None:
        with self._hub.database.write() as db:
            watch.beat(db)
            db.flush()
            dead = watch.dead(db)
        for executor_id in dead:
            _take_over(executor_id)
            with self._hub.database.write() as db:
                watch.bury(db, executor_id)
        self._next_beat = time.monotonic() + BEAT_SECONDS

    def _ask(self, now: datetime) -> None:
        with self._hub.database.read() as db:
            new = [work for work in due_work(db, now) if work not in self._asked]
        if new:
            with self._hub.database.write() as db:
                self._enqueue(db, new)
            self._asked.update(new)

    def _enqueue(self, db: Session, new: list[Work]) -> None:
        for work in new:
            self._queue.enqueue(db, work)


def _take_over(executor_id: str) -> None:
    pending = DBOS.list_workflows(
        status="PENDING", executor_id=executor_id, load_input=False, load_output=False
    )
    for one in pending:
        DBOS.resume_workflow(one.workflow_id)
    structlog.get_logger().warning("took over from a dead worker", workflows=len(pending))
