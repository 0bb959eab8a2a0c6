"""Waivers: a person lets one name or quotation of theirs out of the room, and can take it back.

A waiver names what the Rule protects, so it travels sealed to the room. The person keeps the file,
whose digest is all that they need to take it back; organisers keep a ledger of digests.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from keys.identity import PublicIdentity
from keys.opening import Identity, sign_dsse
from keys.sealing import Context, RoomPublic, seal
from keys.signatures import DsseEnvelope
from keys.waivers import (
    REVOCATION_TYPE,
    WAIVER_TYPE,
    Revocation,
    Use,
    Waiver,
    use_waiver,
    verify_revocation,
    verify_waiver,
)
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.rooms import Room
from service.protocol.purposes import Purpose
from service.protocol.wire import Digest, Identifier, Message, SmallEnvelope

_FOLDER = "waivers"


class SealedWaiver(Message):
    """A waiver, or what takes it back, that only the room opens."""

    session: Identifier
    epoch: int
    waiver: Digest
    sealed: SmallEnvelope


class Ledger(Message):
    """What became of a room's waivers: digests only, which say nothing by themselves."""

    used: frozenset[Digest] = frozenset()
    taken_back: frozenset[Digest] = frozenset()


@dataclass(frozen=True)
class Wish:
    """What a person allows: which statement, in which words, for whom to read."""

    statement: str
    wording: str
    audience: str


def give(room: RoomPublic, identity: Identity, wish: Wish, day: date) -> SealedWaiver:
    """Sign a waiver and seal it to the room. FormatError when the wish has no proper form."""
    waiver = Waiver(
        person=identity.person,
        room=room.room,
        statement=wish.statement,
        wording=wish.wording,
        audience=wish.audience,
        date=day.isoformat(),
    )
    signed = sign_dsse(waiver.to_bytes(), WAIVER_TYPE, identity)
    return _sealed(room, waiver.digest, signed)


def take_back(room: RoomPublic, identity: Identity, waiver: str) -> SealedWaiver:
    """Sign that the waiver with this digest counts no more, and seal it to the room."""
    revocation = Revocation(identity.person, waiver)
    return _sealed(room, waiver, sign_dsse(revocation.to_bytes(), REVOCATION_TYPE, identity))


def read(room: Room, sealed: SealedWaiver, person: PublicIdentity) -> Waiver:
    """Open a waiver of this person.

    Raises:
        OpeningError: it is of another room, or was altered.
        SignatureError: the person did not sign it.
    """
    return verify_waiver(opened(room, sealed), [person])


def note_taken_back(
    room: Room, sealed: SealedWaiver, person: PublicIdentity, waiver: Waiver, ledger: Ledger
) -> Ledger:
    """The ledger after this person has taken this waiver back.

    Raises:
        OpeningError, SignatureError: as in `read`.
        WaiverError: it takes another waiver back, or this one was used already.
    """
    verify_revocation(opened(room, sealed), [person], waiver, ledger.used)
    return ledger.model_copy(update={"taken_back": ledger.taken_back | {waiver.digest}})


def use(
    room: Room, sealed: SealedWaiver, person: PublicIdentity, wish: Wish, ledger: Ledger
) -> Ledger:
    """The ledger after the waiver was used for exactly this.

    Raises:
        OpeningError, SignatureError: as in `read`.
        WaiverError: it was taken back, or allows something else.
    """
    wanted = Use(room.session.session, wish.statement, wish.wording, wish.audience)
    waiver = use_waiver(opened(room, sealed), [person], wanted, ledger.taken_back)
    return ledger.model_copy(update={"used": ledger.used | {waiver.digest}})


def opened(room: Room, sealed: SealedWaiver) -> DsseEnvelope:
    """What the person signed. Raises OpeningError."""
    return DsseEnvelope.from_json(room.open(sealed.sealed, sealed.waiver, Purpose.WAIVER).note)


def parse_sealed(content: bytes) -> SealedWaiver:
    """Read the file of a waiver or of what takes it back. DeskError for anything else."""
    try:
        return SealedWaiver.model_validate_json(content)
    except ValidationError:
        raise DeskError(
            "This is not the file of a waiver.",
            hint="It is what `sealedroom waiver sign` or `waiver revoke` wrote.",
        ) from None


def load_ledger(home: Home, session: str) -> Ledger:
    """What this desk has recorded of the room's waivers."""
    kept = home.load(_FOLDER, f"{session}.json")
    return Ledger() if kept is None else Ledger.model_validate_json(kept)


def save_ledger(home: Home, session: str, ledger: Ledger) -> None:
    """Record it."""
    home.save(_FOLDER, f"{session}.json", ledger.model_dump_json().encode())


def state(waiver: str, ledger: Ledger) -> str:
    """What became of a waiver, in words."""
    if waiver in ledger.used:
        return "used: what was released stays released"
    return "taken back" if waiver in ledger.taken_back else "stands, and was not used yet"


def _sealed(room: RoomPublic, waiver: str, signed: DsseEnvelope) -> SealedWaiver:
    context = Context(room.room, room.epoch, waiver, Purpose.WAIVER)
    envelope = seal(signed.to_json().encode(), {}, room, context)
    return SealedWaiver(session=room.room, epoch=room.epoch, waiver=waiver, sealed=envelope)
