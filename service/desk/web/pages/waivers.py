"""Waivers: a person lets words of their own out; organisers bring that in, and take note of it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.errors import DeskError
from service.desk.held_waivers import (
    PUBLIC,
    Brought,
    bring,
    bring_back,
    brought,
    find_brought,
)
from service.desk.previewing import compare
from service.desk.rooms import Room, announced_room
from service.desk.waiving import SealedWaiver, Wish, give, parse_sealed, take_back
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError
from service.desk.web.uploads import taken, taken_identity
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.roles import Role

router = APIRouter()


@router.get("/rooms/{number}/waivers")
def show(request: Request, desk: OpenDesk, number: int) -> Response:
    """The waivers of the room, for its organisers; for others, how to give one."""
    card = desk.card(number)
    if card.role is not Role.ORGANISER:
        return page(request, "waiver_give.html", number=number)
    room = _room(desk, number)
    return page(
        request,
        "waivers.html",
        number=number,
        waivers=brought(desk.hub, desk.home, room),
        names={one.id: one.name for one in room.roster},
        people=tuple(room.roster),
        handle=desk.handle,
        public=PUBLIC,
        away=desk.away,
    )


@router.post("/rooms/{number}/waivers")
def bring_in(
    request: Request,
    desk: OpenDesk,
    number: int,
    waiver: Annotated[str, Form()] = "",
    identity: Annotated[str, Form()] = "",
    who: Annotated[str, Form()] = "",
) -> Response:
    """Put a waiver into the room, as given by somebody on the roster."""
    sealed, person = parse_sealed(taken(waiver)), taken_identity(identity)
    bring(desk.hub, desk.home, desk.identity, _room(desk, number), sealed, person, who)
    return go(request, f"/rooms/{number}/waivers")


@router.post("/rooms/{number}/waivers/{handle}/compared")
def rely(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Rely on the keys of who gave it, once their fingerprint was compared aloud."""
    compare(desk.home, _find(desk, _room(desk, number), handle).identity.key_id)
    return go(request, f"/rooms/{number}/waivers")


@router.post("/rooms/{number}/waivers/{handle}/back")
def note_back(
    request: Request, desk: OpenDesk, number: int, handle: int, back: Annotated[str, Form()] = ""
) -> Response:
    """Put into the room that a waiver was taken back."""
    room = _room(desk, number)
    sealed = parse_sealed(taken(back))
    bring_back(desk.hub, desk.home, desk.identity, room, sealed, _find(desk, room, handle))
    return go(request, f"/rooms/{number}/waivers")


@router.post("/rooms/{number}/waivers/give")
def give_one(
    desk: OpenDesk,
    number: int,
    statement: Annotated[str, Form()] = "",
    wording: Annotated[str, Form()] = "",
    audience: Annotated[str, Form()] = PUBLIC,
) -> Response:
    """One's own waiver as a file, sealed to the room."""
    statement, wording = " ".join(statement.split()), " ".join(wording.split())
    if not wording or wording not in statement:
        raise DeskError(
            "These words do not stand in the statement.",
            hint="Copy them from the statement exactly, the whole of it or a part.",
        )
    view = desk.hub.session(desk.card(number).session)
    wish = Wish(sha256_hex(statement.encode()), wording, audience)
    made = give(announced_room(view, desk.home.known()), desk.identity, wish, today())
    return _file(made, "waiver.json")


@router.post("/rooms/{number}/waivers/revoke")
def revoke(desk: OpenDesk, number: int, waiver: Annotated[str, Form()] = "") -> Response:
    """What takes one's own waiver back, as a file."""
    given = parse_sealed(taken(waiver))
    view = desk.hub.session(desk.card(number).session)
    room = announced_room(view, desk.home.known())
    return _file(take_back(room, desk.identity, given.waiver), "waiver-taken-back.json")


@router.get("/you/identity")
def identity(desk: OpenDesk) -> Response:
    """One's own public identity, to hand to others."""
    headers = {"Content-Disposition": 'attachment; filename="identity.json"'}
    content = desk.identity.public.to_json()
    return Response(content, media_type="application/json", headers=headers)


def _find(desk: Desk, room: Room, handle: int) -> Brought:
    return find_brought(desk.hub, desk.home, room, desk.behind(handle))


def _room(desk: Desk, number: int) -> Room:
    card = desk.card(number)
    if card.role is not Role.ORGANISER:
        raise NothingHereError
    if card.room is None:
        raise NothingHereError("This room is not open to you.", hint=card.why_closed)
    return card.room


def _file(made: SealedWaiver, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.model_dump_json(), media_type="application/json", headers=headers)
