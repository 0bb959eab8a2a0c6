"""The cookies of a browser, and proof that a form was sent from a page of this hub.

Two cookies, both `__Host-`, Secure, HttpOnly and SameSite=Strict, and neither outlives the browser:
`visit` is random and binds the form token; `session` is the token of a sign-in.
"""

import secrets
from typing import Annotated

from fastapi import Depends, Form, Header, Request
from fastapi.responses import Response

from service.hub.api.dependencies import HubHere, Origin
from service.hub.signin.door import Door
from service.hub.signin.errors import ForgedRequest
from service.protocol.signing_in import SignInAnswer
from service.web.errors import SignInNeeded

VISIT = "__Host-visit"
SESSION = "__Host-session"


def of(request: Request) -> str:
    """The visit of this browser, or a new one."""
    return request.cookies.get(VISIT) or secrets.token_urlsafe(32)


def form_token(door: Door, visit: str) -> str:
    """What a form of this visit must send back."""
    return door.vault.mac("form", visit)


def remember(response: Response, visit: str) -> None:
    """Keep the visit in the browser."""
    _set(response, VISIT, visit)


def let_in(response: Response, answer: SignInAnswer) -> None:
    """Keep a sign-in in the browser, and begin another visit: old forms do not serve it."""
    _set(response, SESSION, answer.token)
    _set(response, VISIT, secrets.token_urlsafe(32))


def forget_session(response: Response) -> None:
    """Forget a sign-in that has ended."""
    _delete(response, SESSION)


def let_out(response: Response) -> None:
    """Forget everything in the browser."""
    _delete(response, SESSION)
    _delete(response, VISIT)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def _set(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, secure=True, httponly=True, samesite="strict", path="/")


def _delete(response: Response, name: str) -> None:
    response.delete_cookie(name, secure=True, httponly=True, samesite="strict", path="/")


def _session(request: Request) -> str:
    token = request.cookies.get(SESSION)
    if token is None:
        raise SignInNeeded
    return token


def _check(request: Request, hub: HubHere, origin: Origin, token: str) -> None:
    """The browser says where the request comes from, and only our own page knows the token."""
    visit = request.cookies.get(VISIT, "")
    if (
        request.headers.get("origin") != origin
        or request.headers.get("sec-fetch-site", "same-origin") != "same-origin"
        or not visit
        or not hub.door.vault.holds(token, "form", visit)
    ):
        raise ForgedRequest


def _form(
    request: Request, hub: HubHere, origin: Origin, form_token: Annotated[str, Form()] = ""
) -> None:
    _check(request, hub, origin, form_token)


def _script(
    request: Request, hub: HubHere, origin: Origin, x_form_token: Annotated[str, Header()] = ""
) -> None:
    _check(request, hub, origin, x_form_token)


Session = Annotated[str, Depends(_session)]
"""The token of whoever is signed in with this browser."""

OwnForm = Depends(_form)
"""Only for forms of our own pages."""

OwnScript = Depends(_script)
"""Only for scripts of our own pages."""
