"""Redacting on a pool of machines: what the hub could slip in is refused, a review comes back."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from keys.errors import SignatureError
from keys.opening import Identity, sign
from keys.opening.grants import WorkerKey
from keys.sealing import Context, seal
from keys.signatures import DsseEnvelope
from service.desk.errors import DeskError, MismatchError, RefusedError, StrangerError
from service.desk.files import File
from service.desk.pooling import Machine, fetch, grant_taken, queue, see_through, work_on
from service.desk.rooms import Room, enter
from service.desk.submitting import submit
from service.desk.working import Job
from service.protocol.canonical import sha256_hex
from service.protocol.jobs import (
    RESULT_TYPE,
    WORKER_TYPE,
    GrantRequest,
    ResultRequest,
    ResultStatement,
    TakeRequest,
    WorkerStatement,
)
from service.protocol.purposes import Purpose
from service.protocol.wire import new_identifier
from tests.service.desk.conftest import Dialogue, Person

SOON = datetime.now(UTC) + timedelta(minutes=10)


@pytest.fixture
def room(dialogue: Dialogue, note: File) -> Room:
    """A session with one note in it, opened by its first organiser."""
    with dialogue.rapporteur.hub() as hub:
        submit(hub, dialogue.rapporteur.home, dialogue.session, note)
    dialogue.second.home.trust(dialogue.first.home.public().key_id)
    with dialogue.first.hub() as hub:
        return enter(hub, dialogue.first.keys, dialogue.session)


@pytest.fixture
def job(dialogue: Dialogue, room: Room) -> Job:
    with dialogue.first.hub() as hub:
        return queue(hub, room, dialogue.first.identity)


def signed(payload: bytes, kind: str, identity: Identity) -> str:
    return DsseEnvelope(payload, kind, (sign(payload, kind, identity),)).to_json()


def take(person: Person, job: str, owner: Identity, about: str = "") -> None:
    """Take a job for a process that `owner` vouches for."""
    statement = WorkerStatement(job=about or job, key=WorkerKey.generate().public)
    with person.hub() as hub:
        text = signed(statement.encode(), WORKER_TYPE, owner)
        hub.take_job(job, TakeRequest(worker=text))


def grant(dialogue: Dialogue, job: Job, room: Room) -> None:
    with dialogue.first.hub() as hub:
        grant_taken(hub, job, room, dialogue.first.keys, SOON)


def hand_in(dialogue: Dialogue, job: Job, room: Room, owner: Identity, digest: str = "") -> None:
    """Hand in a review of nothing, as whoever holds the room's public key can make one."""
    context = Context(job.session.session, job.session.epoch, job.job, Purpose.REVIEW)
    review = seal(b"{}", {}, room.secret.public, context)
    statement = ResultStatement(job=job.job, review=digest or sha256_hex(review))
    with dialogue.second.hub() as hub:
        text = signed(statement.encode(), RESULT_TYPE, owner)
        hub.hand_in(job.job, ResultRequest(review=review, signed=text))


def test_nobody_is_granted_before_somebody_takes_it(dialogue: Dialogue, room: Room, job: Job):
    with pytest.raises(DeskError, match="Nobody has taken"):
        grant(dialogue, job, room)


def test_a_key_that_the_hub_slips_in_is_not_granted(dialogue: Dialogue, room: Room, job: Job):
    take(dialogue.second, job.job, Identity.generate())
    with pytest.raises(SignatureError):
        grant(dialogue, job, room)


def test_a_key_for_another_job_is_not_granted(dialogue: Dialogue, room: Room, job: Job):
    take(dialogue.second, job.job, dialogue.second.identity, about=new_identifier())
    with pytest.raises(DeskError, match="another job"):
        grant(dialogue, job, room)


def test_a_result_s_signature_is_no_worker_s(dialogue: Dialogue, room: Room, job: Job):
    statement = ResultStatement(job=job.job, review="0" * 64).encode()
    with dialogue.second.hub() as hub:
        text = signed(statement, RESULT_TYPE, dialogue.second.identity)
        hub.take_job(job.job, TakeRequest(worker=text))
    with pytest.raises(SignatureError):
        grant(dialogue, job, room)


def test_a_review_that_the_hub_slips_in_is_not_taken(dialogue: Dialogue, room: Room, job: Job):
    take(dialogue.second, job.job, dialogue.second.identity)
    grant(dialogue, job, room)
    hand_in(dialogue, job, room, Identity.generate())
    with dialogue.first.hub() as hub, pytest.raises(SignatureError):
        fetch(hub, job, room, dialogue.first.keys)


def test_a_review_in_the_place_of_another_is_not_taken(dialogue: Dialogue, room: Room, job: Job):
    take(dialogue.second, job.job, dialogue.second.identity)
    grant(dialogue, job, room)
    hand_in(dialogue, job, room, dialogue.second.identity, digest="0" * 64)
    with dialogue.first.hub() as hub, pytest.raises(MismatchError):
        fetch(hub, job, room, dialogue.first.keys)


def test_a_machine_works_for_those_it_knows(dialogue: Dialogue, room: Room, job: Job):
    machine = dialogue.second
    stranger = machine.keys.__class__(machine.identity, frozenset({machine.home.public().key_id}))
    with machine.hub() as hub, pytest.raises(StrangerError):
        work_on(Machine(hub, stranger, machine.home.folder / "pool"), job.job)


def test_who_waits_too_long_is_told_and_the_job_is_gone(dialogue: Dialogue, room: Room, job: Job):
    with dialogue.first.hub() as hub:
        with pytest.raises(DeskError, match="in time"):
            list(see_through(hub, job, room, dialogue.first.keys, (1, 0)))
        with pytest.raises(RefusedError):
            hub.job(job.job)


@pytest.mark.slow
def test_the_pool_makes_a_review_and_keeps_nothing(dialogue: Dialogue, room: Room, job: Job):
    folder = dialogue.second.home.folder / "pool"
    done: list[bool] = []

    def serve() -> None:
        with dialogue.second.hub() as hub:
            done.append(work_on(Machine(hub, dialogue.second.keys, folder), job.job))

    thread = threading.Thread(target=serve)
    thread.start()
    with dialogue.first.hub() as hub:
        owners = list(see_through(hub, job, room, dialogue.first.keys, (10, 3)))
        thread.join()
        review = fetch(hub, job, room, dialogue.first.keys)
        assert hub.jobs().jobs == ()
    assert done == [True]
    assert [owner.person for owner in owners] == [dialogue.second.identity.public.person]
    assert review.proposals
    assert list(folder.iterdir()) == []


def test_a_job_is_granted_once(dialogue: Dialogue, room: Room, job: Job):
    take(dialogue.second, job.job, dialogue.second.identity)
    grant(dialogue, job, room)
    with pytest.raises(RefusedError):
        grant(dialogue, job, room)
    with dialogue.first.hub() as hub, pytest.raises(RefusedError):
        hub.grant_job(job.job, GrantRequest(grant="another"))
