"""Closing a room: its dates, a legal hold with its reason, and the end of its keys."""

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from keys.destruction import Destruction
from keys.opening import Identity
from service.desk.client import Hub
from service.desk.errors import DeskError, RefusedError
from service.desk.home import Home
from service.desk.records import Kind, put_down, signed_records
from service.desk.rooms import Room
from service.protocol.drafts import DraftState
from service.protocol.problems import ProblemCode
from service.protocol.wire import Identifier, Message, new_identifier
from service.protocol.work import Clock, HoldRequest, Mark, MarkState

MAX_WHY = 2000
"""Characters of a reason, as of an answer to an objection."""


class HoldReason(Message):
    """Why an organiser set a legal hold, or ended it; sealed to the room and signed."""

    session: Identifier
    ended: bool
    why: str = Field(min_length=1, max_length=MAX_WHY)


@dataclass(frozen=True)
class Reason:
    """A reason, and the day on which the hub took it."""

    date: date
    ended: bool
    why: str


@dataclass(frozen=True)
class Standing:
    """What is in the room: how much came in, and which drafts there are."""

    came_in: int
    waiting: int
    released: int


def hold(hub: Hub, home: Home, room: Room, identity: Identity, why: str) -> Clock:
    """Stop the destruction, and keep why.

    Raises:
        DeskError: no reason is given, or it is too long.
        RefusedError: a hold stands already, or the room was destroyed.
    """
    reason = _reason(room, why, ended=False)
    clock = hub.hold(room.session.session, HoldRequest(hold=new_identifier()))
    put_down(hub, home, room, identity, Kind.HOLD, reason)
    return clock


def end_hold(hub: Hub, home: Home, room: Room, identity: Identity, why: str) -> Clock:
    """Let the clock go on, and keep why. Raises as `hold`."""
    reason = _reason(room, why, ended=True)
    clock = hub.end_hold(room.session.session)
    put_down(hub, home, room, identity, Kind.HOLD, reason)
    return clock


def reasons(hub: Hub, room: Room, known: frozenset[str]) -> tuple[Reason, ...]:
    """Why holds were set and ended, by date."""
    found = [
        Reason(record.date, said.ended, said.why)
        for record, said in signed_records(hub, room, known, Kind.HOLD, HoldReason)
        if said.session == room.session.session
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.ended, one.why)))


def standing(hub: Hub, session: str) -> Standing:
    """What would be closed for good."""
    drafts = hub.drafts(session).drafts
    return Standing(
        came_in=len(hub.submissions(session).submissions),
        waiting=sum(one.state is DraftState.OPEN for one in drafts),
        released=sum(one.state is DraftState.RELEASED for one in drafts),
    )


def is_destroyed(clock: Clock) -> bool:
    """Whether the keys of the room are gone."""
    return any(view.mark is Mark.SHREDDING and view.state is MarkState.DONE for view in clock.marks)


def certificate_of(hub: Hub, session: str) -> Destruction | None:
    """The certificate that organisers are to sign, or None while the keys are there."""
    try:
        return Destruction.from_bytes(hub.destruction(session).certificate)
    except RefusedError as refused:
        if refused.code == ProblemCode.NOT_FOUND:
            return None
        raise


def _reason(room: Room, why: str, *, ended: bool) -> HoldReason:
    why = why.strip()
    if not 0 < len(why) <= MAX_WHY:
        raise DeskError(
            f"A hold needs a reason of 1 to {MAX_WHY:,} characters.",
            hint="It is sealed to the room: only its organisers read it.",
        )
    return HoldReason(session=room.session.session, ended=ended, why=why)
