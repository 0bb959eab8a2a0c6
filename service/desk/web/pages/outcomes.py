"""Options raised, explored and taken to officials: from what was released, for the organiser."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from service.desk.client import check_address
from service.desk.errors import DeskError
from service.desk.options import Board, Stage, ask_uptake, load_board, look, save_board
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.desk import Desk

router = APIRouter()

_FIELD = "s"
"""A field of the form is this and the place of a statement on the board."""


async def _fields(request: Request) -> dict[str, str]:
    return {name: str(value) for name, value in (await request.form()).items()}


@router.get("/dialogues/{number}/outcomes")
def show(request: Request, desk: OpenDesk, number: int) -> Response:
    """The board, with whatever was released since."""
    dialogue = desk.organised(number).dialogue
    return _page(
        request, desk, number, look(desk.hub, desk.home, desk.identity, desk.enter, dialogue)
    )


@router.post("/dialogues/{number}/outcomes")
def mark(
    request: Request,
    desk: OpenDesk,
    number: int,
    form: Annotated[dict[str, str], Depends(_fields)],
) -> Response:
    """Keep what the organiser says of each statement."""
    dialogue = desk.organised(number).dialogue
    board = load_board(desk.home, desk.identity, dialogue)
    stages = {
        option.text: Stage(form[field])
        for at, option in enumerate(board.options)
        if form.get(field := f"{_FIELD}{at}") in set(Stage)
    }
    save_board(desk.home, desk.identity, dialogue, board.mark(stages))
    return go(request, f"/dialogues/{number}/outcomes")


@router.post("/dialogues/{number}/outcomes/uptake")
def uptake(
    request: Request, desk: OpenDesk, number: int, outbound: Annotated[str, Form()] = ""
) -> Response:
    """Ask the outbound side what officials say."""
    dialogue = desk.organised(number).dialogue
    board = load_board(desk.home, desk.identity, dialogue)
    try:
        board = ask_uptake(desk.home, board, check_address(outbound.strip()))
    except DeskError as error:
        return _page(request, desk, number, board, outbound, error)
    save_board(desk.home, desk.identity, dialogue, board)
    return go(request, f"/dialogues/{number}/outcomes#officials")


def _page(
    request: Request,
    desk: Desk,
    number: int,
    board: Board,
    outbound: str = "",
    error: DeskError | None = None,
) -> Response:
    return page(
        request,
        "outcomes.html",
        status=422 if error else 200,
        number=number,
        board=board,
        stages=tuple(Stage),
        field=_FIELD,
        outbound=outbound,
        error=error,
        away=desk.away,
    )
