"""Closing a room: its dates in plain words, a legal hold, the end of its keys, the certificate."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from keys.destruction import Destruction
from keys.errors import KeysError
from keys.opening import Identity
from keys.signatures import DsseEnvelope
from service.desk.closing import (
    MAX_WHY,
    certificate_of,
    end_hold,
    hold,
    is_destroyed,
    reasons,
    standing,
)
from service.desk.errors import DeskError, UnreachableError
from service.desk.releasing import trust_of
from service.desk.rooms import Room
from service.desk.shredding import (
    join_certificates,
    keep_certificate,
    kept_certificate,
    parse_certificate,
    sign_certificate,
    unsigned,
    verify_certificate,
)
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError
from service.desk.web.rooms import SessionCard
from service.desk.web.uploads import taken
from service.protocol.coarse import today
from service.protocol.drafts import APPROVALS_NEEDED
from service.protocol.roles import Role
from service.protocol.work import Clock, Mark, MarkState, MarkView

router = APIRouter()

PHRASE = "destroy this room"
"""What is typed before the keys go."""

MARKS = {
    Mark.DRAFT: "A draft of what leaves is due.",
    Mark.OBJECTIONS: "The last day on which participants may object. Silence is assent.",
    Mark.RELEASE: "The release is due.",
    Mark.WARNING: "Warning: the notes will soon be no longer needed.",
    Mark.RETENTION: "The notes are no longer needed. Days of grace begin.",
    Mark.SHREDDING: "The hub destroys the room’s keys. Nobody can open the notes again.",
}
"""What each date of the clock means to a reader."""


@dataclass(frozen=True)
class Line:
    """A date, what happens then, and where that stands."""

    due: date
    what: str
    state: str
    tone: str


@dataclass(frozen=True)
class Certificate:
    """The certificate as far as it is signed; `verified` by two organisers, or `why` not yet."""

    says: Destruction
    signed: int
    own: bool
    verified: bool
    why: str


@router.get("/rooms/{number}/closing")
def show(request: Request, desk: OpenDesk, number: int) -> Response:
    """The dates and what can be done about them; or, afterwards, the certificate."""
    return _page(request, desk, number)


@router.post("/rooms/{number}/closing/hold")
def set_hold(
    request: Request, desk: OpenDesk, number: int, why: Annotated[str, Form()] = ""
) -> Response:
    """Nothing is destroyed until the hold is lifted."""
    room = _room(desk, number)
    try:
        hold(desk.hub, desk.home, room, desk.identity, why)
    except UnreachableError as away:
        return _page(request, desk, number, why=why, failed=away)
    return go(request, f"/rooms/{number}/closing")


@router.post("/rooms/{number}/closing/hold/end")
def lift_hold(
    request: Request, desk: OpenDesk, number: int, why: Annotated[str, Form()] = ""
) -> Response:
    """Let the clock go on."""
    room = _room(desk, number)
    try:
        end_hold(desk.hub, desk.home, room, desk.identity, why)
    except UnreachableError as away:
        return _page(request, desk, number, why=why, failed=away)
    return go(request, f"/rooms/{number}/closing")


@router.post("/rooms/{number}/closing/destroy")
def destroy(
    request: Request,
    desk: OpenDesk,
    number: int,
    phrase: Annotated[str, Form()] = "",
    passphrase: Annotated[str, Form()] = "",
) -> Response:
    """Destroy the room's keys today, as the same person who opened the desk."""
    card = _card(desk, number)
    if " ".join(phrase.casefold().split()) != PHRASE:
        raise DeskError("Nothing was destroyed.", hint=f"To destroy it, type: {PHRASE}")
    desk.home.unlock(passphrase)
    desk.hub.destroy(card.session)
    desk.look()
    return go(request, f"/rooms/{number}/closing")


