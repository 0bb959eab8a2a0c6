"""CH307: what says which body sits, and for which party, seat or government somebody speaks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from redaction.data import words
from redaction.scene import Scene, add_tokens, scene_of
from redaction.spelling import key

_OWN = frozenset({"my", "our"})
_THEIRS = frozenset({"your", "his", "her", "their"})
_NEAR = 6
_REASON = "It says which body sits, or for which party, seat or government somebody speaks."

_Found = tuple[Token, Token, frozenset[str], float]


@Language.component("sittings", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def sittings(doc: Doc) -> Doc:
    """Add candidates for committees, parties, constituencies and governments."""
    scene = scene_of(doc)
    for token in doc:
        word = key(token.lower_)
        if word not in _telling() and word not in scene.room.parties:
            continue
        for first, last, persons, score in (
            *_body(scene, token, word),
            *_party(scene, token, word),
            *_home(scene, token, word),
            *_government(scene, token, word),
        ):
            if not scene.covered(first.idx, last.idx + len(last), "CH301"):
                add_tokens(doc, first, last, "CH307", persons, _REASON, score)
    return doc


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Return the words that a candidate hangs on, but for the names of parties."""
    return _words("sitting") | _words("opposite") | _words("home") | {"government"}


def _words(section: str) -> frozenset[str]:
    return words("sittings.yaml", section)


def _body(scene: Scene, token: Token, word: str) -> Iterator[_Found]:
    """Match "Welcome to the Health and Sport Committee" and "meeting of the ... Committee"."""
    if word not in _words("sitting") or not token.text[0].isupper():
        return
    first = token
    while first.i and (first.nbor(-1).text[0].isupper() or first.nbor(-1).text in {",", "and"}):
        first = first.nbor(-1)
    while first.i < token.i and (first.text in {",", "and"} or first.is_sent_start):
        first = first.nbor()
    if first.i == token.i:
        return
    near = {key(other.lower_) for other in token.doc[max(0, first.i - _NEAR) : first.i]}
    if near & _words("meeting"):
        yield first, token, frozenset(person.id for person in scene.room.roster), 0.85


def _party(scene: Scene, token: Token, word: str) -> Iterator[_Found]:
    """Match parties that the list gives to somebody, and "the opposition party"."""
    doc = token.doc
    who = scene.room.parties.get(word, frozenset())
    after = token.nbor() if token.i + 1 < len(doc) else None
    before = token.nbor(-1) if token.i else None
    if who and token.text[0].isupper():
        last = after if after is not None and key(after.lower_) in _words("parties") else token
        yield token, last, who, 0.3
    elif word in _words("opposite"):
        if after is not None and key(after.lower_) in _words("parties"):
            yield token, after, frozenset(), 0.8
        elif before is not None and key(before.lower_) in _words("parties"):
            yield before, token, frozenset(), 0.8
        elif before is not None and before.lower_ == "the":
            yield token, token, frozenset(), 0.45


def _home(scene: Scene, token: Token, word: str) -> Iterator[_Found]:
    """Match "in my riding", "constituents in your region"."""
    if word not in _words("home") or not token.i or scene.block.kind != "turn":
        return
    before = token.nbor(-1).lower_
    if before in _OWN:
        yield token.nbor(-1), token, frozenset({scene.block.speaker} - {""}), 0.75
    elif before in _THEIRS:
        yield token.nbor(-1), token, frozenset(), 0.5


def _government(scene: Scene, token: Token, word: str) -> Iterator[_Found]:
    """Match "our government", and in notes "the government answered", if it is in the room."""
    if word != "government" or not token.i:
        return
    room = scene.room
    officials = frozenset[str]().union(
        *(room.roles.get(office, frozenset()) for office in _words("ministers"))
    )
    before = token.nbor(-1).lower_
    if before in {"our", "this"} and scene.block.speaker in officials:
        yield token.nbor(-1), token, frozenset({scene.block.speaker}), 0.75
    elif before in _THEIRS and officials:
        yield token.nbor(-1), token, officials, 0.6
    elif before == "a" and token.i > 1 and token.nbor(-2).lower_ == "as":
        yield token.nbor(-2), token, frozenset({scene.block.speaker} - {""}), 0.7
    elif scene.block.kind == "note" and _speaks(token):
        yield token, token, officials, 0.5 if officials else 0.35


def _speaks(token: Token) -> bool:
    """Return whether a body is told to have said something."""
    said = words("names.yaml", "saying") | {"admitted", "assured", "claimed", "confirmed"}
    return token.dep_ == "nsubj" and token.head.tag_ == "VBD" and key(token.head.lower_) in said
