"""Witnessed checkpoints: cosignatures of the witnesses whom the host names in the settings."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from keys.checkpoint import Checkpoint, log_verifier, verify_checkpoint
from keys.errors import KeysError
from keys.notes import Note, parse_note
from keys.witness import check_witnesses, verify_cosignatures
from service.hub.errors import BadCheckpoint
from service.hub.journal import Journal
from service.hub.tables import Cosigned
from service.protocol.log import Witnessed


def take_cosigned(db: Session, journal: Journal, text: str, witnesses: Sequence[str]) -> Witnessed:
    """Keep a checkpoint that at least one known witness cosigned.

    Raises BadCheckpoint unless it is one of this log's, and a known witness's cosignature holds.
    """
    checkpoint = _verified(text, journal)
    try:
        names = verify_cosignatures(text, witnesses, 1)
    except KeysError:
        raise BadCheckpoint from None
    for name in names:
        row = db.get(Cosigned, name)
        if row is None or row.size < checkpoint.size:
            row = row or Cosigned(witness=name, size=0, note="")
            row.size, row.note = checkpoint.size, _only(text, journal.verification_key, name)
            db.add(row)
    db.flush()
    return newest(db, witnesses)


def newest(db: Session, witnesses: Sequence[str]) -> Witnessed:
    """The largest checkpoint that a witness cosigned, with everybody's cosignatures on it."""
    rows = db.exec(select(Cosigned).order_by(col(Cosigned.size).desc())).all()
    names = {one.name for one in check_witnesses(witnesses, 1)} if witnesses else set()
    rows = [row for row in rows if row.witness in names]
    if not rows:
        return Witnessed(checkpoint=None, witnesses=())
    same = [row for row in rows if row.size == rows[0].size]
    note = parse_note(same[0].note)
    for row in same[1:]:
        for signature in parse_note(row.note).signatures:
            if signature not in note.signatures:
                note = note.with_signature(signature)
    return Witnessed(checkpoint=str(note), witnesses=tuple(sorted(row.witness for row in same)))


def _only(text: str, log: str, witness: str) -> str:
    """The note with the lines that were verified, and nothing that anybody else added."""
    note = parse_note(text)
    origin = log_verifier(log).name
    kept = tuple(line for line in note.signatures if line.name in (origin, witness))
    return str(Note(note.text, kept))


def _verified(text: str, journal: Journal) -> Checkpoint:
    try:
        checkpoint = verify_checkpoint(text, journal.verification_key)
    except KeysError:
        raise BadCheckpoint from None
    if journal.root(checkpoint.size) != checkpoint.root:
        raise BadCheckpoint("This checkpoint is not of the log as it stands here.")
    return checkpoint
