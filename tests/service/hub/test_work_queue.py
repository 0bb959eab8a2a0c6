"""Work is asked for in the transaction that needs it, once; and dbos' complaints keep no words."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from house import House
from sqlalchemy import text

from service.hub.work.logs import PlacesOnly
from service.hub.work.queue import Task, Work, WorkQueue

WORK = Work(Task.SETTLE, ("x" * 43, "draft-due"), date(2026, 3, 1))


@pytest.fixture
def queue(house: House):
    queue = WorkQueue(house.settings)
    queue.prepare()
    queue.prepare()
    yield queue
    queue.close()
    queue.close()


def asked(house: House) -> list[str]:
    table = "workflow_status" if house.settings.on_sqlite else "dbos.workflow_status"
    with house.client.app.state.hub.database.read() as db:
        rows = db.connection().execute(text(f"SELECT workflow_uuid FROM {table}"))
        return [name for (name,) in rows]


def test_what_is_rolled_back_was_never_asked_for(house: House, queue: WorkQueue):
    database = house.client.app.state.hub.database
    with pytest.raises(ZeroDivisionError), database.write() as db:
        queue.enqueue(db, WORK)
        raise ZeroDivisionError
    assert asked(house) == []
    for _ in range(2):
        with database.write() as db:
            queue.enqueue(db, WORK)
    assert asked(house) == [WORK.name] == [f"settle.{'x' * 43}.draft-due.2026-03-01"]


def test_of_a_complaint_only_the_place_is_logged(capsys):
    complaint = logging.getLogger("test of complaints")
    complaint.propagate = False
    complaint.addHandler(PlacesOnly())
    try:
        int("what Zephyrine said")
    except ValueError:
        complaint.exception("Zephyrine said %s", "something")
    shown = "".join(capsys.readouterr())
    assert "test_work_queue.py" in shown
    assert "ValueError" in shown
    assert "Zephyrine" not in shown
