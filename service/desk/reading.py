"""Opening what rapporteurs sent, at an organiser's desk."""

from base64 import b64decode
from dataclasses import dataclass

from keys.opening import Opened
from redaction.documents import Document
from redaction.readers import read
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.records import is_record
from service.desk.rooms import Room
from service.protocol.purposes import Purpose
from service.protocol.submissions import SubmissionView


@dataclass(frozen=True)
class Note:
    """An opened submission. `author` is a person id, which the hub never learns."""

    submission: str
    author: str
    salt: bytes
    document: Document
    parts: tuple[tuple[str, int, int], ...] = ()
    """Segments and their places in the text, in code points, where the writer said so."""

    @property
    def spoken(self) -> bool:
        """Whether this is a transcript: most of its blocks are turns of speakers."""
        turns = sum(block.kind == "turn" for block in self.document.blocks)
        return 2 * turns > len(self.document.blocks)

    def segment(self, place: int) -> str:
        """The segment in which a place of the text stands, or "" when nobody said."""
        return next((name for name, start, end in self.parts if start <= place < end), "")


def read_notes(hub: Hub, room: Room) -> tuple[Note, ...]:
    """Open every note of the session.

    Raises:
        keys.errors.OpeningError: an envelope was altered; none of it is used.
    """
    submissions = hub.submissions(room.session.session).submissions
    came = (hub.submission(summary.submission) for summary in submissions)
    return tuple(_open(room, one) for one in came if not is_record(room, one))


def _open(room: Room, came: SubmissionView) -> Note:
    opened = room.open(came.envelope, came.submission, Purpose.NOTE)
    return note_of(came.submission, opened, room.roster)


def note_of(submission: str, opened: Opened, roster: Roster) -> Note:
    """What an opened envelope holds."""
    return Note(
        submission=submission,
        author=str(opened.header["author"]),
        salt=b64decode(opened.header["salt"]),
        document=read(opened.note, f"note{opened.header['suffix']}", roster),
        parts=tuple((str(s), int(a), int(b)) for s, a, b in opened.header.get("parts", ())),
    )
