"""Files that a page sent in a hidden field, in base64: nothing is spilled to disk."""

from base64 import b64decode
from binascii import Error as NotBase64

from keys.errors import FormatError
from keys.identity import PublicIdentity
from service.desk.errors import DeskError


def taken(field: str) -> bytes:
    """The one file of a field. Raises `DeskError`."""
    files = all_taken(field)
    if len(files) != 1:
        raise DeskError("A file is missing.", hint="Choose the file, then send it.")
    return files[0]


def all_taken(field: str) -> tuple[bytes, ...]:
    """Every file of a field. Raises `DeskError`."""
    try:
        return tuple(b64decode(one, validate=True) for one in field.split())
    except (NotBase64, ValueError):
        raise DeskError("The file did not arrive whole.", hint="Choose it again.") from None


def taken_identity(field: str) -> PublicIdentity:
    """Somebody's public identity. Raises `DeskError`."""
    try:
        return PublicIdentity.from_json(taken(field))
    except FormatError:
        raise DeskError(
            "This is not a public identity.",
            hint="It is the file that they save under “Your keys”.",
        ) from None
