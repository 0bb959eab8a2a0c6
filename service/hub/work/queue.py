"""Enqueueing durable work in the transaction that asks for it, from any process of the hub.

This module is imported by the web process; dbos is imported when there is something to enqueue.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from sqlmodel import Session

from service.hub.settings import HubSettings

if TYPE_CHECKING:
    from dbos import DBOSClient, EnqueueOptions

QUEUE = "sealedroom"
APPLICATION = "sealedroom-hub"
TASKS = "tasks"


@unique
class Task(StrEnum):
    """The durable workflows of `service.hub.work.tasks`."""

    DELIVER = "deliver"
    QUEUE_AGAIN = "queue-again"
    SETTLE = "settle"
    SHRED = "shred"


@dataclass(frozen=True)
class Work:
    """A task on the rows with these ids.

    Args:
        on: the day. Work that failed for a reason nobody foresaw is asked for again the next day.
    """

    task: Task
    ids: tuple[str | int, ...]
    on: date

    @property
    def name(self) -> str:
        """The id under which dbos does it once."""
        return ".".join(map(str, (self.task, *self.ids, self.on)))


def system_database(settings: HubSettings) -> str:
    """dbos' tables lie in the hub's own database, so that one transaction takes in both."""
    if settings.on_sqlite:
        return f"sqlite:///{settings.sqlite_file}"
    return settings.database.get_secret_value()


class WorkQueue:
    """The hub's end of the queue."""

    def __init__(self, settings: HubSettings) -> None:
        self._url = system_database(settings)
        self.delivers = settings.outbound is not None
        self._lock = Lock()

    def prepare(self) -> None:
        """Make dbos' tables, if there are none. To be called outside of any transaction."""
        with self._lock:
            self._client  # noqa: B018 (made once, here)

    def enqueue(self, db: Session, work: Work) -> None:
        """Ask for it in this transaction; asked for again, it is done once."""
        options: EnqueueOptions = {
            "workflow_name": work.task.value,
            "class_name": TASKS,
            "instance_name": TASKS,
            "queue_name": QUEUE,
            "workflow_id": work.name,
        }
        self._client.enqueue_in_transaction(db, options, *work.ids)

    @cached_property
    def _client(self) -> "DBOSClient":
        from dbos import DBOS, DBOSClient  # noqa: PLC0415 (takes a second)

        from service.hub.work.serializer import IdsOnly  # noqa: PLC0415

        DBOS.migrate(self._url)
        return DBOSClient(
            system_database_url=self._url,
            serializer=IdsOnly(),
            application_name=APPLICATION,
            lazy=True,
        )

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if "_client" in self.__dict__:
                self.__dict__.pop("_client").destroy()
