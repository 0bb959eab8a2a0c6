"""A desk signs in: it answers a challenge with the signature of its identity."""

import secrets
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import ValidationError
from sqlmodel import Session

from keys.errors import KeysError
from keys.identity import PublicIdentity
from keys.signatures import Signature, pae, verify_signature
from service.hub.signin.challenges import spend
from service.hub.signin.door import Door
from service.hub.signin.errors import SignInFailed
from service.hub.signin.sessions import start
from service.hub.tables import Account
from service.protocol.signing_in import (
    SIGN_IN_TYPE,
    SignInAnswer,
    SignInRequest,
    SignInStatement,
)

PURPOSE = "desk"
"""What the challenges of desks are for."""


def sign_in(db: Session, door: Door, request: SignInRequest, origin: str) -> SignInAnswer:
    """Sign in whoever holds the identity's keys.

    An unknown person costs the same verification as a known one.

    Args:
        origin: the hub's own, as the request reached it.

    Raises:
        SignInFailed: for whatever does not hold.
    """
    statement = _statement(request)
    if statement.hub != origin:
        raise SignInFailed
    spend(db, door, statement.challenge, PURPOSE)
    account = db.get(Account, statement.person)
    known = account.identity if account else None
    identity = PublicIdentity.from_json(known or nobody())
    try:
        signature = Signature.from_json(request.signature)
        as_theirs = Signature(identity.key_id, signature.value)
        verify_signature(as_theirs, pae(SIGN_IN_TYPE, request.statement), identity)
    except KeysError:
        raise SignInFailed from None
    if known is None:
        raise SignInFailed
    return start(db, door, statement.person)


@cache
def nobody() -> str:
    """The public identity of nobody: its secret keys are forgotten as soon as they are made."""
    kem = MLKEM768PrivateKey.generate().public_key().public_bytes_raw()
    return PublicIdentity(
        person=secrets.token_urlsafe(16),
        kem=kem + X25519PrivateKey.generate().public_key().public_bytes_raw(),
        ed25519=Ed25519PrivateKey.generate().public_key().public_bytes_raw(),
        mldsa65=MLDSA65PrivateKey.generate().public_key().public_bytes_raw(),
    ).to_json()


def _statement(request: SignInRequest) -> SignInStatement:
    try:
        statement = SignInStatement.model_validate_json(request.statement)
    except ValidationError:
        raise SignInFailed from None
    if statement.encode() != request.statement:
        raise SignInFailed
    return statement
