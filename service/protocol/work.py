"""What goes on by itself after a session: the review clock, retention, holds, deliveries."""

import datetime
from enum import StrEnum, unique
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from service.protocol.wire import MAX_BUNDLE, Digest, Document, Identifier, Message

MAX_DAYS = 3650
"""Ten years: longer than any retention a data protection officer would sign."""

Days = Annotated[int, Field(ge=1, le=MAX_DAYS)]

ProblemName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
"""Why a delivery did not arrive: a `service.protocol.problems.ProblemCode` or `http-NNN`."""


@unique
class Tier(StrEnum):
    """How much is at stake for the people of a dialogue (RULE R16)."""

    STANDARD = "standard"
    SAFETY = "safety"
    """Exposure can mean arrest: more people must fit whatever may stay, every participant is shown
    a draft and has their days before it leaves, without exception, and attendance is never
    disclosed. It is not taken back."""


class Terms(Message):
    """POST and GET /dialogues/{dialogue}/terms. Days since a session was opened.

    The usual review clock (RULE, "Track II practice"), then how long sealed notes are kept. They
    count for the sessions that are opened after they were set.

    Args:
        draft: the draft is due.
        objections: participants may object until then; silence is assent.
        release: the release is due.
        retention: the notes are no longer needed.
        warning: days before `retention` at which everybody is warned.
        grace: days after `retention` at which the room's keys are destroyed.
        tier: holds at once, for every session; the days only for those that are opened afterwards.
        policy: digest of the policy under which everything leaves from now on, which raising the
            tier needs; never in an answer (it is the dialogue's).
    """

    draft: Days = 7
    objections: Days = 14
    release: Days = 21
    retention: Days = 90
    warning: Days = 14
    grace: Days = 7
    tier: Tier = Tier.STANDARD
    policy: Digest | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.draft <= self.objections <= self.release <= self.retention - self.warning:
            raise ValueError("the days are not in order")
        return self


@unique
class Mark(StrEnum):
    """A date of a session's clock."""

    DRAFT = "draft-due"
    OBJECTIONS = "objections-end"
    RELEASE = "release-due"
    WARNING = "shredding-warning"
    RETENTION = "retention-end"
    SHREDDING = "shredding"


@unique
class MarkState(StrEnum):
    """Where a mark stands."""

    WAITING = "waiting"
    """Its date has not come."""

    HELD = "held"
    """A legal hold stops it."""

    DONE = "done"
    """It came, and what was due was there or was done."""

    MISSED = "missed"
    """It came, and what was due was not there."""


class MarkView(Message):
    """One date of the clock; `settled` is the day on which a worker came to it."""

    mark: Mark
    due: datetime.date
    state: MarkState
    settled: datetime.date | None


class Clock(Message):
    """GET /sessions/{session}/clock. `hold` is the day since when a legal hold stands."""

    session: Identifier
    marks: tuple[MarkView, ...]
    hold: datetime.date | None


class HoldRequest(Message):
    """POST /sessions/{session}/hold: nothing is shredded until the hold is ended."""

    hold: Identifier


class DestructionRequest(Message):
    """POST /sessions/{session}/destruction: destroy the keys today.

    It names the session a second time, so that nobody destroys a room by a slip in an address.
    """

    session: Identifier


class DestructionView(Message):
    """GET /sessions/{session}/destruction: the certificate as the organisers are to sign it."""

    session: Identifier
    date: datetime.date
    certificate: Document


BundleText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_BUNDLE)]
"""A release bundle, as `keys.bundle.build` made it."""


class DeliveryRequest(Message):
    """POST /drafts/{draft}/delivery: send this bundle to the outbound side, until it arrives."""

    bundle: BundleText


@unique
class DeliveryState(StrEnum):
    """Where a release stands on its way to the outbound side."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    REFUSED = "refused"
    """The outbound side will not take it; trying again would change nothing."""


class DeliveryView(Message):
    """GET /drafts/{draft}/delivery.

    `problem` says why the last attempt failed, `due` in how many seconds the next one is made, and
    `delivered` on which day it arrived.
    """

    draft: Identifier
    document: Digest
    state: DeliveryState
    attempts: int = Field(ge=0)
    due: int | None = Field(ge=0)
    problem: ProblemName | None
    delivered: datetime.date | None
