"""Annotated dialogues and meetings: what a person marked, for measuring and for training.

A dialogue is Markdown with inline marks, a meeting is JSON with stand-off marks; the format is in
`redaction/training/FORMAT.md`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from redaction.documents import Block, Document
from redaction.roster import Participant, Roster

LABELS = frozenset({"NAME", "ROLE", "AFFIL", "SELF", "PRESENCE", "STYLE", "FACT", "PRON"})
KEEP = "KEEP"

_MARK = re.compile(r"⟦(?:(KEEP)|([A-Z]+):(p\d+(?:\+p\d+)*))\|([^⟦⟧|\n]+)⟧")
_TURN = re.compile(r"(p\d+):\s*(.*)$", re.DOTALL)


class AnnotationError(ValueError):
    """The annotated file is not in the format."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` exposes `persons`, or is substance that looks like it (label KEEP)."""

    start: int
    end: int
    label: str
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A turn, or a paragraph of notes when `speaker` is ""."""

    speaker: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A whole annotated file."""

    name: str
    roster: Roster
    turns: tuple[Paragraph, ...]
    notes: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One document with its marks; offsets are code points of the document's text."""

    name: str
    document: Document
    roster: Roster
    marks: tuple[Mark, ...]
    labels: tuple[tuple[int, int], ...]

    @property
    def hidden(self) -> tuple[Mark, ...]:
        """The marks that must go."""
        return tuple(m for m in self.marks if m.label != KEEP)

    @property
    def kept(self) -> tuple[Mark, ...]:
        """The marks that must stay."""
        return tuple(m for m in self.marks if m.label == KEEP)


def load(path: Path) -> Session:
    """Read a dialogue (.md) or a meeting (.json).

    Raises:
        AnnotationError: the file is not in the format; the message names file and place.
    """
    return _meeting(path) if path.suffix == ".json" else _dialogue(path)


def documents(session: Session) -> Iterator[Gold]:
    """Yield the transcript and the notes of a session as documents."""
    for kind, paragraphs in (("transcript", session.turns), ("notes", session.notes)):
        if paragraphs:
            yield _document(session, kind, paragraphs)


def _document(session: Session, kind: str, paragraphs: tuple[Paragraph, ...]) -> Gold:
    names = {person.id: person.name for person in session.roster}
    text = ""
    blocks: list[Block] = []
    marks: list[Mark] = []
    labels: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        start = len(text)
        label = None
        if kind == "transcript":
            label = (start, start + len(names[paragraph.speaker]))
            labels.append(label)
            text += names[paragraph.speaker] + ": "
        body = len(text)
        marks += [Mark(body + m.start, body + m.end, m.label, m.persons) for m in paragraph.marks]
        text += paragraph.text
        form = "note" if label is None else "turn"
        blocks.append(Block(form, start, len(text), label, paragraph.speaker, body))  # type: ignore[arg-type]
        text += "\n\n"
    document = Document(text, tuple(blocks))
    return Gold(f"{session.name}/{kind}", document, session.roster, tuple(marks), tuple(labels))


def _roster(people: list[dict[str, Any]]) -> Roster:
    def person(fields: dict[str, Any]) -> Participant:
        values: dict[str, Any] = {
            name: tuple(map(str, value)) if isinstance(value, list) else str(value)
            for name, value in fields.items()
        }
        return Participant(**values)

    return Roster(tuple(person(fields) for fields in people))


def _meeting(path: Path) -> Session:
    data = json.loads(path.read_text(encoding="utf-8"))

    def paragraph(item: dict[str, Any]) -> Paragraph:
        marks = [Mark(h["start"], h["end"], h["label"], tuple(h["who"])) for h in item["hide"]]
        marks += [Mark(k["start"], k["end"], KEEP) for k in item["keep"]]
        return Paragraph(item.get("speaker", ""), item["text"], tuple(marks))

    turns, notes = (tuple(paragraph(x) for x in data[part]) for part in ("turns", "notes"))
    return Session(path.stem, _roster(data["roster"]), turns, notes)


def _dialogue(path: Path) -> Session:
    try:
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        spoken, noted = body.split("## notes", 1)
        spoken = spoken.split("## transcript", 1)[1]
    except (ValueError, IndexError) as error:
        raise AnnotationError(f"{path}: a part is missing: front, transcript or notes") from error
    try:
        roster = _roster(yaml.safe_load(front)["roster"])
    except (TypeError, KeyError, yaml.YAMLError) as error:
        raise AnnotationError(f"{path}: the roster cannot be read: {error}") from error
    turns = []
    for raw in re.split(r"\n\s*\n", spoken.strip()):
        turn = _TURN.match(" ".join(raw.split("\n")).strip())
        if turn is None or turn.group(1) not in roster.by_id:
            raise AnnotationError(f"{path}: a turn without a speaker of the roster: {raw[:60]!r}")
        turns.append(_unmark(turn.group(1), turn.group(2), roster, path))
    notes = [_unmark("", line.strip(), roster, path) for line in noted.split("\n") if line.strip()]
    return Session(path.stem, roster, tuple(turns), tuple(notes))


def _unmark(speaker: str, marked: str, roster: Roster, path: Path) -> Paragraph:
    text = ""
    marks = []
    at = 0
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        persons = tuple(m.group(3).split("+")) if m.group(3) else ()
        label = m.group(1) or m.group(2)
        if (label != KEEP and label not in LABELS) or not roster.by_id.keys() >= set(persons):
            raise AnnotationError(f"{path}: unknown label or person: {m.group()[:60]!r}")
        marks.append(Mark(len(text), len(text) + len(m.group(4)), label, persons))
        text += m.group(4)
        at = m.end()
    text += marked[at:]
    if "⟦" in text or "⟧" in text:
        raise AnnotationError(f"{path}: a stray mark in {text[:60]!r}")
    return Paragraph(speaker, text, tuple(marks))
