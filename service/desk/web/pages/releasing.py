"""Approval and release: the exact text, every check, two signatures, and the files to hand on."""

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from keys.bundle import verify_bundle
from keys.identity import PublicIdentity
from service.desk.errors import DeskError, GateError, ReviewError
from service.desk.exporting.rendering import render
from service.desk.hearing import hear
from service.desk.held_waivers import waived
from service.desk.previewing import readers
from service.desk.releasing import (
    Inspection,
    Judge,
    approve,
    examine,
    inspect,
    propose,
    release,
    trust_of,
)
from service.desk.reviewing import Standing, finished_review, load_review
from service.desk.rooms import Room
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError, OtherTextError
from service.desk.web.judging import judge_in
from service.desk.web.map import draw
from service.desk.web.sample_hub import SampleHub
from service.protocol.drafts import APPROVALS_NEEDED, DraftState
from service.protocol.roles import Role
from service.protocol.statements import Kind

router = APIRouter()

CHECKS = {
    "findings": "Nothing that points to a person",
    "funding-statement": "Who pays is said",
    "metadata": "Plain words only: nothing hidden, no links",
    "roster-sweep": "No participant’s name or organisation, however spelled",
    "state-commitment": "No state is made to agree or promise",
    "verbatim": "No sentence taken word for word from a transcript",
}
"""What each check of the gate means to a reader."""

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}


@router.get("/rooms/{number}/release")
def overview(request: Request, desk: OpenDesk, number: int) -> Response:
    """How far the review is, the map of what leaves, and the drafts there are."""
    room = _room(desk, number)
    desk.checker.warm()
    review = load_review(desk.home, desk.identity, room.session.session)
    titles = [item.title for item in room.agenda.items]
    drafts = [one for one in desk.hub.drafts(room.session.session).drafts if _is_release(one.kind)]
    return page(
        request,
        "release.html",
        number=number,
        review=review,
        strips=draw(titles, review.proposals) if review else (),
        drafts=sorted(drafts, key=lambda one: (one.state.value, one.date)),
        handle=desk.handle,
        needed=APPROVALS_NEEDED,
    )


@router.get("/rooms/{number}/release/preview")
def preview(request: Request, desk: OpenDesk, number: int) -> Response:
    """The document as it would be, and the gate's verdict; nothing is signed or sent."""
    room = _room(desk, number)
    try:
        review = finished_review(desk.home, desk.identity, room.session.session)
    except ReviewError as unfinished:
        return page(request, "_not_yet.html", number=number, why=str(unfinished))
    document, verdict = examine(desk.hub, room, review, desk.enter, _judge(desk, room))
    return page(
        request,
        "_verdict.html",
        number=number,
        text=document.decode(),
        verdict=verdict,
        checks=CHECKS,
        dismissals=review.let_through,
        waiting=sum(one.standing is Standing.WAITING for one in review.dismissals),
    )


@router.post("/rooms/{number}/release/propose")
def put_up(request: Request, desk: OpenDesk, number: int) -> Response:
    """Put the outcome up for two signatures, if the gate opens."""
    room = _room(desk, number)
    review = finished_review(desk.home, desk.identity, room.session.session)
    inspection = propose(desk.hub, room, review, desk.enter, _judge(desk, room))
    return go(request, f"/rooms/{number}/drafts/{desk.handle(inspection.view.draft)}")


