"""Passphrase and one-time code (RFC 6238), checked together and at one cost, known name or not."""

import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped]
from sqlmodel import Session, select

from service.hub.database import HubDatabase
from service.hub.signin import limits
from service.hub.signin.door import Door
from service.hub.signin.errors import SignInFailed, WeakPassphrase
from service.hub.signin.sessions import start
from service.hub.signin.vault import Vault
from service.hub.tables import Passphrase
from service.protocol.signing_in import SignInAnswer

MIN_LENGTH = 15
"""Characters: long enough that no list of common passwords reaches it (NIST SP 800-63B-4)."""

MAX_LENGTH = 256
"""Characters: a long sentence, and no work for an attacker to give us."""

MEMORY_KIB, ITERATIONS, LANES = 64 * 1024, 3, 4
"""Argon2id as for identities (RFC 9106, second recommendation): 0.2 s."""

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1
"""Steps that a telephone's clock may be wrong, either way."""

NAME_WORDS = 3
_CODE_SECRET = 20
_TURNS = BoundedSemaphore(2)
"""Hashes at once: each takes 64 MiB."""


@dataclass(frozen=True)
class Attempt:
    """What somebody typed."""

    name: str
    passphrase: str
    code: str


@dataclass(frozen=True)
class Chosen:
    """A new sign-in name with its passphrase's hash, its code secret, and the step it was tried."""

    name: str
    hash: str
    code_secret: bytes
    step: int


def new_name() -> str:
    """A sign-in name of random words, which says nothing about its owner."""
    return " ".join(secrets.choice(WORDLIST) for _ in range(NAME_WORDS))


def new_code_secret() -> bytes:
    """The secret that the hub and an authenticator share."""
    return secrets.token_bytes(_CODE_SECRET)


def provisioning_uri(secret: bytes, name: str, hub: str) -> str:
    """What the QR code for an authenticator says."""
    return _totp(secret).get_provisioning_uri(name, hub)


def hash_passphrase(vault: Vault, passphrase: str) -> str:
    """The Argon2id hash to store. Raises WeakPassphrase."""
    words = unicodedata.normalize("NFC", passphrase)
    if not MIN_LENGTH <= len(words) <= MAX_LENGTH:
        raise WeakPassphrase
    return _hash(vault, words)


def step_of(door: Door, secret: bytes, code: str) -> int | None:
    """The time step that a code is of, if it is of one near now."""
    now = door.clock() // STEP_SECONDS
    given, found = code.replace(" ", "").encode(), None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if constant_time.bytes_eq(_totp(secret).generate(step * STEP_SECONDS), given):
            found = step
    return found


def store(db: Session, door: Door, person: str, chosen: Chosen) -> None:
    """Keep a person's passphrase in the place of any earlier one."""
    earlier = db.exec(select(Passphrase).where(Passphrase.person == person)).first()
    if earlier is not None:
        db.delete(earlier)
        db.flush()
    db.add(
        Passphrase(
            name=chosen.name,
            person=person,
            hash=chosen.hash,
            sealed_code_secret=door.vault.seal(chosen.code_secret, chosen.name),
            last_step=chosen.step,
        )
    )


def sign_in(database: HubDatabase, door: Door, attempt: Attempt) -> SignInAnswer:
    """Sign in whose name, passphrase and code belong together.

    A closed name, an unknown name, a wrong passphrase and a wrong or used code take the same work
    and end alike. The hashing holds up no other writer.

    Raises:
        SignInFailed: for all of them.
        TooManyAttempts: of everybody together.
    """
    name = " ".join(attempt.name.lower().replace("-", " ").split())
    with database.write() as db:
        limits.admit(db, door)
    with database.read() as db:
        row = db.get(Passphrase, name)
    right = _matches(door.vault, attempt.passphrase, row.hash if row else _decoy(door.vault))
    sealed = row.sealed_code_secret if row else _decoy_secret(door.vault)
    secret = door.vault.open_sealed(sealed, row.name if row else "")
    step = step_of(door, secret, attempt.code)
    with database.write() as db:
        answer = _admit(db, door, name, step if right else None)
    if answer is None:
        raise SignInFailed
    return answer


def _admit(db: Session, door: Door, name: str, step: int | None) -> SignInAnswer | None:
    """Start a session for a step that nobody used yet, or count a failure."""
    row = db.get(Passphrase, name)
    closed = limits.closed(db, door, name)
    if row is None or step is None or step <= row.last_step or closed:
        limits.failed(db, door, name)
        return None
    row.last_step = step
    db.add(row)
    limits.forgive(db, door, name)
    return start(db, door, row.person)


def _matches(vault: Vault, passphrase: str, stored: str) -> bool:
    words = unicodedata.normalize("NFC", passphrase[:MAX_LENGTH]).encode()
    with _TURNS:
        try:
            Argon2id.verify_phc_encoded(words, stored, vault.pepper)
        except InvalidKey:
            return False
    return True


def _hash(vault: Vault, words: str) -> str:
    kdf = Argon2id(
        salt=secrets.token_bytes(16),
        length=32,
        iterations=ITERATIONS,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
        secret=vault.pepper,
    )
    with _TURNS:
        return kdf.derive_phc_encoded(words.encode())


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 (what authenticators know)


@cache
def _decoy(vault: Vault) -> str:
    """What an unknown name's passphrase is compared with: the hash of nobody's."""
    return _hash(vault, secrets.token_urlsafe(32))


@cache
def _decoy_secret(vault: Vault) -> bytes:
    return vault.seal(new_code_secret(), "")
