"""Waivers that organisers brought into a room: what the gate of each desk lets pass.

An organiser says who on the roster gave a waiver. From then on every organiser's gate lets exactly
that pass, once their own desk has compared the person's fingerprint, and until it is taken back.
What was released under a waiver used it: its digest stands in the statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from keys.errors import KeysError
from keys.identity import PublicIdentity
from keys.opening import Identity
from keys.signatures import DsseEnvelope, verify_dsse
from keys.waivers import REVOCATION_TYPE, Revocation, Waiver, verify_revocation, verify_waiver
from service.desk.client import Hub
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.previewing import is_compared
from service.desk.records import Kind, put_down, signed_records
from service.desk.rooms import Room
from service.desk.waived import Waived
from service.desk.waiving import SealedWaiver, opened, read
from service.protocol.drafts import DraftState
from service.protocol.statements import Kind as DraftKind
from service.protocol.statements import parse_statement
from service.protocol.wire import DsseText, IdentityText, Message

PUBLIC = "public"
"""Audience of a waiver for what is released to everybody."""


class Held(Message):
    """A waiver, or what takes it back, as the room keeps it.

    Args:
        signed: by the person whose `identity` this is, as they gave it to an organiser.
        person: their id on the roster.
    """

    signed: DsseText
    identity: IdentityText
    person: str


@dataclass(frozen=True)
class Brought:
    """A waiver of the room, and how it stands at this desk."""

    waiver: Waiver
    person: str
    identity: PublicIdentity
    compared: bool
    taken_back: bool
    used: bool

    @property
    def stands(self) -> bool:
        """Whether the gate of this desk lets it pass."""
        return self.compared and not self.taken_back and self.waiver.audience == PUBLIC


def bring(
    hub: Hub, home: Home, own: Identity, room: Room, sealed: SealedWaiver, person: PublicIdentity,
    who: str,
) -> Waiver:  # fmt: skip
    """Put a waiver into the room for every organiser.

    Args:
        who: id on the roster of the person who gave it.

    Raises:
        OpeningError, SignatureError: as in `read`.
        DeskError: nobody on the roster has this id.
    """
    waiver = read(room, sealed, person)
    if who not in {one.id for one in room.roster}:
        raise DeskError("Nobody on the roster has this id.", hint="Choose the person.")
    _put(hub, home, own, room, Kind.WAIVER, sealed, person, who)
    return waiver


def bring_back(
    hub: Hub, home: Home, own: Identity, room: Room, back: SealedWaiver, brought: Brought
) -> None:
    """Put into the room that a waiver was taken back.

    Raises:
        OpeningError, SignatureError: as in `read`.
        WaiverError: it takes another waiver back, or this one was used already.
    """
    used = {brought.waiver.digest} if brought.used else set()
    verify_revocation(opened(room, back), [brought.identity], brought.waiver, used)
    _put(hub, home, own, room, Kind.REVOCATION, back, brought.identity, brought.person)


def brought(hub: Hub, home: Home, room: Room) -> tuple[Brought, ...]:
    """The waivers of the room, by date. What does not verify is left out."""
    known = home.known()
    taken_back = _revoked(hub, room, known)
    used = _used(hub, room.session.session)
    found: dict[str, Brought] = {}
    for held in _held(hub, room, known, Kind.WAIVER):
        try:
            identity = PublicIdentity.from_json(held.identity)
            waiver = verify_waiver(DsseEnvelope.from_json(held.signed), [identity])
        except KeysError:
            continue
        if waiver.room == room.session.session:
            found[waiver.digest] = Brought(
                waiver,
                held.person,
                identity,
                compared=is_compared(home, identity.key_id),
                taken_back=(waiver.digest, waiver.person) in taken_back,
                used=waiver.digest in used,
            )
    return tuple(sorted(found.values(), key=lambda one: (one.waiver.date, one.waiver.digest)))


def find_brought(hub: Hub, home: Home, room: Room, waiver: str) -> Brought:
    """One of the room's waivers, by its digest. Raises `DeskError`."""
    for one in brought(hub, home, room):
        if one.waiver.digest == waiver:
            return one
    raise DeskError("The room has no such waiver.", hint="Bring it in first.")


def waived(hub: Hub, home: Home, room: Room) -> tuple[Waived, ...]:
    """What the gate of this desk lets pass."""
    return tuple(
        Waived(one.waiver.digest, one.person, one.waiver.statement, one.waiver.wording)
        for one in brought(hub, home, room)
        if one.stands
    )


def require_not_taken_back(
    hub: Hub, room: Room, known: frozenset[str], waivers: Sequence[str]
) -> None:
    """Raises DeskError when one of these waivers was taken back before it was used."""
    if set(waivers) & {waiver for waiver, _ in _revoked(hub, room, known)}:
        raise DeskError(
            "Somebody has taken back what this draft says of them. Nothing was released.",
            hint="Reject the draft, change the statement and propose again.",
        )


def _put(
    hub: Hub, home: Home, own: Identity, room: Room, kind: Kind, sealed: SealedWaiver,
    person: PublicIdentity, who: str,
) -> None:  # fmt: skip
    signed = opened(room, sealed).to_json()
    held = Held(signed=signed, identity=person.to_json(), person=who)
    put_down(hub, home, room, own, kind, held)


def _held(hub: Hub, room: Room, known: frozenset[str], kind: Kind) -> list[Held]:
    return [held for _, held in signed_records(hub, room, known, kind, Held)]


def _revoked(hub: Hub, room: Room, known: frozenset[str]) -> set[tuple[str, str]]:
    """Digests of what was taken back, and by whom."""
    found = set()
    for held in _held(hub, room, known, Kind.REVOCATION):
        try:
            identity = PublicIdentity.from_json(held.identity)
            signed = DsseEnvelope.from_json(held.signed)
            payload = verify_dsse(signed, [identity], 1, REVOCATION_TYPE).payload
            revocation = Revocation.from_bytes(payload)
        except KeysError:
            continue
        if revocation.person == identity.person:
            found.add((revocation.waiver, revocation.person))
    return found


def _used(hub: Hub, session: str) -> frozenset[str]:
    """The waivers of what was released."""
    released = [
        one.draft
        for one in hub.drafts(session).drafts
        if one.kind is DraftKind.RELEASE and one.state is DraftState.RELEASED
    ]
    statements = (parse_statement(hub.draft(one).payload, DraftKind.RELEASE) for one in released)
    return frozenset(waiver for statement in statements for waiver in statement.predicate.waivers)
