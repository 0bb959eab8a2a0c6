"""The link, the lock screen, the closing; style and scripts."""

from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.web.answers import AnyDesk, go, page
from service.desk.web.doorway import COOKIE, Entrance
from service.desk.web.errors import NothingHereError

router = APIRouter()

_KINDS = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}


@router.get("/enter")
def enter(request: Request, key: str = "") -> Response:
    """Exchange the link's key for a cookie of this run's folder, and go on from our own page."""
    entrance: Entrance = request.app.state.entrance
    cookie = entrance.exchange(key)
    if cookie is None:
        return page(request, "outside.html", status=401)
    answer = page(request, "enter.html")
    answer.set_cookie(COOKIE, cookie, path=entrance.root, httponly=True, samesite="strict")
    return answer


@router.get("/")
def index(request: Request, desk: AnyDesk) -> Response:
    """Where the person is: outside, before the lock, or at their work."""
    if desk.is_open:
        return go(request, "/home")
    return go(request, "/unlock" if desk.has_identity else "/welcome")


@router.get("/unlock")
def lock_screen(request: Request, desk: AnyDesk) -> Response:
    """Ask for the passphrase."""
    if desk.is_open or not desk.has_identity:
        return go(request, "/")
    return page(request, "unlock.html")


@router.post("/unlock")
def unlock(request: Request, desk: AnyDesk, passphrase: Annotated[str, Form()] = "") -> Response:
    """Open the identity."""
    desk.unlock(passphrase)
    desk.touch()
    return go(request, "/home")


@router.get("/pulse")
def pulse(desk: AnyDesk) -> dict[str, int]:
    """How many seconds are left; asking is not being there."""
    return {"left": max(0, int(desk.idle_left))}


@router.post("/pulse")
def still_here(desk: AnyDesk) -> dict[str, int]:
    """Somebody reads or types."""
    desk.touch()
    return {"left": int(desk.idle_left)}


@router.post("/close")
def close(request: Request, desk: AnyDesk) -> Response:
    """Forget the identity and end the process."""
    answer = page(request, "closed.html")
    answer.delete_cookie(COOKIE, path=request.app.state.entrance.root)
    answer.headers["Clear-Site-Data"] = '"cache"'
    desk.close()
    return answer


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A file of the desk's own, or one that all our pages share."""
    kind = _KINDS.get(name.rpartition(".")[2])
    for package in ("service.desk.web", "service.web"):
        file = files(package).joinpath("static", name)
        if kind and file.is_file():
            return Response(file.read_bytes(), media_type=kind)
    raise NothingHereError
