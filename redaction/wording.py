"""What stands in the place of a person, an organisation, a life or a piece of work.

A replacement never repeats a word of what it replaces, and the wording moves on from place to
place, so that no phrase becomes somebody's new name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from redaction.spelling import WORD, key
from redaction.words import STOP

ONE = ("one participant", "a participant", "a speaker", "someone present", "someone")
OTHER = ("another participant", "another speaker", "a colleague", "someone else", "somebody")
MANY = ("some participants", "some of those present", "several speakers", "some")
OTHERS = ("others", "other participants", "other speakers", "some more")
GROUP = ("one group", "one party", "one set of participants", "some")
PLACE = ("an institution", "one organisation", "a body of experts", "elsewhere")
COUNTRY = ("one country", "a country", "another place", "elsewhere")
LABEL = ("One participant", "A participant", "One speaker", "Somebody")

_THINGS: dict[str, tuple[str, ...]] = {
    "book article paper piece chapter column essay report thesis publication memoir": (
        "a publication", "a published text", "some writing"),
    "survey study run sample data figures numbers measurements research spreadsheet": (
        "one piece of work", "some evidence", "an inquiry"),
    "father mother brother sister son daughter grandfather grandmother wife husband uncle aunt "
    "nephew niece cousin family child mum dad parents": ("a relative", "a family member", "kin"),
    "friend boss colleague student director chief teacher leader": (
        "an acquaintance", "somebody", "another person"),
    "years decades career life time": ("long experience", "some practice", "a past"),
    "flight train plane taxi car bus": ("other arrangements", "a departure"),
    "joke proverb saying word phrase": ("a remark", "an image"),
    "language tongue dialect accent": ("other words", "a manner of speaking"),
    "slide chart map screen handout paper draft text": ("some material", "a document"),
}  # fmt: skip
_THING = {word: said for listed, said in _THINGS.items() for word in listed.split()}
_DEFAULT = {
    "SELF": ("some experience", "a background", "practice"),
    "FACT": ("one example", "a case in point", "an instance"),
    "PRESENCE": ("the arrangements", "circumstances"),
    "STYLE": ("an expression", "an image", "the idea"),
}


@dataclass(slots=True)
class Wording:
    """Chooses replacements, one after another; `sentence` counts people named in the sentence."""

    _turn: int = 0
    _sentence: int = -1
    _people: int = 0
    _labels: int = field(default=0)

    def person(self, old: str, sentence: int, *, many: bool = False) -> str:
        """Return a word for somebody in place of `old`, in the sentence that begins there."""
        if sentence != self._sentence:
            self._sentence, self._people = sentence, 0
        self._people += 1
        if self._people == 1:
            self._turn += 1
            return self._fit(MANY, old, 0) if many else self._fit(ONE[self._turn % 2 :], old, 0)
        options = OTHERS if many else OTHER
        return self._fit(options, old, self._people - 2)

    def label(self, old: str) -> str:
        """Return a label for a turn in place of `old`."""
        self._labels += 1
        return self._fit(LABEL, old, self._labels % 2)

    def group(self, old: str) -> str:
        """Return a singular word for a side or a team in place of `old`."""
        return self._fit(GROUP, old, 0)

    def organisation(self, old: str) -> str:
        """Return a word for an organisation in place of `old`."""
        return self._fit(PLACE, old, 0)

    def country(self, old: str) -> str:
        """Return a word for a country or a town in place of `old`."""
        return self._fit(COUNTRY, old, 0)

    def thing(self, head: str, label: str, old: str) -> str:
        """Return a word for a thing whose noun is `head` in place of `old`."""
        return self._fit(_THING.get(key(head), _DEFAULT.get(label, _DEFAULT["FACT"])), old, 0)

    def _fit(self, options: Sequence[str], old: str, first: int) -> str:
        gone = content(old)
        for option in (*options[first:], *options[:first]):
            if not gone & said(option):
                return option
        return ""


def said(text: str) -> frozenset[str]:
    """Return the words of `text` as they are compared."""
    return frozenset(key(m.group()).removesuffix("'s") for m in WORD.finditer(text))


def content(text: str) -> frozenset[str]:
    """Return the words of `text` that tell something; all of them when none does."""
    every = said(text)
    return (every - STOP) or every
