"""Drafts that participants are shown, their objections, and what is done about each.

The hub checks that an objector was shown the draft, and forgets who it was: like a note, an
objection leaves no trace of who brought it, and its leaf commits to nobody. Nobody is asked to say
"no objection": by who had said so one would know who had not.
"""

from datetime import date

from sqlmodel import Session, col, select

from service.hub.envelopes import coarse_size
from service.hub.errors import (
    Conflict,
    NotShown,
    ObjectionsClosed,
    ObjectionsOpen,
    ObjectionsUnanswered,
    Rejected,
    Released,
)
from service.hub.recording import record
from service.hub.sessions import find_session
from service.hub.store import Act
from service.hub.tables import (
    ClockMark,
    Draft,
    EarlyReleaseRow,
    MeetingSession,
    Membership,
    ObjectionAnswer,
    ObjectionRow,
    PreviewRow,
)
from service.hub.tiers import is_safety, readers
from service.protocol.coarse import today
from service.protocol.drafts import DraftState
from service.protocol.log import Event, commitment
from service.protocol.objections import (
    Answer,
    AnswerRequest,
    EarlyRelease,
    EarlyReleaseRequest,
    Objection,
    ObjectionReceipt,
    ObjectionRequest,
    Objections,
    PreviewRequest,
    Previews,
    PreviewSummary,
    PreviewView,
)
from service.protocol.roles import Permission, may
from service.protocol.statements import Kind
from service.protocol.work import Mark
from service.web.errors import NotFound


def show(act: Act, draft: str, request: PreviewRequest) -> PreviewSummary:
    """Keep a preview for one member; sent again, it takes the place of the one before.

    Raises BadEnvelope, NotFound for who may not read one, ObjectionsClosed, Rejected, Released.
    """
    row, room = _find(act, draft, Permission.PREVIEW_CREATE)
    _refuse_late(act, row)
    coarse_size(request.envelope)
    member = act.db.get(Membership, (room.dialogue, request.person))
    if member is None or not may(member.role, Permission.PREVIEW_READ):
        raise NotFound
    preview = act.db.get(PreviewRow, (draft, request.person))
    if preview is None:
        preview = PreviewRow(draft=draft, date=today(), **request.model_dump())
    if preview.envelope != request.envelope or preview not in act.db:
        preview.envelope = request.envelope
        act.db.add(preview)
        record(act, Event.PREVIEW, commitment(draft, request.envelope), today(), room)
    return _summary(act.db, preview, row)


def list_previews(act: Act) -> Previews:
    """What the caller was shown, in dialogues of which they are a member."""
    query = (
        select(PreviewRow, Draft)
        .join(Draft, col(Draft.draft) == PreviewRow.draft)
        .join(MeetingSession, col(MeetingSession.session) == Draft.session)
        .join(Membership, col(Membership.dialogue) == MeetingSession.dialogue)
        .where(PreviewRow.person == act.account.person, Membership.person == act.account.person)
        .order_by(col(PreviewRow.draft))
    )
    found = act.db.exec(query)
    return Previews(previews=tuple(_summary(act.db, preview, row) for preview, row in found))


def view_preview(act: Act, draft: str) -> PreviewView:
    """The caller's own preview. Raises NotFound for whoever was not shown the draft."""
    row, _ = _find(act, draft, Permission.PREVIEW_READ)
    preview = _own(act, draft)
    return PreviewView(**dict(_summary(act.db, preview, row)), envelope=preview.envelope)


def object_to(act: Act, draft: str, request: ObjectionRequest) -> ObjectionReceipt:
    """Take a sealed objection of somebody who was shown the draft; again, the same leaf.

    Raises BadEnvelope, Conflict, NotFound, ObjectionsClosed, Rejected, Released.
    """
    row, _ = _find(act, draft, Permission.OBJECTION_CREATE)
    _own(act, draft)
    artefact = commitment(request.salt, request.objection, request.envelope)
    present = act.db.get(ObjectionRow, request.objection)
    if present is None:
        _refuse_late(act, row)
        coarse_size(request.envelope)
        if act.db.get(Draft, request.objection) is not None:
            raise Conflict  # whoever wraps a room's envelopes anew goes by their ids
        kept = request.model_dump(exclude={"salt"})
        act.db.add(ObjectionRow(draft=draft, date=today(), **kept))
        index: int | None = act.journal.append(Event.OBJECTION, artefact, today())
    else:
        index = act.journal.find(Event.OBJECTION, artefact, present.date)
    if index is None or (present is not None and present.draft != draft):
        raise Conflict
    proof = act.journal.inclusion(index)
    return ObjectionReceipt(objection=request.objection, **proof.model_dump(mode="python"))


def list_objections(act: Act, draft: str) -> Objections:
    """Everything that was said of a draft, sealed."""
    row, _ = _find(act, draft, Permission.OBJECTION_READ)
    shown = select(PreviewRow.person).where(PreviewRow.draft == draft)
    early = _early(act.db, draft)
    until = _until(act.db, row)
    return Objections(
        draft=draft,
        shown=tuple(sorted(act.db.exec(shown))),
        until=until,
        over=until < today(),
        objections=tuple(_view(act.db, one) for one in _objections(act.db, draft)),
        early=EarlyRelease(**early.model_dump(exclude={"draft"})) if early else None,
    )


