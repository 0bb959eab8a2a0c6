"""Names that stand in a text after its rewriting as they were found elsewhere in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from redaction.documents import Block, Document
from redaction.findings import Edit

_GAP = "\n\n"


def leftovers(
    document: Document, edits: Sequence[Edit], names: Collection[str]
) -> tuple[Document, list[int]]:
    """Return the rewritten blocks in which one of `names` is still said.

    Returns:
        A document of these blocks alone, and for each of its characters the place in `document`,
        or -1 if the rewriting put it there.
    """
    text = ""
    places: list[int] = []
    blocks: list[Block] = []
    for block, own in _still_said(document, edits, names):
        written, came_from = _rewritten(document.text, block, own)
        blocks.append(Block(block.kind, len(text), len(text) + len(written), speaker=block.speaker))
        text += written + _GAP
        places += [*came_from, *[-1] * len(_GAP)]
    return Document(text, tuple(blocks)), places


def _still_said(
    document: Document, edits: Sequence[Edit], names: Collection[str]
) -> Iterator[tuple[Block, list[Edit]]]:
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    said = re.compile(
        r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\W\d_])"
    )
    ends = [edit.end for edit in edits]
    for block in document.blocks:
        own = []
        at = bisect_left(ends, block.content)
        while at < len(edits) and edits[at].start < block.end:
            own.append(edits[at])
            at += 1
        for match in said.finditer(document.text, block.content, block.end):
            if not any(e.start <= match.start() and match.end() <= e.end for e in own):
                yield block, own
                break


def _rewritten(text: str, block: Block, edits: Sequence[Edit]) -> tuple[str, list[int]]:
    parts: list[str] = []
    places: list[int] = []
    at = block.content
    for edit in edits:
        parts += [text[at : edit.start], edit.replacement]
        places += [*range(at, edit.start), *[-1] * len(edit.replacement)]
        at = max(at, edit.end)
    parts.append(text[at : block.end])
    places += range(at, block.end)
    return "".join(parts), places
