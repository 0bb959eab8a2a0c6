"""The series around the sessions. Every change is answered with the series as it is then."""

from fastapi import APIRouter

from service.hub import series
from service.hub.api.dependencies import HubHere, InPath, Token
from service.hub.series_view import view_series
from service.protocol.series import (
    AgreementRequest,
    CharterRequest,
    DelegationRequest,
    DisclosureRequest,
    FunderRequest,
    GoalRequest,
    SeriesView,
)

router = APIRouter(prefix="/dialogues/{dialogue}")


@router.get("/series")
def get_series(dialogue: InPath, hub: HubHere, token: Token) -> SeriesView:
    """The series, sealed as it came."""
    with hub.reading(token) as act:
        return view_series(act, dialogue)


@router.post("/charter", status_code=201)
def post_charter(dialogue: InPath, body: CharterRequest, hub: HubHere, token: Token) -> SeriesView:
    """Set the label, the rule text and the third party."""
    with hub.writing(token) as act:
        series.set_charter(act, dialogue, body)
        return view_series(act, dialogue)


@router.post("/delegations", status_code=201)
def post_delegation(
    dialogue: InPath, body: DelegationRequest, hub: HubHere, token: Token
) -> SeriesView:
    """Add a delegation with its metrics of success."""
    with hub.writing(token) as act:
        series.add_delegation(act, dialogue, body)
        return view_series(act, dialogue)


@router.post("/goals", status_code=201)
def post_goal(dialogue: InPath, body: GoalRequest, hub: HubHere, token: Token) -> SeriesView:
    """Add a goal."""
    with hub.writing(token) as act:
        series.add_goal(act, dialogue, body)
        return view_series(act, dialogue)


@router.post("/goals/{goal}/agreements", status_code=201)
def post_agreement(
    dialogue: InPath, goal: InPath, body: AgreementRequest, hub: HubHere, token: Token
) -> SeriesView:
    """A delegation agrees to a goal."""
    with hub.writing(token) as act:
        series.agree(act, dialogue, goal, body)
        return view_series(act, dialogue)


@router.post("/funders", status_code=201)
def post_funder(dialogue: InPath, body: FunderRequest, hub: HubHere, token: Token) -> SeriesView:
    """Add a funder with its conditions."""
    with hub.writing(token) as act:
        series.add_funder(act, dialogue, body)
        return view_series(act, dialogue)


@router.post("/funders/{funder}/disclosures", status_code=201)
def post_disclosure(
    dialogue: InPath, funder: InPath, body: DisclosureRequest, hub: HubHere, token: Token
) -> SeriesView:
    """Participants were told about a funder."""
    with hub.writing(token) as act:
        series.disclose(act, dialogue, funder, body)
        return view_series(act, dialogue)
