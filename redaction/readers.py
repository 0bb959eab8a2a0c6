"""Bytes to documents: plain text and Markdown, and WebVTT.

A paragraph `Name: text` is a turn when the name is on the roster, when it is a form such as
"Speaker 3", or when most paragraphs of the document begin like that.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from redaction.documents import Block, Document
from redaction.encoding import decode
from redaction.errors import EmptyDocumentError, TooLargeError, UnknownFormatError
from redaction.labels import Labels
from redaction.roster import Roster
from redaction.webvtt import read_webvtt

#: A day of transcripts is about 1 MB; twenty leave room and still fit a desk machine's memory.
MAX_BYTES = 20_000_000

#: Characters in a block, about ten pages: the parser's memory grows with the length of a text.
LONGEST_BLOCK = 30_000

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*\S[^\n]*)*")
_LABEL = re.compile(r"(?:\*\*|__)?(?P<label>[^\W_][^\n:*|]{0,70}?)(?:\*\*|__)?\s?:(?:\*\*|__)?\s")
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,3}[.)])\s+")
_LIKE_A_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s?){1,5}(?:\([^)]*\))?$")
_ENOUGH_LABELS = 3


def read(data: bytes, filename: str, roster: Roster) -> Document:
    """Decode a file and cut it into turns and notes.

    The kind is taken from the suffix of `filename`: .txt, .text, .md, .markdown or .vtt, or none.

    Raises:
        TooLargeError: more than MAX_BYTES.
        UnreadableError: not UTF-8 and not marked UTF-16.
        EmptyDocumentError: nothing but space.
        UnknownFormatError: another suffix.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"The file has more than {MAX_BYTES // 1_000_000} MB.")
    suffix = PurePath(filename).suffix.lower()
    if suffix not in {"", ".txt", ".text", ".md", ".markdown", ".vtt"}:
        raise UnknownFormatError
    text = decode(data)
    if not text.strip():
        raise EmptyDocumentError
    return read_webvtt(text, roster) if suffix == ".vtt" else read_text(text, roster)


def read_text(text: str, roster: Roster) -> Document:
    """Cut plain text or Markdown into blocks."""
    labels = Labels(roster)
    lines = [span for paragraph in _PARAGRAPH.finditer(text) for span in _lines(text, paragraph)]
    matches = {start: _LABEL.match(text, start, end) for start, end in lines}
    strangers = _strangers([match["label"] for match in matches.values() if match], len(lines))
    blocks: list[Block] = []
    for start, end in lines:
        match = matches[start]
        who = labels.speaker(match["label"]) if match else None
        if match and (who is not None or match["label"].strip() in strangers):
            blocks.append(Block("turn", start, end, match.span("label"), who or "", match.end()))
        else:
            blocks.append(Block("note", start, end))
    return Document(text, tuple(part for block in blocks for part in _parts(text, block)))


def _parts(text: str, block: Block) -> Iterator[Block]:
    """Cut a block that is too long to parse at the end of a sentence, or else between words."""
    while block.end - block.start > LONGEST_BLOCK:
        limit = block.start + LONGEST_BLOCK
        floor = block.start + LONGEST_BLOCK // 2
        places = (text.rfind(mark, floor, limit) for mark in (". ", "? ", "! ", "\n", " "))
        cut = next((place + 1 for place in places if place >= 0), limit)
        yield replace(block, end=cut)
        block = Block(block.kind, cut, block.end, speaker=block.speaker)
    yield block


def _lines(text: str, paragraph: re.Match[str]) -> list[tuple[int, int]]:
    """Split a paragraph where a line begins like a label or a bullet."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text, paragraph.start(), paragraph.end()):
        begins = _BULLET.match(line.group()) or _LABEL.match(line.group())
        if spans and not begins:
            spans[-1] = (spans[-1][0], line.end())
        else:
            spans.append(line.span())
    return spans


def _strangers(labels: list[str], lines: int) -> frozenset[str]:
    """Return labels nobody on the roster has, if the document is evidently a transcript."""
    named = [label.strip() for label in labels if _LIKE_A_NAME.match(label.strip())]
    if len(named) < _ENOUGH_LABELS or 2 * len(named) < lines:
        return frozenset()
    return frozenset(Counter(named))
