"""The private keys of those who sign notes: a log, and its witnesses."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Self

from keys._suite import KEY
from keys.errors import FormatError
from keys.notes import VerifierKey, read_private_key, write_private_key


@dataclass(frozen=True)
class NoteKey(ABC):
    """A name and a 32-byte seed.

    Raises:
        FormatError: when the name has spaces, plus signs or more than 255 characters.
    """

    algorithm: ClassVar[int]
    """Signature type of c2sp.org/signed-note."""

    name: str
    _seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        VerifierKey(self.name, self.algorithm, b"")

    @classmethod
    def generate(cls, name: str) -> Self:
        """Draw a key under this name."""
        return cls(name, secrets.token_bytes(KEY))

    @cached_property
    def vkey(self) -> str:
        """The verification key that others pin: `name+hash+key`."""
        return str(self.verifier)

    @cached_property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.algorithm, self._public())

    def to_bytes(self) -> bytes:
        """The private key as Go's sumdb/note writes it."""
        return write_private_key(self.verifier, self._seed)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read `to_bytes`; FormatError for anything else."""
        name, seed = read_private_key(data)
        if len(seed) != KEY or (key := cls(name, seed)).to_bytes() != data:
            raise FormatError("This is not a private key of the expected kind.")
        return key

    @abstractmethod
    def _public(self) -> bytes:
        """The raw public key of the seed."""
