"""Captions, WebVTT (W3C) and SubRip: cue text is read, times and tags are findings of form."""

import re

from redaction.documents import Block, Document, Form
from redaction.errors import EmptyDocumentError
from redaction.labels import Labels
from redaction.roster import Roster

_TIMES = re.compile(r"(?:\d+:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d\d:\d\d[.,]\d{3}[^\n]*")
_CHUNK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<label>[^>\n]+)>")
_TAG = re.compile(r"</?[a-z0-9:.][^>\n]*>")
_LABEL = re.compile(r"(?:>>\s?|-\s?)?(?P<label>[^\W_][^\n:<>]{0,70}?)\s?:\s")
_HEADER = "WEBVTT"


def read_captions(text: str, roster: Roster) -> Document:
    """Cut captions into turns; a voice tag or a `Name:` opens one.

    Raises:
        EmptyDocumentError: no cue holds text.
    """
    labels = Labels(roster)
    blocks: list[Block] = []
    forms: list[Form] = []
    for chunk in _CHUNK.finditer(text):
        times = _TIMES.search(text, chunk.start(), chunk.end())
        if times is None:
            header = len(_HEADER) if text.startswith(_HEADER, chunk.start()) else 0
            if chunk.start() + header < chunk.end():
                forms.append(Form(chunk.start() + header, chunk.end(), "CH803"))
            continue
        forms.append(Form(chunk.start(), times.end(), "CH802"))
        blocks += _cue(text, times.end(), chunk.end(), labels)
        forms += [
            Form(tag.start(), tag.end(), "CH803")
            for tag in _TAG.finditer(text, times.end(), chunk.end())
            if not _VOICE.match(tag.group())
        ]
    if not blocks:
        raise EmptyDocumentError("The captions hold no text.")
    return Document(text, tuple(blocks), tuple(forms))


def _cue(text: str, start: int, end: int, labels: Labels) -> list[Block]:
    """Return a block for each voice in the cue text `text[start:end]`."""
    voices = list(_VOICE.finditer(text, start, end))
    stops = [*(voice.start() for voice in voices[1:]), end][: len(voices)]
    blocks = [
        Block(
            "turn",
            voice.start(),
            stop,
            voice.span("label"),
            labels.speaker(voice["label"]) or "",
            voice.end(),
        )
        for voice, stop in zip(voices, stops, strict=True)
        if text[voice.end() : stop].strip()
    ]
    if not voices and text[start:end].strip():
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        label = _LABEL.match(text, begin, end)
        who = labels.speaker(label["label"]) if label else None
        if label and who is not None:
            return [Block("turn", begin, end, label.span("label"), who, label.end())]
        return [Block("note", begin, end)]
    return blocks
