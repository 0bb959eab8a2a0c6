"""Redacting on another machine: a worker that holds one grant, and no key of a room or a person.

1. `make_job`: an organiser's desk gathers ciphertext and public keys.
2. `Worker`: makes its key, shows the public half, and waits.
3. `grant_job`: the organiser lets exactly this key open exactly these envelopes, for some minutes.
4. `Worker.run`: opens them once, redacts, and seals the review to the room. Then it ends.
5. `collect`: the organiser opens the review and goes on with it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError

from keys.identity import PublicIdentity
from keys.opening import Identity, announce_room
from keys.opening.grants import Granted, Terms, WorkerKey
from keys.opening.grants import grant as sign_grant
from keys.sealing import Context, seal
from keys.signatures import DsseEnvelope
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.errors import DeskError, StrangerError
from service.desk.policies import policy_of
from service.desk.reading import Note, note_of
from service.desk.records import is_record
from service.desk.redacting import new_review, redact_notes
from service.desk.reviewing import Review
from service.desk.rooms import Agenda, Room, announced_room
from service.protocol.dialogues import SessionView
from service.protocol.purposes import Purpose
from service.protocol.wire import (
    Envelope,
    Identifier,
    IdentityText,
    Message,
    SmallEnvelope,
    new_identifier,
)

JOB, HELLO, GRANT, RESULT = "job.json", "worker.json", "grant.json", "result.json"
"""A job's files, in the folder that a worker is given."""

MAX_JOB = 1_000_000_000
"""Bytes: thousands of notes, and still less than a worker's memory."""

M = TypeVar("M", bound=Message)


class SealedNote(Message):
    """A submission as the hub has it."""

    submission: Identifier
    envelope: Envelope


class Job(Message):
    """What a worker is given: ciphertext, public keys, and whose grant it must wait for."""

    job: Identifier
    session: SessionView
    organiser: IdentityText
    notes: tuple[SealedNote, ...]


class Hello(Message):
    """What a worker shows: the key that lives as long as its process."""

    job: Identifier
    worker: SmallEnvelope

    @property
    def fingerprint(self) -> str:
        """The beginning of the key's SHA-256, to be compared on both screens."""
        return hashlib.sha256(self.worker).hexdigest()[:16]


class Result(Message):
    """The review that the worker made, sealed to the room."""

    job: Identifier
    review: Envelope


@dataclass(frozen=True)
class Meeting:
    """What the worker has opened of a session (`service.desk.redacting.Meeting`)."""

    session: SessionView
    agenda: Agenda
    roster: Roster


def make_job(hub: Hub, room: Room, identity: Identity) -> Job:
    """Gather what a worker needs of a session; nothing of it can be read without a grant."""
    own = {
        "wrap": None,
        "announcement": announce_room(room.secret, identity).to_json(),
        "announcer": identity.public.to_json(),
    }
    submissions = hub.submissions(room.session.session).submissions
    notes = (hub.submission(summary.submission) for summary in submissions)
    return Job(
        job=new_identifier(),
        session=room.session.model_copy(update=own),
        organiser=identity.public.to_json(),
        notes=tuple(
            SealedNote(submission=n.submission, envelope=n.envelope)
            for n in notes
            if not is_record(room, n)
        ),
    )


def grant_job(
    job: Job, hello: Hello, room: Room, identity: Identity, expires: datetime
) -> DsseEnvelope:
    """Let this worker open this job's envelopes until then.

    Raises:
        DeskError: the worker is of another job.
        OpeningError: the job holds an envelope that is not of this room.
    """
    if hello.job != job.job:
        raise DeskError(
            "The worker is of another job.", hint="Start the worker again in this folder."
        )
    terms = Terms(job.job, job.session.policy, expires)
    return sign_grant(_envelopes(job), room.secret, hello.worker, terms, identity)


def collect(job: Job, result: Result, room: Room) -> Review:
    """Open what the worker made.

    Raises:
        OpeningError: it is of another job or room, or was altered.
    """
    opened = room.open(result.review, job.job, Purpose.REVIEW)
    return Review.model_validate_json(opened.note)


class Worker:
    """One job's worker. Its process must do nothing else and end afterwards."""

    def __init__(self, job: Job, organiser: str) -> None:
        """Make the key.

        Args:
            organiser: fingerprint of who must grant the job, as it was told.

        Raises:
            StrangerError: the job names somebody else.
        """
        self._job = job
        self._organiser = PublicIdentity.from_json(job.organiser)
        if self._organiser.key_id != organiser:
            raise StrangerError(self._organiser.key_id)
        self._key = WorkerKey.generate()

    @property
    def hello(self) -> Hello:
        """What the organiser must see."""
        return Hello(job=self._job.job, worker=self._key.public)

    def run(self, grant: DsseEnvelope, now: datetime) -> Result:
        """Open the grant, redact, and seal the review to the room.

        Raises:
            SignatureError: the organiser did not sign the grant.
            GrantError: it is for something else, expired, or was used.
            MismatchError: the dialogue is held under a policy that this version does not know.
            OpeningError: an envelope was altered.
        """
        view = self._job.session
        policy_of(view.policy)
        granted = self._key.open_grant(
            grant, [self._organiser], job=self._job.job, policy=view.policy, now=now
        )
        meeting, notes = self._open(granted)
        review = new_review(meeting, redact_notes(meeting, notes))
        room = announced_room(view, frozenset({self._organiser.key_id}))
        context = Context(view.session, view.epoch, self._job.job, Purpose.REVIEW)
        sealed = seal(review.model_dump_json().encode(), {}, room, context)
        return Result(job=self._job.job, review=sealed)

    def _open(self, granted: Granted) -> tuple[Meeting, list[Note]]:
        agenda, roster, *notes = [granted.open(*one) for one in _envelopes(self._job)]
        meeting = Meeting(
            self._job.session,
            Agenda.model_validate(json.loads(agenda.note)),
            Roster.load(roster.note, str(roster.header["name"])),
        )
        names = (note.submission for note in self._job.notes)
        return meeting, [
            note_of(name, opened, meeting.roster) for name, opened in zip(names, notes, strict=True)
        ]


def parse(kind: type[M], content: bytes) -> M:
    """Read one of a job's files. Raises DeskError for anything else."""
    try:
        return kind.model_validate_json(content)
    except ValidationError:
        raise DeskError(
            f"This is not a worker's {kind.__name__.lower()}.",
            hint="Use the folder that `sealedroom worker job` made, and do not rename its files.",
        ) from None


def _envelopes(job: Job) -> list[tuple[bytes, Context]]:
    """Agenda, roster and notes, each with its context."""
    view = job.session
    if view.sealed_agenda is None or view.sealed_roster is None:
        raise DeskError("The job lacks the agenda or the roster.", hint="Make the job again.")

    def context(name: str, purpose: Purpose) -> Context:
        return Context(view.session, view.epoch, name, purpose)

    return [
        (view.sealed_agenda, context(view.session, Purpose.AGENDA)),
        (view.sealed_roster, context(view.session, Purpose.ROSTER)),
        *((note.envelope, context(note.submission, Purpose.NOTE)) for note in job.notes),
    ]
