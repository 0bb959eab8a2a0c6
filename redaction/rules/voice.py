"""CH7xx: sayings, coinages and foreign words, by which people are known."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from redaction.data import common_words, words
from redaction.places import place_words
from redaction.scene import Scene, scene_of
from redaction.spelling import key
from redaction.texts import text_of

_SAYING = re.compile(
    r"(?P<cue>\b(?:as (?:we|they|people|my \w+|the \w+) (?:say|said|used to say)"
    r"(?: (?:in|at) [\w ]{2,20})?"
    r"|(?:we|they|people) (?:have a|say at home|say in|have this) ?"
    r"(?:saying|proverb|expression|word)?(?: (?:in|at) [\w ]{2,20})?"
    r"|(?:there(?:'s|’s| is) a|an? old) (?:saying|proverb|expression)"
    r"|my (?:grandmother|grandfather|mother|father|nana|teacher|uncle|aunt)"
    r"(?: always| used to)? (?:said|says|say|would say)"
    r"|in [A-Z]\w+ we say|we call (?:it|this|that)|I call (?:it|this|that|them)"
    r"|what I call|I like to say|I always say|as I (?:like to|always) say)\b[,:]?)"
    r"(?P<rest>[^.;?!\n]*)",
)
_QUOTED = re.compile(r"[\"“](?P<what>[^\"”\n]{6,90})[\"”]")
_REASON = {
    "CH701": "A saying people know somebody by.",
    "CH702": "An expression somebody made up.",
    "CH703": "Words of another language, which tell where somebody comes from.",
}
_LEAST_FOREIGN = 2


@Language.component("voice", assigns=["doc._.scene"], requires=["token.tag"])
def voice(doc: Doc) -> Doc:
    """Add candidates for sayings and runs of foreign words."""
    scene = scene_of(doc)
    for match in _SAYING.finditer(text_of(doc)):
        coined = " call" in match["cue"]
        code = "CH702" if coined else "CH701"
        scene.add(match.start(), match.end(), code, frozenset(), _REASON[code], 0.6)
    if scene.block.kind == "note":
        for match in _QUOTED.finditer(text_of(doc)):
            scene.add(*match.span(), "CH701", frozenset(), _REASON["CH701"], 0.4)
    elif not scene.uncased:
        _foreign(scene, doc)
    return doc


def _foreign(scene: Scene, doc: Doc) -> None:
    run: list[Token] = []
    for token in [*doc, None]:
        if token is not None and (_is_foreign(scene, token) or (run and token.text in {",", "'"})):
            run.append(token)
            continue
        while run and not run[-1].is_alpha:
            run.pop()
        if sum(word.is_alpha for word in run) >= _LEAST_FOREIGN and any(
            w.text[0].islower() for w in run
        ):
            end = run[-1].idx + len(run[-1])
            scene.add(run[0].idx, end, "CH703", frozenset(), _REASON["CH703"], 0.6)
        run = []


def _is_foreign(scene: Scene, token: Token) -> bool:
    if not token.is_alpha or token.like_num:
        return False
    word = key(token.lower_)
    room = scene.room
    return not (
        word in common_words()
        or token.lower_ in common_words()
        or word in words("names.yaml", "frequent")
        or word in place_words()
        or word in room.parts
        or word in room.organisation_words
        or len(word) == 1
    )
