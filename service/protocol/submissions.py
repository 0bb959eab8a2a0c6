"""Sealed notes on their way into a room."""

from datetime import date

from pydantic import Field

from service.protocol.log import Inclusion
from service.protocol.wire import Envelope, Identifier, Message, Salt


class SubmissionRequest(Message):
    """POST /sessions/{session}/submissions.

    Sending the same request again answers with the same receipt. The salt is the writer's; put it
    into the envelope's header too, so that the room can check the log. `epoch` is of the room key
    it is sealed to: a note that nobody could open any more is refused, not kept.
    """

    submission: Identifier
    epoch: int = Field(ge=1)
    envelope: Envelope
    salt: Salt


class Receipt(Inclusion):
    """Proof that the hub took the envelope. It says nothing about who sent it."""

    submission: Identifier


class SubmissionSummary(Message):
    """A submission without its content."""

    submission: Identifier
    date: date
    size_class: str = Field(max_length=16)


class Submissions(Message):
    """GET /sessions/{session}/submissions?cursor=, a page in the order of their random ids.

    With `next` there are more: send it back as `cursor`.
    """

    submissions: tuple[SubmissionSummary, ...]
    next: str | None = None


class SubmissionView(SubmissionSummary):
    """GET /submissions/{submission}."""

    envelope: Envelope
