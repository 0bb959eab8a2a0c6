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


class KemSecret:
    """An X-Wing secret (draft-connolly-cfrg-xwing-kem section 5.2), ready for use.

    Expanding the 32-byte seed costs more than opening a wrap: whoever opens many keeps this.
    """

    def __init__(self, seed: bytes) -> None:
        expanded = hashlib.shake_256(seed).digest(_EXPANDED)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM768_SEED])
        x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM768_SEED:])
        self._private = hpke.MLKEM768X25519PrivateKey(mlkem, x25519)
        self.public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()

    def unwrap(self, wrap: bytes, info: bytes) -> bytes:
        """Open `keys._suite.wrap_key`; OpeningError for every failure."""
        if len(wrap) != WRAP:
            raise OpeningError
        try:
            key = SUITE.decrypt(wrap, self._private, info=info)
        except (InvalidTag, ValueError):
            raise OpeningError from None
        assert len(key) == KEY
        return key
