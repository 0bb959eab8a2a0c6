"""The small subset of Markdown that a released document is written in.

`# Title`, `## Agenda item`, `- statement`, and plain paragraphs. Everything else is shown as it is
written: nothing in a document can become markup, a link or an image.
"""

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Kind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    LIST = "list"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Block:
    """A heading or paragraph of one text, or a list of several."""

    kind: Kind
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A title and blocks."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def statements(self) -> int:
        """How many statements its lists hold."""
        return sum(len(block.texts) for block in self.blocks if block.kind is Kind.LIST)


UNTITLED = "Released outcome"


def parse(text: str) -> Document:
    """Read a document. Every text is a document."""
    title, blocks = "", list[Block]()
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        kind = _kind(line)
        if lines and kind is not _kind(lines[0]):
            blocks.append(_block(lines))
            lines = []
        if kind is Kind.HEADING:
            if line.startswith("# ") and not title:
                title = _text(line)
            else:
                blocks.append(_block([line]))
        elif line.strip():
            lines.append(line)
    return Document(title or UNTITLED, tuple(blocks))


def _kind(line: str) -> Kind | None:
    if line.startswith(("# ", "## ", "### ")):
        return Kind.HEADING
    if line.startswith(("- ", "* ")):
        return Kind.LIST
    return Kind.PARAGRAPH if line.strip() else None


def _block(lines: list[str]) -> Block:
    kind = _kind(lines[0])
    assert kind is not None
    if kind is Kind.PARAGRAPH:
        return Block(kind, (" ".join(line.strip() for line in lines),))
    return Block(kind, tuple(map(_text, lines)))


def _text(line: str) -> str:
    return line.lstrip("#*-").strip()
