"""Dialogues, their members and invitations."""

from fastapi import APIRouter

from service.hub import dialogues
from service.hub.api.dependencies import Cursor, HubHere, InPath, Token
from service.protocol.accounts import InvitationAnswer, InvitationRequest
from service.protocol.dialogues import (
    DialogueRequest,
    DialogueView,
    Member,
    MemberRequest,
    Members,
)

router = APIRouter(prefix="/dialogues")


@router.post("", status_code=201)
def post_dialogue(body: DialogueRequest, hub: HubHere, token: Token) -> DialogueView:
    """Open a dialogue."""
    with hub.writing(token) as act:
        return dialogues.open_dialogue(act, body)


@router.get("/{dialogue}")
def get_dialogue(dialogue: InPath, hub: HubHere, token: Token) -> DialogueView:
    """A dialogue as its member sees it."""
    with hub.reading(token) as act:
        return dialogues.view_dialogue(act, dialogue)


@router.post("/{dialogue}/invitations", status_code=201)
def post_invitation(
    dialogue: InPath, body: InvitationRequest, hub: HubHere, token: Token
) -> InvitationAnswer:
    """Invite somebody who has no account."""
    with hub.writing(token) as act:
        return dialogues.invite_member(act, dialogue, body)


@router.post("/{dialogue}/members", status_code=201)
def post_member(dialogue: InPath, body: MemberRequest, hub: HubHere, token: Token) -> Member:
    """Give a role to somebody who has an account."""
    with hub.writing(token) as act:
        return dialogues.add_member(act, dialogue, body)


@router.get("/{dialogue}/members")
def get_members(dialogue: InPath, hub: HubHere, token: Token, cursor: Cursor = "") -> Members:
    """A page of the members with their public identities."""
    with hub.reading(token) as act:
        return dialogues.list_members(act, dialogue, cursor)
