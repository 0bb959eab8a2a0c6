"""CH3xx: organisations, sides, countries and institutions that say who spoke or was there."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from redaction.data import words
from redaction.rules.organisations import Organisations
from redaction.scene import Scene, scene_of
from redaction.spelling import key

_LONGEST = 7
_NONE: frozenset[str] = frozenset()
_FROM = frozenset({"from", "at", "in", "on", "for", "of", "with"})
_OWN = frozenset({"my", "our", "ours"})
_SPEAKING = _OWN | {"we"}
_CH302 = "A delegation or side with a word for people."
_CH303 = "The speaker's own institution or country."
_CH304 = "The speaker says we of an institution or country."
_CH305 = "The speaker speaks as a member of a nation or group."
_CH306 = "A nationality or place with a word for a person in the room."


@Language.component("affiliation", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def affiliation(doc: Doc) -> Doc:
    """Add candidates for organisations, then for sides and own institutions."""
    scene = scene_of(doc)
    Organisations(doc).find()
    room, groups = scene.room, words("people.yaml", "group")
    for token in doc:
        word = key(token.lower_)
        if not (
            word in room.side_ends
            or word in groups
            or word in _SPEAKING
            or token.text in room.side_codes
        ):
            continue
        for first, last, code, persons, reason, score in _judged(scene, token):
            scene.add(doc[first].idx, doc[last].idx + len(doc[last]), code, persons, reason, score)
    return doc


_Judged = tuple[int, int, str, frozenset[str], str, float]


def _judged(scene: Scene, token: Token) -> Iterator[_Judged]:
    word = key(token.lower_)
    begin, who = _side_ending(scene, token)
    code = scene.room.side_codes.get(token.text, _NONE) if token.is_upper else _NONE
    if who or code:
        yield from _side(scene, token, begin, who | code, is_code=bool(code))
    elif word in words("people.yaml", "group") and token.i:
        yield from _place_group(scene, token)
    if word in _OWN and scene.block.kind == "turn":
        yield from _own(scene, token)
    if word == "we" and scene.block.kind == "turn":
        yield from _we(scene, token)


def _side_ending(scene: Scene, token: Token) -> tuple[int, frozenset[str]]:
    """Return where a side's name of one to three words that ends here begins, and its people."""
    doc, sides = token.doc, scene.room.sides
    for begin in range(max(0, token.i - 2), token.i + 1):
        who = sides.get(_keys(doc, begin, token.i), _NONE)
        if who and _keys(doc, begin, token.i + 1) not in sides:
            return begin, who
    return token.i, _NONE


def _keys(doc: Doc, first: int, last: int) -> str:
    return " ".join(key(near.lower_) for near in doc[first : last + 1])


def _side(
    scene: Scene, token: Token, begin: int, who: frozenset[str], *, is_code: bool
) -> Iterator[_Judged]:
    doc, start = token.doc, token.doc[begin]
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    first = _lead(start)
    nouns = words("people.yaml", "group")
    people = nouns | words("people.yaml", "person") | words("people.yaml", "plain")
    if after is not None and key(after.lower_) in nouns and after.text != token.text:
        yield first, after.i, "CH302", who, _CH302, 0.85
        return
    far = _head_after(token, people)
    if far is not None:
        yield first, far.i, "CH306", who, _CH306, 0.7 if scene.block.kind == "note" else 0.5
        return
    before = [key(near.lower_) for near in doc[max(0, begin - 3) : begin]]
    numbered = set(before[-2:]) & words("people.yaml", "counts")
    plural = key(doc[begin : token.i + 1].text) in scene.room.plurals
    if numbered and plural:
        yield first, token.i, "CH302", who, _CH302, 0.8
    elif plural and before[-1:] == ["we"]:
        yield begin - 1, token.i, "CH305", who, _CH305, 0.9
    elif before[-2:-1] == ["as"] and before[-1] in {"a", "an"} and who:
        yield begin - 2, token.i, "CH305", who, _CH305, 0.85
    elif {"i", "i'm", "'m", "am"} & set(before) and before[-1:] in (["a"], ["an"], ["am"], ["m"]):
        yield begin, token.i, "CH305", who, _CH305, 0.7
    elif is_code and scene.block.kind == "note":
        opens = begin < 2 or doc[begin - 1].text in {"(", "/", "-"}  # noqa: PLR2004
        yield begin, token.i, "CH302", who, _CH302, 0.7 if opens else 0.4
    elif before[-1:] == ["from"] and _introduced(scene, start):
        yield begin - 1, token.i, "CH306", who, _CH306, 0.7
    elif plural and scene.block.kind == "note":
        yield first, token.i, "CH302", who, _CH302, 0.35
    else:
        yield begin, token.i, "CH302", who, _CH302, 0.07


