"""Recommendations in, an inbox out, and what became of each."""

from fastapi import APIRouter

from service.outbound import transfers
from service.outbound.api.dependencies import Here, IdentifierInPath, Token
from service.protocol.outbound import (
    Inbox,
    RecommendationReceipt,
    RecommendationRequest,
    UptakeAnswer,
    UptakeRequest,
)

router = APIRouter()


@router.post("/recommendations", status_code=201)
def post_recommendation(body: RecommendationRequest, here: Here) -> RecommendationReceipt:
    """Take a recommendation. Who sends it does not matter: it proves itself."""
    with here.database.write() as db:
        return transfers.receive(db, here.trust, body)


@router.get("/inbox")
def get_inbox(here: Here, token: Token) -> Inbox:
    """What waits for the bearer."""
    with here.database.read() as db:
        return transfers.inbox(db, token)


@router.post("/inbox/{recommendation}/uptake")
def post_uptake(
    recommendation: IdentifierInPath, body: UptakeRequest, here: Here, token: Token
) -> UptakeAnswer:
    """Say what became of it."""
    with here.database.write() as db:
        return transfers.answer(db, token, recommendation, body)


@router.get("/uptake")
def get_uptake(here: Here, token: Token) -> UptakeAnswer:
    """Ask what became of it, as its sender."""
    with here.database.read() as db:
        return transfers.uptake(db, token)
