"""The public half of a person: who can be sealed to and whose signatures count."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

from keys._codec import JsonObject, b64, expect_format, fields, finish, take, unb64
from keys._suite import kem_public_key
from keys.errors import FormatError

FORMAT = "sealedroom.org/public-identity/v1"
PERSON = re.compile(r"[A-Za-z0-9_-]{22}\Z")  # secrets.token_urlsafe(16): never a name


@dataclass(frozen=True)
class PublicIdentity(JsonObject):
    """Public keys of one person.

    Args:
        person: a random id (`secrets.token_urlsafe(16)`), which says nothing about the person.
        kem: X-Wing public key, 1,216 bytes.
        ed25519: Ed25519 public key, 32 bytes.
        mldsa65: ML-DSA-65 public key, 1,952 bytes.

    Raises:
        FormatError: when a field is not a valid value of its kind.
    """

    person: str
    kem: bytes
    ed25519: bytes
    mldsa65: bytes

    def __post_init__(self) -> None:
        check_person(self.person)
        kem_public_key(self.kem)
        try:
            Ed25519PublicKey.from_public_bytes(self.ed25519)
            MLDSA65PublicKey.from_public_bytes(self.mldsa65)
        except ValueError:
            raise FormatError("A signing key has the wrong length.") from None

    @cached_property
    def key_id(self) -> str:
        """SHA-256 over person and keys, in hexadecimal: the fingerprint to compare aloud."""
        encoded = fields(FORMAT, self.person, self.kem, self.ed25519, self.mldsa65)
        return hashlib.sha256(encoded).hexdigest()

    def to_dict(self) -> dict[str, str]:
        """The JSON object of this identity; byte strings are base64."""
        return {
            "format": FORMAT,
            "person": self.person,
            "kem": b64(self.kem),
            "ed25519": b64(self.ed25519),
            "mldsa65": b64(self.mldsa65),
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> PublicIdentity:
        """Read `to_dict`; FormatError for anything else."""
        value = dict(value)
        expect_format(value, FORMAT)
        identity = cls(
            person=take(value, "person", str),
            kem=unb64(take(value, "kem", str)),
            ed25519=unb64(take(value, "ed25519", str)),
            mldsa65=unb64(take(value, "mldsa65", str)),
        )
        finish(value)
        return identity


def check_person(person: str) -> None:
    """Refuse ids that were not drawn at random: a name must never become one."""
    if not PERSON.match(person):
        raise FormatError(
            "A person's id must be 22 random characters.",
            hint="Let Identity.generate() draw it.",
        )
