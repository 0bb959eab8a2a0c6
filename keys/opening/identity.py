"""The secret half of a person."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from keys._suite import KEY
from keys.errors import WrongPassphraseError
from keys.identity import PublicIdentity
from keys.opening._kem import KemSecret
from keys.opening.locking import STANDARD_COST, Argon2Cost, SecretKey, lock, unlock

_PERSON = 22  # characters of secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Identity:
    """Three independent 32-byte seeds of one person: X-Wing, Ed25519, ML-DSA-65.

    Python cannot wipe them from memory; ending the process does.
    """

    person: str
    _kem: bytes = field(repr=False)
    _ed25519: bytes = field(repr=False)
    _mldsa65: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Identity:
        """Draw a new person id and new keys."""
        person = secrets.token_urlsafe(16)
        return cls(person, *(secrets.token_bytes(KEY) for _ in range(3)))

    def renew(self) -> Identity:
        """New keys for the same person."""
        return Identity(self.person, *(secrets.token_bytes(KEY) for _ in range(3)))

    @cached_property
    def public(self) -> PublicIdentity:
        """The half to hand out."""
        return PublicIdentity(
            person=self.person,
            kem=self._secret.public,
            ed25519=self._ed25519_key.public_key().public_bytes_raw(),
            mldsa65=self._mldsa65_key.public_key().public_bytes_raw(),
        )

    def lock(
        self,
        passphrase: str,
        *,
        secret_key: SecretKey | None = None,
        cost: Argon2Cost = STANDARD_COST,
    ) -> bytes:
        """The identity file, sealed under a passphrase and a printed secret key if given.

        Changing the passphrase is unlocking and locking again; old copies of the file still open
        with the old passphrase.

        Raises:
            PassphraseError: when the passphrase is too short.
        """
        secret = b"".join((self.person.encode("ascii"), self._kem, self._ed25519, self._mldsa65))
        return lock(secret, passphrase, secret_key, cost)

    @classmethod
    def unlock(
        cls,
        data: bytes,
        passphrase: str,
        *,
        secret_key: SecretKey | None = None,
        floor: Argon2Cost = STANDARD_COST,
    ) -> Identity:
        """Open an identity file.

        Args:
            floor: the least cost of guessing that the file may ask for.

        Raises:
            WrongPassphraseError: for a wrong passphrase or secret key and for any altered file.
        """
        secret = unlock(data, passphrase, secret_key, floor)
        if len(secret) != _PERSON + 3 * KEY:
            raise WrongPassphraseError
        seeds = secret[_PERSON:]
        return cls(
            secret[:_PERSON].decode("ascii"), seeds[:KEY], seeds[KEY : 2 * KEY], seeds[2 * KEY :]
        )

    def unwrap(self, wrap: bytes, info: bytes) -> bytes:
        """Open a key that was sealed to this person; OpeningError for every failure."""
        return self._secret.unwrap(wrap, info)

    def sign_both(self, message: bytes) -> bytes:
        """Ed25519 signature (64 bytes), then ML-DSA-65 signature (3,309 bytes)."""
        return self._ed25519_key.sign(message) + self._mldsa65_key.sign(message)

    @cached_property
    def _secret(self) -> KemSecret:
        return KemSecret(self._kem)

    @cached_property
    def _ed25519_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._ed25519)

    @cached_property
    def _mldsa65_key(self) -> MLDSA65PrivateKey:
        return MLDSA65PrivateKey.from_seed_bytes(self._mldsa65)
