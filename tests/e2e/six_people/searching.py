"""A search for words that must not be there, in every file below some folders."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path


def places_of(words: Iterable[str], folders: Iterable[Path]) -> list[tuple[str, str]]:
    """Each file that holds one of these words, whatever their case, with the word.

    They are found as UTF-8, as UTF-16, and in base64 at any offset.
    """
    wanted = {form: word for word in words for form in _forms(word)}
    pattern = re.compile(b"|".join(map(re.escape, wanted)), re.IGNORECASE)
    return [
        (str(file), found.group().decode("latin-1"))
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and (found := pattern.search(file.read_bytes()))
    ]


def _forms(word: str) -> Iterator[bytes]:
    plain = word.encode()
    yield plain
    yield word.encode("utf-16-le")
    for offset in range(3):
        coded = b64encode(b"\0" * offset + plain)
        yield coded[(0, 2, 3)[offset] : len(coded) - (4 if (offset + len(plain)) % 3 else 0)]
