"""Entries of the log that commit to who acted, without saying it.

The salt that opens the commitment lies with the keys of the room, under the commitment's name, and
is destroyed with them. One artefact can have several entries, each with a salt of its own.
"""

from datetime import date

from keys.entry import Actor
from keys.store import KeyName, Kind
from service.hub.store import Act
from service.hub.tables import MeetingSession
from service.protocol.log import Event

DIALOGUE_EPOCH = 0
"""What a dialogue does as a whole is kept under its own id, beside no room's epoch."""


def record(act: Act, event: Event, artefact: str, on: date, room: MeetingSession | str) -> int:
    """Append an entry by the caller, in a session's room or a dialogue; returns its index.

    Once the keys of the room are destroyed, nothing commits to anybody any more.
    """
    place, epoch = (room, DIALOGUE_EPOCH) if isinstance(room, str) else (room.session, room.epoch)
    if act.keys.destroyed(place):
        return act.journal.append(event, artefact, on)
    actor = Actor.blind(act.account.person)
    committed = actor.commitment(event, artefact)
    act.keys.put(KeyName(place, epoch, Kind.SALT, committed), actor.to_json().encode())
    return act.journal.append(event, artefact, on, committed)
