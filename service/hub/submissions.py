"""Sealed notes. Taking one leaves no trace of who brought it; the log proves that it was taken."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from service.hub.envelopes import coarse_size
from service.hub.errors import Conflict, StaleKey
from service.hub.journal import Journal
from service.hub.paging import cut, one_more
from service.hub.sessions import find_session
from service.hub.store import Act
from service.hub.tables import MeetingSession, Submission
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.protocol.submissions import (
    Receipt,
    SubmissionRequest,
    Submissions,
    SubmissionSummary,
    SubmissionView,
)
from service.web.errors import NotFound


def submit(act: Act, session: str, request: SubmissionRequest) -> Receipt:
    """Take a sealed note; the same request again gets the same leaf.

    Raises BadEnvelope, StaleKey, and Conflict when the id stands for another envelope or salt.
    """
    return receipt(act.journal, request, place(act, session, request))


def place(act: Act, session: str, request: SubmissionRequest, *, new: bool = False) -> int:
    """Store a sealed note and log it; returns its index. Raises what `submit` does.

    Args:
        new: it is known that no note has this id.
    """
    find_session(act, session, Permission.SUBMISSION_CREATE)
    return _place(act.db, act.journal, session, request, new=new)


def taken(db: Session, ids: Iterable[str]) -> frozenset[str]:
    """Which of these ids stand for a note."""
    query = select(Submission.submission).where(col(Submission.submission).in_(tuple(ids)))
    return frozenset(db.exec(query))


def receipt(journal: Journal, request: SubmissionRequest, index: int) -> Receipt:
    """The proof that a note was taken."""
    proof = journal.inclusion(index)
    return Receipt.model_construct(submission=request.submission, **dict(proof))


def take(db: Session, journal: Journal, session: str, request: SubmissionRequest) -> Receipt:
    """Take a sealed note of somebody who may submit; who it is plays no part."""
    return receipt(journal, request, _place(db, journal, session, request))


def _place(
    db: Session, journal: Journal, session: str, request: SubmissionRequest, *, new: bool = False
) -> int:
    artefact = commitment(request.salt, request.submission, request.envelope)
    row = None if new else db.get(Submission, request.submission)
    if row is None:
        return _store(db, journal, session, request, artefact)
    return _repeated(journal, session, row, artefact)


def is_taken(db: Session, submission: str) -> bool:
    """Whether there is a note with this id."""
    return db.get(Submission, submission) is not None


def list_submissions(act: Act, session: str, cursor: str = "") -> Submissions:
    """A page of what came in, without content, in the order of random ids."""
    find_session(act, session, Permission.SUBMISSION_READ)
    query = (
        select(col(Submission.submission), col(Submission.date), col(Submission.size_class))
        .where(Submission.session == session, col(Submission.submission) > cursor)
        .order_by(col(Submission.submission))
        .limit(one_more())
    )
    rows, following = cut(act.db.exec(query).all(), lambda row: row[0])
    return Submissions(
        submissions=tuple(
            SubmissionSummary(submission=submission, date=on, size_class=size)
            for submission, on, size in rows
        ),
        next=following,
    )


def view_submission(act: Act, submission: str) -> SubmissionView:
    """One sealed note."""
    row = act.db.get(Submission, submission)
    if row is None:
        raise NotFound
    find_session(act, row.session, Permission.SUBMISSION_READ)
    return SubmissionView(
        submission=row.submission, date=row.date, size_class=row.size_class, envelope=row.envelope
    )


def _store(
    db: Session, journal: Journal, session: str, request: SubmissionRequest, artefact: str
) -> int:
    size = coarse_size(request.envelope)
    if db.get_one(MeetingSession, session).epoch != request.epoch:
        raise StaleKey
    db.add(
        Submission(
            submission=request.submission,
            session=session,
            date=today(),
            size_class=size,
            envelope=request.envelope,
        )
    )
    return journal.append(Event.SUBMISSION, artefact, today())


def _repeated(journal: Journal, session: str, row: Submission, artefact: str) -> int:
    index = journal.find(Event.SUBMISSION, artefact, row.date)
    if row.session != session or index is None:
        raise Conflict
    return index
