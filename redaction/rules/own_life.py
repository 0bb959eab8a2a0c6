"""CH401-CH412: the speaker about themselves, and what only they can know or have done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from redaction.data import words
from redaction.rules.clauses import clause
from redaction.scene import Scene, scene_of
from redaction.spelling import key

_PAST = frozenset({"VBD", "VBN"})
_DETAIL = re.compile(r"\d")
_CAREER = re.compile(
    r"\b(?:years|decades|career|service|posting|post|tour|desk|mission|office|command|ministry"
    r"|regulator|bench|navy|army|police|university|school|prison|exile|camp|village|hospital)\b",
    re.IGNORECASE,
)
_REASONS = {
    "CH401": "The career of the speaker.",
    "CH402": "The speaker's own work.",
    "CH403": "The speaker's family, origin or private life.",
    "CH404": "What the speaker does for a living.",
    "CH411": "Something only the speaker would know.",
    "CH412": "Something the speaker did that others saw.",
}


@Language.component("own_life", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def own_life(doc: Doc) -> Doc:
    """Add a candidate for each clause in which a speaker tells of their life or work."""
    scene = scene_of(doc)
    if scene.block.kind != "turn":
        return doc
    speaker = frozenset({scene.block.speaker} - {""})
    last_end = -1
    for token in doc:
        if token.i <= last_end:
            continue
        for code, score in _judged(scene, token):
            first, last = clause(token)
            scene.add(
                doc[first].idx, doc[last].idx + len(doc[last]), code, speaker, _REASONS[code], score
            )
            last_end = last if score > 0.5 else last_end  # noqa: PLR2004
            break
    return doc


def _judged(scene: Scene, token: Token) -> Iterator[tuple[str, float]]:
    word = token.lower_
    if word == "my":
        yield from _my(token)
    elif word in {"i", "we"} and token.i + 1 < len(token.doc):
        yield from _clause_of(scene, token, word)


def _my(token: Token) -> Iterator[tuple[str, float]]:
    for near in token.doc[token.i + 1 : token.i + 4]:
        word = key(near.lower_)
        if word in words("people.yaml", "kin"):
            yield "CH403", 0.75
            return
        if word in words("people.yaml", "works"):
            yield "CH402", 0.65
            return
        if word in words("people.yaml", "life"):
            yield "CH401", 0.6
            return
        if near.tag_ not in {"JJ", "NN", "NNP", "HYPH", "VBN", "CD"}:
            return


def _clause_of(scene: Scene, token: Token, word: str) -> Iterator[tuple[str, float]]:
    verb = _verb(token)
    if verb is None:
        return
    first, last = clause(token)
    text = token.doc[first : last + 1].text
    deed = verb.lower_ in words("verbs.yaml", "deed")
    past = verb.tag_ in _PAST or "'d" in text[:5]
    detail = bool(_DETAIL.search(text)) or any(
        near.tag_ in {"NNP", "CD"} and near.i > token.i for near in token.doc[first : last + 1]
    )
    if verb.lower_ in words("verbs.yaml", "room") and not detail:
        return
    score = 0.2 + 0.2 * past + 0.15 * deed + 0.12 * detail + 0.1 * (last - first > 6)  # noqa: PLR2004
    score -= 0.12 * (word == "we")
    if verb.lower_ in words("verbs.yaml", "habit"):
        yield "CH404", max(score, 0.6)
    elif _CAREER.search(text) and past:
        yield "CH401", min(score + 0.1, 0.8)
    elif past or deed:
        yield ("CH411" if detail else "CH412"), min(score, 0.75)


def _verb(subject: Token) -> Token | None:
    """Return the verb that tells what the subject did, past auxiliaries and adverbs."""
    for near in subject.doc[subject.i + 1 : subject.i + 6]:
        if near.tag_ in {"MD"} or near.text in {",", "."}:
            return None
        if near.tag_.startswith("VB") and not (
            near.lower_ in {"'ve", "have", "had", "'d", "’ve", "has"} and _verb_follows(near)
        ):
            return near
    return None


def _verb_follows(token: Token) -> bool:
    return any(near.tag_ in {"VBN", "VBD"} for near in token.doc[token.i + 1 : token.i + 3])
