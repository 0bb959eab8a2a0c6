"""Bytes to documents: DOCX and ODT, plain text and Markdown, WebVTT and SubRip.

A paragraph `Name: text` is a turn when the name is on the roster, when it is a form such as
"Speaker 3", or when most paragraphs of the document begin like that.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from redaction.captions import read_captions
from redaction.documents import Block, Document, Form
from redaction.encoding import decode
from redaction.errors import EmptyDocumentError, TooLargeError, UnknownFormatError
from redaction.formats.opendocument import read_opendocument
from redaction.formats.word import read_word
from redaction.labels import Labels
from redaction.roster import Roster
from redaction.stamped import BRACKETED, STAMP, read_stamped

_OFFICE = {".docx": read_word, ".odt": read_opendocument}
_CAPTIONS = frozenset({".vtt", ".srt"})
_TEXT = frozenset({"", ".txt", ".text", ".md", ".markdown"})

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

    The kind is taken from the suffix of `filename`: .docx, .odt, .txt, .text, .md, .markdown, .vtt
    or .srt, or none.  Offsets in the document of a .docx or .odt are places in the text taken from
    it, which is the document's `text`.

    Raises:
        TooLargeError: more than MAX_BYTES.
        UnreadableError: not UTF-8 and not marked UTF-16.
        EmptyDocumentError: nothing but space.
        UnknownFormatError: another suffix.
        MislabelledError, EncryptedError, DamagedError: no readable .docx or .odt.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"The file has more than {MAX_BYTES // 1_000_000} MB.")
    suffix = PurePath(filename).suffix.lower()
    if office := _OFFICE.get(suffix):
        layout = office(data)
        return replace(_read_words(layout.text(), roster), notices=layout.notices())
    if suffix in _CAPTIONS:
        return read_captions(_worded(decode(data)), roster)
    if suffix in _TEXT:
        return _read_words(decode(data), roster)
    raise UnknownFormatError


def _read_words(text: str, roster: Roster) -> Document:
    _worded(text)
    return read_stamped(text, roster) or read_text(text, roster)


def _worded(text: str) -> str:
    if not text.strip():
        raise EmptyDocumentError
    return text


def read_text(text: str, roster: Roster) -> Document:
    """Cut plain text or Markdown into blocks."""
    labels = Labels(roster)
    lines = [span for paragraph in _PARAGRAPH.finditer(text) for span in _lines(text, paragraph)]
    forms = {start: form for start, end in lines if (form := _stamp(text, start, end))}
    lines = [(forms[start].end if start in forms else start, end) for start, end in lines]
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
    parts = tuple(part for block in blocks for part in _parts(text, block))
    return Document(text, parts, tuple(forms.values()))


def _stamp(text: str, start: int, end: int) -> Form | None:
    """The time that a line begins with, up to the words: in brackets, or before a label."""
    stamp = BRACKETED.match(text, start, end) or STAMP.match(text, start, end)
    if stamp is None:
        return None
    rest = text[stamp.end() : end].lstrip(" \t-–")
    words = end - len(rest)
    if rest and (stamp.re is BRACKETED or _LABEL.match(text, words, end)):
        return Form(start, words, "CH802")
    return None


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
        begins = any(form.match(line.group()) for form in (_BULLET, _LABEL, STAMP))
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
