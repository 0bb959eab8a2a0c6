"""in-toto Statement v1: one subject, known by its SHA-256, and what is said about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from keys._codec import canonical, finish, parse_object, take
from keys.errors import FormatError

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Statement:
    """What is said about one subject.

    Args:
        name: what the subject is called in the statement; nothing hangs on it.
        digest: its SHA-256 in hexadecimal.
        predicate: what is said, after the predicate type.
    """

    name: str
    digest: str
    predicate: dict[str, Any] = field(repr=False)

    def to_bytes(self, predicate_type: str) -> bytes:
        """Canonical JSON in UTF-8."""
        value = {
            "_type": STATEMENT_TYPE,
            "subject": [{"name": self.name, "digest": {"sha256": self.digest}}],
            "predicateType": predicate_type,
            "predicate": self.predicate,
        }
        return canonical(value).encode()

    @classmethod
    def from_bytes(cls, data: bytes, predicate_type: str) -> Statement:
        """Read a statement with this predicate type; FormatError for anything else."""
        value = parse_object(data)
        if take(value, "_type", str) != STATEMENT_TYPE:
            raise FormatError("The signed payload is not an in-toto Statement v1.")
        if take(value, "predicateType", str) != predicate_type:
            raise FormatError(f"The signed statement is not of the type {predicate_type}.")
        subjects = take(value, "subject", list)
        if len(subjects) != 1 or not isinstance(subjects[0], dict):
            raise FormatError("The signed statement must be about exactly one subject.")
        digest = digest_of(subjects[0].get("digest"))
        statement = cls(str(subjects[0].get("name", "")), digest, take(value, "predicate", dict))
        finish(value)
        return statement


def digest_of(value: object) -> str:
    """The SHA-256 in a set of digests; FormatError when there is none."""
    if not isinstance(value, dict):
        raise FormatError("There is no digest.")
    return check_digest(take(dict(value), "sha256", str))


def check_digest(digest: str) -> str:
    """Refuse what is no SHA-256 in lower-case hexadecimal."""
    if not _DIGEST.match(digest):
        raise FormatError("A digest is not a SHA-256 in hexadecimal.")
    return digest


def check_day(day: str) -> str:
    """Refuse what is no date as `2026-03-01`: times are coarse by design."""
    try:
        same = date.fromisoformat(day).isoformat() == day
    except ValueError:
        same = False
    if not same:
        raise FormatError("A date is written like 2026-03-01.")
    return day
