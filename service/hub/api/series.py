"""The series around the sessions, and the seats of participants without accounts."""

from fastapi import APIRouter

from service.hub import seats, series
from service.hub.api.dependencies import HubHere, InPath, Token
from service.protocol.series import (
    AcknowledgementRequest,
    AgreementRequest,
    Breach,
    BreachRequest,
    CapacityRequest,
    CharterRequest,
    DelegationRequest,
    DisclosureRequest,
    FunderRequest,
    GoalRequest,
    SeatAnswer,
    SeatOwn,
    SeatRequest,
    SeriesView,
)

router = APIRouter()


@router.get("/dialogues/{dialogue}/series")
def get_series(dialogue: InPath, hub: HubHere, token: Token) -> SeriesView:
    """The series, sealed as it came."""
    with hub.reading(token) as act:
        return series.view_series(act, dialogue)


@router.post("/dialogues/{dialogue}/charter", status_code=201)
def post_charter(dialogue: InPath, body: CharterRequest, hub: HubHere, token: Token) -> SeriesView:
    """Set the label, the rule text and the third party."""
    with hub.writing(token) as act:
        return series.set_charter(act, dialogue, body)


@router.post("/dialogues/{dialogue}/delegations", status_code=201)
def post_delegation(
    dialogue: InPath, body: DelegationRequest, hub: HubHere, token: Token
) -> SeriesView:
    """Add a delegation with its metrics of success."""
    with hub.writing(token) as act:
        return series.add_delegation(act, dialogue, body)


@router.post("/dialogues/{dialogue}/goals", status_code=201)
def post_goal(dialogue: InPath, body: GoalRequest, hub: HubHere, token: Token) -> SeriesView:
    """Add a goal."""
    with hub.writing(token) as act:
        return series.add_goal(act, dialogue, body)


@router.post("/dialogues/{dialogue}/goals/{goal}/agreements", status_code=201)
def post_agreement(
    dialogue: InPath, goal: InPath, body: AgreementRequest, hub: HubHere, token: Token
) -> SeriesView:
    """A delegation agrees to a goal."""
    with hub.writing(token) as act:
        return series.agree(act, dialogue, goal, body)


@router.post("/dialogues/{dialogue}/funders", status_code=201)
def post_funder(dialogue: InPath, body: FunderRequest, hub: HubHere, token: Token) -> SeriesView:
    """Add a funder with its conditions."""
    with hub.writing(token) as act:
        return series.add_funder(act, dialogue, body)


@router.post("/dialogues/{dialogue}/funders/{funder}/disclosures", status_code=201)
def post_disclosure(
    dialogue: InPath, funder: InPath, body: DisclosureRequest, hub: HubHere, token: Token
) -> SeriesView:
    """Participants were told about a funder."""
    with hub.writing(token) as act:
        return series.disclose(act, dialogue, funder, body)


@router.post("/dialogues/{dialogue}/breaches", status_code=201)
def post_breach(dialogue: InPath, body: BreachRequest, hub: HubHere, token: Token) -> Breach:
    """Enter a breach of the Rule in the register."""
    with hub.writing(token) as act:
        return series.report_breach(act, dialogue, body)


@router.post("/dialogues/{dialogue}/acknowledgements", status_code=204)
def post_acknowledgement(
    dialogue: InPath, body: AcknowledgementRequest, hub: HubHere, token: Token
) -> None:
    """Acknowledge the rule text as a member."""
    with hub.writing(token) as act:
        series.acknowledge(act, dialogue, body)


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
