"""Challenges: random, short-lived, good for one answer.

A challenge carries its own end and the hub's authentication of it, so that whoever only asks for
one makes the hub write nothing.
"""

import secrets

from sqlmodel import Session, col, delete

from service.hub.signin.door import Door
from service.hub.signin.errors import SignInFailed
from service.hub.signin.tokens import hash_token
from service.hub.tables import SpentChallenge
from service.protocol.signing_in import Challenge

CHALLENGE_SECONDS = 5 * 60
"""Time to find the passphrase, or the telephone with the passkey."""

_PARTS = 3


def new_challenge(door: Door, purpose: str) -> Challenge:
    """A challenge for one purpose, such as "desk" or "passkey"."""
    expires = door.clock() + CHALLENGE_SECONDS
    nonce = secrets.token_hex(16)
    mac = door.vault.mac("challenge", purpose, nonce, str(expires))
    return Challenge(challenge=f"{nonce}.{expires}.{mac}", expires=expires)


def spend(db: Session, door: Door, challenge: str, purpose: str) -> None:
    """Take a challenge that was answered. Raises SignInFailed: not ours, too late, or used."""
    parts = challenge.split(".")
    if len(parts) != _PARTS or not door.vault.holds(parts[2], "challenge", purpose, *parts[:2]):
        raise SignInFailed
    now, expires, name = door.clock(), int(parts[1]), hash_token(challenge)
    if now > expires or db.get(SpentChallenge, name) is not None:
        raise SignInFailed
    db.exec(delete(SpentChallenge).where(col(SpentChallenge.expires) < now))
    db.add(SpentChallenge(challenge=name, expires=expires))
