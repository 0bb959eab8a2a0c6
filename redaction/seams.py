"""The edges of a cut: commas that have lost their partner, capitals, a and an, double spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redaction.data import words
from redaction.trimming import abbreviated
from redaction.words import word_set

_ENDS = frozenset(".!?…\n")
_WEAK = frozenset(",;:—–")
_DASHES = frozenset("—–")
_SUBJECT = re.compile(r"\b(?:I|we|he|she|they|who|which)\Z", re.I)
_NEXT = re.compile(r"\s+([a-z]+)\b")
_FINITE = word_set(
    "am is are was were has have had do does did will would can could shall should may might must"
)
_QUANTITY = re.compile(
    r"\b(?:some|many|most|several|few|one|two|three|four|none|all|any|each|either) of\s+\Z", re.I
)
_OPEN = frozenset('([“"‘«')
_CLOSE = {"(": ")", "[": "]", "“": "”", '"': '"', "‘": "’", "«": "»"}
_CONJUNCTION = (
    r"(?:and|but|so|or|because|when|while|where|since|as|if|after|before|until|although|though"
    r"|whereas|who|which|than|plus)"
)
_JOINTS = re.compile(
    rf"(?:^|(?<=[\s,;(—–]))(?:,\s*)?(?:{_CONJUNCTION}\s+)*(?:{_CONJUNCTION}|that)\s+\Z", re.I
)
_SMALL = re.compile(r"(?:^|(?<=\s))(?:as|from|with|by|of|for|like|at|in|to|on|than)\s+\Z", re.I)
_DETERMINED = re.compile(
    r"(?:,\s*)?(?:\b(?:not|nor|of|for|from|with|in|on|at|to|by|as|like)\s+)*(?:(?<=\s)|(?<=^))"
    r"(?:the|an?|my|our|your|their|its)\s+\Z", re.I
)  # fmt: skip
_ASIDE = re.compile(r"(?:^|[.!?…])\s*(?:\([^()]*\)|\[[^\[\]]*\])\Z")
_LONGEST_ASIDE = 60
AS_IT_DID = re.compile(
    r",?\s*\b(?:just )?as (?:it|he|she|they|we|this) (?:did|do|does|was|were|is|has|had)\s*\Z", re.I
)
_THAT = re.compile(r"\s+that\s+(?=(?:the|an?|it|we|they|he|she|there|these|[A-Z]\w*)\b)")
_AND = re.compile(r"\s*,?\s*(?:and|but|so)\b,?\s+(?=\w)", re.I)


@dataclass(frozen=True, slots=True)
class Patch:
    """Replace places `start` to `end` of a text by `new`."""

    start: int
    end: int
    new: str


def joint(text: str, start: int) -> int:
    """Return where the conjunctions before `start` begin, or `start` when there are none."""
    match = _JOINTS.search(text[:start])
    return match.start() if match else start


def small(text: str, start: int) -> int:
    """Return where the preposition before `start` begins, or `start` when there is none."""
    match = _SMALL.search(text[:start])
    return match.start() if match else start


def deleted(text: str, start: int, end: int) -> Patch:
    """Return the patch that leaves `text[start:end]` out and closes the gap.

    The gap takes along: the one of two commas that has nothing left to divide, brackets and quotes
    around nothing, the end of a sentence that is gone as a whole, one of two spaces.
    """
    start, end = _unwrapped(text, start, end)
    right = _right(text, end)
    after = text[right] if right < len(text) else ""
    if after in _ENDS | {"", ","}:
        start = joint(text, start)
        echo = AS_IT_DID.search(text[:start])
        start = echo.start() if echo else start
        led = _DETERMINED.search(text[:start])
        start = led.start() if led else start
    left = _left(text, start)
    if opens(text, start):
        return _opening(text, start, end, right)
    if after in _ENDS | {"", ")", "]", ";", ":"}:
        while left and text[left - 1] in _WEAK:
            left = _left(text, left - 1)
        return Patch(left, right if after else end, "")
    if after in _WEAK:
        return _at_mark(text, left, right)
    if text[left - 1] == ",":
        return Patch(start, right, "")
    spaced = text[start - 1].isspace()
    return _article(text, start, right if spaced and right > end else end)


def _at_mark(text: str, left: int, right: int) -> Patch:
    """Return the patch for a place before a comma or its like: one of two marks goes, or both."""
    before, after = text[left - 1], text[right]
    if before == "(":
        return Patch(left, _right(text, right + 1), "")
    if after in _DASHES and before in ",;:":
        return Patch(left - 1, right, "")
    if before == after == "," and _parted(text, left - 1, right + 1):
        return Patch(left - 1, right + 1, "")
    return Patch(left, right + (before in _WEAK), "")


def _parted(text: str, left: int, right: int) -> bool:
    """Return whether two commas stand between a subject and its verb: "I, ..., had"."""
    verb = _NEXT.match(text, right)
    return _SUBJECT.search(text[:left]) is not None or (
        verb is not None and (verb[1] in _FINITE or verb[1] in words("names.yaml", "saying"))
    )


def opens(text: str, start: int) -> bool:
    """Return whether a sentence begins at `start`, perhaps behind a bullet."""
    left = _left(text, start)
    if left == 0 or _bullet(text, left):
        return True
    if text[left - 1] in _ENDS:
        return not abbreviated(text, left - 1)
    first = max(0, left - _LONGEST_ASIDE)
    aside = _ASIDE.search(text[first:left])
    return aside is not None and (first == 0 or text[first + aside.start()] not in "([")


def _opening(text: str, start: int, end: int, right: int) -> Patch:
    """Return the patch for a place at the beginning of a sentence, or for a whole one."""
    after = text[right] if right < len(text) else ""
    if after not in _ENDS | {""}:
        return _capital(text, start, _behind(text, end))
    left = _left(text, start)
    stop = right
    while stop < len(text) and text[stop] in ".!?…":
        stop += 1
    return Patch(start if after else left, _right(text, stop) if after else end, "")


def replaced(text: str, start: int, end: int, new: str, *, begin: int = 0) -> Patch:
    """Return the patch that puts `new` in the place, with a capital where one stood.

    Up to `begin` the sentence has lost its words, so that a place right behind opens it.
    """
    if new.startswith("some ") and _QUANTITY.search(text[:start]):
        new = "the " + new.removeprefix("some ")
    first = _left(text, start) <= begin or opens(text, start)
    if new and first and text[start : start + 1].isupper():
        new = new[0].upper() + new[1:]
    match = re.search(r"\b(an?)(\s+)\Z", text[:start], re.I)
    if match and new and re.match(r"(?:an?|one|some|the)\b", new):
        return Patch(match.start(), end, _like(match.group(), new))
    return Patch(start, end, new)


def _behind(text: str, end: int) -> int:
    """Return where the next words begin, behind commas and an "and"."""
    match = _AND.match(text, end) or _THAT.match(text, end)
    if match:
        return match.end()
    while end < len(text) and text[end] != "\n" and (text[end].isspace() or text[end] in ",;:—–-"):
        end += 1
    return end


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    old = text[start:end]
    if old.count("(") > old.count(")") and text[end : end + 1] == ")":
        end += 1
    if text[start - 1 : start] == "(" and text[end : end + 2] in {".)", "!)", "?)"}:
        end += 1
    while (
        start > 0
        and end < len(text)
        and text[start - 1] in _OPEN
        and text[end] == _CLOSE[text[start - 1]]
    ):
        start, end = start - 1, end + 1
    return start, end


def _capital(text: str, start: int, stop: int) -> Patch:
    nxt = text[stop : stop + 1]
    if nxt.islower() and text[start : start + 1].isupper():
        return Patch(start, stop + 1, nxt.upper())
    return Patch(start, stop, "")


def _article(text: str, start: int, end: int) -> Patch:
    match = re.search(r"\b(an?)\s+\Z", text[:start], re.I)
    nxt = text[end : end + 1].lower()
    if match and nxt.isalpha() and (match.group(1).lower() == "an") != (nxt in "aeiou"):
        fit = "an" if nxt in "aeiou" else "a"
        return Patch(match.start(), end, _like(match.group(), fit) + " ")
    return Patch(start, end, "")


def _like(old: str, new: str) -> str:
    return new[0].upper() + new[1:] if old[:1].isupper() else new


def _left(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    return at


def _right(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at


def _bullet(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at].strip()
    return line in {"", "-", "*", "•", "–"} or bool(re.fullmatch(r"\d+[.)]|#+", line))
