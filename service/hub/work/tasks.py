"""The durable workflows. What a killed worker was doing, it continues, or another does.

Each step is one transaction that first looks whether it was done, so it may run twice.
"""

from collections.abc import Callable
from datetime import datetime

import httpx
from dbos import DBOS, DBOSConfiguredInstance

from service.hub.store import Hub
from service.hub.work.deliveries import deliver
from service.hub.work.jobs import queue_again
from service.hub.work.marks import settle
from service.hub.work.queue import TASKS, Task
from service.hub.work.shredding import shred_session
from service.protocol.work import Mark

Now = Callable[[], datetime]
"""The present moment, with its time zone."""

ATTEMPTS = 5
"""Times that a step is tried before it waits for the next day: a restarting database is back."""


@DBOS.dbos_class(TASKS)
class Tasks(DBOSConfiguredInstance):
    """What a worker does, with what it needs for it."""

    def __init__(self, hub: Hub, outbound: httpx.Client | None, now: Now) -> None:
        super().__init__(TASKS)
        self._hub = hub
        self._outbound = outbound
        self._now = now

    @DBOS.workflow(name=Task.SETTLE, max_recovery_attempts=None)
    def settle(self, session: str, mark: str) -> None:
        """Come to a date of a session's clock."""
        self._settle(session, mark)

    @DBOS.workflow(name=Task.SHRED, max_recovery_attempts=None)
    def shred(self, session: str) -> None:
        """Destroy the keys of a session."""
        self._shred(session)

    @DBOS.workflow(name=Task.DELIVER, max_recovery_attempts=None)
    def deliver(self, draft: str, attempt: int) -> None:
        """Try once to hand a release to the outbound side."""
        self._deliver(draft, attempt)

    @DBOS.workflow(name=Task.QUEUE_AGAIN, max_recovery_attempts=None)
    def queue_again(self, job: str, attempt: int) -> None:
        """Take a job back from a process that did not finish it."""
        self._queue_again(job, attempt)

    @DBOS.step(retries_allowed=True, max_attempts=ATTEMPTS)
    def _settle(self, session: str, mark: str) -> None:
        with self._hub.database.write() as db:
            settle(db, session, Mark(mark), self._now().date())

    @DBOS.step(retries_allowed=True, max_attempts=ATTEMPTS)
    def _shred(self, session: str) -> None:
        shred_session(self._hub, session, self._now().date())

    @DBOS.step(retries_allowed=True, max_attempts=ATTEMPTS)
    def _deliver(self, draft: str, attempt: int) -> None:
        if self._outbound is not None:
            deliver(self._hub, self._outbound, draft, attempt, int(self._now().timestamp()))

    @DBOS.step(retries_allowed=True, max_attempts=ATTEMPTS)
    def _queue_again(self, job: str, attempt: int) -> None:
        with self._hub.database.write() as db:
            queue_again(db, job, attempt, int(self._now().timestamp()))
