"""Turns and notes of which nothing is left go whole: label, bullet and line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from redaction.documents import Block, Document
from redaction.findings import Edit

_BULLET = re.compile(r"\s*(?:[-*•–>#]+|\d{1,3}[.)])?\s*")
_WORD = re.compile(r"[^\W_]")


def says_nothing(text: str, block: Block, edits: Sequence[Edit]) -> bool:
    """Return whether sorted edits leave no word of a block."""
    at = _BULLET.match(text, block.content, block.end)
    place = at.end() if at else block.content
    for edit in sorted(edits, key=lambda one: one.start):
        if _WORD.search(text, place, max(place, edit.start)) or _WORD.search(edit.replacement):
            return False
        place = max(place, edit.end)
    return bool(edits) and not _WORD.search(text, place, block.end)


def emptied(document: Document, number: int, edits: Sequence[Edit]) -> Edit:
    """Return the edit that leaves out a block, up to where the next one begins."""
    block = document.blocks[number]
    end = block.end
    while end < len(document.text) and document.text[end].isspace():
        end += 1
    if number + 1 < len(document.blocks) and document.blocks[number + 1].start > block.end:
        end = min(end, document.blocks[number + 1].start)
    who = tuple(sorted({person for edit in edits for person in edit.persons}))
    return replace(edits[0], start=block.start, end=end, replacement="", persons=who)