@router.get("/rooms/{number}/drafts/{handle}")
def draft(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """One draft; what is in it is opened and checked afresh on this machine."""
    room = _room(desk, number)
    summary = desk.hub.draft(desk.behind(handle))
    desk.checker.warm()
    found = () if desk.is_sample else readers(desk.hub, desk.home, room, summary.draft)
    return page(
        request,
        "draft.html",
        number=number,
        handle=handle,
        draft=summary,
        approvers=_approvers(desk, room, [one.person for one in summary.approvals]),
        needed=APPROVALS_NEEDED,
        released=summary.state is DraftState.RELEASED,
        hearing=hear(desk.hub, room, summary.draft),
        readers=found,
        handle_of=desk.handle,
    )


@router.get("/rooms/{number}/drafts/{handle}/inspect")
def inspected(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Open the draft, run every check again, and show the exact text."""
    room = _room(desk, number)
    try:
        inspection = _inspect(desk, room, handle)
    except GateError as closed:
        return page(
            request, "_closed_gate.html", number=number, verdict=closed.verdict, checks=CHECKS
        )
    own = desk.identity.person
    objections = desk.hub.objections(inspection.view.draft).objections
    return page(
        request,
        "_inspection.html",
        number=number,
        handle=handle,
        inspection=inspection,
        text=inspection.document.decode(),
        checks=CHECKS,
        signed=any(one.person == own for one in inspection.view.approvals),
        author=own in inspection.authors,
        open=inspection.view.state is DraftState.OPEN,
        enough=len(inspection.view.approvals) >= APPROVALS_NEEDED,
        objections=len(objections),
        waiting=sum(one.answer is None for one in objections),
        tool=version("sealedroom"),
        own=own,
    )


@router.post("/rooms/{number}/drafts/{handle}/approve")
def sign(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    digest: Annotated[str, Form()] = "",
    agreed: Annotated[int, Form()] = 0,
) -> Response:
    """Sign exactly what was shown."""
    inspection = _inspect(desk, _room(desk, number), handle)
    if digest != inspection.digest:
        raise OtherTextError
    if agreed != len(inspection.dismissals):
        raise DeskError(
            "Each dismissal needs your agreement.",
            hint="Tick every one you agree with; reject the draft if you do not.",
        )
    approve(desk.hub, desk.identity, inspection)
    return go(request, f"/rooms/{number}/drafts/{handle}")


@router.post("/rooms/{number}/drafts/{handle}/second")
def sign_as_second(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """In the sample, let the second organiser sign."""
    if not isinstance(desk.hub, SampleHub):
        raise NothingHereError
    desk.hub.approve_as_second(desk.behind(handle))
    return go(request, f"/rooms/{number}/drafts/{handle}")


@router.post("/rooms/{number}/drafts/{handle}/reject")
def reject(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Block a draft for good."""
    desk.hub.reject(desk.behind(handle))
    return go(request, f"/rooms/{number}/drafts/{handle}")


@router.post("/rooms/{number}/drafts/{handle}/release")
def let_out(request: Request, desk: OpenDesk, number: int, handle: int) -> Response:
    """Have the hub log it, and verify the bundle as every receiver will."""
    released_bundle(desk, number, handle)
    return go(request, f"/rooms/{number}/drafts/{handle}")


@router.get("/rooms/{number}/drafts/{handle}/bundle")
def bundle(desk: OpenDesk, number: int, handle: int) -> Response:
    """The bundle of a released draft."""
    content = released_bundle(desk, number, handle)
    return _file(content, "application/json", "release.json")


@router.get("/rooms/{number}/drafts/{handle}/document/{kind}")
def document(desk: OpenDesk, number: int, handle: int, kind: str) -> Response:
    """The released text as a file to hand on, without author, time or name of a tool."""
    if kind not in KINDS:
        raise NothingHereError
    room = _room(desk, number)
    trust = trust_of(desk.hub, desk.home, room.session.dialogue)
    released = verify_bundle(released_bundle(desk, number, handle), trust).document
    return _file(render(released, f".{kind}"), KINDS[kind], f"release.{kind}")


@router.get("/rooms/{number}/trust")
def trust(desk: OpenDesk, number: int) -> Response:
    """The public keys that verifiers of these releases pin."""
    room = _room(desk, number)
    content = trust_of(desk.hub, desk.home, room.session.dialogue).to_json().encode()
    return _file(content, "application/json", "trust.json")


def _room(desk: Desk, number: int) -> Room:
    card = desk.card(number)
    if card.room is None:
        raise NothingHereError("This room is not open to you.", hint=card.why_closed)
    return card.room


def _judge(desk: Desk, room: Room) -> Judge:
    return judge_in(desk.checker, waived(desk.hub, desk.home, room))


def _inspect(desk: Desk, room: Room, handle: int) -> Inspection:
    return inspect(desk.hub, room, desk.behind(handle), desk.enter, _judge(desk, room))


def released_bundle(desk: Desk, number: int, handle: int) -> bytes:
    """Have the hub release a draft, or find it released: the bundle, verified."""
    room = _room(desk, number)
    trusted = trust_of(desk.hub, desk.home, room.session.dialogue)
    return release(desk.hub, room, desk.behind(handle), trusted)


def _approvers(desk: Desk, room: Room, persons: list[str]) -> list[tuple[str, bool]]:
    """The fingerprints of those who signed, and whether it is oneself."""
    members = desk.hub.members(room.session.dialogue)
    keys = {
        one.person: PublicIdentity.from_json(one.identity).key_id
        for one in members
        if one.role is Role.ORGANISER and one.identity
    }
    return [(keys.get(one, ""), one == desk.identity.person) for one in persons]


def _is_release(kind: Kind) -> bool:
    return kind is Kind.RELEASE


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
