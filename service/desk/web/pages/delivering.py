"""A released draft on its way to the outbound side: asking for it, and how it stands."""

from fastapi import APIRouter, Request, Response

from service.desk.errors import RefusedError
from service.desk.releasing import release, trust_of
from service.desk.web.answers import OpenDesk, page
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError
from service.protocol.problems import ProblemCode
from service.protocol.work import DeliveryView

router = APIRouter()


@router.get("/rooms/{number}/drafts/{handle}/delivery")
def standing(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Whether it was asked for, and whether it arrived."""
    try:
        delivery = desk.hub.delivery(desk.behind(handle))
    except RefusedError as refused:
        if refused.code != ProblemCode.NOT_FOUND:
            raise
        delivery = None
    return _part(request, number, handle, delivery)


@router.post("/rooms/{number}/drafts/{handle}/delivery")
def ask(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Have the hub deliver the bundle, however long the outbound side is away."""
    draft = desk.behind(handle)
    delivery = desk.hub.deliver(draft, _bundle(desk, number, draft).decode())
    return _part(request, number, handle, delivery)


def _part(request: Request, number: int, handle: int, delivery: DeliveryView | None) -> Response:
    return page(request, "_delivery.html", number=number, handle=handle, delivery=delivery)


def _bundle(desk: Desk, number: int, draft: str) -> bytes:
    room = desk.card(number).room
    if room is None:
        raise NothingHereError
    return release(desk.hub, room, draft, trust_of(desk.hub, desk.home, room.session.dialogue))
