"""Members who leave, and new epochs of room keys."""

from typing import Annotated

from fastapi import APIRouter, Path

from service.hub import epochs
from service.hub.api.dependencies import HubHere, InPath, Token
from service.protocol.dialogues import SessionView
from service.protocol.epochs import Departure, EpochRequest
from service.protocol.wire import PersonId

router = APIRouter()


@router.delete("/dialogues/{dialogue}/members/{person}")
def delete_member(
    dialogue: InPath, person: Annotated[PersonId, Path()], hub: HubHere, token: Token
) -> Departure:
    """End a membership and everything it opened."""
    with hub.writing(token) as act:
        answer = epochs.remove_member(act, dialogue, person)
    hub.database.truncate_wal()
    return answer


@router.post("/sessions/{session}/epochs", status_code=201)
def post_epoch(session: InPath, body: EpochRequest, hub: HubHere, token: Token) -> SessionView:
    """Give a room its next key."""
    with hub.writing(token) as act:
        answer = epochs.new_epoch(act, session, body)
    hub.database.truncate_wal()
    return answer
