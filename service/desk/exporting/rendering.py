"""One entry to the four renderings."""

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from service.desk.errors import DeskError
from service.desk.exporting.pages import to_html
from service.desk.exporting.pdf import to_pdf
from service.desk.exporting.word import to_docx
from service.protocol.documents import Document, parse

RENDERINGS: Mapping[str, Callable[[Document], bytes]] = {
    ".html": to_html,
    ".docx": to_docx,
    ".pdf": to_pdf,
}
SUFFIXES = (".md", *RENDERINGS)


def render(document: bytes, suffix: str) -> bytes:
    """Render a released document.

    Args:
        document: the exact bytes that were released.
        suffix: one of SUFFIXES; .md gives the released bytes themselves.

    Raises:
        DeskError: another suffix, a control character in the text, or a letter that the font of
            the PDF lacks.
    """
    if suffix not in SUFFIXES:
        raise DeskError(
            "An outcome cannot be written as this kind of file.",
            hint=f"Give the output one of the suffixes {', '.join(SUFFIXES)}.",
        )
    text = document.decode()
    if any(unicodedata.category(mark) == "Cc" and mark != "\n" for mark in text):
        raise DeskError(
            "The released text holds control characters, which no document format carries.",
            hint="Use the .md file as it was released.",
        )
    return document if suffix == ".md" else RENDERINGS[suffix](parse(text))


def suffix_of(path: Path) -> str:
    """The kind of file that a path asks for."""
    return path.suffix.lower()
