"""Keys of dialogues, members who leave, and new epochs of room keys."""

from typing import Annotated

from fastapi import APIRouter, Path

from service.hub import dialogue_keys, epochs
from service.hub.api.dependencies import HubHere, InPath, Token
from service.protocol.dialogues import SessionView
from service.protocol.epochs import (
    Departure,
    DialogueKeyRequest,
    DialogueKeyView,
    EpochRequest,
)
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


@router.get("/dialogues/{dialogue}/key")
def get_key(dialogue: InPath, hub: HubHere, token: Token) -> DialogueKeyView:
    """The key to which everything about the series is sealed."""
    with hub.reading(token) as act:
        return dialogue_keys.view_key(act, dialogue)


@router.post("/dialogues/{dialogue}/key", status_code=201)
def post_key(
    dialogue: InPath, body: DialogueKeyRequest, hub: HubHere, token: Token
) -> DialogueKeyView:
    """Give a dialogue its first key, or the next."""
    with hub.writing(token) as act:
        answer = dialogue_keys.set_key(act, dialogue, body)
    hub.database.truncate_wal()
    return answer
