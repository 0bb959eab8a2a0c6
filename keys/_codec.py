"""Unambiguous encodings: length-prefixed fields, strict base64, strict JSON.

Every decoder here accepts exactly one encoding of a value, so that two different files never mean
the same thing and no bit of a file can be flipped without a refusal.
"""

from __future__ import annotations

import base64
import binascii
import json
from abc import ABC, abstractmethod
from typing import Any, Self, TypeVar

from keys.errors import FormatError

T = TypeVar("T")

MAX_EPOCH = 2**63 - 1  # fits a signed 64-bit column of any database


def fields(*parts: bytes | str | int) -> bytes:
    """Encode parts injectively: each is preceded by its length as a big-endian u32.

    Text is UTF-8; integers are big-endian u64.
    """
    return b"".join(len(part).to_bytes(4, "big") + part for part in map(_field, parts))


def _field(part: bytes | str | int) -> bytes:
    if isinstance(part, str):
        return part.encode()
    if isinstance(part, int):
        return part.to_bytes(8, "big")
    return part


def b64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648 section 4)."""
    return base64.b64encode(data).decode("ascii")


def unb64(text: str) -> bytes:
    """Decode `b64`; raise FormatError for any other spelling of the same bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise FormatError("A field is not base64.") from None
    if b64(data) != text:
        raise FormatError("A field is not base64 in its one canonical spelling.")
    return data


def canonical(value: object) -> str:
    """JSON with sorted keys, no spaces and no floats: RFC 8785 for what we store."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def parse_object(data: str | bytes) -> dict[str, Any]:
    """Parse one JSON object in UTF-8; refuse repeated keys and numbers that are not finite."""
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_not_finite)
    except (ValueError, RecursionError):
        raise FormatError("This is not valid JSON.") from None
    if not isinstance(value, dict):
        raise FormatError("This is not a JSON object.")
    return value


def parse_canonical(data: bytes) -> dict[str, Any]:
    """Parse one JSON object that must be spelled exactly as `canonical` spells it."""
    value = parse_object(data)
    try:
        spelled = canonical(value).encode()
    except (ValueError, RecursionError):  # a lone surrogate has no UTF-8 form
        spelled = b""
    if spelled != data:
        raise FormatError("This JSON is not in canonical form.")
    return value


def take(value: dict[str, Any], key: str, kind: type[T]) -> T:
    """Remove and return `value[key]`, which must be exactly of type `kind`."""
    found = value.pop(key, None)
    if type(found) is not kind:
        raise FormatError(f"The field '{key}' is missing or of the wrong type.")
    return found


def take_list(value: dict[str, Any], key: str, kind: type[T]) -> list[T]:
    """Remove and return `value[key]`, which must be a list of items of exactly type `kind`."""
    items = take(value, key, list)
    if any(type(item) is not kind for item in items):
        raise FormatError(f"An item of the field '{key}' is of the wrong type.")
    return items


def finish(value: dict[str, Any]) -> None:
    """Refuse fields that nobody has taken."""
    if value:
        raise FormatError("There are fields that this version does not know.")


def expect_format(value: dict[str, Any], name: str) -> None:
    """Take the field `format`, which must be `name`."""
    if take(value, "format", str) != name:
        raise FormatError(f"This is not a file of the format {name}.")


class JsonObject(ABC):
    """What travels as one JSON object, alone or inside another."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """The JSON object; byte strings are base64."""

    @classmethod
    @abstractmethod
    def from_dict(cls, value: dict[str, Any]) -> Self:
        """Read `to_dict`; FormatError for anything else."""

    def to_json(self) -> str:
        """Canonical JSON text."""
        return canonical(self.to_dict())

    @classmethod
    def from_json(cls, data: str | bytes) -> Self:
        """Read `to_json`; FormatError for anything else."""
        return cls.from_dict(parse_object(data))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError
    return value


def _not_finite(_: str) -> float:
    raise ValueError
