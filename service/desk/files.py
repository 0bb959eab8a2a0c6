"""Files as the desk takes them in and writes them anew.

Of what comes in, a name says the kind and is never sent. What goes out is readable by its owner
only and never replaces what is there.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from keys.errors import FormatError
from keys.identity import PublicIdentity
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


def take(path: Path, most: int = MAX_BYTES) -> File:
    """Read a file from disk, refusing one that is too large before reading it.

    Args:
        most: bytes it may have; by default those of a document.

    Raises:
        DeskError: there is no such file, or it may not be read.
        TooLargeError: it has more.
    """
    try:
        size = path.stat().st_size
        if size > most:
            raise TooLargeError(f"The file has more than {most // 1_000_000} MB.")
        return File(path.name, path.read_bytes())
    except OSError as error:
        raise DeskError(
            f"{path}: {error.strerror or 'cannot be read'}.",
            hint="Check the path and your permissions.",
        ) from None


def take_identity(path: Path) -> PublicIdentity:
    """Read somebody's public identity. DeskError, naming the file, when it is none."""
    content = take(path).content
    try:
        return PublicIdentity.from_json(content)
    except FormatError as error:
        raise DeskError(
            f"{path}: {error}",
            hint="Their public identity is what `sealedroom identity show` prints for them.",
        ) from None


def write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there. DeskError when something is."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise DeskError(
            f"{path}: {error.strerror}.", hint="Choose a path where nothing is yet."
        ) from None
    with os.fdopen(file, "wb") as out:
        out.write(data)


def replace(path: Path, data: bytes) -> None:
    """Put new content into a file, at once or not at all. DeskError when it cannot be."""
    partial = path.with_name(f"{path.name}.partial")
    write_new(partial, data)
    partial.replace(path)


def write_new_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder that was not there. DeskError when something is."""
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise DeskError(
            f"{folder}: {error.strerror}.", hint="Choose a path where nothing is yet."
        ) from None
    for name, text in files.items():
        write_new(folder / name, text.encode())