def _introduced(scene: Scene, token: Token) -> bool:
    """Return whether a name stands right before "from": "Lan, from Hanoi"."""
    at = scene.offset + token.doc[token.i - 1].idx
    return any(
        name.code.startswith("CH1") and name.score > 0.5 and 0 <= at - name.end <= 2  # noqa: PLR2004
        for name in scene.found
    )


def _lead(token: Token) -> int:
    """Return where "on the", "both", "our colleagues from" before a side begin."""
    doc, at = token.doc, token.i
    lead = words("people.yaml", "counts") | {"the", "our", "your", "some", "other"}
    while at and key(doc[at - 1].lower_) in lead:
        at -= 1
    if at and doc[at - 1].lower_ in _FROM:
        people = words("people.yaml", "group") | words("people.yaml", "plain")
        if at > 1 and key(doc[at - 2].lower_) in people and doc[at - 1].lower_ == "from":
            at -= 2
            while at and key(doc[at - 1].lower_) in lead:
                at -= 1
    return at


def _head_after(token: Token, people: frozenset[str]) -> Token | None:
    """Return the word for a person that ends the phrase `token` begins."""
    for near in token.doc[token.i + 1 : token.i + 4]:
        if key(near.lower_) in people:
            return near
        if near.tag_ not in {"JJ", "NN", "NNP", "HYPH", "VBN"}:
            return None
    return None


def _place_group(scene: Scene, token: Token) -> Iterator[_Judged]:
    """Match "the Tartu team" and "our colleagues from Suva" for places of the roster."""
    doc, before = token.doc, token.doc[token.i - 1]
    who = scene.room.home_places.get(key(before.lower_), _NONE)
    if who and before.text[0].isupper() and not scene.covered(before.idx, before.idx + 1, "CH3"):
        yield _lead(before), token.i, "CH302", who, _CH302, 0.7
    if token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "from":
        place = key(doc[token.i + 2].lower_)
        who = scene.room.home_places.get(place, _NONE) | scene.room.sides.get(place, _NONE)
        if who:
            yield _lead(token), token.i + 2, "CH302", who, _CH302, 0.8


def _own(scene: Scene, token: Token) -> Iterator[_Judged]:
    """Match "my ministry", "in our delegation", "my own side"."""
    doc, speaker = token.doc, frozenset({scene.block.speaker} - {""})
    nouns = words("people.yaml", "institution")
    first = (
        token.i - 1
        if token.i and doc[token.i - 1].lower_ in {"in", "on", "at", "from"}
        else token.i
    )
    for near in doc[token.i + 1 : token.i + 4]:
        if key(near.lower_) in nouns:
            yield first, near.i, "CH303", speaker, _CH303, 0.75 if token.lower_ == "my" else 0.55
            return
        if near.tag_ not in {"JJ", "NN", "NNP", "HYPH", "VBN"}:
            return


def _we(scene: Scene, token: Token) -> Iterator[_Judged]:
    """Match "we at the Institute", "we in Suva", "In Singapore we"."""
    doc, speaker = token.doc, frozenset({scene.block.speaker} - {""})
    after = [near.lower_ for near in doc[token.i + 1 : token.i + 2]]
    if after and after[0] in {"at", "in"}:
        for near in doc[token.i + 2 : token.i + 6]:
            if near.text[0].isupper() or key(near.lower_) in words("people.yaml", "institution"):
                yield token.i, near.i, "CH304", speaker, _CH304, 0.8
                return
    before = [key(near.lower_) for near in doc[max(0, token.i - 4) : token.i]]
    home = scene.room.sides.keys() | scene.room.home_places.keys()
    if "in" in before and any(word in home for word in before):
        yield token.i, token.i, "CH304", speaker, _CH304, 0.6
