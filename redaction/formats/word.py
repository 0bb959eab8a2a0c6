"""DOCX (ISO/IEC 29500, WordprocessingML): every text in it, tracked changes and comments included.

python-docx leaves out insertions, text boxes, headers and notes, hence the XML itself.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from redaction.formats.layout import Layout
from redaction.formats.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_EDITOR = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

MAIN = "word/document.xml"
_BESIDE = {
    "comment": r"word/comments\.xml",
    "note": r"word/(?:foot|end)notes\.xml",
    "header": r"word/header\d*\.xml",
    "footer": r"word/footer\d*\.xml",
}
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-", "ptab": " "}
_REMOVED = frozenset({"del", "moveFrom"})


def read_word(data: bytes) -> Layout:
    """Read a DOCX file.

    Raises:
        redaction.errors.DocumentError: see `Package.open`.
    """
    package = Package.open(data, MAIN)
    layout = Layout()
    _Body(layout).blocks(package.xml(MAIN))
    for kind, pattern in _BESIDE.items():
        for name in package.names(pattern):
            for story in _stories(package.xml(name), kind):
                inner = Layout()
                _Body(inner).blocks(story)
                layout.aside(kind, "\n".join(inner.paragraphs))
                layout.hidden += inner.hidden
                for beside, text in inner.beside:
                    layout.aside(beside, text)
    layout.authors = _named(package)
    return layout


class _Body:
    """Walks paragraphs and tables in order."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def blocks(self, parent: Element) -> None:
        for child in parent:
            name = _local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._layout.table(self._rows(child))
            elif name not in _REMOVED and name != "Fallback":
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        self._layout.paragraph("".join(self._words(paragraph)), _heading(paragraph))
        for box in _boxes(paragraph):
            self.blocks(box)

    def _rows(self, table: Element) -> Iterator[list[str]]:
        for row in _children(table, "tr"):
            yield [self._cell(cell) for cell in _children(row, "tc")]

    def _cell(self, cell: Element) -> str:
        inner = Layout()
        _Body(inner).blocks(cell)
        self._layout.hidden += inner.hidden
        self._layout.beside += inner.beside
        return "\n".join(inner.paragraphs)

    def _words(self, element: Element) -> Iterator[str]:
        """The text of a paragraph, without what was deleted and what floats in boxes."""
        for child in element:
            name = _local(child)
            if name == "t":
                yield child.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name in _REMOVED:
                self._removed(child)
            elif name == "r":
                self._layout.hidden += _is_hidden(child)
                yield from self._words(child)
            elif name not in {"txbxContent", "Fallback", "instrText", "p"}:
                yield from self._words(child)

    def _removed(self, change: Element) -> None:
        """A deletion is kept beside the text; what was moved away stands where it was moved to."""
        if _local(change) == "del":
            words = (part.text or "" for part in change.iter() if _local(part) == "delText")
            self._layout.aside("deleted", "".join(words))


def _stories(part: Element, kind: str) -> Iterator[Element]:
    """The separate texts of a part: each comment or note, or the whole header."""
    if kind in {"header", "footer"}:
        yield part
        return
    yield from (child for child in part if _attribute(child, "type") in {"", "normal"})


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in a paragraph; of two renderings of one box only the first."""
    for child in paragraph:
        if _local(child) == "txbxContent":
            yield child
        elif _local(child) != "Fallback":
            yield from _boxes(child)


def _children(element: Element, name: str) -> Iterator[Element]:
    """Children of that name, also inside content controls and tracked insertions."""
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _children(child, name)


def _heading(paragraph: Element) -> int:
    for style in (part for part in paragraph.iter() if _local(part) == "pStyle"):
        value = _attribute(style, "val")
        if value == "Title":
            return 1
        if value.startswith("Heading") and value[-1:].isdigit():
            return min(int(value[-1]) + 1, 6)
    return 0


def _is_hidden(run: Element) -> bool:
    return any(_local(part) == "vanish" for part in run.iter())


def _named(package: Package) -> bool:
    """Whether properties, comments or changes name an author."""
    if package.has("docProps/core.xml"):
        core = package.xml("docProps/core.xml")
        if any(core.findtext(name) for name in (_CREATOR, _EDITOR)):
            return True
    return any(
        _attribute(element, "author")
        for name in package.names(r"word/(?:document|comments)\.xml")
        for element in package.xml(name).iter()
    )


def _attribute(element: Element, name: str) -> str:
    return element.get(_W + name) or element.get(_W_STRICT + name) or ""


def _local(element: Element) -> str:
    """The name without its namespace; transitional and strict documents differ only in that."""
    return element.tag.rpartition("}")[2]
