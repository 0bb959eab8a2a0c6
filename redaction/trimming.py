"""Where a cut begins and ends: no article is taken whose noun stays, no bracket left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from redaction import titles
from redaction.data import common_words
from redaction.spelling import key
from redaction.words import STOP

if TYPE_CHECKING:
    from redaction.cuts import Cut

_CLITIC = re.compile(r"['’](?:d|ll|ve|re|m)\b")
_RAGGED = frozenset({"IN", "TO", "CC"})
_ARTICLES = frozenset({"the", "a", "an"})
_SHORT = re.compile(r"(?:^|[\s(])([^\W\d_]+(?:\.[^\W\d_]+)*)\.?\Z")
_LONGEST_INITIAL = 1
_LONGEST_TITLE = 5


def abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop at `text[stop]` belongs to a title or an initial: "Dr.", "K."."""
    if text[stop : stop + 1] != ".":
        return False
    match = _SHORT.search(text[max(0, stop - 16) : stop])
    if match is None:
        return False
    word = match.group(1)
    if not word[0].isupper():
        return False
    title = len(word) <= _LONGEST_TITLE and key(word) in titles.before()
    return len(word) <= _LONGEST_INITIAL or (title and key(word) not in common_words())


def trimmed(doc: Doc, cut: Cut) -> Cut:
    """Leave the words at the ends of a cut that belong to what stays: "with ⟦him by the⟧ phone"."""
    span = doc.char_span(cut.start, cut.end)
    if span is not None and cut.people and span[0].lower_ in {"and", "but"} and len(span) > 1:
        cut, span = replace(cut, start=span[1].idx), span[1:]
    if span is None or not any(t.is_alpha and t.lower_ not in STOP for t in span[:-1]):
        return cut
    last = len(span)
    while last > 1:
        token = span[last - 1]
        outside = [c for c in token.children if c.i >= span.end]
        belongs = token.head.i >= span.end or any(c.dep_ in {"pobj", "pcomp"} for c in outside)
        if token.lower_ != token.text or not belongs or not _ragged(token, span):
            break
        last -= 1
    end = span[last - 1].idx + len(span[last - 1].text)
    return replace(cut, end=end) if end < cut.end else cut


def _ragged(token: Token, span: Span) -> bool:
    if token.tag_ in _RAGGED or token.lower_ in _ARTICLES:
        return True
    helps = token.dep_ in {"aux", "auxpass", "neg"} and token.head.i >= span.end
    return helps and not token.text.startswith(("'", "’"))


def balanced(text: str, cut: Cut) -> Cut:
    """Take in a bracket or a quotation mark whose partner lies inside, and what clings behind."""
    short = _CLITIC.match(text, cut.end)
    if short is not None:
        cut = replace(cut, end=short.end())
    if abbreviated(text, cut.end) and re.match(r"\s+[a-z]|[,;:)]", text[cut.end + 1 :]):
        cut = replace(cut, end=cut.end + 1)
    old = text[cut.start : cut.end]
    if old.count('"') % 2 and text[cut.end : cut.end + 1] == '"':
        return replace(cut, end=cut.end + 1)
    for opened, closed in ("()", "[]", "“”"):
        if old.count(opened) > old.count(closed) and text[cut.end : cut.end + 1] == closed:
            return replace(cut, end=cut.end + 1)
        if old.count(closed) > old.count(opened) and text[cut.start - 1 : cut.start] == opened:
            return replace(cut, start=cut.start - 1)
    return cut
