"""How a session stands, from what the hub knows without reading anything."""

from collections import Counter

from sqlmodel import col, func, select

from service.hub.drafts import counted_approvals, organisers
from service.hub.sessions import find_session
from service.hub.store import Act
from service.hub.tables import Draft, Submission
from service.hub.work.clock import view_clock
from service.hub.work.deliveries import find_delivery
from service.protocol.drafts import APPROVALS_NEEDED, DraftState
from service.protocol.roles import Permission
from service.protocol.statements import Kind
from service.protocol.status import Arrived, Awaiting, Released, Status


def view_status(act: Act, session: str, now: int) -> Status:
    """What came in, what waits for whom, what left, and the review clock.

    Args:
        now: seconds since 1970.
    """
    find_session(act, session, Permission.SUBMISSION_READ)
    query = select(col(Submission.date), col(Submission.size_class)).where(
        Submission.session == session
    )
    arrived = Counter(act.db.exec(query).all())
    drafts = act.db.exec(select(Draft).where(Draft.session == session)).all()
    last = act.db.exec(select(func.max(col(Draft.date))).where(Draft.session == session)).one()
    waiting = sorted((row for row in drafts if row.state is DraftState.OPEN), key=_by_id)
    return Status(
        session=session,
        arrived=tuple(
            Arrived(date=on, size_class=size, count=count)
            for (on, size), count in sorted(arrived.items())
        ),
        awaiting_review=sum(
            count for (on, _), count in arrived.items() if last is None or on >= last
        ),
        awaiting_approval=tuple(_awaiting(act, row) for row in waiting),
        released=tuple(
            Released(draft=row.draft, delivery=find_delivery(act.db, row.draft, now))
            for row in sorted(drafts, key=_by_id)
            if row.state is DraftState.RELEASED and row.kind is Kind.RELEASE
        ),
        clock=view_clock(act, session),
    )


def _by_id(row: Draft) -> str:
    return row.draft


def _awaiting(act: Act, row: Draft) -> Awaiting:
    entitled = set(organisers(act, row))
    approved = {approval.person for approval in counted_approvals(act, row)} & entitled
    return Awaiting(
        draft=row.draft,
        approved=tuple(sorted(approved)),
        missing=max(APPROVALS_NEEDED - len(approved), 0),
        can_approve=tuple(sorted(entitled - approved)),
    )
