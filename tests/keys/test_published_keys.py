"""X-Wing as published: draft-connolly-cfrg-xwing-kem, appendix C, first vector."""

from __future__ import annotations

import hashlib

from keys.opening._kem import kem_public

SEED = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
BEGINNING = "e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5"
DIGEST = "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb"


def test_the_published_seed_gives_the_published_public_key() -> None:
    public = kem_public(SEED)
    assert len(public) == 1216
    assert public.hex().startswith(BEGINNING)
    assert hashlib.sha256(public).hexdigest() == DIGEST
