"""DSSE 1.0.2 envelopes that count when enough distinct people signed.

A signature is Ed25519 and ML-DSA-65 together over the same pre-authentication encoding: it holds
as long as either of the two does. Keys never count, people do: two keys of one person are one
signer, and one key under two names is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

from keys._codec import JsonObject, b64, finish, take, take_list, unb64
from keys.errors import SignatureError
from keys.identity import PublicIdentity

ED25519_SIGNATURE = 64
MLDSA65_SIGNATURE = 3309
SIGNATURE = ED25519_SIGNATURE + MLDSA65_SIGNATURE

MAX_SIGNATURES = 64  # more people than any release needs; bounds the work of a verifier


@dataclass(frozen=True)
class Signature(JsonObject):
    """One person's signature: both algorithms, and the key id of the identity that made it."""

    key_id: str
    value: bytes

    def to_dict(self) -> dict[str, str]:
        """The element of a DSSE envelope's `signatures`."""
        return {"keyid": self.key_id, "sig": b64(self.value)}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Signature:
        """Read `to_dict`; FormatError for anything else."""
        value = dict(value)
        signature = cls(take(value, "keyid", str), unb64(take(value, "sig", str)))
        finish(value)
        return signature


@dataclass(frozen=True)
class DsseEnvelope(JsonObject):
    """A payload, its type, and the signatures over both."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...] = ()

    def with_signature(self, signature: Signature) -> DsseEnvelope:
        """The same payload with one more signature."""
        return replace(self, signatures=(*self.signatures, signature))

    def to_dict(self) -> dict[str, Any]:
        """The DSSE JSON object."""
        return {
            "payload": b64(self.payload),
            "payloadType": self.payload_type,
            "signatures": [signature.to_dict() for signature in self.signatures],
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> DsseEnvelope:
        """Read `to_dict`; FormatError for anything else."""
        value = dict(value)
        signatures = take_list(value, "signatures", dict)
        envelope = cls(
            payload=unb64(take(value, "payload", str)),
            payload_type=take(value, "payloadType", str),
            signatures=tuple(map(Signature.from_dict, signatures)),
        )
        finish(value)
        return envelope


@dataclass(frozen=True)
class Verified:
    """A payload that enough people signed, and who they are."""

    payload: bytes
    persons: tuple[str, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """DSSE pre-authentication encoding (DSSE 1.0.2, protocol.md)."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def verify_dsse(
    envelope: DsseEnvelope,
    people: Sequence[PublicIdentity],
    threshold: int,
    payload_type: str,
) -> Verified:
    """Check that at least `threshold` distinct people of `people` signed the envelope.

    Every signature must be valid and from one of `people`: one that is not refuses the envelope,
    since nobody honest adds it.

    Returns:
        The payload, and the ids of the people who signed, in the order of signing.

    Raises:
        SignatureError: for anything less.
    """
    check_people(people, threshold)
    if envelope.payload_type != payload_type:
        raise SignatureError("The signed content is of another type than expected.")
    if len(envelope.signatures) > MAX_SIGNATURES:
        raise SignatureError("There are more signatures than a verifier accepts.")
    known = {person.key_id: person for person in people}
    message = pae(envelope.payload_type, envelope.payload)
    signers = dict.fromkeys(_signer(s, known, message) for s in envelope.signatures)
    if len(signers) < threshold:
        raise SignatureError(
            f"{_count(len(signers))} signed, and {threshold} different people must.",
            hint="A second signature of the same person does not count, whatever key made it: "
            "ask another organiser to approve.",
        )
    return Verified(envelope.payload, tuple(signers))


def verify_signature(signature: Signature, message: bytes, identity: PublicIdentity) -> None:
    """Check both halves of one signature; SignatureError unless both hold."""
    if signature.key_id != identity.key_id or len(signature.value) != SIGNATURE:
        raise SignatureError("A signature is not by the expected person.")
    value = memoryview(signature.value)
    try:
        Ed25519PublicKey.from_public_bytes(identity.ed25519).verify(
            value[:ED25519_SIGNATURE], message
        )
        MLDSA65PublicKey.from_public_bytes(identity.mldsa65).verify(
            value[ED25519_SIGNATURE:], message
        )
    except InvalidSignature:
        raise SignatureError("A signature does not match the signed content.") from None


def check_people(people: Iterable[PublicIdentity], threshold: int) -> None:
    """Refuse a policy that could be met by nobody, or by one key under two names."""
    people = list(people)
    if threshold < 1 or len({identity.person for identity in people}) < threshold:
        raise SignatureError(
            "The policy asks for nobody, or for more people than it names.",
            hint="Name at least as many different people as must sign.",
        )
    for one, other in combinations(people, 2):
        if one.person != other.person and _share_a_key(one, other):
            raise SignatureError(
                "Two people of the policy have the same key.",
                hint="One of them must make an identity of their own.",
            )


def _signer(signature: Signature, known: dict[str, PublicIdentity], message: bytes) -> str:
    identity = known.get(signature.key_id)
    if identity is None:
        raise SignatureError("A signature is by a key that the policy does not name.")
    verify_signature(signature, message, identity)
    return identity.person


def _share_a_key(one: PublicIdentity, other: PublicIdentity) -> bool:
    return one.ed25519 == other.ed25519 or one.mldsa65 == other.mldsa65 or one.kem == other.kem


def _count(people: int) -> str:
    return "Nobody" if people == 0 else "One person" if people == 1 else f"{people} people"
