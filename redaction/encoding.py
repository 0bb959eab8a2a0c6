"""Bytes to text: UTF-8, or UTF-16 when a byte order mark says so, and nothing else by guess."""

import codecs

from redaction.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Decode `data`; a byte order mark is dropped and is no part of the offsets.

    Raises:
        UnreadableError: neither UTF-8 nor marked UTF-16, or binary data.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    else:
        encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError from None
    if "\x00" in text:
        raise UnreadableError("The file is binary data, not text.")
    return text
