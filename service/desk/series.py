"""What an organiser's desk works out over all sessions of a dialogue."""

from collections.abc import Callable, Collection, Iterator

from redaction.roster import Roster
from service.desk.autonomy import Speaking, speaking
from service.desk.client import Hub
from service.desk.errors import DeskError
from service.desk.reading import read_notes
from service.desk.rooms import Room
from service.protocol.drafts import DraftState
from service.protocol.purposes import Purpose
from service.protocol.statements import Kind

Enter = Callable[[str], Room]
"""Opens a session's room."""


def earlier_releases(hub: Hub, room: Room, enter: Enter) -> tuple[str, ...]:
    """The texts that left this room's dialogue before."""
    return tuple(
        other.open(hub.draft(draft).document, draft, Purpose.DRAFT).note.decode()
        for other, draft in released_drafts(hub, room, enter)
    )


def released_drafts(hub: Hub, room: Room, enter: Enter) -> Iterator[tuple[Room, str]]:
    """The drafts that left this room's dialogue, each with its own room.

    A room that is not open to this person, or is shredded, adds nothing: what left it is public,
    and can no longer be opened here.
    """
    for session in hub.dialogue(room.session.dialogue).sessions:
        released = [
            one.draft
            for one in hub.drafts(session).drafts
            if one.kind is Kind.RELEASE and one.state is DraftState.RELEASED
        ]
        if not released:
            continue
        try:
            other = room if session == room.session.session else enter(session)
        except DeskError:
            continue
        for draft in released:
            yield other, draft


def voices(hub: Hub, enter: Enter, dialogue: str, young: Collection[str]) -> tuple[Speaking, ...]:
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
