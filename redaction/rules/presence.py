"""CH5xx: attendance, seats, screens, travel, hospitality and exchanges between people."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from redaction.data import load_yaml
from redaction.scene import scene_of
from redaction.texts import text_of

_REASONS = {
    "CH501": "Who came, left or was late, and how they travelled.",
    "CH502": "Where somebody sat, or that they joined by screen.",
    "CH503": "Hospitality in the room's own circle.",
    "CH504": "The language somebody spoke, or an interpreter.",
    "CH505": "A gesture or an exchange that witnesses remember.",
    "CH506": "Who was not there.",
    "CH507": "The order of speakers or the time of a contribution.",
}


def _patterns() -> list[tuple[str, float, re.Pattern[str]]]:
    return [
        (code, float(row["score"]), re.compile(row["pattern"], re.IGNORECASE))
        for code, rows in load_yaml("presence.yaml").items()
        for row in rows
    ]


_PATTERNS = _patterns()


@Language.component("presence", assigns=["doc._.scene"])
def presence(doc: Doc) -> Doc:
    """Add a candidate for each phrase that tells of attendance or interaction."""
    scene = scene_of(doc)
    words = text_of(doc)
    for code, score, pattern in _PATTERNS:
        for match in pattern.finditer(words):
            start, end = match.span("what") if "what" in pattern.groupindex else match.span()
            scene.add(start, end, code, frozenset(), _REASONS[code], score)
    return doc
