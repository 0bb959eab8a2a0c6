"""Signing as a person."""

from __future__ import annotations

from keys.opening.identity import Identity
from keys.signatures import DsseEnvelope, Signature, pae


def sign(payload: bytes, payload_type: str, identity: Identity) -> Signature:
    """Sign a payload and its type with Ed25519 and ML-DSA-65 over their DSSE encoding."""
    return Signature(identity.public.key_id, identity.sign_both(pae(payload_type, payload)))


def sign_dsse(payload: bytes, payload_type: str, *identities: Identity) -> DsseEnvelope:
    """A DSSE envelope that each of the identities has signed."""
    signatures = tuple(sign(payload, payload_type, identity) for identity in identities)
    return DsseEnvelope(payload, payload_type, signatures)
