"""Participants read a draft before it leaves, and object to a passage; silence is assent."""

import datetime
from typing import Annotated

from pydantic import Field

from service.protocol.canonical import canonical_json
from service.protocol.drafts import DraftState
from service.protocol.log import Inclusion
from service.protocol.wire import (
    Digest,
    Envelope,
    Identifier,
    Message,
    PersonId,
    Salt,
    SmallEnvelope,
)

PREVIEW_TYPE = "application/vnd.sealedroom.preview+json"
"""DSSE payload type under which an organiser signs what they show."""

MAX_OBJECTION = 64 * 2**10
"""Bytes of a sealed objection, answer or reason: the smallest padded size, so all are alike."""

ObjectionEnvelope = Annotated[Envelope, Field(max_length=MAX_OBJECTION)]


class PreviewStatement(Message):
    """What an organiser signs of a draft they show: these bytes, about which this is signed."""

    session: Identifier
    draft: Identifier
    document: Digest
    payload: Digest

    def encode(self) -> bytes:
        """The bytes that are signed."""
        return canonical_json(self.model_dump(mode="json"))


class PreviewRequest(Message):
    """POST /drafts/{draft}/previews: the draft's document, sealed to one member.

    Sent again for the same person, it takes the place of the one before.
    """

    person: PersonId
    envelope: SmallEnvelope


class PreviewSummary(Message):
    """A draft that somebody was shown. Objections count up to and on the day `until`."""

    draft: Identifier
    session: Identifier
    state: DraftState
    shown: datetime.date
    until: datetime.date


class Previews(Message):
    """GET /previews: the drafts that the caller was shown, in the order of their random ids."""

    previews: tuple[PreviewSummary, ...]


class PreviewView(PreviewSummary):
    """GET /drafts/{draft}/preview: the caller's own, and nobody else's."""

    envelope: SmallEnvelope


class ObjectionRequest(Message):
    """POST /drafts/{draft}/objections: sealed to the room. The salt is the objector's."""

    objection: Identifier
    envelope: ObjectionEnvelope
    salt: Salt


class ObjectionReceipt(Inclusion):
    """Proof that the hub took the objection. It says nothing about whose it is."""

    objection: Identifier


class AnswerRequest(Message):
    """POST /objections/{objection}/answer: what organisers did about it, sealed to the room."""

    answer: Identifier
    envelope: ObjectionEnvelope


class Answer(AnswerRequest):
    """A sealed answer and its day."""

    date: datetime.date


class Objection(Message):
    """A sealed objection; nothing says whose."""

    objection: Identifier
    date: datetime.date
    envelope: ObjectionEnvelope
    answer: Answer | None


class EarlyReleaseRequest(Message):
    """POST /drafts/{draft}/early-release: why it cannot wait for `until`, sealed to the room."""

    reason: Identifier
    envelope: ObjectionEnvelope


class EarlyRelease(EarlyReleaseRequest):
    """A sealed reason and its day."""

    date: datetime.date


class Objections(Message):
    """GET /drafts/{draft}/objections, in the order of their random ids.

    `shown` are the members who were shown the draft; while `over` is false more may come in.
    """

    draft: Identifier
    shown: tuple[PersonId, ...]
    until: datetime.date
    over: bool
    objections: tuple[Objection, ...]
    early: EarlyRelease | None
