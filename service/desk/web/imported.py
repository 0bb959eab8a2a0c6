"""A document that was brought, as text for the editor."""

from typing import Any

from redaction.documents import Document
from redaction.roster import Roster


def as_text(document: Document, roster: Roster) -> dict[str, Any]:
    """The document's words, a line a block; turns keep their speaker's name as the roster has it.

    Returns:
        `text`; `turns`, how many of the blocks are turns; `unknown`, the labels of speakers who are
        nobody on the roster, most frequent first, with how often each speaks.
    """
    lines, unknown = [], dict[str, int]()
    turns = 0
    for block in document.blocks:
        words = " ".join(document.text[block.content : block.end].split())
        if block.kind == "turn" and block.label:
            turns += 1
            label = document.text[slice(*block.label)].strip()
            known = roster.by_id.get(block.speaker)
            if known is None:
                unknown[label] = unknown.get(label, 0) + 1
            lines.append(f"{known.name if known else label}: {words}")
        elif words:
            lines.append(words)
    return {
        "text": "\n\n".join(lines),
        "turns": turns,
        "unknown": sorted(unknown.items(), key=lambda item: -item[1]),
    }
