"""Passkeys (WebAuthn level 3), by the `webauthn` library: no name is typed, none is asked for."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    options_to_json_dict,
    parse_client_data_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from service.hub.signin import challenges
from service.hub.signin.door import Door
from service.hub.signin.errors import SignInFailed
from service.hub.signin.sessions import start
from service.hub.tables import Passkey
from service.protocol.coarse import today
from service.protocol.signing_in import SignInAnswer

MAKING, USING = "make passkey", "use passkey"
"""What challenges are for: one kind does not serve for the other."""

_NAME = "Sealedroom"
_BROKEN = (WebAuthnException, ValueError, KeyError, TypeError)
"""What a response of the wrong shape makes the library raise."""


@dataclass(frozen=True)
class NewPasskey:
    """A verified credential, not yet anybody's."""

    credential: str
    public_key: bytes
    sign_count: int


def making_options(door: Door, origin: str) -> dict[str, Any]:
    """Options for `navigator.credentials.create`: a passkey that knows its person by itself."""
    challenge = challenges.new_challenge(door, MAKING)
    options = generate_registration_options(
        rp_id=_host(origin),
        rp_name=_NAME,
        user_name=f"Sealedroom, {today().isoformat()}",
        challenge=challenge.challenge.encode(),
        timeout=challenges.CHALLENGE_SECONDS * 1000,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json_dict(options)


def check_new(db: Session, door: Door, origin: str, credential: dict[str, Any]) -> NewPasskey:
    """The passkey that a browser made. Raises SignInFailed."""
    with suppress(*_BROKEN):
        challenge = _challenge(credential)
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge.encode(),
            expected_rp_id=_host(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
        challenges.spend(db, door, challenge, MAKING)
        name = bytes_to_base64url(made.credential_id)
        if db.get(Passkey, name) is None:
            return NewPasskey(name, made.credential_public_key, made.sign_count)
    raise SignInFailed


def store(db: Session, person: str, new: NewPasskey) -> None:
    """Make the passkey a person's."""
    db.add(
        Passkey(
            credential=new.credential,
            person=person,
            public_key=new.public_key,
            sign_count=new.sign_count,
            made=today(),
        )
    )


def using_options(door: Door, origin: str) -> dict[str, Any]:
    """Options for `navigator.credentials.get`. They are the same for everybody."""
    challenge = challenges.new_challenge(door, USING)
    options = generate_authentication_options(
        rp_id=_host(origin),
        challenge=challenge.challenge.encode(),
        timeout=challenges.CHALLENGE_SECONDS * 1000,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def sign_in(db: Session, door: Door, origin: str, credential: dict[str, Any]) -> SignInAnswer:
    """Sign in whoever used a passkey of this hub. Raises SignInFailed."""
    with suppress(*_BROKEN):
        challenge = _challenge(credential)
        row = db.get(Passkey, str(credential["id"]))
        if row is not None:
            used = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge.encode(),
                expected_rp_id=_host(origin),
                expected_origin=origin,
                credential_public_key=row.public_key,
                credential_current_sign_count=row.sign_count,
                require_user_verification=True,
            )
            challenges.spend(db, door, challenge, USING)
            row.sign_count = used.new_sign_count
            db.add(row)
            return start(db, door, row.person)
    raise SignInFailed


def _challenge(credential: dict[str, Any]) -> str:
    """The challenge that the browser says it answers; what it is worth is checked afterwards."""
    data = base64url_to_bytes(credential["response"]["clientDataJSON"])
    return parse_client_data_json(data).challenge.decode()


def _host(origin: str) -> str:
    host = urlsplit(origin).hostname
    assert host
    return host
