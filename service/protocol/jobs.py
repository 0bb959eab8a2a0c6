"""Redaction jobs for a pool of organisers' machines: the hub carries what it cannot open.

1. An organiser's desk queues a job: a session, and ids of notes.
2. A machine of the pool takes it, with the public key of a process that will do nothing else.
3. The organiser's desk grants that key, once and for minutes, the named data keys.
4. The machine hands in the review, sealed to the room, and the process has ended.
"""

from enum import StrEnum, unique
from typing import Final

from pydantic import Field

from service.protocol.canonical import canonical_json
from service.protocol.dialogues import SessionView
from service.protocol.wire import (
    Digest,
    DsseText,
    Envelope,
    Identifier,
    IdentityText,
    Message,
    SmallEnvelope,
)

MAX_NOTES = 500
"""Notes of one job: as many as people may have a role in a dialogue."""

WORKER_TYPE: Final = "application/vnd.sealedroom.worker.v1+json"
RESULT_TYPE: Final = "application/vnd.sealedroom.result.v1+json"


@unique
class JobState(StrEnum):
    """Where a job stands. One that was not done in time is queued again, for another process."""

    QUEUED = "queued"
    TAKEN = "taken"
    GRANTED = "granted"
    DONE = "done"


class JobRequest(Message):
    """POST /sessions/{session}/jobs. The room key, announced by the organiser who will grant."""

    job: Identifier
    announcement: DsseText
    submissions: tuple[Identifier, ...] = Field(min_length=1, max_length=MAX_NOTES)


class JobSummary(Message):
    """A job in the queue; `attempt` counts the processes that did not finish it."""

    job: Identifier
    session: Identifier
    state: JobState
    attempt: int = Field(ge=0)


class Jobs(Message):
    """GET /jobs: those of every dialogue of which the caller is an organiser."""

    jobs: tuple[JobSummary, ...]


class JobView(JobSummary):
    """GET /jobs/{job}. `view` is the session as the worker needs it, without any wrap.

    `worker` is the statement by which the job was taken, `grant` what the organiser answered.
    """

    organiser: IdentityText
    view: SessionView
    submissions: tuple[Identifier, ...]
    worker: DsseText | None
    grant: DsseText | None


class TakeRequest(Message):
    """POST /jobs/{job}/worker: a `WorkerStatement`, signed by the organiser whose machine it is."""

    worker: DsseText


class GrantRequest(Message):
    """POST /jobs/{job}/grant: `keys.opening.grants.grant` for the worker that took the job."""

    grant: DsseText


class ResultRequest(Message):
    """POST /jobs/{job}/result and GET. `signed` is a `ResultStatement` by whose machine it is."""

    review: Envelope
    signed: DsseText


class _Statement(Message):
    def encode(self) -> bytes:
        """The bytes that are signed."""
        return canonical_json(self.model_dump(mode="json"))


class WorkerStatement(_Statement):
    """This process of mine will work on that job: the hub could not slip in a key of its own."""

    job: Identifier
    key: SmallEnvelope


class ResultStatement(_Statement):
    """This is what the process of mine made: the hub could not slip in a review of its own."""

    job: Identifier
    review: Digest
