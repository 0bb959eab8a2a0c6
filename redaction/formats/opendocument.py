"""ODT (ISO/IEC 26300): every text in it, tracked changes and comments included."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from redaction.errors import EncryptedError
from redaction.formats.layout import Layout
from redaction.formats.package import Package

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT = _NAMESPACE % "text"
_TABLE = _NAMESPACE % "table"
_OFFICE = _NAMESPACE % "office"
_STYLE = _NAMESPACE % "style"
_MANIFEST = _NAMESPACE % "manifest"
_DC_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_META_AUTHOR = f"{_NAMESPACE % 'meta'}initial-creator"

MAIN = "content.xml"
_SPACES = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": " ", f"{_TEXT}s": " "}
_MARGINS = {f"{_STYLE}header": "header", f"{_STYLE}footer": "footer"}
_WITHOUT_WORDS = frozenset({_DC_CREATOR, "{http://purl.org/dc/elements/1.1/}date"})


def read_opendocument(data: bytes) -> Layout:
    """Read an ODT file.

    Raises:
        redaction.errors.DocumentError: see `Package.open`.
    """
    package = Package.open(data, MAIN)
    _refuse_encrypted(package)
    layout = Layout()
    content = package.xml(MAIN)
    for body in content.iter(f"{_OFFICE}text"):
        _Body(layout).blocks(body)
    if package.has("styles.xml"):
        for element in package.xml("styles.xml").iter():
            if kind := _MARGINS.get(element.tag):
                inner = Layout()
                _Body(inner).blocks(element)
                layout.aside(kind, "\n".join(inner.paragraphs))
    layout.authors = _named(package, content)
    return layout


def _refuse_encrypted(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    if package.has(manifest) and any(
        element.tag == f"{_MANIFEST}encryption-data" for element in package.xml(manifest).iter()
    ):
        raise EncryptedError


class _Body:
    """Walks paragraphs, lists, sections and tables in order."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def blocks(self, parent: Element) -> None:
        for child in parent:
            if child.tag == f"{_TEXT}p":
                self._layout.paragraph("".join(self._words(child)))
            elif child.tag == f"{_TEXT}h":
                level = int(child.get(f"{_TEXT}outline-level") or 1)
                self._layout.paragraph("".join(self._words(child)), min(level + 1, 6))
            elif child.tag == f"{_TABLE}table":
                self._layout.table(self._rows(child))
            elif child.tag == f"{_TEXT}tracked-changes":
                self._changes(child)
            else:
                self.blocks(child)

    def _rows(self, table: Element) -> Iterator[list[str]]:
        for row in table.iter(f"{_TABLE}table-row"):
            cells = [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
            yield [self._aside_text(cell) for cell in cells]

    def _aside_text(self, element: Element) -> str:
        inner = Layout()
        _Body(inner).blocks(element)
        self._layout.beside += inner.beside
        return "\n".join(inner.paragraphs)

    def _changes(self, changes: Element) -> None:
        for deletion in changes.iter(f"{_TEXT}deletion"):
            self._layout.aside("deleted", self._aside_text(deletion))

    def _words(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if child.tag in _SPACES:
                yield _SPACES[child.tag] * int(child.get(f"{_TEXT}c") or 1)
            elif child.tag == f"{_OFFICE}annotation":
                self._layout.aside("comment", self._aside_text(child))
            elif child.tag == f"{_TEXT}note":
                for body in child.iter(f"{_TEXT}note-body"):
                    self._layout.aside("note", self._aside_text(body))
            elif child.tag not in _WITHOUT_WORDS:
                yield from self._words(child)
            yield child.tail or ""


def _named(package: Package, content: Element) -> bool:
    """Whether properties, comments or changes name an author."""
    if any(creator.text for creator in content.iter(_DC_CREATOR)):
        return True
    if not package.has("meta.xml"):
        return False
    meta = package.xml("meta.xml")
    return any(e.text for tag in (_DC_CREATOR, _META_AUTHOR) for e in meta.iter(tag))
