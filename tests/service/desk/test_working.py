"""A worker with one grant redacts what an organiser's desk would, and can do nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from keys.errors import GrantError, OpeningError, SignatureError
from keys.opening import Identity
from service.desk.errors import DeskError, MismatchError, StrangerError
from service.desk.files import File
from service.desk.reading import read_notes
from service.desk.redacting import new_review, redact_notes
from service.desk.rooms import Room, enter
from service.desk.submitting import submit
from service.desk.working import (
    Hello,
    Job,
    Result,
    Worker,
    collect,
    grant_job,
    make_job,
    parse,
)
from service.protocol.wire import new_identifier
from tests.service.desk.conftest import Dialogue

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)


@pytest.fixture
def room(dialogue: Dialogue, note: File) -> Room:
    """A session with one note in it, opened by its first organiser."""
    with dialogue.rapporteur.hub() as hub:
        submit(hub, dialogue.rapporteur.home, dialogue.session, note)
    with dialogue.first.hub() as hub:
        return enter(hub, dialogue.first.keys, dialogue.session)


@pytest.fixture
def job(dialogue: Dialogue, room: Room) -> Job:
    with dialogue.first.hub() as hub:
        return make_job(hub, room, dialogue.first.identity)


def test_it_makes_the_review_that_the_desk_makes(dialogue: Dialogue, room: Room, job: Job):
    identity = dialogue.first.identity
    worker = Worker(job, identity.public.key_id)
    assert job.session.wrap is None
    grant = grant_job(job, worker.hello, room, identity, SOON)
    result = parse(Result, worker.run(grant, NOW).model_dump_json().encode())
    with dialogue.first.hub() as hub:
        notes = read_notes(hub, room)
        other = make_job(hub, room, identity)
    own = new_review(room, redact_notes(room, notes))
    made = collect(job, result, room)
    assert made.proposals
    assert sorted(p.text for p in made.proposals) == sorted(p.text for p in own.proposals)
    assert made.redactions == own.redactions
    with pytest.raises(GrantError):
        worker.run(grant, NOW)
    with pytest.raises(OpeningError):
        collect(other, result, room)


def test_a_grant_is_by_one_organiser_for_one_worker_one_job_one_policy_and_a_while(
    dialogue: Dialogue, room: Room, job: Job, identities: list[Identity]
):
    identity, stranger = dialogue.first.identity, identities[3]
    organiser = identity.public.key_id

    def refused(worker: Worker, by: Identity, at: datetime, work: Job = job) -> None:
        grant = grant_job(work, worker.hello, room, by, SOON)
        with pytest.raises((GrantError, SignatureError)):
            worker.run(grant, at)

    refused(Worker(job, organiser), identity, SOON)
    refused(Worker(job, organiser), stranger, NOW)
    view = job.session.model_copy(update={"policy": "ab" * 32})
    other_policy = job.model_copy(update={"session": view})
    with pytest.raises(MismatchError, match="policy"):
        refused(Worker(other_policy, organiser), identity, NOW, other_policy)
    grant = grant_job(job, Worker(job, organiser).hello, room, identity, SOON)
    with pytest.raises(GrantError):
        Worker(job, organiser).run(grant, NOW)
    with pytest.raises(StrangerError):
        Worker(job, stranger.public.key_id)
    other = job.model_copy(update={"job": new_identifier()})
    with pytest.raises(DeskError, match="another job"):
        grant_job(other, Worker(job, organiser).hello, room, identity, SOON)


def test_other_files_are_refused():
    for kind in (Job, Hello, Result):
        with pytest.raises(DeskError, match=f"not a worker's {kind.__name__.lower()}"):
            parse(kind, b"{}")
