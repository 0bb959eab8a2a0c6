"""A member leaves: a new epoch of the room key, to which nothing that they hold gives access."""

from typing import Annotated

from pydantic import Field

from service.protocol.dialogues import MAX_MEMBERS
from service.protocol.wire import (
    DsseText,
    Identifier,
    IdentityText,
    Message,
    PersonId,
    SmallEnvelope,
    Wrap,
)

MAX_REWRAPPED = 10_000
"""Envelopes of one session: people write some dozens."""

EnvelopeHead = Annotated[Wrap, Field(max_length=4096)]
"""`keys.sealing.MAGIC` and the wrapped data key: an envelope's bytes before its payload."""


class EpochRequest(Message):
    """POST /sessions/{session}/epochs.

    `announcement` is the next epoch's public half, signed by the organiser who makes it; `wraps`
    are for those who are still members. `heads` maps everything sealed to the session's room, which
    is notes, drafts, objections, their answers and reasons for haste, to the head of
    `keys.opening.rewrap_envelope(...)`: the payload stays where it is, untouched.
    """

    announcement: DsseText
    wraps: dict[PersonId, Wrap] = Field(min_length=1, max_length=MAX_MEMBERS)
    sealed_agenda: SmallEnvelope
    sealed_roster: SmallEnvelope
    heads: dict[Identifier, EnvelopeHead] = Field(max_length=MAX_REWRAPPED)


class DialogueKeyRequest(Message):
    """POST /dialogues/{dialogue}/key: the first key of a dialogue, or the next.

    It is a room key whose room is the dialogue, signed by the organiser who makes it. `heads` maps
    everything that is sealed to the dialogue, as in an `EpochRequest`; with the first key that is
    nothing.
    """

    announcement: DsseText
    wraps: dict[PersonId, Wrap] = Field(min_length=1, max_length=MAX_MEMBERS)
    heads: dict[Identifier, EnvelopeHead] = Field(max_length=MAX_REWRAPPED)


class DialogueKeyView(Message):
    """GET /dialogues/{dialogue}/key. The wrap is the caller's own, if the key is wrapped to them.

    `announcer` is who signed the announcement, as the hub says: a desk compares the fingerprint.
    """

    dialogue: Identifier
    epoch: int
    announcement: DsseText
    announcer: IdentityText
    wrap: Wrap | None


class Departure(Message):
    """DELETE /dialogues/{dialogue}/members/{person}: the sessions that need a new epoch now."""

    sessions: tuple[Identifier, ...]
