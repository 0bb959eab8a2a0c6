"""The seats of participants without accounts, and who acknowledged the Rule."""

from fastapi import APIRouter

from service.hub import acknowledgements, seats
from service.hub.api.dependencies import HubHere, InPath, Token
from service.protocol.series import (
    Acknowledged,
    AcknowledgementRequest,
    Breach,
    BreachRequest,
    CapacityRequest,
    SeatAnswer,
    SeatOwn,
    SeatRequest,
)

router = APIRouter()


@router.post("/dialogues/{dialogue}/breaches", status_code=201)
def post_breach(dialogue: InPath, body: BreachRequest, hub: HubHere, token: Token) -> Breach:
    """Enter a breach of the Rule in the register."""
    with hub.writing(token) as act:
        return acknowledgements.report_breach(act, dialogue, body)


@router.post("/dialogues/{dialogue}/acknowledgements", status_code=201)
def post_acknowledgement(
    dialogue: InPath, body: AcknowledgementRequest, hub: HubHere, token: Token
) -> Acknowledged:
    """Acknowledge the rule text as a member."""
    with hub.writing(token) as act:
        acknowledgements.acknowledge(act, dialogue, body)
    return Acknowledged(rule=body.rule)


@router.post("/dialogues/{dialogue}/seats", status_code=201)
def post_seat(dialogue: InPath, body: SeatRequest, hub: HubHere, token: Token) -> SeatAnswer:
    """Make a place for a participant, or draw another token for it."""
    with hub.writing(token) as act:
        return seats.make_seat(act, dialogue, body)


@router.get("/seat")
def get_seat(hub: HubHere, token: Token) -> SeatOwn:
    """The participant's own place; the token is the seat's."""
    with hub.database.read() as db:
        return seats.view_seat(db, seats.find_seat(db, token))


@router.post("/seat/acknowledgement", status_code=201)
def post_seat_acknowledgement(body: AcknowledgementRequest, hub: HubHere, token: Token) -> SeatOwn:
    """Acknowledge the rule text as a participant; the token is the seat's."""
    with hub.database.write() as db:
        seat = seats.find_seat(db, token)
        seats.acknowledge_from_seat(db, hub.journal(db), seat, body.rule)
        return seats.view_seat(db, seat)


@router.post("/seat/capacity", status_code=201)
def post_capacity(body: CapacityRequest, hub: HubHere, token: Token) -> SeatOwn:
    """Say in what capacity one is there; the token is the seat's."""
    with hub.database.write() as db:
        seat = seats.find_seat(db, token)
        seats.declare_capacity(db, hub.journal(db), seat, body.capacity)
        return seats.view_seat(db, seat)
