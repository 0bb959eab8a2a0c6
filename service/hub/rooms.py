"""Room keys: the half that an organiser announces, and its wraps to members."""

from collections.abc import Mapping

from keys.announcement import verify_announcement
from keys.errors import KeysError
from keys.sealing import RoomPublic
from keys.signatures import DsseEnvelope
from keys.store import KeyName, Kind
from service.hub.accounts import keys_of
from service.hub.errors import BadRoom
from service.hub.store import Act
from service.hub.tables import Membership
from service.protocol.wire import is_identifier


def announced(act: Act, announcement: str) -> RoomPublic:
    """The room key that the caller announces under their own signature. Raises BadRoom."""
    caller = keys_of(act.account)
    try:
        signed = DsseEnvelope.from_json(announcement)
        room = RoomPublic.from_json(signed.payload)
        verify_announcement(signed, [caller], room.room, room.epoch)
    except KeysError:
        raise BadRoom from None
    if not is_identifier(room.room):
        raise BadRoom("The room's id is not a random identifier of 43 characters.")
    return room


def check_wraps(act: Act, dialogue: str, wraps: Mapping[str, bytes]) -> None:
    """Refuse a room key that is wrapped to anybody but members. Raises BadRoom."""
    if any(act.db.get(Membership, (dialogue, person)) is None for person in wraps):
        raise BadRoom("The room key is wrapped to somebody who is not a member.")


def keep_wraps(act: Act, room: str, epoch: int, wraps: Mapping[str, bytes]) -> None:
    """Put the wraps that are missing: data and keys may be apart by a power cut."""
    for person, wrap in wraps.items():
        name = KeyName(room, epoch, Kind.WRAP, person)
        if act.keys.find(name) is None:
            act.keys.put(name, wrap)


def own_wrap(act: Act, room: str, epoch: int) -> bytes | None:
    """The room key as it was wrapped to the caller, if it was."""
    return act.keys.find(KeyName(room, epoch, Kind.WRAP, act.account.person))


def forget_wraps(act: Act, room: str, person: str | None = None) -> bool:
    """Remove what opens a room, for one person or for everybody; whether there was any."""
    names = [
        name
        for name in act.keys.names(room)
        if name.kind in (Kind.WRAP, Kind.SHARE) and person in (None, name.holder)
    ]
    for name in names:
        act.keys.remove(name)
    return bool(names)
