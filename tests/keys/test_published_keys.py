"""Published vectors: X-Wing (draft-connolly-cfrg-xwing-kem, appendix C, first), HPKE (RFC 9180)."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from keys.opening._kem import KemSecret

SEED = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
BEGINNING = "e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5"
DIGEST = "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb"


def test_the_published_seed_gives_the_published_public_key() -> None:
    public = KemSecret(SEED).public
    assert len(public) == 1216
    assert public.hex().startswith(BEGINNING)
    assert hashlib.sha256(public).hexdigest() == DIGEST


INFO = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
PLAIN = bytes.fromhex("4265617574792069732074727574682c20747275746820626561757479")
FIRST = b"Count-0"  # associated data of the first message


@pytest.mark.parametrize(
    ("aead", "secret", "enc", "sealed"),
    [
        pytest.param(
            hpke.AEAD.AES_128_GCM,
            "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
            "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
            "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
            "6d8770ac83d07bea87e13c512a",
            id="A.1.1",
        ),
        pytest.param(
            hpke.AEAD.CHACHA20_POLY1305,
            "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
            "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db"
            "21993c62ce81883d2dd1b51a28",
            id="A.2.1",
        ),
    ],
)
def test_hpke_opens_the_vectors_of_rfc_9180(
    aead: hpke.AEAD, secret: str, enc: str, sealed: str
) -> None:
    """Base mode, first message, with the KDF and (A.2.1) the AEAD of our suite.

    The published messages have associated data, which the library's public calls leave out.
    """
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, aead)
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    message = bytes.fromhex(enc + sealed)
    assert openssl.hpke._decrypt_with_aad(suite, message, key, INFO, FIRST) == PLAIN
    for damaged in (message[:-1], bytes([message[0] ^ 1]) + message[1:]):
        with pytest.raises(InvalidTag):
            openssl.hpke._decrypt_with_aad(suite, damaged, key, INFO, FIRST)
