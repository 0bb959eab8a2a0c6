"""One's own account: ways in, recovery codes, sign-ins."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import col, select

from service.hub.access import require_fresh
from service.hub.api.dependencies import HubHere
from service.hub.pages import visits
from service.hub.pages.joining import Offer, join_page
from service.hub.pages.rendering import page, to
from service.hub.pages.visits import OwnForm, Session
from service.hub.signin import recovery, sessions, ways_in
from service.hub.tables import Passkey, Passphrase

router = APIRouter(prefix="/account", include_in_schema=False)


@router.get("")
def get_account(request: Request, hub: HubHere, token: Session) -> Response:
    """How this account signs in, and where it is signed in."""
    with hub.reading(token) as act:
        person = act.account.person
        query = (
            select(col(Passkey.made)).where(Passkey.person == person).order_by(col(Passkey.made))
        )
        name = select(col(Passphrase.name)).where(Passphrase.person == person)
        return page(
            request,
            "account.html",
            person=person,
            passkeys=act.db.exec(query).all(),
            sign_in_name=act.db.exec(name).first(),
            keys=act.account.identity is not None,
            codes=recovery.left(act.db, person),
            sign_ins=sessions.count(act.db, hub.door, person),
        )


@router.get("/codes")
def get_codes(request: Request, hub: HubHere, token: Session) -> Response:
    """What recovery codes are for."""
    with hub.reading(token) as act:
        left = recovery.left(act.db, act.account.person)
    return page(request, "codes.html", codes=(), left=left)


@router.post("/codes", dependencies=[OwnForm])
def post_codes(request: Request, hub: HubHere, token: Session) -> Response:
    """New codes, shown this once."""
    with hub.writing(token) as act:
        require_fresh(act)
        codes = recovery.new_codes(act.db, act.account.person)
    return page(request, "codes.html", codes=codes, left=len(codes))


@router.post("/add", dependencies=[OwnForm])
def post_add(request: Request, hub: HubHere, token: Session) -> Response:
    """Another passkey, or another passphrase."""
    with hub.writing(token) as act:
        require_fresh(act)
        way = ways_in.make(act.db, hub.door, act.account.person, replaces=False)
    return join_page(request, hub.door, Offer.draw(), token=way.token)


@router.post("/leave-everywhere", dependencies=[OwnForm])
def post_leave_everywhere(hub: HubHere, token: Session) -> Response:
    """Sign out on every desk and in every browser."""
    with hub.writing(token) as act:
        sessions.end_everywhere(act.db, act.account.person)
    response = to("/sign-in")
    visits.let_out(response)
    return response
