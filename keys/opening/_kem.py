"""The private half of X-Wing."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from keys._suite import KEY, SUITE, WRAP
from keys.errors import OpeningError

_MLKEM768_SEED = 64
_EXPANDED = _MLKEM768_SEED + 32


def _expand(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Expand a 32-byte X-Wing seed (draft-connolly-cfrg-xwing-kem section 5.2)."""
    expanded = hashlib.shake_256(seed).digest(_EXPANDED)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM768_SEED]),
        X25519PrivateKey.from_private_bytes(expanded[_MLKEM768_SEED:]),
    )


def kem_public(seed: bytes) -> bytes:
    """The X-Wing public key (1,216 bytes) of a 32-byte seed."""
    mlkem, x25519 = _expand(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def unwrap_key(wrap: bytes, seed: bytes, info: bytes) -> bytes:
    """Open `keys._suite.wrap_key`; OpeningError for every failure."""
    if len(wrap) != WRAP:
        raise OpeningError
    try:
        key = SUITE.decrypt(wrap, hpke.MLKEM768X25519PrivateKey(*_expand(seed)), info=info)
    except (InvalidTag, ValueError):
        raise OpeningError from None
    assert len(key) == KEY
    return key
