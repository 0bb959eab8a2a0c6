"""Waivers: a person lets one name or one quotation of theirs leave the room.

Only the person can grant it, for one wording and one audience, and can take it back until it has
been used. A waiver names what the Rule protects, so it stays sealed in the room: what leaves, and
what the log holds, is its digest.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from keys._codec import canonical, expect_format, finish, parse_canonical, take
from keys._intoto import check_day, check_digest
from keys.errors import FormatError, SignatureError, WaiverError
from keys.identity import PublicIdentity, check_person
from keys.sealing import check_name
from keys.signatures import DsseEnvelope, verify_dsse

WAIVER = "sealedroom.org/waiver/v1"
REVOCATION = "sealedroom.org/waiver-revocation/v1"
WAIVER_TYPE = "application/vnd.sealedroom.waiver.v1+json"
REVOCATION_TYPE = "application/vnd.sealedroom.waiver-revocation.v1+json"

MAX_WORDING = 4096  # characters: a quotation, not a speech


@dataclass(frozen=True)
class Waiver:
    """What a person allows.

    Args:
        person: id of the person who allows it and signs.
        room: id of the session's room.
        statement: SHA-256 of the statement that it is about, in hexadecimal.
        wording: the exact words that may leave, attributed to the person.
        audience: who may read them, such as "public".
        date: the day, as `2026-03-01`.
        nonce: random text, so that nobody finds a waiver by guessing its words.
    """

    person: str
    room: str
    statement: str
    wording: str = field(repr=False)
    audience: str
    date: str
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)

    def __post_init__(self) -> None:
        check_person(self.person)
        check_person(self.nonce)
        check_name(self.room)
        check_name(self.audience)
        check_digest(self.statement)
        check_day(self.date)
        if not 0 < len(self.wording) <= MAX_WORDING:
            raise FormatError(f"The wording of a waiver has 1 to {MAX_WORDING} characters.")

    @property
    def digest(self) -> str:
        """SHA-256 of the waiver, in hexadecimal: what is recorded of it elsewhere."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        """Canonical JSON in UTF-8: the payload that the person signs."""
        return canonical({"format": WAIVER} | vars(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Waiver:
        """Read `to_bytes`; FormatError for anything else."""
        value = _read(data, WAIVER)
        names = ("person", "room", "statement", "wording", "audience", "date", "nonce")
        waiver = cls(**{name: take(value, name, str) for name in names})
        finish(value)
        return waiver


@dataclass(frozen=True)
class Revocation:
    """A person takes a waiver back.

    Args:
        person: id of the person who granted it and signs.
        waiver: digest of the waiver.
    """

    person: str
    waiver: str

    def __post_init__(self) -> None:
        check_person(self.person)
        check_digest(self.waiver)

    def to_bytes(self) -> bytes:
        """Canonical JSON in UTF-8: the payload that the person signs."""
        return canonical({"format": REVOCATION} | vars(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Revocation:
        """Read `to_bytes`; FormatError for anything else."""
        value = _read(data, REVOCATION)
        revocation = cls(take(value, "person", str), take(value, "waiver", str))
        finish(value)
        return revocation


Own = TypeVar("Own", Waiver, Revocation)


@dataclass(frozen=True)
class Use:
    """What somebody wants to let out with a waiver."""

    room: str
    statement: str
    wording: str = field(repr=False)
    audience: str


def verify_waiver(envelope: DsseEnvelope, people: Sequence[PublicIdentity]) -> Waiver:
    """The waiver, if the person whom it names signed it, and nobody else.

    Args:
        people: public identities of the room's people.

    Raises:
        SignatureError: otherwise.
    """
    return _own(Waiver.from_bytes, envelope, people, WAIVER_TYPE)


def use_waiver(
    envelope: DsseEnvelope, people: Sequence[PublicIdentity], use: Use, revoked: Collection[str]
) -> Waiver:
    """The waiver, if it stands and allows exactly this use.

    The caller records its digest as used in the transaction that uses it.

    Args:
        revoked: digests of the waivers that were taken back.

    Raises:
        SignatureError: when the person did not sign it.
        WaiverError: when it was taken back, or allows something else.
    """
    waiver = verify_waiver(envelope, people)
    if waiver.digest in revoked:
        raise WaiverError("The waiver was taken back.")
    if Use(waiver.room, waiver.statement, waiver.wording, waiver.audience) != use:
        raise WaiverError("The waiver is for another statement, wording or audience.")
    return waiver


def verify_revocation(
    envelope: DsseEnvelope, people: Sequence[PublicIdentity], waiver: Waiver, used: Collection[str]
) -> Revocation:
    """The revocation of this waiver, if it comes from the same person and in time.

    Args:
        used: digests of the waivers that were used.

    Raises:
        SignatureError: when the person who granted the waiver did not sign it.
        WaiverError: when it is of another waiver, or comes too late.
    """
    revocation = _own(Revocation.from_bytes, envelope, people, REVOCATION_TYPE)
    if (revocation.person, revocation.waiver) != (waiver.person, waiver.digest):
        raise WaiverError("The revocation is of another waiver.")
    if waiver.digest in used:
        raise WaiverError(
            "The waiver was used already.",
            hint="What was released stays released; ask the organisers for a correction.",
        )
    return revocation


def _own(
    read: Callable[[bytes], Own],
    envelope: DsseEnvelope,
    people: Sequence[PublicIdentity],
    payload_type: str,
) -> Own:
    """What exactly the person whom it names has signed."""
    verified = verify_dsse(envelope, people, 1, payload_type)
    try:
        value = read(verified.payload)
    except FormatError:
        raise SignatureError("What was signed is not of this format.") from None
    if verified.persons != (value.person,):
        raise SignatureError(
            "Only the person concerned can sign this.",
            hint="Ask that person; nobody can waive the Rule for somebody else.",
        )
    return value


def _read(data: bytes, name: str) -> dict[str, Any]:
    value = parse_canonical(data)
    expect_format(value, name)
    return value
