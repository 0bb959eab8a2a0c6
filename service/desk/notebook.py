"""A rapporteur's notes before they are sent: by agenda item, kept sealed to their own writer."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from redaction.roster import Roster
from service.desk.files import File
from service.desk.home import Home

FOLDER = "writing"
_PURPOSE = "writing"
_ROSTER = "writing-roster"
_GAP = "\n\n"


class Part(BaseModel):
    """What was noted under one agenda item. `title` is "" when the writer cannot read it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    segment: str
    title: str = ""
    text: str = ""


class Notebook(BaseModel):
    """One person's notes of one session."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> int:
        """How much there is."""
        return sum(len(part.text.split()) for part in self.parts)

    def with_texts(self, texts: Sequence[str]) -> "Notebook":
        """The same parts with other words. Raises ValueError unless there is a text for each."""
        parts = tuple(
            part.model_copy(update={"text": text})
            for part, text in zip(self.parts, texts, strict=True)
        )
        return self.model_copy(update={"parts": parts})

    def note(self) -> tuple[File, tuple[tuple[str, int, int], ...]]:
        """The notes as one text, and for each part its segment and place in it (code points)."""
        text, places = "", []
        for part in self.parts:
            words = part.text.strip()
            if words:
                start = len(text) + len(_GAP) if text else 0
                text = f"{text}{_GAP}{words}" if text else words
                places.append((part.segment, start, len(text)))
        return File("note.txt", text.encode()), tuple(places)


def save_notebook(home: Home, identity: Identity, notebook: Notebook) -> None:
    """Seal the notes to their own writer and keep them in the desk's folder."""
    context = _context(notebook.session, _PURPOSE)
    sealed = seal(notebook.model_dump_json().encode(), {}, identity.public, context)
    home.save(FOLDER, notebook.session, sealed)


def load_notebook(home: Home, identity: Identity, session: str) -> Notebook | None:
    """The notes kept for this session, or None. Raises `keys.errors.OpeningError`."""
    sealed = home.load(FOLDER, session)
    if sealed is None:
        return None
    opened = open_envelope(sealed, identity, _context(session, _PURPOSE))
    return Notebook.model_validate_json(opened.note)


def save_roster(home: Home, identity: Identity, session: str, roster: File) -> Roster:
    """Keep an attendance list, sealed, for whoever is not given the room's own.

    Raises:
        redaction.errors.RosterError: it cannot be read; nothing was kept.
    """
    people = Roster.load(roster.content, roster.name)
    header = {"name": f"roster{roster.suffix}"}
    sealed = seal(roster.content, header, identity.public, _context(session, _ROSTER))
    home.save(FOLDER, f"{session}-roster", sealed)
    return people


def load_roster(home: Home, identity: Identity, session: str) -> Roster | None:
    """The attendance list kept for this session, or None."""
    sealed = home.load(FOLDER, f"{session}-roster")
    if sealed is None:
        return None
    opened = open_envelope(sealed, identity, _context(session, _ROSTER))
    return Roster.load(opened.note, str(opened.header["name"]))


def forget_notebook(home: Home, session: str) -> None:
    """Delete the notes of a session."""
    home.forget(FOLDER, session)


def _context(session: str, purpose: str) -> Context:
    return Context(session, 0, session, purpose)
