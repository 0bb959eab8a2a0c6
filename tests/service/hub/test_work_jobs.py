"""Jobs of the pool: one machine takes one, it alone is granted, and a late one is queued again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from house import House, Person
from queued import job_request, queue_job

from keys.opening import RoomSecret, announce_room
from service.hub.tables import JobNote, RedactionJob
from service.hub.work.due import due_work
from service.hub.work.jobs import PATIENCE, overdue_jobs, queue_again
from service.hub.work.queue import Task
from service.protocol.jobs import JobView
from service.protocol.wire import new_identifier

WORKER, OTHER = {"worker": "a process"}, {"worker": "another process"}
GRANT = {"grant": "a sealed grant"}
RESULT = {"review": "AAAA", "signed": "a signed digest"}


@pytest.fixture
def note(house: House) -> str:
    request = house.submission()
    path = f"/sessions/{house.session}/submissions"
    assert house.people["rapporteur"].post(path, request).status_code == 201
    return request.submission


@pytest.fixture
def job(house: House, note: str) -> str:
    return queue_job(house, note)


def view(person: Person, job: str) -> JobView:
    return JobView.model_validate_json(person.get(f"/jobs/{job}").content)


def test_a_job_goes_its_way(house: House, organiser: Person, second: Person, job: str, note: str):
    (listed,) = second.get("/jobs").json()["jobs"]
    assert (listed["job"], listed["state"]) == (job, "queued")
    seen = view(second, job)
    assert seen.submissions == (note,)
    assert seen.organiser == organiser.identity.public.to_json() == seen.view.announcer
    assert seen.view.wrap is None
    assert seen.view.sealed_roster
    for path, body, person, state in (
        ("worker", WORKER, second, "taken"),
        ("grant", GRANT, organiser, "granted"),
        ("result", RESULT, second, "done"),
    ):
        for _ in range(2):  # a lost answer is asked for again
            answer = person.post_json(f"/jobs/{job}/{path}", body)
            assert (answer.status_code, answer.json()["state"]) == (201, state), answer.text
    assert organiser.get(f"/jobs/{job}/result").json() == RESULT
    assert organiser.post(f"/jobs/{job}/end").status_code == 201
    assert organiser.get(f"/jobs/{job}").status_code == 404
    with house.client.app.state.hub.database.read() as db:
        assert not list(db.exec(JobNote.__table__.select()))


def test_a_job_is_one_machine_s(organiser: Person, second: Person, job: str):
    assert second.post_json(f"/jobs/{job}/grant", GRANT).json()["code"] == "conflict"
    assert second.post_json(f"/jobs/{job}/result", RESULT).json()["code"] == "conflict"
    assert second.post_json(f"/jobs/{job}/worker", WORKER).status_code == 201
    assert organiser.post_json(f"/jobs/{job}/worker", OTHER).json()["code"] == "conflict"
    assert second.post_json(f"/jobs/{job}/result", RESULT).json()["code"] == "conflict"
    organiser.post_json(f"/jobs/{job}/grant", GRANT)
    other = {"grant": "another grant"}
    assert organiser.post_json(f"/jobs/{job}/grant", other).json()["code"] == "conflict"


@pytest.mark.parametrize("path", ["worker", "grant"])
def test_a_late_job_is_queued_again(house: House, second: Person, job: str, path: str):
    hub = house.client.app.state.hub
    second.post_json(f"/jobs/{job}/worker", WORKER)
    if path == "grant":
        second.post_json(f"/jobs/{job}/grant", GRANT)
    now = hub.door.clock()
    late = now + PATIENCE + 2
    with hub.database.read() as db:
        assert overdue_jobs(db, now) == []
        assert overdue_jobs(db, late) == [(job, 0)]
        (work,) = due_work(db, datetime.fromtimestamp(late, UTC))
        assert (work.task, work.ids) == (Task.QUEUE_AGAIN, (job, 0))
    for at, attempt in ((now, 0), (late, 1), (late, 0), (late, 0)):
        with hub.database.write() as db:
            queue_again(db, job, attempt, at)
    seen = view(second, job)
    assert (seen.state, seen.attempt, seen.worker, seen.grant) == ("queued", 1, None, None)
    assert second.post_json(f"/jobs/{job}/worker", OTHER).status_code == 201


def test_who_hands_in_too_late_is_told(house: House, organiser: Person, second: Person, job: str):
    hub = house.client.app.state.hub
    second.post_json(f"/jobs/{job}/worker", WORKER)
    organiser.post_json(f"/jobs/{job}/grant", GRANT)
    with hub.database.write() as db:
        queue_again(db, job, 0, hub.door.clock() + PATIENCE + 2)
    assert second.post_json(f"/jobs/{job}/result", RESULT).json()["code"] == "conflict"


def test_a_done_job_is_not_late(house: House, organiser: Person, second: Person, job: str):
    second.post_json(f"/jobs/{job}/worker", WORKER)
    organiser.post_json(f"/jobs/{job}/grant", GRANT)
    second.post_json(f"/jobs/{job}/result", RESULT)
    with house.client.app.state.hub.database.write() as db:
        assert overdue_jobs(db, 2**40) == []
        queue_again(db, job, 0, 2**40)
        assert db.get_one(RedactionJob, job).state == "done"


def test_only_what_fits_is_queued(house: House, organiser: Person, note: str):
    path = f"/sessions/{house.session}/jobs"
    request = job_request(house, organiser.identity, note)
    assert organiser.post(path, request).status_code == 201
    assert organiser.post(path, request).status_code == 201
    other = announce_room(RoomSecret.generate(new_identifier(), 1), organiser.identity).to_json()
    for changes, status in (
        ({"announcement": other}, 422),
        ({"announcement": "{}"}, 422),
        ({"submissions": [new_identifier()], "job": new_identifier()}, 404),
        ({"submissions": [], "job": new_identifier()}, 422),
    ):
        body = request.model_dump(mode="json") | changes
        assert organiser.post_json(path, body).status_code == status


def test_a_foreign_announcement_is_refused(house: House, second: Person, note: str):
    """Who grants is who queues: nobody queues a job in another organiser's name."""
    request = job_request(house, house.people["organiser"].identity, note)
    assert second.post(f"/sessions/{house.session}/jobs", request).json()["code"] == "bad-room"


def test_strangers_see_no_jobs(house: House, job: str):
    assert house.people["stranger"].get("/jobs").json() == {"jobs": []}
    assert house.people["stranger"].get(f"/jobs/{job}").status_code == 404
    assert house.people["auditor"].get(f"/jobs/{job}").status_code == 403


def test_nothing_is_due_in_a_new_house(house: House):
    with house.client.app.state.hub.database.read() as db:
        assert due_work(db, datetime.now(UTC) + timedelta(minutes=1)) == []
