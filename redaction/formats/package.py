"""The parts of an office document: a ZIP archive of XML, opened with bounds and nothing else.

ISO/IEC 29500 (DOCX) and ISO/IEC 26300 (ODT) both pack XML parts into ZIP. A hostile file may expand
without end or define entities, so sizes are bounded and XML is read by defusedxml.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import ParseError, fromstring

from redaction.errors import DamagedError, EncryptedError, MislabelledError, TooLargeError

#: Bytes of XML that the parts of one document may unpack to; a long report has some 5 MB.
MAX_UNPACKED = 60_000_000

#: What zipfile and defusedxml raise on broken or hostile input; its own errors are ValueErrors.
_DAMAGE = (
    ParseError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
)
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


@dataclass(frozen=True)
class Package:
    """An opened archive."""

    archive: zipfile.ZipFile

    @classmethod
    def open(cls, data: bytes, main: str) -> Self:
        """Open an archive that must hold the part `main`.

        Raises:
            EncryptedError: the document has a password.
            MislabelledError: the bytes are another kind of file than the name says.
            DamagedError: the archive cannot be read.
            TooLargeError: the parts unpack to more than MAX_UNPACKED.
        """
        if data.startswith(_COMPOUND_FILE):
            raise EncryptedError
        for signature, kind in _SIGNATURES.items():
            if data.startswith(signature):
                raise MislabelledError(f"The file is {kind} under another name.")
        if not data.startswith(b"PK"):
            raise MislabelledError
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise DamagedError from None
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise EncryptedError
        if sum(entry.file_size for entry in archive.infolist() if _is_text(entry)) > MAX_UNPACKED:
            raise TooLargeError("The document unpacks to more text than a document may hold.")
        if main not in archive.namelist():
            raise MislabelledError
        return cls(archive)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self.archive.namelist()

    def names(self, pattern: str) -> Iterator[str]:
        """The names of parts that match a regular expression, in the order of their numbers."""
        found = [name for name in self.archive.namelist() if re.fullmatch(pattern, name)]
        yield from sorted(found, key=lambda name: (len(name), name))

    def xml(self, name: str) -> Element:
        """Parse one part.

        Raises:
            DamagedError: it is not well-formed XML, or defines entities.
        """
        try:
            with self.archive.open(name) as part:
                content = part.read(MAX_UNPACKED + 1)
            if len(content) > MAX_UNPACKED:
                raise TooLargeError("The document unpacks to more text than a document may hold.")
            root: Element = fromstring(content)
        except _DAMAGE:
            raise DamagedError from None
        return root


def _is_text(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith((".xml", ".rels"))
