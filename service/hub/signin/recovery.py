"""Recovery codes: on paper, hashed here, each for one use.

A code lets its holder choose a new passkey or passphrase. It brings back no note and no key: those
were never on the hub.
"""

import base64
import secrets

from sqlmodel import Session, col, delete, func, select

from service.hub.signin import ways_in
from service.hub.signin.door import Door
from service.hub.signin.errors import BadWayIn
from service.hub.signin.tokens import hash_token
from service.hub.tables import RecoveryCode
from service.protocol.signing_in import WayInAnswer

CODES = 8
"""A short list: more would be copied, fewer would run out."""

_BYTES = 10
"""80 bits a code: nothing that could be guessed through a hub that counts attempts."""


def new_codes(db: Session, person: str) -> tuple[str, ...]:
    """A fresh list in the place of any earlier one; shown once."""
    db.exec(delete(RecoveryCode).where(col(RecoveryCode.person) == person))
    codes = tuple(_new_code() for _ in range(CODES))
    db.add_all(RecoveryCode(code=_hash(code), person=person) for code in codes)
    return codes


def left(db: Session, person: str) -> int:
    """How many codes a person still has."""
    query = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person == person)
    return db.exec(query).one()


def redeem(db: Session, door: Door, code: str) -> WayInAnswer:
    """Take a code: the way in that it opens. Raises BadWayIn."""
    row = db.get(RecoveryCode, _hash(code))
    if row is None:
        raise BadWayIn
    db.delete(row)
    return ways_in.make(db, door, row.person, replaces=True)


def _new_code() -> str:
    text = base64.b32encode(secrets.token_bytes(_BYTES)).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _hash(code: str) -> str:
    return hash_token("".join(code.upper().replace("-", " ").split()))
