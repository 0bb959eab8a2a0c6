"""Which passages a reader would take for the same person's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from redaction import pipeline
from redaction.singling.descriptors import Descriptor, descriptors
from redaction.singling.people import People
from redaction.spelling import key
from redaction.words import STOP, WORD

LEAST_SHARED = 3
"""Words that two passages alone have in common from which on they are taken for one thought: two
are often chance in a text about one topic."""

_SHORTEST = 4
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_POINTING = re.compile(
    r"\b(?:the same|that|this) (?:participant|speaker|person|voice|delegate|expert|official)\b"
    r"|\b(?:he|she|they) also\b|\bthe participant (?:also|who)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of outbound text.

    Attributes:
        start: place of its first character in the text; line: its number, from 1.
        found: descriptions in it of those who said or did something.
        words: keys of its words that carry meaning.
        points_back: whether it says that it goes on with the person of the passage before.
    """

    start: int
    line: int
    text: str
    found: tuple[Descriptor, ...]
    words: frozenset[str]
    points_back: bool


def passages(text: str, people: People) -> list[Passage]:
    """Return the lines of a text that say something."""
    lines = list(_LINE.finditer(text))
    parsed = pipeline.parsed(line.group() for line in lines)
    return [
        Passage(
            line.start(),
            text.count("\n", 0, line.start()) + 1,
            line.group(),
            tuple(one for one in descriptors(parsed[line.group()], people) if one.acts),
            frozenset(_telling(line.group())),
            _POINTING.search(line.group()) is not None,
        )
        for line in lines
    ]


def links(
    found: Sequence[Passage], others: Sequence[Passage] = ()
) -> Iterator[tuple[Passage, Passage]]:
    """Yield pairs of passages that a reader would link, the earlier one first.

    Args:
        others: passages of earlier releases; with them only pairs across both are yielded.
    """
    said_in = Counter(word for passage in (*others, *found) for word in passage.words)
    rare = {word for word, times in said_in.items() if times == len("ab")}
    if others:
        yield from _pairs(((old, new) for old in others for new in found), rare)
        return
    for at, passage in enumerate(found):
        if passage.points_back and at:
            yield found[at - 1], passage
    yield from _pairs(((a, b) for at, b in enumerate(found) for a in found[:at]), rare)


def _pairs(
    pairs: Iterable[tuple[Passage, Passage]], rare: set[str]
) -> Iterator[tuple[Passage, Passage]]:
    for one, other in pairs:
        if one.found and other.found and len(one.words & other.words & rare) >= LEAST_SHARED:
            yield one, other


def _telling(text: str) -> Iterator[str]:
    for match in WORD.finditer(text):
        word = key(match.group())
        if len(word) >= _SHORTEST and word not in STOP:
            yield word
