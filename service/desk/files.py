"""A file as the desk takes it in: what it is called, for its kind only, and what it holds."""

from dataclasses import dataclass
from pathlib import Path

from redaction.errors import TooLargeError
from redaction.readers import MAX_BYTES
from service.desk.errors import DeskError


@dataclass(frozen=True)
class File:
    """A name and bytes. The name is used for its suffix and for messages, and is never sent."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The kind of file, such as ".md"."""
        return Path(self.name).suffix.lower()


def take(path: Path) -> File:
    """Read a file from disk, refusing one that is too large before reading it.

    Raises:
        DeskError: there is no such file, or it may not be read.
        TooLargeError: it is larger than a document may be.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise TooLargeError(f"The file has more than {MAX_BYTES // 1_000_000} MB.")
        return File(path.name, path.read_bytes())
    except OSError as error:
        raise DeskError(
            f"{path}: {error.strerror or 'cannot be read'}.",
            hint="Check the path and your permissions.",
        ) from None
