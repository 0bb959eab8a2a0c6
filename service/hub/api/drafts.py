"""Drafts, approvals, rejections, release."""

from fastapi import APIRouter

from service.hub import drafts
from service.hub.api.dependencies import Cursor, HubHere, InPath, Token
from service.protocol.drafts import (
    ApprovalRequest,
    DraftRequest,
    Drafts,
    DraftSummary,
    DraftView,
    ReleaseAnswer,
)

router = APIRouter()


@router.post("/sessions/{session}/drafts", status_code=201)
def post_draft(session: InPath, body: DraftRequest, hub: HubHere, token: Token) -> DraftView:
    """Lay a draft before the organisers."""
    with hub.writing(token) as act:
        return drafts.create_draft(act, session, body)


@router.get("/sessions/{session}/drafts")
def get_drafts(session: InPath, hub: HubHere, token: Token, cursor: Cursor = "") -> Drafts:
    """A page of the drafts of a session."""
    with hub.reading(token) as act:
        return drafts.list_drafts(act, session, cursor)


@router.get("/drafts/{draft}")
def get_draft(draft: InPath, hub: HubHere, token: Token) -> DraftView:
    """One draft with its sealed document."""
    with hub.reading(token) as act:
        return drafts.view_draft(act, draft)


@router.post("/drafts/{draft}/approvals", status_code=201)
def post_approval(draft: InPath, body: ApprovalRequest, hub: HubHere, token: Token) -> DraftSummary:
    """Approve with a signature."""
    with hub.writing(token) as act:
        return drafts.approve(act, draft, body)


@router.post("/drafts/{draft}/rejections", status_code=201)
def post_rejection(draft: InPath, hub: HubHere, token: Token) -> DraftSummary:
    """Stop a draft."""
    with hub.writing(token) as act:
        return drafts.reject(act, draft)


@router.post("/drafts/{draft}/release", status_code=201)
def post_release(draft: InPath, hub: HubHere, token: Token) -> ReleaseAnswer:
    """Release an approved draft."""
    with hub.writing(token) as act:
        return drafts.release(act, draft)
