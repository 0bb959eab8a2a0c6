"""What goes on by itself: dates, holds, certificates of destruction, deliveries."""

from fastapi import APIRouter

from service.hub.api.dependencies import HubHere, InPath, Queue, Token
from service.hub.errors import NoOutbound
from service.hub.work import clock, deliveries, holds, shredding
from service.hub.work.queue import Task, Work
from service.protocol.coarse import today
from service.protocol.work import (
    Clock,
    DeliveryRequest,
    DeliveryView,
    DestructionRequest,
    DestructionView,
    HoldRequest,
    Terms,
)

router = APIRouter()


@router.post("/dialogues/{dialogue}/terms", status_code=201)
def post_terms(dialogue: InPath, body: Terms, hub: HubHere, token: Token) -> Terms:
    """Set the days of the sessions to come."""
    with hub.writing(token) as act:
        return clock.set_terms(act, dialogue, body)


@router.get("/dialogues/{dialogue}/terms")
def get_terms(dialogue: InPath, hub: HubHere, token: Token) -> Terms:
    """The days that a session opened now would have."""
    with hub.reading(token) as act:
        return clock.view_terms(act, dialogue)


@router.get("/sessions/{session}/clock")
def get_clock(session: InPath, hub: HubHere, token: Token) -> Clock:
    """The dates of a session."""
    with hub.reading(token) as act:
        return clock.view_clock(act, session)


@router.post("/sessions/{session}/hold", status_code=201)
def post_hold(session: InPath, body: HoldRequest, hub: HubHere, token: Token) -> Clock:
    """Stop the shredding."""
    with hub.writing(token) as act:
        return holds.hold(act, session, body)


@router.post("/sessions/{session}/hold/end", status_code=201)
def post_hold_end(session: InPath, hub: HubHere, token: Token) -> Clock:
    """Let the clock go on."""
    with hub.writing(token) as act:
        return holds.end_hold(act, session)


@router.post("/sessions/{session}/destruction", status_code=201)
def post_destruction(
    session: InPath, body: DestructionRequest, hub: HubHere, token: Token
) -> DestructionView:
    """Destroy the keys of a session today."""
    return shredding.destroy_now(hub, token, session, body, today())


@router.get("/sessions/{session}/destruction")
def get_destruction(session: InPath, hub: HubHere, token: Token) -> DestructionView:
    """The certificate to be signed, once the keys are gone."""
    with hub.reading(token) as act:
        return shredding.view_destruction(act, session)


@router.post("/drafts/{draft}/delivery", status_code=201)
def post_delivery(
    draft: InPath, body: DeliveryRequest, hub: HubHere, queue: Queue, token: Token
) -> DeliveryView:
    """Send a released bundle to the outbound side, until it arrives."""
    if queue.delivers:
        queue.prepare()
    now = hub.door.clock()
    with hub.writing(token) as act:
        row = deliveries.request_delivery(act, draft, body, now)
        if not queue.delivers:
            raise NoOutbound
        if row.bundle is not None:
            queue.enqueue(act.db, Work(Task.DELIVER, (draft, row.attempts), today()))
        return deliveries.view_delivery(act, draft, now)


@router.get("/drafts/{draft}/delivery")
def get_delivery(draft: InPath, hub: HubHere, token: Token) -> DeliveryView:
    """Where a release stands on its way."""
    with hub.reading(token) as act:
        return deliveries.view_delivery(act, draft, hub.door.clock())
