"""Redacting on a pool of organisers' machines, with the hub as the carrier that can open nothing.

At the desk that wants it: `queue`, `see_through`, `fetch`. On a machine of the pool: `waiting_jobs`
and `work_on`, which starts one short-lived process a job. That process holds the granted keys, and
no others.

The hub is not believed: who took a job and who handed in its review says so under their signature,
and is an organiser whom this desk compared.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from pydantic import ValidationError

from keys.identity import PublicIdentity
from keys.opening import Identity, sign
from keys.signatures import DsseEnvelope, verify_dsse
from service.desk.client import Hub
from service.desk.errors import DeskError, MismatchError, RefusedError, StrangerError
from service.desk.files import replace, take, write_new
from service.desk.reviewing import Review
from service.desk.rooms import Keys, Room, known_organisers
from service.desk.working import (
    GRANT,
    HELLO,
    JOB,
    MAX_JOB,
    RESULT,
    Hello,
    Job,
    Result,
    SealedNote,
    collect,
    grant_job,
    make_job,
    parse,
)
from service.protocol.jobs import (
    RESULT_TYPE,
    WORKER_TYPE,
    GrantRequest,
    JobRequest,
    JobState,
    JobView,
    ResultRequest,
    ResultStatement,
    TakeRequest,
    WorkerStatement,
)
from service.protocol.problems import ProblemCode
from service.protocol.wire import Message

M = TypeVar("M", bound=Message)

PAUSE = 0.5
"""Seconds between two looks at a job that somebody else is to go on with."""

PATIENCE_MINUTES = 15
"""How long a process of the pool waits for its grant; the hub queues the job again soon after."""


@dataclass(frozen=True)
class Machine:
    """A machine of the pool: whose it is, whom they rely on, and where ciphertext may lie."""

    hub: Hub
    keys: Keys
    folder: Path


def queue(hub: Hub, room: Room, identity: Identity) -> Job:
    """Put a job for all notes of a session into the hub's queue."""
    job = make_job(hub, room, identity)
    notes = tuple(note.submission for note in job.notes)
    announcement = job.session.announcement
    request = JobRequest(job=job.job, announcement=announcement, submissions=notes)
    hub.queue_job(room.session.session, request)
    return job


def grant_taken(hub: Hub, job: Job, room: Room, own: Keys, expires: datetime) -> PublicIdentity:
    """Grant the job to the process that took it; whose machine that runs on.

    Raises:
        StrangerError: nobody took it whom this desk knows.
        keys.errors.SignatureError: none of them says that the process is theirs.
    """
    view = hub.job(job.job)
    if view.worker is None:
        raise DeskError("Nobody has taken the job yet.", hint="Start `sealedroom worker serve`.")
    owner, payload = _signed(hub, room, own, view.worker, WORKER_TYPE)
    statement = _read(WorkerStatement, payload)
    hello = Hello(job=statement.job, worker=statement.key)
    grant = grant_job(job, hello, room, own.identity, expires)
    hub.grant_job(job.job, GrantRequest(grant=grant.to_json()))
    return owner


def see_through(
    hub: Hub, job: Job, room: Room, own: Keys, minutes: tuple[int, int]
) -> Iterator[PublicIdentity]:
    """Grant whoever takes the job, again if a process failed, until the review is there.

    Args:
        minutes: how long a grant opens, and how long to wait for the review.

    Yields:
        Whose machine was granted it.
    """
    end = time.monotonic() + 60 * minutes[1]
    while (state := hub.job(job.job).state) is not JobState.DONE:
        if state is JobState.TAKEN:
            expires = datetime.now(UTC) + timedelta(minutes=minutes[0])
            yield grant_taken(hub, job, room, own, expires)
        if time.monotonic() > end:
            hub.end_job(job.job)
            raise DeskError("The pool did not do the job in time.", hint="Is a machine serving?")
        time.sleep(PAUSE)


def waiting_jobs(hub: Hub) -> Iterator[str]:
    """Jobs that nobody has taken, as they come, for ever; each once for every attempt."""
    seen: set[tuple[str, int]] = set()
    while True:
        for job in hub.jobs().jobs:
            if job.state is JobState.QUEUED and (job.job, job.attempt) not in seen:
                seen.add((job.job, job.attempt))
                yield job.job
        time.sleep(PAUSE)


