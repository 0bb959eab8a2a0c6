"""A noun phrase about a person or group, and whom on the roster it fits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from redaction import titles
from redaction.data import words
from redaction.places import place_words
from redaction.scene import scene_of
from redaction.spelling import key

_DETERMINERS = frozenset(
    {"the", "a", "an", "our", "your", "my", "his", "her", "their", "this", "that", "both", "madam"}
    | {"these", "those", "some", "any", "every", "each", "no", "another", "which", "what", "its"}
)
_INSIDE = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "VBN", "CD", "HYPH", "RB", "VBG"}
)
_COMPLEMENTS = frozenset({"of", "for", "to", "from", "at", "in"})
_EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase from token `first` to `last`, both included.

    Attributes:
        determiner: key of the article or possessive, or "".
        modifiers: keys of the words between determiner and head.
        persons: ids of those whom all that is said fits.
        foreign: a modifier names a place or field that nobody on the roster is from.
        complement: the phrase goes on with "of", "for", "to" and a noun.
    """

    doc: Doc
    first: int
    last: int
    determiner: str
    modifiers: frozenset[str]
    persons: frozenset[str]
    foreign: bool
    complement: bool
    complement_known: bool

    @property
    def start(self) -> int:
        """Where the phrase begins in the block's words."""
        return self.doc[self.first].idx

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.doc[self.last].idx + len(self.doc[self.last])

    @property
    def plural(self) -> bool:
        """Whether the head is plural."""
        return self.doc[self.last].tag_ in {"NNS", "NNPS"}

    @property
    def count(self) -> bool:
        """Whether a number is told: "the two engineers"."""
        return bool(self.modifiers & words("people.yaml", "counts"))

    @property
    def former(self) -> bool:
        """Whether the office is said to be past."""
        return bool(self.modifiers & words("people.yaml", "former"))


def phrase(head: Token) -> Phrase:
    """Return the phrase that ends with `head`, with those on the roster it fits."""
    doc = head.doc
    first = _first(head)
    inner = [key(token.lower_) for token in doc[first : head.i] if token.is_alpha]
    determiner = inner[0] if inner and inner[0] in _DETERMINERS else ""
    modifiers = frozenset(inner) - {determiner}
    persons, foreign = _fit(head, modifiers)
    complement, known = _complement(head)
    return Phrase(
        doc, first, head.i, determiner, modifiers, persons, foreign, bool(complement), known
    )


def _first(head: Token) -> int:
    doc, at = head.doc, head.i
    while at > 0 and doc[at - 1].sent == head.sent:
        near = doc[at - 1]
        if key(near.lower_) in _DETERMINERS:
            return at - 1
        inside = near.tag_ in _INSIDE and near.i >= head.left_edge.i and near.text != ","
        if not inside and key(near.lower_) not in _adjoining():
            break
        at -= 1
    return at


@lru_cache(maxsize=1)
def _adjoining() -> frozenset[str]:
    return words("people.yaml", "former") | words("people.yaml", "singling") | {"madam", "mr"}


def _fit(head: Token, modifiers: frozenset[str]) -> tuple[frozenset[str], bool]:
    scene = scene_of(head.doc)
    room = scene.room
    word = key(head.lower_)
    long = titles.before().get(word, word)
    singular = word[:-1] if word.endswith("s") else word
    who = _EVERYONE.union(
        *(room.roles.get(form, _EVERYONE) for form in {word, long, singular}),
        *(scene.told.who(form) for form in {word, long}),
    )
    foreign = False
    for modifier in sorted(modifiers - words("people.yaml", "former")):
        fits = (
            room.roles.get(modifier, _EVERYONE)
            | room.sides.get(modifier, _EVERYONE)
            | room.home_places.get(modifier, _EVERYONE)
            | scene.told.who(modifier)
        )
        if who & fits:
            who &= fits
        elif modifier in place_words() or modifier in words("people.yaml", "fields"):
            foreign = True
    return (_EVERYONE, True) if foreign else (who, False)


def _complement(head: Token) -> tuple[list[str], bool]:
    doc, scene = head.doc, scene_of(head.doc)
    if head.i + 2 >= len(doc) or doc[head.i + 1].lower_ not in _COMPLEMENTS:
        return [], False
    if doc[head.i + 1].lower_ in {"from", "at", "in"}:
        return [], False
    following = [key(token.lower_) for token in doc[head.i + 2 : head.i + 7] if token.is_alpha]
    known = any(
        scene.told.who(word) or word in scene.room.roles or word in scene.room.sides
        for word in following[:3]
    )
    return following, known
