"""An organiser shows a draft to participants, reads what they object to, and answers each."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.errors import DeskError
from service.desk.hearing import answer, hasten
from service.desk.previewing import compare, show
from service.desk.rooms import Room
from service.desk.web.answers import OpenDesk, go
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError

router = APIRouter()

TAKEN_UP, NOT_TAKEN_UP = "taken-up", "not-taken-up"


@router.post("/rooms/{number}/drafts/{handle}/show")
def show_to_participants(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    compared: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Seal the draft to each participant whose fingerprint was compared."""
    for fingerprint in compared or ():
        compare(desk.home, fingerprint)
    show(desk.hub, desk.home, desk.keys, _room(desk, number), desk.behind(handle))
    return go(request, f"/rooms/{number}/drafts/{handle}#participants")


@router.post("/rooms/{number}/drafts/{handle}/objections/{objection}")
def answer_one(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    objection: int,
    done: Annotated[str, Form()],
    why: Annotated[str, Form()] = "",
) -> Response:
    """Keep, sealed, what was done about an objection."""
    if done not in (TAKEN_UP, NOT_TAKEN_UP):
        raise DeskError("Either it was taken up, or it was not.", hint="Choose one of the two.")
    name = desk.behind(objection)
    answer(desk.hub, _room(desk, number), name, taken_up=done == TAKEN_UP, why=why)
    return go(request, f"/rooms/{number}/drafts/{handle}#participants")


@router.post("/rooms/{number}/drafts/{handle}/early")
def do_not_wait(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    why: Annotated[str, Form()] = "",
) -> Response:
    """Keep, sealed, why the draft leaves before the days for objections are over."""
    hasten(desk.hub, _room(desk, number), desk.behind(handle), why)
    return go(request, f"/rooms/{number}/drafts/{handle}#participants")


def _room(desk: Desk, number: int) -> Room:
    card = desk.card(number)
    if card.room is None:
        raise NothingHereError("This room is not open to you.", hint=card.why_closed)
    return card.room
