"""A dialogue as a series (RULE, "Track II practice"): who leads it, who takes part, who pays.

What names a person, a delegation or a funder is sealed; the hub sees random ids, dates, digests and
the few words below.
"""

import datetime
from enum import StrEnum, unique

from pydantic import Field

from service.protocol.wire import Digest, Identifier, Message, PersonId, SmallEnvelope, Token

MAX_SEALED_PARTS = 500
"""Delegations, goals, funders or breaches of one dialogue: far more than any series has."""


@unique
class Label(StrEnum):
    """What a dialogue calls itself."""

    BACKCHANNEL = "backchannel"
    TRACK_ONE_AND_A_HALF = "track-1.5"
    TRACK_TWO = "track-2"


@unique
class Capacity(StrEnum):
    """In what capacity a participant is there. Nobody under instruction is there in Track II."""

    PERSONAL = "personal"
    UNDER_INSTRUCTION = "under-instruction"


@unique
class Disclosure(StrEnum):
    """What may be told of who attended a session (RULE R3)."""

    NONE = "none"
    INSTITUTIONS = "institutions"
    NAMES = "names"


class CharterRequest(Message):
    """POST /dialogues/{dialogue}/charter: replaces the charter before.

    Args:
        label: `track-2` is refused while a participant is under instruction.
        rule: SHA-256 of the exact text of the Rule that everybody acknowledges.
        sealed: the third party that leads the series, and why it is impartial.
    """

    charter: Identifier
    label: Label
    rule: Digest
    sealed: SmallEnvelope


class DelegationRequest(Message):
    """POST /dialogues/{dialogue}/delegations. Sealed: its name, and its metrics of success."""

    delegation: Identifier
    sealed: SmallEnvelope


class GoalRequest(Message):
    """POST /dialogues/{dialogue}/goals. Sealed: what the delegations want to reach together."""

    goal: Identifier
    sealed: SmallEnvelope


class AgreementRequest(Message):
    """POST /dialogues/{dialogue}/goals/{goal}/agreements: this delegation agreed to the goal."""

    delegation: Identifier


class FunderRequest(Message):
    """POST /dialogues/{dialogue}/funders. Sealed: who pays, and under which conditions."""

    funder: Identifier
    sealed: SmallEnvelope


class DisclosureRequest(Message):
    """POST /dialogues/{dialogue}/funders/{funder}/disclosures: when participants were told."""

    date: datetime.date


class BreachRequest(Message):
    """POST /dialogues/{dialogue}/breaches, by any member. Sealed: what happened."""

    breach: Identifier
    sealed: SmallEnvelope


class SeatRequest(Message):
    """POST /dialogues/{dialogue}/seats: a place for a participant who needs no account.

    Sealed: whose place it is. Only a desk that opens it knows.
    """

    seat: Identifier
    sealed: SmallEnvelope


class SeatAnswer(Message):
    """The token that lets a participant in. It is shown this once; repeating draws another."""

    seat: Identifier
    token: Token


class AcknowledgementRequest(Message):
    """POST /seat/acknowledgement and /dialogues/{dialogue}/acknowledgements.

    `rule` is the SHA-256 of the text that was read; it must be the charter's.
    """

    rule: Digest


class Acknowledged(AcknowledgementRequest):
    """The answer to a member: this text stands as acknowledged."""


class CapacityRequest(Message):
    """POST /seat/capacity: the participant says it."""

    capacity: Capacity


class SeatOwn(Message):
    """GET /seat: what a participant sees of their own place."""

    dialogue: Identifier
    label: Label | None
    rule: Digest | None
    acknowledged: Digest | None
    capacity: Capacity | None


class Charter(Message):
    """The charter that counts."""

    charter: Identifier
    label: Label
    rule: Digest
    date: datetime.date
    sealed: SmallEnvelope


class Delegation(Message):
    """A delegation."""

    delegation: Identifier
    sealed: SmallEnvelope


class Goal(Message):
    """A goal; it is shared once every delegation has agreed to it."""

    goal: Identifier
    sealed: SmallEnvelope
    agreed: tuple[Identifier, ...]
    shared: bool


class Funder(Message):
    """A funder; `disclosed` is when participants were told, if they were."""

    funder: Identifier
    sealed: SmallEnvelope
    disclosed: datetime.date | None


class Breach(Message):
    """An entry of the breach register."""

    breach: Identifier
    date: datetime.date
    sealed: SmallEnvelope


class Seat(Message):
    """A participant's place. `acknowledged` says that the charter's rule text was."""

    seat: Identifier
    sealed: SmallEnvelope
    capacity: Capacity | None
    acknowledged: bool


class SeriesView(Message):
    """GET /dialogues/{dialogue}/series. Every list is in the order of random ids.

    `acknowledged` names the members who acknowledged the charter's rule text.
    """

    charter: Charter | None
    delegations: tuple[Delegation, ...] = Field(max_length=MAX_SEALED_PARTS)
    goals: tuple[Goal, ...] = Field(max_length=MAX_SEALED_PARTS)
    funders: tuple[Funder, ...] = Field(max_length=MAX_SEALED_PARTS)
    breaches: tuple[Breach, ...] = Field(max_length=MAX_SEALED_PARTS)
    seats: tuple[Seat, ...] = Field(max_length=MAX_SEALED_PARTS)
    acknowledged: tuple[PersonId, ...]
