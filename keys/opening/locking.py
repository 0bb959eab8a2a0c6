"""The identity file: a secret sealed under a passphrase, and a printed secret key if wished.

The file key is HKDF(Argon2id(passphrase), secret key). At the default cost a guess takes 0.2 s on
two laptop cores; `keys.opening.guessing` bounds what an accelerator could do, some 8,000 a second.
Four random words of a list of 7,776 (51 bits) then last thousands of accelerator-years on average,
six words (77 bits) longer than anybody waits. With the printed secret key (128 bits) a stolen file
cannot be guessed at all.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from keys._codec import fields
from keys._suite import COMMITMENT, KEY, TAG, ZERO_NONCE, key_and_commitment
from keys.errors import FormatError, PassphraseError, WrongPassphraseError

IDENTITY_FILE = "sealedroom.org/identity/v1"
MAGIC = f"{IDENTITY_FILE}\n".encode("ascii")
SALT = 16
COST_START = len(MAGIC) + 1
SALT_START = COST_START + 9
COMMITMENT_START = SALT_START + SALT
SEALED_START = COMMITMENT_START + COMMITMENT

# NIST SP 800-63B-4 section 3.1.1: 15 characters alone, 8 beside a second factor.
MIN_PASSPHRASE = 15
MIN_PASSPHRASE_WITH_SECRET_KEY = 8

# A file may ask for more than the default, but not so much that opening it stalls the machine.
MAX_MEMORY_KIB = 256 * 1024
MAX_ITERATIONS = 16
MAX_LANES = 16

SECRET_KEY = 16  # 128 bits
_CHECK = 4  # bytes of SHA-256, against typing errors


@dataclass(frozen=True)
class Argon2Cost:
    """Cost of one guess (RFC 9106). The defaults are its second recommended option."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (
            1 <= self.lanes <= MAX_LANES
            and 1 <= self.iterations <= MAX_ITERATIONS
            and 8 * self.lanes <= self.memory_kib <= MAX_MEMORY_KIB
        ):
            raise FormatError("The cost of guessing is out of bounds.")

    def to_bytes(self) -> bytes:
        """Memory in KiB and iterations as big-endian u32, lanes as u8."""
        numbers = (self.memory_kib.to_bytes(4, "big"), self.iterations.to_bytes(4, "big"))
        return b"".join((*numbers, self.lanes.to_bytes(1, "big")))

    @classmethod
    def from_bytes(cls, data: bytes) -> Argon2Cost:
        """Read `to_bytes`; FormatError out of bounds."""
        return cls(int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big"), data[8])

    def reaches(self, floor: Argon2Cost) -> bool:
        """Whether a guess costs at least as much as at `floor`."""
        return self.memory_kib >= floor.memory_kib and self.iterations >= floor.iterations


STANDARD_COST = Argon2Cost()


@dataclass(frozen=True)
class SecretKey:
    """128 random bits, printed on paper, needed beside the passphrase."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != SECRET_KEY:
            raise FormatError("A secret key has 128 bits.")

    @classmethod
    def generate(cls) -> SecretKey:
        """Draw a new one."""
        return cls(secrets.token_bytes(SECRET_KEY))

    def plaintext_to_print(self) -> str:
        """Eight groups of four characters (base32), with a checksum against typing errors."""
        text = base64.b32encode(self.raw + _checksum(self.raw)).decode("ascii")
        return "-".join(text[i : i + 4] for i in range(0, len(text), 4))

    @classmethod
    def parse(cls, text: str) -> SecretKey:
        """Read what was printed, in any case and spacing; FormatError for a typing error."""
        letters = "".join(text.split()).replace("-", "").upper()
        try:
            data = base64.b32decode(letters)
        except ValueError:
            data = b""
        raw, check = data[:SECRET_KEY], data[SECRET_KEY:]
        if len(raw) != SECRET_KEY or check != _checksum(raw):
            raise FormatError(
                "The secret key was not typed as it is printed.",
                hint="Compare it with the sheet, group by group.",
            )
        return cls(raw)


def lock(secret: bytes, passphrase: str, secret_key: SecretKey | None, cost: Argon2Cost) -> bytes:
    """Seal the secret of an identity; PassphraseError when the passphrase is too short."""
    least = MIN_PASSPHRASE if secret_key is None else MIN_PASSPHRASE_WITH_SECRET_KEY
    if len(_normal(passphrase)) < least:
        raise PassphraseError(f"A passphrase needs at least {least} characters.")
    factors = b"\0" if secret_key is None else b"\1"
    head = b"".join((MAGIC, factors, cost.to_bytes(), secrets.token_bytes(SALT)))
    key, commitment = _file_key(head, passphrase, secret_key, cost)
    return head + commitment + ChaCha20Poly1305(key).encrypt(ZERO_NONCE, secret, head)


def unlock(data: bytes, passphrase: str, secret_key: SecretKey | None, floor: Argon2Cost) -> bytes:
    """Open `lock`; WrongPassphraseError for every failure, an altered file included.

    A file that asks for less than `floor` is refused before any guess is made: whoever can write
    the file must not be able to make guessing cheap.
    """
    if len(data) < SEALED_START + TAG or needs_secret_key(data) != (secret_key is not None):
        raise WrongPassphraseError
    head, commitment = data[:COMMITMENT_START], data[COMMITMENT_START:SEALED_START]
    try:
        cost = Argon2Cost.from_bytes(data[COST_START:SALT_START])
    except FormatError:
        raise WrongPassphraseError from None
    if not cost.reaches(floor):
        raise WrongPassphraseError
    key, expected = _file_key(head, passphrase, secret_key, cost)
    if not bytes_eq(commitment, expected):
        raise WrongPassphraseError
    try:
        return ChaCha20Poly1305(key).decrypt(ZERO_NONCE, data[SEALED_START:], head)
    except InvalidTag:
        raise WrongPassphraseError from None


def needs_secret_key(data: bytes) -> bool:
    """Whether an identity file says that it needs the printed secret key to open.

    Raises:
        WrongPassphraseError: when it is not an identity file of this version.
    """
    factors = data[len(MAGIC) : COST_START]
    if not data.startswith(MAGIC) or factors not in (b"\0", b"\1"):
        raise WrongPassphraseError
    return factors == b"\1"


def _file_key(
    head: bytes, passphrase: str, secret_key: SecretKey | None, cost: Argon2Cost
) -> tuple[bytes, bytes]:
    guess = Argon2id(
        salt=head[-SALT:],
        length=KEY,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(_normal(passphrase).encode(errors="replace"))
    second = b"" if secret_key is None else secret_key.raw
    return key_and_commitment(fields(guess, second), fields(IDENTITY_FILE, head))


def _normal(passphrase: str) -> str:
    """One form for the ways keyboards type the same letters (RFC 8265 section 4.2)."""
    return unicodedata.normalize("NFC", passphrase)


def _checksum(raw: bytes) -> bytes:
    return hashlib.sha256(b"sealedroom.org/secret-key/v1" + raw).digest()[:_CHECK]
