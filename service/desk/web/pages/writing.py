"""Writing notes by agenda item, checked while one types, kept sealed, and sent."""

from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from redaction.readers import read
from redaction.roster import Roster
from service.desk.errors import DeskError, UnreachableError
from service.desk.files import File
from service.desk.notebook import (
    Notebook,
    Part,
    forget_notebook,
    load_notebook,
    load_roster,
    save_notebook,
    save_roster,
)
from service.desk.submitting import OUTGOING, send_waiting, submit
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.checking import check
from service.desk.web.desk import Desk
from service.desk.web.imported import as_text
from service.desk.web.rooms import SessionCard

router = APIRouter()

LONGEST = 2_000_000
"""Characters under one agenda item: two days of speech."""

Text = Annotated[str, Field(max_length=LONGEST)]


class Typed(BaseModel):
    """What stands in one editor now."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    part: int = Field(ge=0)
    text: Text
    pause: bool = False


class Pages(BaseModel):
    """What stands in all editors now."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    texts: list[Text]


@router.get("/rooms/{number}/write")
def write(request: Request, desk: OpenDesk, number: int) -> Response:
    """The editors."""
    card = desk.card(number)
    desk.checker.warm()
    roster = _roster(desk, card)
    return page(
        request,
        "write.html",
        card=card,
        number=number,
        notebook=_notebook(desk, card),
        people=len(roster) if roster else 0,
        waiting=len(desk.home.names(OUTGOING)),
    )


@router.post("/rooms/{number}/write/check")
def checked(desk: OpenDesk, number: int, typed: Typed) -> dict[str, Any]:
    """What in this text would expose somebody, why, and what to say instead."""
    card = desk.card(number)
    roster = _roster(desk, card) or Roster()
    editor = f"{number}.{typed.part}"
    found = desk.checker.call(check, roster, editor, typed.text, typed.pause)
    return {"marks": [vars(mark) for mark in found.marks], "settled": found.settled}


@router.post("/rooms/{number}/write/save")
def save(desk: OpenDesk, number: int, pages: Pages) -> dict[str, int]:
    """Seal what was written and keep it."""
    notebook = _notebook(desk, desk.card(number))
    if len(pages.texts) != len(notebook.parts):
        raise DeskError("The agenda has changed.", hint="Load the page again.")
    notebook = notebook.with_texts(pages.texts)
    save_notebook(desk.home, desk.identity, notebook)
    return {"words": notebook.words}


@router.post("/rooms/{number}/write/file")
async def bring(
    request: Request, desk: OpenDesk, number: int, x_file_name: Annotated[str, Header()] = ""
) -> dict[str, Any]:
    """Read a file that was dropped or chosen, in memory, and give back its text."""
    content = await request.body()
    roster = _roster(desk, desk.card(number)) or Roster()
    return as_text(read(content, unquote(x_file_name), roster), roster)


@router.post("/rooms/{number}/roster/file")
async def bring_roster(
    request: Request, desk: OpenDesk, number: int, x_file_name: Annotated[str, Header()] = ""
) -> dict[str, int]:
    """Keep an attendance list, sealed, for checking one's own notes."""
    file = File(unquote(x_file_name), await request.body())
    card = desk.card(number)
    return {"people": len(save_roster(desk.home, desk.identity, card.session, file))}


@router.post("/rooms/{number}/write/send")
def send(request: Request, desk: OpenDesk, number: int) -> Response:
    """Seal the notes to the room and send them; what does not arrive waits, sealed."""
    card = desk.card(number)
    notebook = _notebook(desk, card)
    note, parts = notebook.note()
    if not note.content:
        raise DeskError("There is nothing to send yet.", hint="Write something first.")
    try:
        receipt = submit(desk.hub, desk.home, card.session, note, parts)
    except UnreachableError:
        forget_notebook(desk.home, card.session)
        return page(request, "sent.html", number=number, receipt=None, words=notebook.words)
    forget_notebook(desk.home, card.session)
    return page(request, "sent.html", number=number, receipt=receipt, words=notebook.words)


@router.post("/rooms/{number}/write/again")
def again(request: Request, desk: OpenDesk, number: int) -> Response:
    """Send what is still waiting."""
    send_waiting(desk.hub, desk.home)
    return go(request, f"/rooms/{number}/write")


def _notebook(desk: Desk, card: SessionCard) -> Notebook:
    """The notes as they are kept, or empty ones with a part for each agenda item."""
    titles = {item.segment: item.title for item in card.room.agenda.items} if card.room else {}
    kept = load_notebook(desk.home, desk.identity, card.session)
    texts = {part.segment: part.text for part in kept.parts} if kept else {}
    return Notebook(
        session=card.session,
        parts=tuple(
            Part(segment=one, title=titles.get(one, ""), text=texts.get(one, ""))
            for one in card.segments
        ),
    )


def _roster(desk: Desk, card: SessionCard) -> Roster | None:
    if card.room is not None:
        return card.room.roster
    return load_roster(desk.home, desk.identity, card.session)
