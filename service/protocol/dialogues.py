"""Dialogues, their members, and sessions with their room keys and segments."""

from datetime import date
from enum import StrEnum, unique

from pydantic import Field

from service.protocol.roles import Role
from service.protocol.wire import (
    Digest,
    DsseText,
    Identifier,
    IdentityText,
    Message,
    PersonId,
    SmallEnvelope,
    Wrap,
)

MAX_MEMBERS = 500
"""People with a role in one dialogue: several times the largest we know of."""

MAX_SEGMENTS = 200
"""Agenda items of one session: a fortnight's conference has fewer."""


@unique
class Profile(StrEnum):
    """Under which variant of the Rule a segment is held (RULE R2, R10)."""

    CHATHAM_HOUSE = "chatham-house"
    INTERNAL = "internal"
    ON_RECORD = "on-record"
    UNDISCLOSED = "undisclosed"


class DialogueRequest(Message):
    """POST /dialogues. `policy` is `redaction.policy.Policy.digest()`; the title is sealed."""

    dialogue: Identifier
    policy: Digest
    sealed_title: SmallEnvelope


class DialogueView(Message):
    """GET /dialogues/{dialogue}."""

    dialogue: Identifier
    policy: Digest
    sealed_title: SmallEnvelope
    opened: date
    role: Role
    sessions: tuple[Identifier, ...]


class MemberRequest(Message):
    """POST /dialogues/{dialogue}/members: a role for a person who has an account."""

    person: PersonId
    role: Role


class Member(Message):
    """A person of the dialogue as the hub knows them; who only comes with a browser has no keys."""

    person: PersonId
    role: Role
    identity: IdentityText | None


class Members(Message):
    """GET /dialogues/{dialogue}/members?cursor=, a page in the order of their random ids.

    With `next` there are more: send it back as `cursor`.
    """

    members: tuple[Member, ...]
    next: str | None = None


class Segment(Message):
    """An agenda item and its rule profile, announced before and never changed afterwards."""

    segment: Identifier
    profile: Profile


class SessionRequest(Message):
    """POST /dialogues/{dialogue}/sessions.

    `announcement` is the room key's public half, signed by the organiser who opens the session; the
    session's id is its `room`. `wraps` maps a person to the room key wrapped to them.
    """

    announcement: DsseText
    wraps: dict[PersonId, Wrap] = Field(min_length=1, max_length=MAX_MEMBERS)
    sealed_agenda: SmallEnvelope
    sealed_roster: SmallEnvelope
    segments: tuple[Segment, ...] = Field(min_length=1, max_length=MAX_SEGMENTS)


class SessionView(Message):
    """GET /sessions/{session}. The wrap is the caller's own; agenda and roster follow the wrap.

    `announcer` is who signed the announcement, as the hub says: a desk compares the fingerprint
    with those it was told by a way of its own.
    """

    session: Identifier
    dialogue: Identifier
    epoch: int
    policy: Digest
    opened: date
    announcement: DsseText
    announcer: IdentityText
    wrap: Wrap | None
    sealed_agenda: SmallEnvelope | None
    sealed_roster: SmallEnvelope | None
    segments: tuple[Segment, ...]