@router.post("/rooms/{number}/closing/sign")
def sign(request: Request, desk: OpenDesk, number: int) -> Response:
    """Say that no copy of the room's keys is kept here: forget them, then sign."""
    card = _card(desk, number)
    desk.look()
    envelope = sign_certificate(_envelope(desk, card), desk.identity)
    keep_certificate(desk.home, card.session, envelope)
    return go(request, f"/rooms/{number}/closing")


@router.post("/rooms/{number}/closing/join")
def join(
    request: Request, desk: OpenDesk, number: int, certificate: Annotated[str, Form()] = ""
) -> Response:
    """Take the other organiser's signature from their file."""
    card = _card(desk, number)
    joined = join_certificates(_envelope(desk, card), parse_certificate(taken(certificate))[0])
    keep_certificate(desk.home, card.session, joined)
    return go(request, f"/rooms/{number}/closing")


@router.get("/rooms/{number}/closing/certificate")
def save(desk: OpenDesk, number: int) -> Response:
    """The certificate as a file, with the signatures it has."""
    content = _envelope(desk, _card(desk, number)).to_json()
    headers = {"Content-Disposition": 'attachment; filename="destruction.json"'}
    return Response(content, media_type="application/json", headers=headers)


def _page(
    request: Request,
    desk: Desk,
    number: int,
    why: str = "",
    failed: UnreachableError | None = None,
) -> Response:
    card = _card(desk, number)
    clock = desk.hub.clock(card.session)
    away = desk.away
    destroyed = is_destroyed(clock)
    return page(
        request,
        "closing.html",
        status=503 if failed else 200,
        number=number,
        card=card,
        clock=clock,
        away=away,
        failed=failed,
        why=why,
        most=MAX_WHY,
        phrase=PHRASE,
        needed=APPROVALS_NEEDED,
        lines=_lines(clock),
        standing=None if destroyed else standing(desk.hub, card.session),
        reasons=reasons(desk.hub, card.room, desk.home.known()) if card.room else (),
        certificate=_certificate(desk, card) if destroyed else None,
    )


def _card(desk: Desk, number: int) -> SessionCard:
    card = desk.card(number)
    if card.role is not Role.ORGANISER or desk.is_sample:
        raise NothingHereError
    return card


def _room(desk: Desk, number: int) -> Room:
    card = _card(desk, number)
    if card.room is None:
        raise NothingHereError("This room is not open to you.", hint=card.why_closed)
    return card.room


def _lines(clock: Clock) -> list[Line]:
    return [Line(view.due, MARKS[view.mark], *_state(view)) for view in clock.marks]


def _state(view: MarkView) -> tuple[str, str]:
    """In words, and in which colour."""
    if view.state is MarkState.HELD:
        return "stopped by the legal hold", "warn"
    if view.state is MarkState.DONE:
        return "done", "good"
    if view.state is MarkState.MISSED:
        return "missed", "bad"
    days = (view.due - today()).days
    if days <= 0:
        return "today" if days == 0 else "due", "warn"
    return f"in {days} day{'' if days == 1 else 's'}", ""


def _envelope(desk: Desk, card: SessionCard) -> DsseEnvelope:
    """The certificate as far as this desk has it. Raises `NothingHereError` before there is one."""
    kept = kept_certificate(desk.home, card.session)
    if kept is not None:
        return kept
    says = certificate_of(desk.hub, card.session)
    if says is None:
        raise NothingHereError("The keys of this room are not destroyed.")
    return unsigned(says)


def _certificate(desk: Desk, card: SessionCard) -> Certificate:
    envelope = _envelope(desk, card)
    says = Destruction.from_bytes(envelope.payload)
    own = _signed_by(envelope, desk.identity)
    try:
        trust = trust_of(desk.hub, desk.home, card.dialogue)
        verify_certificate(envelope.to_json().encode(), trust)
    except (DeskError, KeysError) as error:
        return Certificate(says, len(envelope.signatures), own, verified=False, why=str(error))
    return Certificate(says, len(envelope.signatures), own, verified=True, why="")


def _signed_by(envelope: DsseEnvelope, identity: Identity) -> bool:
    return any(one.key_id == identity.public.key_id for one in envelope.signatures)
