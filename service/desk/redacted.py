"""What was found in a session's notes, kept sealed, so that it is worked out once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from redaction.findings import Edit, Finding, Redaction
from redaction.statements import Statement
from service.desk.home import Home
from service.desk.reading import Note
from service.desk.redacting import Redacted

FOLDER = "redacted"
_PURPOSE = "redacted"


@dataclass(frozen=True)
class _Kept:
    """Everything about a note but its words."""

    submission: str
    words: str
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    statements: tuple[Statement, ...]


_ALL = TypeAdapter(tuple[_Kept, ...])


def slim(redacted: Redacted) -> Redacted:
    """The same without what was read on the way, which is large and not kept."""
    return replace(redacted, redaction=replace(redacted.redaction, analysis=None))


def save_redacted(
    home: Home, identity: Identity, session: str, pipeline: str, redacted: Sequence[Redacted]
) -> None:
    """Seal findings and statements to their own reviewer.

    Args:
        pipeline: digest of what worked them out; another one works them out anew.
    """
    kept = tuple(
        _Kept(
            one.note.submission,
            _words(one.note),
            one.redaction.edits,
            one.redaction.findings,
            one.redaction.warnings,
            one.statements,
        )
        for one in redacted
    )
    body: dict[str, Any] = {"pipeline": pipeline, "notes": _ALL.dump_python(kept, mode="json")}
    sealed = seal(json.dumps(body).encode(), {}, identity.public, _context(session))
    home.save(FOLDER, session, sealed)


def load_redacted(
    home: Home, identity: Identity, session: str, pipeline: str, notes: Sequence[Note]
) -> tuple[Redacted, ...] | None:
    """What was kept of exactly these notes, or None."""
    sealed = home.load(FOLDER, session)
    if sealed is None:
        return None
    body = json.loads(open_envelope(sealed, identity, _context(session)).note)
    if body["pipeline"] != pipeline:
        return None
    kept = {one.submission: one for one in _ALL.validate_python(body["notes"])}
    if {note.submission: _words(note) for note in notes} != {
        one.submission: one.words for one in kept.values()
    }:
        return None
    return tuple(_joined(note, kept[note.submission]) for note in notes)


def _joined(note: Note, kept: _Kept) -> Redacted:
    text = note.document.text
    redaction = Redaction(kept.edits, text, kept.findings, kept.warnings)
    return Redacted(note, redaction, kept.statements)


def _words(note: Note) -> str:
    return sha256(note.document.text.encode()).hexdigest()


def _context(session: str) -> Context:
    return Context(session, 0, session, _PURPOSE)
