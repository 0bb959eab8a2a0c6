"""Sessions and the sealed notes submitted to them."""

from fastapi import APIRouter, Response

from service.hub import links, sessions, submissions
from service.hub.api.dependencies import Cursor, GatheringHere, HubHere, InPath, Token
from service.protocol.dialogues import SessionRequest, SessionView
from service.protocol.links import LinkAnswer
from service.protocol.submissions import Receipt, SubmissionRequest, Submissions, SubmissionView

router = APIRouter()


@router.post("/dialogues/{dialogue}/sessions", status_code=201)
def post_session(dialogue: InPath, body: SessionRequest, hub: HubHere, token: Token) -> SessionView:
    """Open a session."""
    with hub.writing(token) as act:
        return sessions.open_session(act, dialogue, body)


@router.get("/sessions/{session}")
def get_session(session: InPath, hub: HubHere, token: Token) -> SessionView:
    """A session with the caller's own wrap."""
    with hub.reading(token) as act:
        return sessions.view_session(act, session)


@router.post("/sessions/{session}/submissions", status_code=201, response_model=Receipt)
def post_submission(
    session: InPath, body: SubmissionRequest, gathering: GatheringHere, token: Token
) -> Response:
    """Submit a sealed note. Its id makes it repeatable: sent again, it gets the same leaf."""
    receipt = gathering.submit(token, session, body)
    return Response(receipt.model_dump_json(), 201, media_type="application/json")


@router.post("/sessions/{session}/links", status_code=201)
def post_link(session: InPath, hub: HubHere, token: Token) -> LinkAnswer:
    """A link for somebody who has nothing installed."""
    with hub.writing(token) as act:
        return links.make(act, session)


@router.get("/sessions/{session}/submissions")
def get_submissions(
    session: InPath, hub: HubHere, token: Token, cursor: Cursor = ""
) -> Submissions:
    """A page of what came in."""
    with hub.reading(token) as act:
        return submissions.list_submissions(act, session, cursor)


@router.get("/submissions/{submission}")
def get_submission(submission: InPath, hub: HubHere, token: Token) -> SubmissionView:
    """One sealed note."""
    with hub.reading(token) as act:
        return submissions.view_submission(act, submission)
