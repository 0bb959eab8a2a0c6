"""The list of dialogues and sessions, and one session's own page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.errors import DeskError, UnreachableError
from service.desk.web.answers import OpenDesk, go, page

router = APIRouter()

_FINGERPRINT = 64


@router.get("/home")
def home(request: Request, desk: OpenDesk) -> Response:
    """The list, as it was last seen; the page then asks for a fresh one."""
    if desk.is_sample and desk.overview is None:
        desk.look()
    return page(
        request, "home.html", overview=desk.overview, handle=desk.handle, joined=desk.has_hub
    )


@router.get("/home/list")
def fresh(request: Request, desk: OpenDesk) -> Response:
    """The list, asked for just now."""
    try:
        overview = desk.look()
    except UnreachableError:
        return page(request, "_unreachable.html")
    return page(request, "_dialogues.html", overview=overview, handle=desk.handle)


@router.get("/rooms/{number}")
def session(request: Request, desk: OpenDesk, number: int) -> Response:
    """One session: what can be done in it."""
    card = desk.card(number)
    return page(request, "session.html", card=card, number=number)


@router.get("/you")
def you(request: Request, desk: OpenDesk) -> Response:
    """One's own keys, and whom this desk relies on."""
    connection = desk.home.connection() if desk.has_hub else None
    return page(request, "you.html", fingerprint=desk.home.public().key_id, connection=connection)


@router.post("/you/trust")
def trust(request: Request, desk: OpenDesk, fingerprint: Annotated[str, Form()] = "") -> Response:
    """Rely on an organiser's keys, compared aloud."""
    digits = "".join(fingerprint.split()).lower()
    if len(digits) != _FINGERPRINT or set(digits) - set("0123456789abcdef"):
        raise DeskError(
            "A fingerprint has 64 digits from 0 to 9 and a to f.",
            hint="Type it as the organiser reads it to you; spaces do not matter.",
        )
    desk.home.trust(digits)
    desk.look_again()
    return go(request, "/you")


@router.post("/you/passphrase")
def passphrase(
    request: Request,
    desk: OpenDesk,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Lock the keys by another passphrase."""
    if new != again:
        raise DeskError("The two passphrases are not the same.", hint="Type it twice.")
    desk.home.change_passphrase(desk.home.unlock(old), new)
    return page(request, "passphrase_changed.html")
