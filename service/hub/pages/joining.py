"""An invitation, a link from a desk or a recovery code becomes a passkey or a passphrase."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

import segno
from fastapi import APIRouter, Body, Form, Request
from fastapi.responses import JSONResponse, Response
from markupsafe import Markup
from sqlmodel import Session

from service.hub.api.dependencies import HubHere, Origin
from service.hub.pages import visits
from service.hub.pages.rendering import page, to
from service.hub.pages.visits import OwnForm, OwnScript
from service.hub.signin import enrolment, limits, passkeys, passphrases, recovery
from service.hub.signin.door import Door
from service.hub.signin.errors import BadWayIn, WrongCode
from service.web.errors import Refusal

router = APIRouter(include_in_schema=False)

Field = Annotated[str, Form(max_length=400)]

_SEALED_FOR = "new passphrase"
_ISSUER = "Sealedroom"


@dataclass(frozen=True)
class Offer:
    """A sign-in name and a code secret that a page offers; the hub remembers nothing of it."""

    name: str
    secret: bytes

    @classmethod
    def draw(cls) -> "Offer":
        """A new one."""
        return cls(passphrases.new_name(), passphrases.new_code_secret())

    @classmethod
    def unseal(cls, door: Door, sealed: str) -> "Offer":
        """What came back in the form. Raises BadWayIn."""
        try:
            kept = json.loads(door.vault.open_sealed(bytes.fromhex(sealed), _SEALED_FOR))
        except ValueError:
            raise BadWayIn from None
        return cls(kept["name"], bytes.fromhex(kept["secret"]))

    def seal(self, door: Door) -> str:
        """For a hidden field of the form, which only this hub can read."""
        kept = json.dumps({"name": self.name, "secret": self.secret.hex()})
        return door.vault.seal(kept.encode(), _SEALED_FOR).hex()

    @property
    def image(self) -> Markup:
        """The QR code for an authenticator, without any inline style."""
        uri = passphrases.provisioning_uri(self.secret, self.name, _ISSUER)
        code = segno.make(uri, error="m")
        return Markup(code.svg_inline(scale=4, border=2, omitsize=True, light="#fff"))  # noqa: S704

    @property
    def typed(self) -> str:
        """The secret for whoever cannot scan it."""
        uri = passphrases.provisioning_uri(self.secret, self.name, _ISSUER)
        return uri.partition("secret=")[2].partition("&")[0]


def join_page(request: Request, door: Door, offer: Offer, **values: Any) -> Response:
    """The form in which somebody chooses how to sign in from now on."""
    defaults: dict[str, Any] = {"token": "", "failed": None, "status": 200}
    return page(request, "join.html", offer=offer, sealed=offer.seal(door), **(defaults | values))


@router.get("/join")
def get_join(request: Request, hub: HubHere) -> Response:
    """The token comes behind the #, or is typed."""
    return join_page(request, hub.door, Offer.draw())


@router.post("/join/passphrase", dependencies=[OwnForm])
def post_join_passphrase(
    request: Request, hub: HubHere, token: Field, sealed: Field, passphrase: Field, code: Field
) -> Response:
    """A new passphrase, with a code that shows that the authenticator works."""
    offer = Offer.unseal(hub.door, sealed)
    try:
        with hub.database.write() as db:
            limits.admit(db, hub.door)
        step = passphrases.step_of(hub.door, offer.secret, code)
        if step is None:
            raise WrongCode
        hashed = passphrases.hash_passphrase(hub.door.vault, passphrase)
        chosen = passphrases.Chosen(offer.name, hashed, offer.secret, step)

        def keep(db: Session, person: str) -> None:
            passphrases.store(db, hub.door, person, chosen)

        with hub.database.write() as db:
            answer = enrolment.enrol(db, hub.door, hub.journal(db), _bare(token), keep)
    except Refusal as failed:
        return join_page(request, hub.door, offer, token=token, failed=failed, status=failed.status)
    hub.database.truncate_wal()
    response = to("/account/codes")
    visits.let_in(response, answer)
    return response


@router.post("/join/passkey/options", dependencies=[OwnScript])
def post_join_passkey_options(hub: HubHere, origin: Origin) -> JSONResponse:
    """What a browser needs to make a passkey."""
    return JSONResponse(passkeys.making_options(hub.door, origin))


@router.post("/join/passkey", dependencies=[OwnScript])
def post_join_passkey(
    hub: HubHere,
    origin: Origin,
    token: Annotated[str, Body(max_length=200)],
    credential: Annotated[dict[str, Any], Body()],
) -> JSONResponse:
    """A new passkey."""
    with hub.database.write() as db:
        limits.admit(db, hub.door)
    with hub.database.write() as db:
        new = passkeys.check_new(db, hub.door, origin, credential)
        answer = enrolment.enrol(
            db,
            hub.door,
            hub.journal(db),
            _bare(token),
            lambda db, person: passkeys.store(db, person, new),
        )
    hub.database.truncate_wal()
    response = JSONResponse({"next": "/account/codes"})
    visits.let_in(response, answer)
    return response


def _bare(token: str) -> str:
    """An invitation as it is handed over has the inviter's fingerprint behind a full stop."""
    return token.strip().partition(".")[0]


@router.get("/recover")
def get_recover(request: Request) -> Response:
    """Where a recovery code is typed, and what it cannot bring back."""
    return page(request, "recover.html", failed=None)


@router.post("/recover", dependencies=[OwnForm])
def post_recover(request: Request, hub: HubHere, code: Field) -> Response:
    """Take a code, and choose anew."""
    try:
        with hub.database.write() as db:
            limits.admit(db, hub.door)
        with hub.database.write() as db:
            way = recovery.redeem(db, hub.door, code)
    except BadWayIn as failed:
        return page(request, "recover.html", status=failed.status, failed=failed)
    return join_page(request, hub.door, Offer.draw(), token=way.token)