def fetch(hub: Hub, job: Job, room: Room, own: Keys) -> Review:
    """Open the review of a job that is done, and let the hub forget the job.

    Raises:
        keys.errors.SignatureError: nobody this desk knows says that it is theirs.
        MismatchError: what they say is about another review.
        OpeningError: it is of another job or room.
    """
    result = hub.job_result(job.job)
    _, payload = _signed(hub, room, own, result.signed, RESULT_TYPE)
    statement = _read(ResultStatement, payload)
    if (statement.job, statement.review) != (job.job, _digest(result.review)):
        raise MismatchError("The review is not the one that its machine's owner signed.")
    review = collect(job, Result(job=job.job, review=result.review), room)
    hub.end_job(job.job)
    return review


def work_on(machine: Machine, job: str) -> bool:
    """See to a job from the queue in a process of its own; False if another machine had it first.

    Raises:
        StrangerError: an organiser asks for it whom this machine's owner never compared.
        DeskError: nobody granted it, or the process failed. The hub queues it again.
    """
    view = machine.hub.job(job)
    asking = PublicIdentity.from_json(view.organiser)
    if asking.key_id not in machine.keys.known:
        raise StrangerError(asking.key_id)
    machine.folder.mkdir(mode=0o700, exist_ok=True)
    with TemporaryDirectory(dir=machine.folder) as name:
        folder = Path(name)
        write_new(folder / JOB, assemble(machine.hub, view).model_dump_json().encode())
        with _process(folder, asking.key_id) as process:
            try:
                return _carry(machine, job, folder, process)
            finally:
                process.kill()


def assemble(hub: Hub, view: JobView) -> Job:
    """What a worker needs, all of it sealed or public."""
    envelopes = ((name, hub.submission(name).envelope) for name in view.submissions)
    return Job(
        job=view.job,
        session=view.view,
        organiser=view.organiser,
        notes=tuple(SealedNote(submission=name, envelope=sealed) for name, sealed in envelopes),
    )


def _process(folder: Path, organiser: str) -> "subprocess.Popen[bytes]":
    """It is told nothing of its owner's desk, passphrase file included."""
    command = [sys.executable, "-m", "service", "worker", "run", str(folder)]
    options = ["--organiser", organiser, "--wait", str(PATIENCE_MINUTES)]
    return subprocess.Popen(  # noqa: S603
        [*command, *options],
        env={name: value for name, value in os.environ.items() if not name.startswith("SEALED")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _carry(machine: Machine, job: str, folder: Path, process: "subprocess.Popen[bytes]") -> bool:
    """Between the process and the hub: the process's key, its grant, its review."""
    _wait(lambda: _whole(folder / HELLO) or process.poll() is not None)
    hello = parse(Hello, take(folder / HELLO).content)
    worker = WorkerStatement(job=job, key=hello.worker).encode()
    try:
        machine.hub.take_job(job, TakeRequest(worker=_sign(worker, WORKER_TYPE, machine)))
    except RefusedError as refusal:
        if refusal.code is ProblemCode.CONFLICT:
            return False
        raise
    _wait(lambda: machine.hub.job(job).grant is not None or process.poll() is not None)
    grant = machine.hub.job(job).grant
    if grant is not None:
        replace(folder / GRANT, grant.encode())
    if process.wait() or grant is None:
        raise DeskError("The job was not done.", hint="The hub will queue it again soon.")
    review = parse(Result, take(folder / RESULT, MAX_JOB).content).review
    made = ResultStatement(job=job, review=_digest(review)).encode()
    signed = _sign(made, RESULT_TYPE, machine)
    machine.hub.hand_in(job, ResultRequest(review=review, signed=signed))
    return True


def _whole(path: Path) -> bool:
    try:
        return bool(parse(Hello, take(path).content))
    except DeskError:
        return False


def _wait(until: Callable[[], bool]) -> None:
    while not until():
        time.sleep(PAUSE)


def _sign(payload: bytes, kind: str, machine: Machine) -> str:
    signature = sign(payload, kind, machine.keys.identity)
    return DsseEnvelope(payload, kind, (signature,)).to_json()


def _signed(hub: Hub, room: Room, own: Keys, text: str, kind: str) -> tuple[PublicIdentity, bytes]:
    """Which known organiser signed this, and what. Raises StrangerError, SignatureError."""
    organisers = known_organisers(hub, room.session.dialogue, own.known)
    verified = verify_dsse(DsseEnvelope.from_json(text), organisers, 1, kind)
    (owner,) = (one for one in organisers if one.person in verified.persons)
    return owner, verified.payload


def _read(kind: type[M], payload: bytes) -> M:
    try:
        return kind.model_validate_json(payload)
    except ValidationError:
        raise MismatchError("What was signed is not about a job.") from None


def _digest(review: bytes) -> str:
    return hashlib.sha256(review).hexdigest()
