"""What may be told of who was there (RULE R3, R4): nothing, institutions, or who agreed to it.

The choice is a record of the room, sealed and signed by an organiser. Whatever is told of
attendance stands apart from a release, and nothing in it says who said what.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import Field

from keys.opening import Identity
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.records import Kind, put_down, signed_records
from service.desk.rooms import Room
from service.protocol.dialogues import MAX_MEMBERS
from service.protocol.series import Disclosure
from service.protocol.wire import Identifier, Message
from service.protocol.work import Tier


class Attendance(Message):
    """What an organiser decided, and when; `agreed` are the ids on the roster of who consented."""

    session: Identifier
    at: datetime
    level: Disclosure
    agreed: tuple[str, ...] = Field(max_length=MAX_MEMBERS)


def decide(
    hub: Hub, home: Home, room: Room, identity: Identity, level: Disclosure, agreed: Sequence[str]
) -> Attendance:
    """Keep what may be told of this session's attendance; it takes the place of what stood.

    Args:
        agreed: names on the roster of those who agreed to be named, for `Disclosure.NAMES`.

    Raises:
        DeskError: the dialogue is in the safety tier, a name is not on the roster, nobody agreed.
    """
    if level is not Disclosure.NONE and _is_safety(hub, room):
        raise DeskError(
            "In the safety tier attendance is never told.",
            hint="The tier was set for the whole dialogue, and is not taken back.",
        )
    ids = tuple(sorted(_person(room.roster, name) for name in agreed))
    if (level is Disclosure.NAMES) != bool(ids):
        raise DeskError(
            "Names are told of those who agreed, and of nobody else.",
            hint="With --level names, give --consent FILE: a name a line, as on the roster.",
        )
    session = room.session.session
    decided = Attendance(session=session, at=datetime.now(UTC), level=level, agreed=ids)
    put_down(hub, home, room, identity, Kind.ATTENDANCE, decided)
    return decided


def decided(hub: Hub, room: Room, known: frozenset[str]) -> Attendance | None:
    """What an organiser whom this desk knows decided last; nothing counts in the safety tier."""
    if _is_safety(hub, room):
        return None
    found = [
        said
        for _, said in signed_records(hub, room, known, Kind.ATTENDANCE, Attendance)
        if said.session == room.session.session
    ]
    return max(found, key=lambda one: one.at, default=None)


def told(roster: Roster, attendance: Attendance | None) -> str:
    """The words that may be told, and no more. In the order of the alphabet: it says nothing."""
    level = attendance.level if attendance else Disclosure.NONE
    if attendance is None or level is Disclosure.NONE:
        return "Attendance is not disclosed."
    if level is Disclosure.INSTITUTIONS:
        found = {person.organisation for person in roster if person.organisation}
        return f"Participants came from: {'; '.join(sorted(found))}."
    names = sorted(person.name for person in roster if person.id in attendance.agreed)
    return f"Participants who agreed to be named: {'; '.join(names)}."


def _is_safety(hub: Hub, room: Room) -> bool:
    return hub.terms(room.session.dialogue).tier is Tier.SAFETY


def _person(roster: Roster, name: str) -> str:
    for person in roster:
        if person.name == name:
            return person.id
    raise DeskError(
        f"“{name}” is not on the roster.", hint="Write each name as the roster has it, a line each."
    )
