"""Signing in with a browser, and out."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Form, Request
from fastapi.responses import JSONResponse, Response

from service.hub.api.dependencies import HubHere, Origin
from service.hub.pages import visits
from service.hub.pages.rendering import page, to
from service.hub.pages.visits import OwnForm, OwnScript
from service.hub.signin import limits, passkeys, passphrases, sessions
from service.hub.signin.errors import SignInFailed
from service.protocol.signing_in import SignInAnswer

router = APIRouter(include_in_schema=False)

Field = Annotated[str, Form(max_length=400)]


@router.get("/")
def get_root(request: Request) -> Response:
    """One's dialogues, or the way in."""
    return to("/dialogues" if visits.SESSION in request.cookies else "/sign-in")


@router.get("/sign-in")
def get_sign_in(request: Request) -> Response:
    """The way in."""
    return page(request, "sign-in.html", failed=None)


@router.post("/sign-in/passphrase", dependencies=[OwnForm])
def post_passphrase(
    request: Request, hub: HubHere, name: Field, passphrase: Field, code: Field
) -> Response:
    """Name, passphrase and code, all at once."""
    attempt = passphrases.Attempt(name, passphrase, code)
    try:
        answer = passphrases.sign_in(hub.database, hub.door, attempt)
    except SignInFailed as failed:
        return page(request, "sign-in.html", status=failed.status, failed=failed)
    response = to("/dialogues")
    _replace(request, hub, response, answer)
    return response


@router.post("/sign-in/passkey/options", dependencies=[OwnScript])
def post_passkey_options(hub: HubHere, origin: Origin) -> JSONResponse:
    """What the browser asks a passkey to sign."""
    return JSONResponse(passkeys.using_options(hub.door, origin))


@router.post("/sign-in/passkey", dependencies=[OwnScript])
def post_passkey(
    request: Request,
    hub: HubHere,
    origin: Origin,
    credential: Annotated[dict[str, Any], Body(embed=True)],
) -> JSONResponse:
    """The passkey's answer."""
    with hub.database.write() as db:
        limits.admit(db, hub.door)
    with hub.database.write() as db:
        answer = passkeys.sign_in(db, hub.door, origin, credential)
    response = JSONResponse({"next": "/dialogues"})
    _replace(request, hub, response, answer)
    return response


@router.post("/leave", dependencies=[OwnForm])
def post_leave(request: Request, hub: HubHere) -> Response:
    """Sign out in this browser."""
    with hub.database.write() as db:
        sessions.end(db, request.cookies.get(visits.SESSION, ""))
    response = to("/sign-in")
    visits.let_out(response)
    return response


def _replace(request: Request, hub: HubHere, response: Response, answer: SignInAnswer) -> None:
    """Let somebody in, and end the sign-in that this browser had before."""
    with hub.database.write() as db:
        sessions.end(db, request.cookies.get(visits.SESSION, ""))
    visits.let_in(response, answer)
