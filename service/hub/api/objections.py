"""Previews for participants, objections, answers."""

from fastapi import APIRouter

from service.hub import objections
from service.hub.api.dependencies import HubHere, InPath, Token
from service.protocol.objections import (
    AnswerRequest,
    EarlyRelease,
    EarlyReleaseRequest,
    Objection,
    ObjectionReceipt,
    ObjectionRequest,
    Objections,
    PreviewRequest,
    Previews,
    PreviewSummary,
    PreviewView,
)

router = APIRouter()


@router.post("/drafts/{draft}/previews", status_code=201)
def post_preview(draft: InPath, body: PreviewRequest, hub: HubHere, token: Token) -> PreviewSummary:
    """Show a draft to one participant."""
    with hub.writing(token) as act:
        return objections.show(act, draft, body)


@router.get("/previews")
def get_previews(hub: HubHere, token: Token) -> Previews:
    """The drafts that the caller was shown."""
    with hub.reading(token) as act:
        return objections.list_previews(act)


@router.get("/drafts/{draft}/preview")
def get_preview(draft: InPath, hub: HubHere, token: Token) -> PreviewView:
    """The caller's own preview."""
    with hub.reading(token) as act:
        return objections.view_preview(act, draft)


@router.post("/drafts/{draft}/objections", status_code=201)
def post_objection(
    draft: InPath, body: ObjectionRequest, hub: HubHere, token: Token
) -> ObjectionReceipt:
    """Object, without a name."""
    with hub.writing(token) as act:
        return objections.object_to(act, draft, body)


@router.get("/drafts/{draft}/objections")
def get_objections(draft: InPath, hub: HubHere, token: Token) -> Objections:
    """What participants object to, sealed."""
    with hub.reading(token) as act:
        return objections.list_objections(act, draft)


@router.post("/objections/{objection}/answer", status_code=201)
def post_answer(objection: InPath, body: AnswerRequest, hub: HubHere, token: Token) -> Objection:
    """Say, sealed, what was done about an objection."""
    with hub.writing(token) as act:
        return objections.answer(act, objection, body)


@router.post("/drafts/{draft}/early-release", status_code=201)
def post_early_release(
    draft: InPath, body: EarlyReleaseRequest, hub: HubHere, token: Token
) -> EarlyRelease:
    """Say, sealed, why a draft does not wait for objections."""
    with hub.writing(token) as act:
        return objections.hasten(act, draft, body)
