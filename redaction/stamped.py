"""Transcripts that stamp each turn with a time: exports of Otter, Teams and Zoom, and chats.

A head is a line of its own with who speaks and when ("Ana Roy  0:03", "[Ana Roy] 14:02:11",
"0:03 Ana Roy", "14:02:11 From Ana Roy to Everyone:"); the lines up to the next head are the turn.
"""

import re
from collections.abc import Iterator

from redaction.documents import Block, Document, Form
from redaction.labels import Labels
from redaction.roster import Roster

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?:[ \t]?[AaPp]\.?[Mm]\.?)?"
STAMP = re.compile(rf"(?:\[{_CLOCK}\]|\({_CLOCK}\)|{_CLOCK})(?=[ \t]|$)", re.MULTILINE)
BRACKETED = re.compile(rf"(?:\[{_CLOCK}\]|\({_CLOCK}\))(?=[ \t]|$)", re.MULTILINE)

_LABEL = r"[^\W\d_][^\n:\[\]|]{0,70}?"
_HEADS = (
    re.compile(rf"^\[?(?P<label>{_LABEL})\]?[ \t]+(?P<stamp>{STAMP.pattern})[ \t]*$", re.MULTILINE),
    re.compile(
        rf"^(?P<stamp>{STAMP.pattern})[ \t]+From[ \t]+(?P<label>{_LABEL})"
        r"(?:[ \t]+to[ \t]+[^\n:]{1,70})?[ \t]*:",
        re.MULTILINE | re.IGNORECASE,
    ),
    re.compile(
        rf"^(?P<stamp>{STAMP.pattern})[ \t]+(?:-[ \t]+)?\[?(?P<label>{_LABEL})\]?[ \t]*:?[ \t]*$",
        re.MULTILINE,
    ),
)
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_WORDS = re.compile(r"[ \t]*\n?[ \t]*(?P<words>\S)")
_FEWEST = 3


def read_stamped(text: str, roster: Roster) -> Document | None:
    """Cut a stamped transcript into turns; None when the text is none.

    It is one when at least three heads of one form stand there, begin half of its paragraphs, and
    name somebody on the roster or somebody twice (a programme of the day does neither).
    """
    labels = Labels(roster)
    paragraphs = _PARAGRAPH.findall(text)
    for form in _HEADS:
        heads = [head for head in form.finditer(text) if _speaks(text, head, form)]
        names = [head["label"] for head in heads]
        known = len(set(names)) < len(names) or any(labels.speaker(name) for name in names)
        if known and len(heads) >= _FEWEST and 2 * len(heads) >= len(paragraphs):
            return _document(text, heads, labels)
    return None


def _speaks(text: str, head: re.Match[str], form: re.Pattern[str]) -> bool:
    """Whether words follow a head, on its line or the next."""
    words = _WORDS.match(text, head.end())
    return words is not None and not form.match(text, words.start("words"))


def _document(text: str, heads: list[re.Match[str]], labels: Labels) -> Document:
    ends = [*(head.start() for head in heads[1:]), len(text)]
    before = [Block("note", *span) for span in _spans(text, 0, heads[0].start())]
    turns = [
        block
        for head, end in zip(heads, ends, strict=True)
        for block in _turn(text, head, end, labels.speaker(head["label"]) or "")
    ]
    forms = tuple(
        Form(start, end, "CH802")
        for head in heads
        for start, end in ((head.start(), head.start("label")), (head.end("label"), _close(head)))
        if start < end
    )
    return Document(text, (*before, *turns), forms)


def _close(head: re.Match[str]) -> int:
    """The end of a head, without the colon before the words."""
    return head.end() - head.group().endswith(":")


def _turn(text: str, head: re.Match[str], end: int, speaker: str) -> Iterator[Block]:
    """The blocks of a turn: the first from its label on, then its further paragraphs."""
    spans = list(_spans(text, head.end(), end))
    label = head.span("label")
    for start, stop in spans[:1]:
        yield Block("turn", label[0], stop, label, speaker, start)
    for start, stop in spans[1:]:
        yield Block("turn", start, stop, speaker=speaker)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (paragraph.span() for paragraph in _PARAGRAPH.finditer(text, start, end))
