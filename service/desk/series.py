"""What an organiser's desk works out over all sessions of a dialogue."""

from collections.abc import Callable, Collection

from redaction.roster import Roster
from service.desk.autonomy import Speaking, speaking
from service.desk.client import Hub
from service.desk.reading import read_notes
from service.desk.rooms import Room


def voices(
    hub: Hub, enter: Callable[[str], Room], dialogue: str, young: Collection[str]
) -> tuple[Speaking, ...]:
    """Who spoke how much, session by session, in the order in which they were opened.

    Args:
        enter: opens a session's room.
        young: names of participants whom the organiser marked as young.
    """
    rooms = [enter(session) for session in hub.dialogue(dialogue).sessions]
    earlier: list[Roster] = []
    found = []
    for room in sorted(rooms, key=lambda room: room.session.opened):
        transcripts = [note.document for note in read_notes(hub, room) if note.spoken]
        found.append(speaking(room.roster, transcripts, tuple(earlier), young))
        earlier.append(room.roster)
    return tuple(found)