def answer(act: Act, objection: str, request: AnswerRequest) -> Objection:
    """Keep what organisers did about an objection; a later answer takes its place.

    Raises BadEnvelope, Conflict, NotFound, Released.
    """
    row = act.db.get(ObjectionRow, objection)
    if row is None:
        raise NotFound
    draft, room = _find(act, row.draft, Permission.ANSWER_CREATE)
    present = _answer(act.db, objection)
    if present is not None and present.model_dump(include={"answer", "envelope"}) == dict(request):
        return _view(act.db, row)
    if draft.state is DraftState.RELEASED:
        raise Released
    coarse_size(request.envelope)
    if act.db.get(ObjectionAnswer, request.answer) is not None:
        raise Conflict
    if present is not None:
        act.db.delete(present)
        act.db.flush()
    act.db.add(ObjectionAnswer(objection=objection, date=today(), **request.model_dump()))
    record(act, Event.ANSWER, commitment(objection, request.envelope), today(), room)
    return _view(act.db, row)


def hasten(act: Act, draft: str, request: EarlyReleaseRequest) -> EarlyRelease:
    """Keep the reason for which a draft does not wait. Raises BadEnvelope, Conflict, Released."""
    row, room = _find(act, draft, Permission.RELEASE_HASTEN)
    if is_safety(act.db, row.session):
        raise Conflict(
            "In the safety tier every draft waits.", hint="Wait until the days are over."
        )
    present = _early(act.db, draft)
    if present is None:
        _refuse_settled(row)
        coarse_size(request.envelope)
        if act.db.get(EarlyReleaseRow, request.reason) is not None:
            raise Conflict
        present = EarlyReleaseRow(draft=draft, date=today(), **request.model_dump())
        act.db.add(present)
        record(act, Event.EARLY_RELEASE, commitment(draft, request.envelope), today(), room)
    elif present.model_dump(include={"reason", "envelope"}) != dict(request):
        raise Conflict
    return EarlyRelease(**present.model_dump(exclude={"draft"}))


def refuse_unheard(db: Session, row: Draft) -> None:
    """Keep a draft in while participants who were shown it are not heard.

    Raises ObjectionsUnanswered; ObjectionsOpen before the days are over, without a reason; in the
    safety tier no reason serves, and NotShown unless every participant was shown it.
    """
    if any(_answer(db, one.objection) is None for one in _objections(db, row.draft)):
        raise ObjectionsUnanswered
    shown = set(db.exec(select(PreviewRow.person).where(PreviewRow.draft == row.draft)))
    safety = row.kind is Kind.RELEASE and is_safety(db, row.session)
    if safety and not readers(db, row.session) <= shown:
        raise NotShown
    waits = shown and today() <= _until(db, row)
    if waits and (safety or _early(db, row.draft) is None):
        raise ObjectionsOpen


def sealed_words(
    db: Session, session: str
) -> dict[str, ObjectionRow | ObjectionAnswer | EarlyReleaseRow]:
    """Everything here that is sealed to a session's room, by id: a new epoch wraps it again."""
    drafts = select(Draft.draft).where(Draft.session == session)
    objections = db.exec(select(ObjectionRow).where(col(ObjectionRow.draft).in_(drafts))).all()
    answers = (_answer(db, one.objection) for one in objections)
    early = db.exec(select(EarlyReleaseRow).where(col(EarlyReleaseRow.draft).in_(drafts)))
    return {
        **{one.objection: one for one in objections},
        **{one.answer: one for one in answers if one is not None},
        **{one.reason: one for one in early},
    }


def _find(act: Act, draft: str, permission: Permission) -> tuple[Draft, MeetingSession]:
    row = act.db.get(Draft, draft)
    if row is None:
        raise NotFound
    return row, find_session(act, row.session, permission)


def _own(act: Act, draft: str) -> PreviewRow:
    preview = act.db.get(PreviewRow, (draft, act.account.person))
    if preview is None:
        raise NotFound
    return preview


def _until(db: Session, row: Draft) -> date:
    return db.get_one(ClockMark, (row.session, Mark.OBJECTIONS)).due


def _refuse_late(act: Act, row: Draft) -> None:
    _refuse_settled(row)
    if _until(act.db, row) < today():
        raise ObjectionsClosed


def _refuse_settled(row: Draft) -> None:
    if row.state is DraftState.REJECTED:
        raise Rejected
    if row.state is DraftState.RELEASED:
        raise Released


def _objections(db: Session, draft: str) -> list[ObjectionRow]:
    query = select(ObjectionRow).where(ObjectionRow.draft == draft)
    return list(db.exec(query.order_by(col(ObjectionRow.objection))))


def _answer(db: Session, objection: str) -> ObjectionAnswer | None:
    query = select(ObjectionAnswer).where(ObjectionAnswer.objection == objection)
    return db.exec(query).first()


def _early(db: Session, draft: str) -> EarlyReleaseRow | None:
    return db.exec(select(EarlyReleaseRow).where(EarlyReleaseRow.draft == draft)).first()


def _view(db: Session, row: ObjectionRow) -> Objection:
    answered = _answer(db, row.objection)
    return Objection(
        objection=row.objection,
        date=row.date,
        envelope=row.envelope,
        answer=Answer(**answered.model_dump(exclude={"objection"})) if answered else None,
    )


def _summary(db: Session, preview: PreviewRow, row: Draft) -> PreviewSummary:
    return PreviewSummary(
        draft=row.draft,
        session=row.session,
        state=row.state,
        shown=preview.date,
        until=_until(db, row),
    )
