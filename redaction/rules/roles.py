"""CH201-CH204: titles, functions and descriptions that point to somebody in the room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from redaction import titles
from redaction.data import words
from redaction.rules.phrases import Phrase, phrase
from redaction.scene import Scene, scene_of
from redaction.spelling import key
from redaction.texts import text_of

_OWNING = frozenset({"our", "your", "this", "that"})
_DEFINITE = frozenset({"the", "both", *_OWNING})
_STOPS = frozenset({",", ".", "?", "!", ":", ";", "-", "–", "—", "…", "(", ")", '"'})
_ENDS = frozenset({",", ";", ".", ":", "(", ")", "—", "?", "!"})
_HERE = frozenset({"here", "present", "us", "table", "room", "panel", "group", "call"})
_APPOSITION = re.compile(r"(?:,| \(|:)? ?(?:who(?:'s| is| was|’s)|as|our)? ?(?:the )?")
_CH202 = "A title used to address somebody in the room."
_CH201 = "A title or function that somebody in the room holds."
_CH203 = "A description that fits one person in the room."
_CH204 = "A profession that points to somebody in the room."


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return words("people.yaml", "person") | titles.before().keys() - words(
        "people.yaml", "not_alone"
    )


@Language.component("roles", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def roles(doc: Doc) -> Doc:
    """Add a candidate for each phrase headed by a word for a person."""
    scene = scene_of(doc)
    for token in doc:
        if key(token.lower_) not in _people() or token.tag_.startswith("VB"):
            continue
        found = phrase(token)
        if scene.covered(token.idx, token.idx + len(token), "CH1"):
            continue
        code, score, reason = next(_judged(scene, token, found))
        end = _whole(found) if _introduces(scene, token, found) else found.end
        scene.add(found.start, end, code, found.persons, reason, score)
    return doc


def _judged(scene: Scene, token: Token, found: Phrase) -> Iterator[tuple[str, float, str]]:
    """Yield code, score and reason, the most telling reading first."""
    held = bool(found.persons)
    if _introduces(scene, token, found):
        scene.learn(found)
        yield "CH201", 0.85, _CH201
    if found.foreign:
        yield "CH204", 0.1, _CH204
    if _vocative(scene, token, found):
        yield "CH202", 0.9 if held else 0.6, _CH202
    if found.plural and not found.count:
        yield "CH204", 0.1, _CH204
    if _singled_out(found):
        yield "CH203", 0.75, _CH203
    if _as_self(token, found):
        yield "CH204", 0.7 if held else 0.55, _CH204
    if found.determiner in _OWNING:
        yield "CH203", 0.8 if held else 0.35, _CH203
    if found.determiner in _DEFINITE:
        yield "CH201", _definite(scene, token, found), _CH201
    if scene.block.kind == "note" and held and found.determiner == "":
        yield "CH204", 0.65 if found.former or found.start == 0 else 0.4, _CH204
    if held and found.determiner in {"a", "an"}:
        yield "CH204", 0.45 if scene.block.kind == "note" else 0.15, _CH204
    yield "CH204", 0.05, _CH204


def _definite(scene: Scene, token: Token, found: Phrase) -> float:
    if not found.persons:
        return 0.4 if scene.block.kind == "note" else 0.2
    title = key(token.lower_) in titles.before()
    many = 0.1 * min(len(found.persons) - 1, 2)
    base = 0.8 if title else 0.6
    if found.complement:
        base = 0.75 if found.complement_known else 0.25
    return base - many + (0.1 if scene.block.kind == "note" else 0.0)


def _introduces(scene: Scene, token: Token, found: Phrase) -> bool:
    """Return whether the phrase stands beside a name it explains: "Ada Holm, the minister"."""
    at = scene.offset + found.start
    return (
        any(
            name.code.startswith("CH101") and name.score > 0.5 and 0 <= at - name.end <= 2  # noqa: PLR2004
            for name in scene.found
        )
        and text_of(token.doc)[max(0, found.start - 2) : found.start] in {", ", " (", ": "}
    )


def _vocative(scene: Scene, token: Token, found: Phrase) -> bool:
    if scene.block.kind != "turn" or found.determiner not in {"", "madam", "my"} or found.plural:
        return False
    doc = token.doc
    before = doc[found.first - 1] if found.first else None
    after = doc[found.last + 1] if found.last + 1 < len(doc) else None
    if after is not None and key(after.lower_) in titles.after() and before is not None:
        return True
    opens = before is None or before.text in _STOPS or before.lower_ in words("names.yaml", "hail")
    closes = after is None or after.text in _STOPS
    if scene.uncased:
        return bool(found.persons) and (opens or closes) and token.dep_ not in {"pobj", "compound"}
    return opens and closes and (bool(found.persons) or key(token.lower_) in titles.before())


def _singled_out(found: Phrase) -> bool:
    after = found.doc[found.last + 1 : found.last + 6]
    here = any(token.lower_ in _HERE for token in after)
    special = found.modifiers & words("people.yaml", "singling")
    return bool(special) and (here or found.determiner in {"our", "your"} or bool(found.persons))


def _as_self(token: Token, found: Phrase) -> bool:
    """Match "I'm only a sailor", "as a lawyer, I ...", "speaking as chair"."""
    before = [near.lower_ for near in token.doc[max(0, found.first - 3) : found.first]]
    if found.determiner not in {"a", "an", "the", ""}:
        return False
    return ("i" in before and bool({"'m", "’m", "am", "was"} & set(before))) or before[-1:] == [
        "as"
    ]


def _whole(found: Phrase) -> int:
    """Return the end of a function told in full: "deputy director, childcare and play"."""
    ends = [token.idx for token in found.doc[found.last + 1 :] if token.text in _ENDS]
    return found.end if not found.complement else min([*ends, len(text_of(found.doc))])
