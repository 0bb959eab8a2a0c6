"""Destruction certificates: organisers state that the keys of a room are gone.

An in-toto statement about the room, signed as a DSSE envelope and entered in the log. It proves who
vouches for the destruction, and when; no certificate can prove that nobody kept a copy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from keys._codec import fields, take
from keys._intoto import PAYLOAD_TYPE, Statement, check_day
from keys.errors import FormatError, SignatureError
from keys.identity import PublicIdentity
from keys.sealing import check_name
from keys.signatures import DsseEnvelope, verify_dsse
from keys.store import Kind

DESTRUCTION = "https://sealedroom.org/destruction/v1"
EVENT = "destruction"
SUBJECT = "sealedroom.org/room-id/v1"


@dataclass(frozen=True)
class Destruction:
    """What was destroyed.

    Args:
        room: id of the room.
        date: the day, as `2026-03-01`.
        epochs: how many epochs of room keys there were.
        wraps: how many wraps of room keys for members were destroyed.
        shares: how many custody shares were destroyed.
        salts: how many salts of actors were destroyed.
    """

    room: str
    date: str
    epochs: int
    wraps: int
    shares: int
    salts: int

    def __post_init__(self) -> None:
        check_name(self.room)
        check_day(self.date)
        if min(self.epochs, self.wraps, self.shares, self.salts) < 0:
            raise FormatError("A destruction certificate counts from 0 up.")

    def to_bytes(self) -> bytes:
        """The in-toto statement that the organisers sign."""
        destroyed = {str(kind): getattr(self, f"{kind}s") for kind in Kind}
        predicate = {
            "room": self.room,
            "date": self.date,
            "epochs": self.epochs,
            "destroyed": destroyed,
        }
        return Statement("room", _digest(self.room), predicate).to_bytes(DESTRUCTION)

    @classmethod
    def from_bytes(cls, data: bytes) -> Destruction:
        """Read `to_bytes`; FormatError for anything else."""
        statement = Statement.from_bytes(data, DESTRUCTION)
        value = dict(statement.predicate)
        destroyed = dict(take(value, "destroyed", dict))
        counts = {f"{kind}s": take(destroyed, str(kind), int) for kind in Kind}
        certificate = cls(
            take(value, "room", str), take(value, "date", str), take(value, "epochs", int), **counts
        )
        if certificate.to_bytes() != data:
            raise FormatError("The destruction certificate contradicts itself.")
        return certificate


def verify_destruction(
    envelope: DsseEnvelope, organisers: Sequence[PublicIdentity], threshold: int
) -> Destruction:
    """The certificate, if at least `threshold` different organisers signed it.

    Raises:
        SignatureError: otherwise.
    """
    payload = verify_dsse(envelope, organisers, threshold, PAYLOAD_TYPE).payload
    try:
        return Destruction.from_bytes(payload)
    except FormatError:
        raise SignatureError("What was signed is not a destruction certificate.") from None


def _digest(room: str) -> str:
    return hashlib.sha256(fields(SUBJECT, room)).hexdigest()
