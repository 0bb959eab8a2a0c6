"""The one cipher suite: HPKE (RFC 9180) in base mode with X-Wing, HKDF-SHA256, ChaCha20-Poly1305.

X-Wing (draft-connolly-cfrg-xwing-kem, `MLKEM768_X25519` of draft-ietf-hpke-pq) combines ML-KEM-768
with X25519: what is sealed today stays closed unless both are broken. Only public operations live
here; the private half is `keys.opening`.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from keys.errors import FormatError

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)

MLKEM768_PUBLIC = 1184
KEM_PUBLIC = MLKEM768_PUBLIC + 32  # ML-KEM-768 encapsulation key, then X25519
KEY = 32  # data keys, seeds, ChaCha20-Poly1305 keys
COMMITMENT = 32
TAG = 16  # Poly1305
WRAP = 1120 + KEY + TAG  # X-Wing ciphertext, then a sealed 32-byte key

ZERO_NONCE = bytes(12)  # safe only because every key derived by `key_and_commitment` seals once


@lru_cache(maxsize=64)  # checking a key costs a fifth of sealing to it; a session seals to few
def kem_public_key(raw: bytes) -> hpke.MLKEM768X25519PublicKey:
    """Read an X-Wing public key (1,216 bytes); FormatError when it is not one."""
    if len(raw) != KEM_PUBLIC:
        raise FormatError("An encryption key has the wrong length.")
    try:
        return hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(raw[:MLKEM768_PUBLIC]),
            X25519PublicKey.from_public_bytes(raw[MLKEM768_PUBLIC:]),
        )
    except ValueError:
        raise FormatError("An encryption key is not a valid X-Wing key.") from None


def wrap_key(key: bytes, kem: bytes, info: bytes) -> bytes:
    """Seal a 32-byte key to an X-Wing public key (1,168 bytes); `info` must hold the context.

    Raises FormatError for a public key that no honest owner has (such as a low-order point).
    """
    try:
        return SUITE.encrypt(key, kem_public_key(kem), info=info)
    except ValueError:
        raise FormatError("An encryption key is not a valid X-Wing key.") from None


def key_and_commitment(secret: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Derive a ChaCha20-Poly1305 key and a commitment to it (HKDF-SHA256, RFC 5869).

    ChaCha20-Poly1305 alone can be made to open under two keys to two messages. Storing the
    commitment beside the ciphertext rules that out.
    """
    derived = HKDF(SHA256(), KEY + COMMITMENT, salt=None, info=info).derive(secret)
    return derived[:KEY], derived[KEY:]
