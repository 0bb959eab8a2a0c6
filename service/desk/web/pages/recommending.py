"""The separate channel: recommendations to officials, of released statements alone."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from keys.trust import Trust
from service.desk.client import Outbound
from service.desk.errors import DeskError, GateError, UnreachableError
from service.desk.officials import load_officials, save_officials
from service.desk.recommending import (
    Draft,
    inspect,
    propose,
    released_points,
    send,
    tracking_tokens,
)
from service.desk.releasing import Inspection, approve, released_bundles, trust_of
from service.desk.rooms import Room
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError, OtherTextError
from service.desk.web.judging import judge_recommendation_in
from service.desk.web.pages.releasing import CHECKS
from service.protocol.drafts import APPROVALS_NEEDED, DraftState, DraftView
from service.protocol.statements import Kind, RecommendationStatement

router = APIRouter()

_CHECKS = CHECKS | {"released-material": "Nothing but what was released"}


@router.get("/rooms/{number}/recommend")
def overview(request: Request, desk: OpenDesk, number: int) -> Response:
    """The recommendations there are, and a form for another one."""
    room = _room(desk, number)
    desk.checker.warm()
    drafts = desk.hub.drafts(room.session.session).drafts
    bundles, trust = _released(desk, room)
    return page(
        request,
        "recommend.html",
        number=number,
        drafts=[one for one in drafts if one.kind is Kind.RECOMMENDATION],
        points=released_points(bundles, trust),
        officials=load_officials(desk.home, desk.identity).people,
        handle=desk.handle,
        needed=APPROVALS_NEEDED,
        today=datetime.datetime.now(datetime.UTC).date(),
    )


@router.post("/rooms/{number}/recommend/officials")
def add_official(
    request: Request,
    desk: OpenDesk,
    number: int,
    name: Annotated[str, Form()] = "",
    keys: Annotated[str, Form()] = "",
) -> Response:
    """Keep an official's public keys."""
    officials = load_officials(desk.home, desk.identity).add(name, keys)
    save_officials(desk.home, desk.identity, officials)
    return go(request, f"/rooms/{number}/recommend")


@router.post("/rooms/{number}/recommend")
def put_up(
    request: Request,
    desk: OpenDesk,
    number: int,
    title: Annotated[str, Form()] = "",
    point: Annotated[list[int] | None, Form()] = None,
    to: Annotated[list[str] | None, Form()] = None,
    opens: Annotated[str, Form()] = "",
) -> Response:
    """Compose it of the chosen statements, check it, and put it up for two signatures."""
    room = _room(desk, number)
    bundles, trust = _released(desk, room)
    known = released_points(bundles, trust)
    people = load_officials(desk.home, desk.identity).people
    if not title.strip():
        raise DeskError("The recommendation needs a title.", hint="It is its first line.")
    draft = Draft(
        title=" ".join(title.split()),
        points=tuple(known[at] for at in point or () if 0 <= at < len(known)),
        recipients=tuple(people[one].keys for one in to or () if one in people),
        opens=_day(opens),
    )
    inspection = propose(
        desk.hub, room, draft, bundles, trust, judge_recommendation_in(desk.checker)
    )
    return go(request, f"/rooms/{number}/recommend/{desk.handle(inspection.view.draft)}")


@router.get("/rooms/{number}/recommend/{handle}")
def one(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """One recommendation: who signed, where it goes, what became of it."""
    _room(desk, number)
    view = desk.hub.draft(desk.behind(handle))
    own = desk.identity.person
    return page(
        request,
        "recommendation.html",
        number=number,
        handle=handle,
        draft=view,
        needed=APPROVALS_NEEDED,
        signed=any(one.person == own for one in view.approvals),
        opens=_statement(view).predicate.opens,
        sent=_sent_from_here(desk, view),
    )


@router.get("/rooms/{number}/recommend/{handle}/inspect")
def inspected(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Open it, run every check again, and show the exact text."""
    try:
        inspection = _inspect(desk, number, handle)
    except GateError as closed:
        return page(
            request, "_closed_gate.html", number=number, verdict=closed.verdict, checks=_CHECKS
        )
    own = desk.identity.person
    return page(
        request,
        "_recommended.html",
        number=number,
        handle=handle,
        inspection=inspection,
        text=inspection.document.decode(),
        checks=_CHECKS,
        signed=any(one.person == own for one in inspection.view.approvals),
        author=own in inspection.authors,
        open=inspection.view.state is DraftState.OPEN,
    )


@router.post("/rooms/{number}/recommend/{handle}/approve")
def sign(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    digest: Annotated[str, Form()] = "",
) -> Response:
    """Sign exactly what was shown."""
    inspection = _inspect(desk, number, handle)
    if digest != inspection.digest:
        raise OtherTextError
    approve(desk.hub, desk.identity, inspection)
    return go(request, f"/rooms/{number}/recommend/{handle}")


@router.post("/rooms/{number}/recommend/{handle}/reject")
def reject(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Block it for good."""
    desk.hub.reject(desk.behind(handle))
    return go(request, f"/rooms/{number}/recommend/{handle}")


@router.post("/rooms/{number}/recommend/{handle}/send")
def send_it(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    outbound: Annotated[str, Form()] = "",
) -> Response:
    """Log it, and hand each official's envelope to the outbound side."""
    with Outbound(outbound.strip()) as far:
        send(desk.hub, desk.home, far, _room(desk, number), desk.behind(handle))
    return go(request, f"/rooms/{number}/recommend/{handle}")


@router.post("/rooms/{number}/recommend/{handle}/uptake")
def uptake(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    outbound: Annotated[str, Form()] = "",
) -> Response:
    """What became of it, a line for each official, in no order that tells who."""
    _room(desk, number)
    name = _statement(desk.hub.draft(desk.behind(handle))).predicate.recommendation
    found = []
    for token in tracking_tokens(desk.home, name):
        with Outbound(outbound.strip(), token) as far:
            try:
                answer = far.uptake()
            except UnreachableError:
                raise DeskError(
                    "The outbound side does not answer.", hint="Ask again later."
                ) from None
        found.append((answer.status.value, answer.date))
    return page(request, "_uptake.html", found=sorted(found))


def _room(desk: Desk, number: int) -> Room:
    card = desk.card(number)
    if card.room is None:
        raise NothingHereError("This room is not open to you.", hint=card.why_closed)
    return card.room


def _released(desk: Desk, room: Room) -> tuple[tuple[bytes, ...], Trust]:
    trust = trust_of(desk.hub, desk.home, room.session.dialogue)
    return released_bundles(desk.hub, room, desk.enter, trust), trust


def _inspect(desk: Desk, number: int, handle: int) -> Inspection:
    room = _room(desk, number)
    bundles, trust = _released(desk, room)
    judge = judge_recommendation_in(desk.checker)
    return inspect(desk.hub, room, desk.behind(handle), bundles, trust, judge)


def _statement(view: DraftView) -> RecommendationStatement:
    return RecommendationStatement.model_validate_json(view.payload)


def _sent_from_here(desk: Desk, view: DraftView) -> bool:
    name = _statement(view).predicate.recommendation
    return desk.home.load("recommendations", f"{name}.json") is not None


def _day(text: str) -> datetime.date | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise DeskError(
            "The day is not a date.", hint="Write it as 2027-03-31, or leave it empty."
        ) from None
