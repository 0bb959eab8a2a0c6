"""C2SP signed notes (c2sp.org/signed-note): a text, and lines that say who signed it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from keys._codec import b64, unb64
from keys.errors import FormatError, ProofError

KEY_ID = 4

MAX_SIGNATURES = 32  # the specification asks for at least 16; bounds the work of a verifier

_PRIVATE = "PRIVATE+KEY+"
_OWN_NAME = re.compile(r"[!-*,-~]{1,255}\Z")  # tlog-cosignature: at most 255 bytes
_LINE = re.compile(r"— ([^\s+]+) (\S+)\Z")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True)
class VerifierKey:
    """A public key with a name, as `name+hash+base64(algorithm byte, key)`."""

    name: str
    algorithm: int
    public: bytes

    def __post_init__(self) -> None:
        if not _OWN_NAME.match(self.name):
            raise FormatError(
                "A key name is ASCII without spaces and plus signs, at most 255 bytes."
            )

    @property
    def key_id(self) -> bytes:
        """The first four bytes of a hash over name, algorithm and key: a hint, no fingerprint."""
        encoded = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(encoded).digest()[:KEY_ID]

    def __str__(self) -> str:
        key = b64(bytes([self.algorithm]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str, algorithm: int, length: int) -> VerifierKey:
        """Read a key of one algorithm; FormatError for anything else."""
        name, _, rest = text.partition("+")
        _, _, encoded = rest.partition("+")
        data = unb64(encoded)
        if len(data) != 1 + length or data[0] != algorithm:
            raise FormatError("This is not a verification key of the expected kind.")
        key = cls(name, algorithm, data[1:])
        if str(key) != text:
            raise FormatError("The verification key is damaged.")
        return key


def write_private_key(verifier: VerifierKey, seed: bytes) -> bytes:
    """A private key as Go's sumdb/note writes it."""
    encoded = b64(bytes([verifier.algorithm]) + seed)
    return f"{_PRIVATE}{verifier.name}+{verifier.key_id.hex()}+{encoded}".encode()


def read_private_key(data: bytes) -> tuple[str, bytes]:
    """Name and seed of `write_private_key`; the caller compares the whole by writing it again."""
    try:
        name, _, encoded = data.decode().removeprefix(_PRIVATE).split("+", 2)
        return name, unb64(encoded)[1:]
    except ValueError:
        raise FormatError("This is not a private key.") from None


@dataclass(frozen=True)
class NoteSignature:
    """One signature line."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"— {self.name} {b64(self.key_id + self.value)}\n"


@dataclass(frozen=True)
class Note:
    """A text ending in a newline, and its signatures, none of them verified yet."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def with_signature(self, signature: NoteSignature) -> Note:
        """The same text with one more signature."""
        return replace(self, signatures=(*self.signatures, signature))

    def by(self, key: VerifierKey) -> tuple[bytes, ...]:
        """The signatures that claim to be by this key."""
        return tuple(
            signature.value
            for signature in self.signatures
            if (signature.name, signature.key_id) == (key.name, key.key_id)
        )


def parse_note(text: str) -> Note:
    """Split a signed note into its text and signatures; ProofError when it is not one."""
    body, separator, lines = text.rpartition("\n\n")
    signatures = lines.split("\n")
    if not separator or _CONTROL.search(text) or signatures.pop() != "":
        raise ProofError("This is not a signed note.")
    if not 0 < len(signatures) <= MAX_SIGNATURES:
        raise ProofError("The note has no signature, or too many.")
    return Note(body + "\n", tuple(map(_signature, signatures)))


def _signature(line: str) -> NoteSignature:
    match = _LINE.match(line)
    if match is None:
        raise ProofError("This is not a signed note.")
    try:
        data = unb64(match[2])
    except FormatError:
        raise ProofError("This is not a signed note.") from None
    return NoteSignature(match[1], data[:KEY_ID], data[KEY_ID:])
