"""CH3xx: organisations, sides, countries and institutions that say who spoke or was there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from redaction.data import common_words, words
from redaction.pieces import Piece
from redaction.places import place_words
from redaction.room import Room
from redaction.scene import Scene, scene_of
from redaction.spelling import key

_LONGEST = 7
_NONE: frozenset[str] = frozenset()
_FROM = frozenset({"from", "at", "in", "on", "for", "of", "with"})
_OWN = frozenset({"my", "our", "ours"})
_SPEAKING = _OWN | {"we"}
_CH301 = "The organisation of a participant."
_CH302 = "A delegation or side with a word for people."
_CH303 = "The speaker's own institution or country."
_CH304 = "The speaker says we of an institution or country."
_CH305 = "The speaker speaks as a member of a nation or group."
_CH306 = "A nationality or place with a word for a person in the room."


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    persons: frozenset[str]


@Language.component("affiliation", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def affiliation(doc: Doc) -> Doc:
    """Add candidates for organisations, then for sides and own institutions."""
    scene = scene_of(doc)
    _Organisations(scene, scene.pieces).find()
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


class _Organisations:
    """Names of organisations, word by word, longest first."""

    def __init__(self, scene: Scene, found: list[Piece]) -> None:
        self._scene = scene
        self._room: Room = scene.room
        self._pieces = found

    def find(self) -> None:
        at = 0
        while at < len(self._pieces):
            match = self._whole(at) or self._word(at)
            if match is None:
                at += 1
                continue
            span, score = match
            start, end = self._pieces[span.first].start, self._pieces[span.last].end
            if not self._scene.covered(start, end, "CH1"):
                self._scene.add(start, end, "CH301", span.persons, _CH301, score)
            at = span.last + 1

    def _whole(self, at: int) -> tuple[_Span, float] | None:
        if self._pieces[at].key not in self._room.organisation_starts:
            return None
        for size in range(_LONGEST, 0, -1):
            group = self._pieces[at : at + size]
            if len(group) < size:
                continue
            who = self._room.organisation_keys.get(tuple(piece.key for piece in group))
            if who is None or not (group[0].capital or self._scene.uncased or size > 2):  # noqa: PLR2004
                continue
            span = self._extended(_Span(at, at + size - 1, who))
            return span, self._certainty(group, span)
        return None

    def _certainty(self, group: list[Piece], span: _Span) -> float:
        if len(group) > 1:
            return 0.9
        piece = group[0]
        if piece.upper and len(piece.text) > 2:  # noqa: PLR2004
            return 0.85
        plain = piece.key in words("people.yaml", "institution")
        definite = span.first < span.last or self._before(span.first) in {"the", "our"}
        if plain:
            starts = piece.token.is_sent_start
            return 0.75 if definite and piece.capital and not starts else 0.1
        if piece.key in common_words() and (piece.token.is_sent_start or not definite):
            return 0.3
        return 0.55 if piece.key in place_words() else 0.8

    def _word(self, at: int) -> tuple[_Span, float] | None:
        piece = self._pieces[at]
        who = self._room.organisation_words.get(piece.key)
        if who is None or not (piece.capital or self._scene.uncased):
            return None
        span = self._extended(_Span(at, at, who))
        geographic = words("names.yaml", "within") | {"from", "to", "down", "lower", "upper"}
        around = {self._before(at), self._pieces[at + 1].key if at + 1 < len(self._pieces) else ""}
        place = self._before(at) in geographic or around & words("names.yaml", "geographic")
        return span, 0.35 if place and span.last == at else 0.75

    def _extended(self, span: _Span) -> _Span:
        """Take in the plain noun after a telling word ("Kuroshio Univ") and "the" before."""
        last = span.last
        while last + 1 < len(self._pieces):
            piece = self._pieces[last + 1]
            nouns = words("people.yaml", "institution") | words("people.yaml", "short_institution")
            if piece.before != " " or piece.key not in nouns:
                break
            if not (piece.capital or piece.key in {"side", "team", "people"}):
                break
            last += 1
        first = span.first
        if first and self._before(first) == "the" and self._pieces[first].before == " ":
            first -= 1
        return _Span(first, last, span.persons)

    def _before(self, at: int) -> str:
        return self._pieces[at - 1].key if at else ""


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
