"""CH901: a state is said to have agreed or promised in an unofficial dialogue."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redaction.data import words
from redaction.places import place_words
from redaction.scene import scene_of
from redaction.spelling import key

_REASON = "A state is said to agree or promise; participants do not speak for states."
_REPORTED = 0.6


@Language.component("integrity", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def integrity(doc: Doc) -> Doc:
    """Add a warning where a country is the subject of agreeing; it is reported, never cut."""
    scene = scene_of(doc)
    for token in doc:
        if token.dep_ != "nsubj" or key(token.lower_) not in place_words():
            continue
        verb = token.head
        if verb.lower_ in words("verbs.yaml", "commitment") and verb.i > token.i:
            scene.add(token.idx, verb.idx + len(verb), "CH901", frozenset(), _REASON, _REPORTED)
    return doc
