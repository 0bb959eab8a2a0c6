"""Recommendations: kept for their recipient until they are collected, and then their uptake."""

from sqlmodel import Session, col, select

from keys.errors import KeysError
from keys.sealing import size_class
from keys.trust import Trust
from service.outbound.errors import BadRecommendation, BadUptake, Conflict
from service.outbound.tables import Recipient, Recommendation
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.outbound import (
    Inbox,
    InboxItem,
    RecommendationReceipt,
    RecommendationRequest,
    UptakeAnswer,
    UptakeRequest,
)
from service.protocol.statements import RecommendationPredicate
from service.protocol.transfers import TransferError, verify_transfer
from service.protocol.uptake import Uptake
from service.web.errors import NotFound, SignInNeeded


def receive(db: Session, trust: Trust, request: RecommendationRequest) -> RecommendationReceipt:
    """Take a recommendation. Raises BadRecommendation, NotFound, Conflict."""
    predicate = _verified(request, trust)
    _check_envelope(request)
    if db.get(Recipient, request.recipient) is None:
        raise NotFound(
            "Nobody with this identity collects here.",
            hint="Ask whoever hosts this service to register the recipient.",
        )
    row = db.get(Recommendation, (request.recommendation, request.recipient))
    if row is None:
        row = _row(request)
        row.opens = predicate.opens or row.received
        db.add(row)
    elif (row.envelope, row.tracking) != (request.envelope, request.tracking):
        raise Conflict
    return RecommendationReceipt(recommendation=row.recommendation, date=row.received)


def _verified(request: RecommendationRequest, trust: Trust) -> RecommendationPredicate:
    try:
        return verify_transfer(request, trust).predicate
    except TransferError as error:
        raise BadRecommendation(str(error), hint=error.hint) from None


def inbox(db: Session, token: str) -> Inbox:
    """What the bearer of a collection token may open by now. Raises SignInNeeded."""
    recipient = _recipient(db, token)
    query = select(Recommendation).where(
        Recommendation.recipient == recipient.person, col(Recommendation.opens) <= today()
    )
    rows = sorted(db.exec(query), key=lambda row: (row.opens, row.recommendation))
    return Inbox(items=tuple(map(_item, rows)))


def answer(db: Session, token: str, recommendation: str, request: UptakeRequest) -> UptakeAnswer:
    """Say what became of a recommendation. Raises SignInNeeded, NotFound, BadUptake."""
    recipient = _recipient(db, token)
    row = db.get(Recommendation, (recommendation, recipient.person))
    if row is None or row.opens > today():
        raise NotFound("You have no such recommendation.")
    if request.status is Uptake.SENT:
        raise BadUptake
    row.status, row.status_date = request.status, today()
    db.add(row)
    return _uptake(row)


def uptake(db: Session, token: str) -> UptakeAnswer:
    """What became of the recommendation that was sent with this tracking token."""
    tracking = sha256_hex(token.encode())
    row = db.exec(select(Recommendation).where(Recommendation.tracking == tracking)).first()
    if row is None:
        raise SignInNeeded
    return _uptake(row)


def _recipient(db: Session, token: str) -> Recipient:
    hashed = sha256_hex(token.encode())
    recipient = db.exec(select(Recipient).where(Recipient.token == hashed)).first()
    if recipient is None:
        raise SignInNeeded
    return recipient


def _check_envelope(request: RecommendationRequest) -> None:
    try:
        size_class(request.envelope)
    except KeysError:
        raise BadRecommendation("This is not a whole envelope of a known version.") from None


def _row(request: RecommendationRequest) -> Recommendation:
    return Recommendation(
        recommendation=request.recommendation,
        recipient=request.recipient,
        envelope=request.envelope,
        dsse=request.dsse,
        log_index=request.index,
        leaf=request.leaf,
        inclusion=[node.hex() for node in request.inclusion],
        checkpoint=request.checkpoint,
        received=today(),
        opens=today(),
        tracking=request.tracking,
        status=Uptake.SENT,
        status_date=today(),
    )


def _item(row: Recommendation) -> InboxItem:
    return InboxItem(
        recommendation=row.recommendation,
        recipient=row.recipient,
        envelope=row.envelope,
        dsse=row.dsse,
        index=row.log_index,
        leaf=row.leaf,
        inclusion=tuple(map(bytes.fromhex, row.inclusion)),
        checkpoint=row.checkpoint,
        date=max(row.received, row.opens),
        status=row.status,
    )


def _uptake(row: Recommendation) -> UptakeAnswer:
    return UptakeAnswer(recommendation=row.recommendation, status=row.status, date=row.status_date)
