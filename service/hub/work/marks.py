"""The dates of a session: the review clock, then warning, end of retention, and shredding.

Each of the last three follows the one before at its distance, also when a worker was away and comes
late to one of them: nobody loses a day of the warning or of the grace.
"""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from service.hub.tables import ClockMark, DialogueTerms, Draft, Hold, MeetingSession
from service.protocol.drafts import DraftState
from service.protocol.statements import Kind
from service.protocol.work import Mark, MarkState, Terms

REVIEW = (Mark.DRAFT, Mark.OBJECTIONS, Mark.RELEASE)
"""Marks that give people the whole of their last day: they are come to on the day after."""

ENDING = (Mark.WARNING, Mark.RETENTION, Mark.SHREDDING)
"""Marks of which none may come before the one in front of it was come to."""

Marks = dict[Mark, ClockMark]


def terms_of(db: Session, dialogue: str) -> Terms:
    """The days that a session opened now would have."""
    row = db.get(DialogueTerms, dialogue)
    return Terms(**row.model_dump(exclude={"dialogue"})) if row else Terms()


def start(db: Session, session: MeetingSession) -> None:
    """Set the dates of a session that is being opened."""
    terms = terms_of(db, session.dialogue)
    days = {
        Mark.DRAFT: terms.draft,
        Mark.OBJECTIONS: terms.objections,
        Mark.RELEASE: terms.release,
        Mark.WARNING: terms.retention - terms.warning,
        Mark.RETENTION: terms.retention,
        Mark.SHREDDING: terms.retention + terms.grace,
    }
    gaps = {Mark.RETENTION: terms.warning, Mark.SHREDDING: terms.grace}
    for mark, day in days.items():
        due = session.opened + timedelta(days=day)
        row = ClockMark(session=session.session, mark=mark, due=due, state=MarkState.WAITING)
        row.gap = gaps.get(mark, 0)
        db.add(row)


def marks_of(db: Session, session: str) -> Marks:
    """The rows of a session's clock."""
    rows = db.exec(select(ClockMark).where(ClockMark.session == session))
    found = {row.mark: row for row in rows}
    return {mark: found[mark] for mark in Mark if mark in found}


def due(db: Session, today: date) -> list[ClockMark]:
    """Every mark that a worker should come to today."""
    held = select(Hold.session)
    stopped = (col(ClockMark.mark) == Mark.SHREDDING) & col(ClockMark.session).in_(held)
    came = (col(ClockMark.state) == MarkState.WAITING) & (col(ClockMark.due) <= today)
    found = db.exec(select(ClockMark).where(came, ~stopped))
    rows = [row for row in found if _came(row, today)]
    behind = {(row.session, row.mark) for row in rows}
    return [row for row in rows if not _in_front(row) & behind]


def is_due(rows: Marks, mark: Mark, today: date) -> bool:
    """Whether its day has come, and nobody came to it yet, but did to those in front of it."""
    row = rows.get(mark)
    return (
        row is not None
        and row.state is MarkState.WAITING
        and _came(row, today)
        and all(rows[one].state is not MarkState.WAITING for _, one in _in_front(row))
    )


def settle(db: Session, session: str, mark: Mark, today: date) -> None:
    """Come to a date that is due. The shredding itself is `service.hub.shredding`'s."""
    rows = marks_of(db, session)
    if not is_due(rows, mark, today):
        return
    row = rows[mark]
    row.state = MarkState.DONE if _was_there(db, session, mark) else MarkState.MISSED
    row.settled = today
    earliest = today
    for following in ENDING[ENDING.index(mark) + 1 :] if mark in ENDING else ():
        earliest += timedelta(days=rows[following].gap)
        postpone(rows, following, earliest)
    db.add_all(rows.values())


def postpone(rows: Marks, mark: Mark, earliest: date) -> None:
    """Let a date be no earlier than this one."""
    rows[mark].due = max(rows[mark].due, earliest)


def finish(db: Session, session: str, today: date) -> None:
    """There is nothing left to come to: the room was shredded."""
    for row in marks_of(db, session).values():
        if row.state is MarkState.WAITING:
            row.state, row.settled = MarkState.DONE, today
            db.add(row)


def _came(row: ClockMark, today: date) -> bool:
    return row.due < today if row.mark in REVIEW else row.due <= today


def _in_front(row: ClockMark) -> set[tuple[str, Mark]]:
    earlier = ENDING[: ENDING.index(row.mark)] if row.mark in ENDING else ()
    return {(row.session, mark) for mark in earlier}


def _was_there(db: Session, session: str, mark: Mark) -> bool:
    query = select(Draft.draft).where(Draft.session == session, Draft.kind == Kind.RELEASE)
    if mark is Mark.DRAFT:
        return db.exec(query).first() is not None
    if mark is Mark.RELEASE:
        return db.exec(query.where(Draft.state == DraftState.RELEASED)).first() is not None
    return True
