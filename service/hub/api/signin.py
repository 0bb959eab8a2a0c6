"""Desks sign in and out; and a desk lets a browser into its account."""

from fastapi import APIRouter

from service.hub.access import require_fresh
from service.hub.api.dependencies import HubHere, Origin, Token
from service.hub.signin import challenges, desks, limits, sessions, ways_in
from service.protocol.signing_in import (
    Challenge,
    SignedOut,
    SignInAnswer,
    SignInRequest,
    WayInAnswer,
)

router = APIRouter()


@router.post("/sign-in/challenges", status_code=201)
def post_challenge(hub: HubHere) -> Challenge:
    """Something to sign."""
    return challenges.new_challenge(hub.door, desks.PURPOSE)


@router.post("/sign-in/desk", status_code=201)
def post_desk_sign_in(body: SignInRequest, hub: HubHere, origin: Origin) -> SignInAnswer:
    """Sign in by an identity."""
    with hub.database.write() as db:
        limits.admit(db, hub.door)
    with hub.database.write() as db:
        return desks.sign_in(db, hub.door, body, origin)


@router.post("/sign-out")
def post_sign_out(hub: HubHere, token: Token) -> SignedOut:
    """End this sign-in."""
    with hub.writing(token) as act:
        sessions.end(act.db, token)
    return SignedOut(ended=1)


@router.post("/sign-out/everywhere")
def post_sign_out_everywhere(hub: HubHere, token: Token) -> SignedOut:
    """End every sign-in of this account."""
    with hub.writing(token) as act:
        ended = sessions.count(act.db, hub.door, act.account.person)
        sessions.end_everywhere(act.db, act.account.person)
    return SignedOut(ended=ended)


@router.post("/me/browsers", status_code=201)
def post_browser(hub: HubHere, token: Token) -> WayInAnswer:
    """A token that adds a browser to this account."""
    with hub.writing(token) as act:
        require_fresh(act)
        return ways_in.make(act.db, hub.door, act.account.person, replaces=False)
