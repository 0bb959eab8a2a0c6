"""How numbers, dates and fingerprints are written on the pages."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

_GROUP = 4


def day(value: date) -> str:
    """3 March 2026."""
    return f"{value.day} {value:%B %Y}"


def fingerprint(key_id: str) -> str:
    """Hexadecimal digits in groups of four, to be read aloud."""
    return " ".join(key_id[at : at + _GROUP] for at in range(0, len(key_id), _GROUP))


def counted(number: int, thing: str, things: str = "") -> str:
    """1 note, 2 notes, no notes."""
    plural = things or f"{thing}s"
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {plural}" if number else f"no {plural}"


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"day": day, "fingerprint": fingerprint, "counted": counted}
)
