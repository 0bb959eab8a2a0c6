"""What is taken from an office document: its text in order, and what stood beside it.

Nothing is dropped silently: comments, deletions, headers, footers and notes follow the text, each
as a paragraph of its own that says what it is, so that they are read and redacted like the rest.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

#: Kinds of text beside the main text, as the paragraph says it and as one and several are called.
KINDS = {
    "comment": "comment",
    "deleted": "deletion that was tracked",
    "header": "header",
    "footer": "footer",
    "note": "footnote or endnote",
}

_SPEAKER_CELL = re.compile(r"[^\W\d_][^\n:|]{0,60}$")
_SPEAKER_COLUMNS = 2


@dataclass
class Layout:
    """The text of a document while it is read."""

    paragraphs: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    authors: bool = False

    def paragraph(self, text: str, heading: int = 0) -> None:
        """Add a paragraph of the main text; `heading` is its level, or 0."""
        if text := tidy(text):
            self.paragraphs.append(f"{'#' * heading} {text}" if heading else text)

    def aside(self, kind: str, text: str) -> None:
        """Add what stands beside the text; the same header on every page counts once."""
        text = tidy(text)
        if text and (kind, text) not in self.beside:
            self.beside.append((kind, text))

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """Add a table, a paragraph a row; two columns with short names first are turns."""
        kept = [cells for row in rows if any(cells := [tidy(cell) for cell in row])]
        spoken = all(
            len(cells) == _SPEAKER_COLUMNS and cells[1] and _SPEAKER_CELL.match(cells[0])
            for cells in kept
        )
        for cells in kept:
            if spoken:
                self.paragraph(f"{cells[0]}: {cells[1]}")
            else:
                self.paragraph(" | ".join(" ".join(cell.split("\n")) for cell in cells))

    def text(self) -> str:
        """The main text, then what stood beside it."""
        asides = [f"[{kind}] {text}" for kind, text in self.beside]
        return "".join(f"{paragraph}\n\n" for paragraph in [*self.paragraphs, *asides])

    def notices(self) -> tuple[str, ...]:
        """Sentences for the person about what the file held beside its text."""
        counts = Counter(kind for kind, _ in self.beside)
        said = [
            f"The file holds {_count(counts[kind], name)}: taken in after the text."
            for kind, name in KINDS.items()
            if counts[kind]
        ]
        if self.hidden:
            said.append(f"Hidden text, {_count(self.hidden, 'passage')}: taken in.")
        if self.authors:
            said.append("The file names who wrote or edited it: left behind.")
        return tuple(said)


def tidy(text: str) -> str:
    """Single spaces, lines without space at their ends, no empty line inside."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _count(number: int, name: str) -> str:
    plural = name.replace(" ", "s ", 1) if " that " in name else f"{name}s"
    return f"1 {name}" if number == 1 else f"{number} {plural}"
