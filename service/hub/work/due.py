"""What a worker should see to now, as the hub's own tables say."""

from datetime import UTC, datetime

from sqlmodel import Session

from service.hub.database import HubDatabase
from service.hub.tables import ClockMark
from service.hub.work.deliveries import due_deliveries
from service.hub.work.jobs import overdue_jobs
from service.hub.work.marks import due
from service.hub.work.queue import Task, Work
from service.protocol.work import Mark


def due_work(db: Session, now: datetime) -> list[Work]:
    """Everything whose time has come."""
    today = now.date()
    dates = [_work_of(row, now) for row in due(db, today)]
    seconds = int(now.timestamp())
    tries = (Work(Task.DELIVER, one, today) for one in due_deliveries(db, seconds))
    late = (Work(Task.QUEUE_AGAIN, one, today) for one in overdue_jobs(db, seconds))
    return [*dates, *tries, *late]


def count_due(database: HubDatabase) -> int:
    """How many dates, deliveries and jobs wait for a worker."""
    with database.read() as db:
        return len(due_work(db, datetime.now(UTC)))


def _work_of(row: ClockMark, now: datetime) -> Work:
    if row.mark is Mark.SHREDDING:
        return Work(Task.SHRED, (row.session,), now.date())
    return Work(Task.SETTLE, (row.session, row.mark.value), now.date())
