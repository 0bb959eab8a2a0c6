"""A released draft on its way to the outbound side: asking for it, and how it stands."""

from fastapi import APIRouter, Request, Response

from service.desk.errors import RefusedError
from service.desk.web.answers import OpenDesk, page
from service.desk.web.pages.releasing import released_bundle
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
    delivery = desk.hub.deliver(draft, released_bundle(desk, number, handle).decode())
    return _part(request, number, handle, delivery)


def _part(request: Request, number: int, handle: int, delivery: DeliveryView | None) -> Response:
    return page(request, "_delivery.html", number=number, handle=handle, delivery=delivery)
