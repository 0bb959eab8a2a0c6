"""Custody: a room's key in shares for custodians, and the ceremony that brings it back."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from keys.identity import PublicIdentity
from service.desk.custody import (
    hand_over,
    keep_recovered,
    parse_room_file,
    parse_share,
    plaintext_pages,
    read_share,
    recover,
    room_file,
    split,
)
from service.desk.errors import DeskError
from service.desk.rooms import Room
from service.desk.web.answers import OpenDesk, page
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError
from service.desk.web.uploads import all_taken, taken, taken_identity
from service.protocol.coarse import today
from service.protocol.roles import Role

router = APIRouter()

_BETWEEN = re.compile(r"\r?\n\s*\n")
"""An empty line, as browsers send it."""

KEEPERS = (Role.CUSTODIAN, Role.ORGANISER)
"""Who has keys to which a share can be sealed, and may keep one."""


@router.get("/rooms/{number}/custody")
def show(request: Request, desk: OpenDesk, number: int) -> Response:
    """Who could keep a share."""
    return page(
        request,
        "custody.html",
        number=number,
        keepers=_keepers(desk, _room(desk, number)),
    )


@router.post("/rooms/{number}/custody/sealed")
def seal(
    desk: OpenDesk,
    number: int,
    threshold: Annotated[int, Form()] = 2,
    keeper: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """A sealed share for each custodian, in one file to unpack."""
    room = _room(desk, number)
    known = {one.key_id: one for _, one in _keepers(desk, room)}
    chosen = [known[key] for key in keeper or () if key in known]
    shares = split(room, threshold, chosen)
    files = {f"share-{one.person}.json": share.model_dump_json()
             for one, share in zip(chosen, shares, strict=True)}  # fmt: skip
    content = _packed(files | {"room.json": room_file(room.session)})
    headers = {"Content-Disposition": 'attachment; filename="custody.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


@router.post("/rooms/{number}/custody/paper")
def on_paper(
    request: Request,
    desk: OpenDesk,
    number: int,
    threshold: Annotated[int, Form()] = 2,
    pages: Annotated[int, Form()] = 3,
) -> Response:
    """Pages to print, one a custodian; they are nowhere else."""
    room = _room(desk, number)
    made = plaintext_pages(room, threshold, pages, today())
    return page(request, "custody_pages.html", number=number, pages=made, threshold=threshold)


@router.get("/rooms/{number}/custody/room")
def room_of(desk: OpenDesk, number: int) -> Response:
    """What custodians need besides their shares; it holds nothing secret."""
    return _json(room_file(_room(desk, number).session), "room.json")


@router.get("/custody")
def own_share(request: Request, desk: OpenDesk) -> Response:
    """For a custodian, and for whoever recovers."""
    return page(request, "custody_share.html", own=desk.identity.public.key_id)


@router.post("/custody/hand")
def hand(
    desk: OpenDesk, share: Annotated[str, Form()] = "", to: Annotated[str, Form()] = ""
) -> Response:
    """One's own share, sealed to whoever recovers the room."""
    handed = hand_over(parse_share(taken(share)), desk.identity, taken_identity(to))
    return _json(handed.model_dump_json(), "share.json")


@router.post("/custody/recover")
def bring_back(
    request: Request,
    desk: OpenDesk,
    room: Annotated[str, Form()] = "",
    shares: Annotated[str, Form()] = "",
    typed: Annotated[str, Form()] = "",
    organiser: Annotated[str, Form()] = "",
) -> Response:
    """Put shares together: from then on this desk opens the room."""
    view = parse_room_file(taken(room))
    contents = [*all_taken(shares), *(one.encode() for one in _BETWEEN.split(typed) if one.strip())]
    words = [read_share(one, desk.identity, view) for one in contents]
    told = "".join(organiser.split()).lower()
    known = frozenset({told}) if told else desk.home.known()
    keep_recovered(desk.home, recover(view, known, words, desk.identity))
    desk.look_again()
    return page(request, "custody_recovered.html", count=len(words))


def _keepers(desk: Desk, room: Room) -> list[tuple[str, PublicIdentity]]:
    members = desk.hub.members(room.session.dialogue)
    return [
        (one.role.value, PublicIdentity.from_json(one.identity))
        for one in sorted(members, key=lambda one: (one.role.value, one.person))
        if one.role in KEEPERS and one.identity
    ]


def _room(desk: Desk, number: int) -> Room:
    card = desk.card(number)
    if card.role is not Role.ORGANISER:
        raise NothingHereError
    if card.room is None:
        raise DeskError("This room is not open to you.", hint=card.why_closed)
    return card.room


def _packed(files: Mapping[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _json(content: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/json", headers=headers)
