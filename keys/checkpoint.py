"""Checkpoints: tree heads signed by the log (c2sp.org/tlog-checkpoint).

Signing checkpoints is the hub's one secret operation, with a key that opens nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from keys._codec import b64, unb64
from keys._notekey import NoteKey
from keys._suite import KEY
from keys.errors import FormatError, ProofError
from keys.merkle import HASH
from keys.notes import Note, NoteSignature, VerifierKey, parse_note

ED25519 = 0x01  # signature type of c2sp.org/signed-note

MAX_ORIGIN = 255  # bytes; the bound of c2sp.org/tlog-cosignature

_SIZE = re.compile(r"(0|[1-9][0-9]{0,17})\Z")  # stays below 2**63
_BODY_LINES = 3


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log.

    Args:
        origin: the log's name, such as "hub.example.org/log".
        size: number of leaves.
        root: RFC 6962 root hash, 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin.isprintable() or not 0 < len(self.origin.encode()) <= MAX_ORIGIN:
            raise FormatError("The origin of a checkpoint is one short printable line.")
        if not _SIZE.match(str(self.size)) or len(self.root) != HASH:
            raise FormatError("A checkpoint has a size and a root hash of 32 bytes.")

    @property
    def body(self) -> str:
        """The text that is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{b64(self.root)}\n"

    @classmethod
    def from_body(cls, body: str) -> Checkpoint:
        """Read `body`; FormatError for anything else, extension lines included."""
        lines = body.split("\n")
        if len(lines) != _BODY_LINES + 1 or lines[-1] != "" or not _SIZE.match(lines[1]):
            raise FormatError("This is not a checkpoint.")
        return cls(lines[0], int(lines[1]), unb64(lines[2]))


class LogKey(NoteKey):
    """The Ed25519 key with which a log signs its checkpoints; its name is the log's origin."""

    algorithm = ED25519

    @property
    def origin(self) -> str:
        """The log's name in its checkpoints."""
        return self.name

    def sign(self, text: str) -> NoteSignature:
        """The log's signature line for a note's text."""
        return NoteSignature(self.name, self.verifier.key_id, self._private.sign(text.encode()))

    def _public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._seed)


def log_verifier(vkey: str) -> VerifierKey:
    """Read a log's verification key; FormatError for anything else."""
    return VerifierKey.parse(vkey, ED25519, KEY)


def sign_checkpoint(checkpoint: Checkpoint, key: LogKey) -> str:
    """The checkpoint as a signed note. Never sign two that are inconsistent."""
    if checkpoint.origin != key.origin:
        raise FormatError("The checkpoint is of another log than the key.")
    return str(Note(checkpoint.body, (key.sign(checkpoint.body),)))


def verify_checkpoint(text: str, vkey: str) -> Checkpoint:
    """Check that this log signed this checkpoint; lines by unknown keys are ignored.

    Raises:
        ProofError: the same for every alteration, another log's key or another origin.
        FormatError: when `vkey` is not a verification key.
    """
    verifier = log_verifier(vkey)
    try:
        note = parse_note(text)
        checkpoint = Checkpoint.from_body(note.text)
        _verify(note, verifier)
    except (FormatError, ProofError, InvalidSignature):
        raise ProofError("The checkpoint is not signed by this log.") from None
    if checkpoint.origin != verifier.name:
        raise ProofError("The checkpoint is not signed by this log.")
    return checkpoint


def _verify(note: Note, verifier: VerifierKey) -> None:
    signatures = note.by(verifier)
    if not signatures:
        raise ProofError
    key = Ed25519PublicKey.from_public_bytes(verifier.public)
    for signature in signatures:
        key.verify(signature, note.text.encode())
