"""The secret of sign-in: a file beside the database, so that a stolen database opens no account.

Passphrases are hashed with it, one-time-code secrets are sealed under it, and challenges and form
tokens are authenticated with it. Whoever loses it must invite everybody again.
"""

import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY = 32
_NONCE = 12


class Vault:
    """Keys derived from one secret, each for one purpose."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def create(cls, path: Path) -> "Vault":
        """Draw a secret and keep it, readable by its owner only. Raises FileExistsError."""
        secret = secrets.token_bytes(_KEY)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secret)
        return cls(secret)

    @classmethod
    def open(cls, path: Path) -> "Vault":
        """Read what `create` kept. Raises FileNotFoundError."""
        return cls(path.read_bytes())

    @property
    def pepper(self) -> bytes:
        """Goes into every passphrase's hash."""
        return self._derive("pepper")

    def mac(self, purpose: str, *parts: str) -> str:
        """HMAC-SHA256 in hexadecimal over length-prefixed parts."""
        encoded = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
        return hmac.new(self._derive(f"mac {purpose}"), encoded, "sha256").hexdigest()

    def holds(self, given: str, purpose: str, *parts: str) -> bool:
        """Whether `given` is `mac(purpose, *parts)`, in constant time."""
        return hmac.compare_digest(given.encode(), self.mac(purpose, *parts).encode())

    def seal(self, secret: bytes, purpose: str) -> bytes:
        """Nonce and ChaCha20-Poly1305 ciphertext."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + ChaCha20Poly1305(self._derive(f"seal {purpose}")).encrypt(
            nonce, secret, None
        )

    def open_sealed(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed for this purpose. Raises ValueError for anything else."""
        cipher = ChaCha20Poly1305(self._derive(f"seal {purpose}"))
        try:
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
        except (InvalidTag, ValueError):
            raise ValueError("Not sealed here.") from None

    def _derive(self, purpose: str) -> bytes:
        info = b"sealedroom.org/sign-in/v1 " + purpose.encode()
        return HKDF(SHA256(), _KEY, salt=None, info=info).derive(self._secret)
