"""Released bundles on their way to the outbound side, which answers a repeated one the same.

A bundle holds the released text in the clear. It lies here from the moment it was released until it
arrives, and then only its digest does.
"""

import httpx
from pydantic import ValidationError
from sqlmodel import Session, col, select

from keys.bundle import Bundle
from keys.errors import KeysError
from service.hub.errors import BadBundle, NotReleased
from service.hub.sessions import find_session
from service.hub.store import Act, Hub
from service.hub.tables import Delivery, Draft, Release
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.problems import Problem
from service.protocol.roles import Permission
from service.protocol.statements import Kind, parse_statement
from service.protocol.work import DeliveryRequest, DeliveryState, DeliveryView
from service.web.errors import NotFound

FIRST_PAUSE = 30
"""Seconds until the second attempt: a service that restarts is back by then."""

LONGEST_PAUSE = 6 * 3600
"""Seconds: an outbound side that was away for days has its releases the same day."""

_TRY_AGAIN = frozenset({408, 425, 429})


def request_delivery(act: Act, draft: str, request: DeliveryRequest, now: int) -> Delivery:
    """Put a bundle on its way; one that is on its way or arrived is left alone.

    Args:
        now: seconds since 1970.

    Raises:
        NotReleased: the draft is no released document.
        BadBundle: the bundle is not this release's.
    """
    row = _find(act, draft, Permission.DELIVERY_CREATE)
    document = _check(act.db, row, request.bundle.encode())
    present = act.db.get(Delivery, draft)
    if present is not None and present.state is not DeliveryState.REFUSED:
        return present
    delivery = present or Delivery(
        draft=draft, document=document, state=DeliveryState.QUEUED, attempts=0, due=now
    )
    delivery.state, delivery.due, delivery.problem = DeliveryState.QUEUED, now, None
    delivery.bundle = request.bundle.encode()
    act.db.add(delivery)
    act.db.flush()
    return delivery


def view_delivery(act: Act, draft: str, now: int) -> DeliveryView:
    """Where a release stands. Raises NotFound when nobody asked to deliver it."""
    _find(act, draft, Permission.DELIVERY_READ)
    found = find_delivery(act.db, draft, now)
    if found is None:
        raise NotFound("Nobody asked the hub to deliver this draft.")
    return found


def find_delivery(db: Session, draft: str, now: int) -> DeliveryView | None:
    """Where a release stands, if somebody asked to deliver it."""
    row = db.get(Delivery, draft)
    if row is None:
        return None
    queued = row.state is DeliveryState.QUEUED
    return DeliveryView(
        draft=draft,
        document=row.document,
        state=row.state,
        attempts=row.attempts,
        due=max(0, row.due - now) if queued else None,
        problem=row.problem,
        delivered=row.delivered,
    )


def due_deliveries(db: Session, now: int) -> list[tuple[str, int]]:
    """Which drafts to try now, each with the number of attempts that were made."""
    waiting = (col(Delivery.state) == DeliveryState.QUEUED) & (col(Delivery.due) <= now)
    rows = db.exec(select(Delivery.draft, Delivery.attempts).where(waiting)).all()
    return [(one, attempt) for one, attempt in rows]


def deliver(hub: Hub, outbound: httpx.Client, draft: str, attempt: int, now: int) -> None:
    """Try once, and note what came of it. Nothing happens unless this attempt is the next one."""
    with hub.database.read() as db:
        row = db.get_one(Delivery, draft)
        if not _is_next(row, attempt) or row.bundle is None:
            return
    problem, final = _send(outbound, row.bundle)
    with hub.database.write() as db:
        row = db.get_one(Delivery, draft)
        if not _is_next(row, attempt):
            return
        _note(row, problem, final=final, now=now)
        db.add(row)
    hub.database.truncate_wal()


def _note(row: Delivery, problem: str | None, *, final: bool, now: int) -> None:
    row.attempts += 1
    row.problem = problem
    if problem is None or final:
        row.state = DeliveryState.REFUSED if problem else DeliveryState.DELIVERED
        row.delivered = None if problem else today()
        row.bundle = None
    else:
        row.due = now + min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), LONGEST_PAUSE)


def _is_next(row: Delivery, attempt: int) -> bool:
    return row.state is DeliveryState.QUEUED and row.attempts == attempt


def _send(outbound: httpx.Client, bundle: bytes) -> tuple[str | None, bool]:
    """What went wrong, if anything, and whether trying again would be useless."""
    try:
        headers = {"Content-Type": "application/json"}
        answer = outbound.post("/releases", content=bundle, headers=headers)
    except httpx.TransportError:
        return "unreachable", False
    if answer.is_success:
        return None, True
    final = answer.is_client_error and answer.status_code not in _TRY_AGAIN
    try:
        return Problem.model_validate_json(answer.content).code.value, final
    except ValidationError:
        return f"http-{answer.status_code}", final


def _check(db: Session, row: Draft, bundle: bytes) -> str:
    """The digest of the document, if the bundle is what the hub released."""
    release = db.get(Release, row.draft)
    if release is None or row.kind is not Kind.RELEASE:
        raise NotReleased
    try:
        parts = Bundle.from_bytes(bundle)
    except KeysError:
        raise BadBundle from None
    (subject,) = parse_statement(row.payload, row.kind).subject
    document = sha256_hex(parts.document)
    if parts.dsse.to_json() != release.dsse or document != subject.digest.sha256:
        raise BadBundle
    return document


def _find(act: Act, draft: str, permission: Permission) -> Draft:
    row = act.db.get(Draft, draft)
    if row is None:
        raise NotFound
    find_session(act, row.session, permission)
    return row
