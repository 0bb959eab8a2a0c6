"""CH107: somebody is thanked or called on in the room who is not on the roster."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from redaction import titles
from redaction.data import common_words, words
from redaction.places import place_words
from redaction.scene import Scene, scene_of
from redaction.spelling import key
from redaction.texts import text_of

_NAME = r"(?P<name>(?:[A-Z][\w'’.-]+ ){0,2}[A-Z][\w'’-]+)"
_ADDRESSED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Tt]hank(?:s| you)(?: very much| so much)?,? {_NAME}(?=[,.;!?—]|\Z)",
        rf"\b(?:[Oo]ver to|[Gg]o ahead,|[Aa]fter you,|[Ww]elcome,) {_NAME}(?=[,.;!?—]|\Z)",
        rf"(?:\A|[.!?] ){_NAME}, (?=(?:please|go ahead|over to you|the floor is yours|you have)\b"
        r"|(?:would|could|can|do|did|will) you\b)",
    )
)
_EXCLAIMED = frozenset({"god", "heaven", "heavens", "goodness", "lord", "christ", "allah"})
_REASON = (
    "Somebody is thanked or called on here who is not on the roster: the words show that they were "
    "in the room."
)
_SCORE = 0.8


@Language.component("strangers", assigns=["doc._.scene"])
def strangers(doc: Doc) -> Doc:
    """Add a candidate for each name addressed in the room that no participant has."""
    scene = scene_of(doc)
    if scene.block.kind != "turn" or not len(scene.room.roster):
        return doc
    text = text_of(doc)
    for pattern in _ADDRESSED:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if _stranger(scene, match["name"]) and not scene.covered(start, end, "CH1", 0):
                scene.add(start, end, "CH107", frozenset(), _REASON, _SCORE)
    return doc


def _stranger(scene: Scene, name: str) -> bool:
    """Return whether every word may be a name, and one is nothing else that is known."""
    room = scene.room
    said = [key(word).strip(".") for word in name.split()]
    own = [word for word in said if word not in titles.before() and word not in titles.after()]
    known = (
        common_words(), place_words(), room.parts, room.short, room.organisation_words,
        words("names.yaml", "frequent"), _EXCLAIMED,
    )  # fmt: skip
    return bool(own) and not any(
        len(word) < len("Bo") or any(word in group for group in known) for word in own
    )
