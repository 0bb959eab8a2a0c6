"""The page on which a browser seals a note: for whoever is signed in, or holds a link."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.hub import links, submissions
from service.hub.api.dependencies import HubHere, InPath, Token
from service.hub.pages.rendering import page
from service.hub.pages.visits import OwnScript, Session
from service.hub.sessions import find_session
from service.protocol.links import RoomKey
from service.protocol.roles import Permission
from service.protocol.submissions import Receipt, SubmissionRequest

router = APIRouter(include_in_schema=False)

LINKED = "/submit/submissions"
"""Where notes by a link are sent to."""


@router.get("/submit")
def get_submit(request: Request) -> Response:
    """For the holder of a link; the link's token stays in the browser."""
    return page(request, "submit.html", room=None, send=LINKED)


@router.post("/submit/room")
def post_room(hub: HubHere, token: Token) -> RoomKey:
    """The room key that a link leads to."""
    with hub.database.read() as db:
        return links.room_of(db, token)


@router.post(LINKED, status_code=201)
def post_link_submission(hub: HubHere, token: Token, body: SubmissionRequest) -> Receipt:
    """A sealed note by a link."""
    with hub.database.write() as db:
        return links.submit(db, hub.journal(db), token, body)


@router.get("/write/{session}")
def get_write(request: Request, hub: HubHere, token: Session, session: InPath) -> Response:
    """For whoever is signed in."""
    with hub.reading(token) as act:
        row = find_session(act, session, Permission.SUBMISSION_CREATE)
        room = links.room_key(row)
    return page(request, "submit.html", room=room, send=f"/write/{session}/submissions")


@router.post("/write/{session}/submissions", status_code=201, dependencies=[OwnScript])
def post_submission(
    hub: HubHere, token: Session, session: InPath, body: SubmissionRequest
) -> Receipt:
    """A sealed note by whoever is signed in."""
    with hub.writing(token) as act:
        return submissions.submit(act, session, body)
