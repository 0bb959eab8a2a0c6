"""Members leave, and the rooms they could open get a new key.

Their wraps and sign-ins end at once. The new epoch is made on a desk, which wraps the data keys
again; the hub exchanges the heads of the envelopes and touches no payload. What the log committed
to is the envelope as it came: who kept a receipt can still prove it.
"""

from sqlmodel import Session, col, delete, func, select

from keys.sealing import MAGIC, PAYLOAD_START
from keys.store import KeyName, Kind
from service.hub.access import authorise
from service.hub.errors import BadRoom, Conflict
from service.hub.objections import sealed_words
from service.hub.recording import record
from service.hub.sessions import announced, check_wraps, find_session, keep_wraps, view_session
from service.hub.store import Act
from service.hub.tables import Draft, MeetingSession, Membership, SignIn, Submission
from service.protocol.coarse import today
from service.protocol.dialogues import SessionView
from service.protocol.epochs import Departure, EpochRequest
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission, Role
from service.web.errors import NotFound


def remove_member(act: Act, dialogue: str, person: str) -> Departure:
    """End a membership. Raises NotFound, and Conflict for the last organiser."""
    authorise(act, dialogue, Permission.MEMBER_END)
    membership = act.db.get(Membership, (dialogue, person))
    if membership is None:
        raise NotFound
    if membership.role is Role.ORGANISER and _organisers(act.db, dialogue) == 1:
        raise Conflict("A dialogue keeps one organiser.", hint="Make another organiser first.")
    act.db.delete(membership)
    act.db.exec(delete(SignIn).where(col(SignIn.person) == person))
    artefact = commitment(dialogue, person)
    record(act, Event.MEMBER_END, artefact, today(), dialogue)
    query = select(MeetingSession).where(MeetingSession.dialogue == dialogue)
    opened = [row.session for row in act.db.exec(query) if _forget(act, row.session, person)]
    return Departure(sessions=tuple(sorted(opened)))


def new_epoch(act: Act, session: str, request: EpochRequest) -> SessionView:
    """Take the next epoch of a room; sent again, it changes nothing. Raises BadRoom, Conflict."""
    row = find_session(act, session, Permission.SESSION_CREATE)
    if row.announcement == request.announcement:
        return view_session(act, session)
    room = announced(act, request.announcement)
    if (room.room, room.epoch) != (session, row.epoch + 1):
        raise BadRoom("This is not the room's next epoch.")
    check_wraps(act, row.dialogue, request.wraps)
    _exchange_heads(act.db, session, request)
    _forget_epoch(act, row)
    row.sqlmodel_update(
        {
            "epoch": room.epoch,
            "announcement": request.announcement,
            "announcer": act.account.person,
            "sealed_agenda": request.sealed_agenda,
            "sealed_roster": request.sealed_roster,
        }
    )
    act.db.add(row)
    keep_wraps(act, row, request.wraps)
    artefact = commitment(
        session, request.announcement, request.sealed_agenda, request.sealed_roster
    )
    record(act, Event.EPOCH, artefact, today(), row)
    return view_session(act, session)


def _organisers(db: Session, dialogue: str) -> int:
    query = select(func.count()).where(
        Membership.dialogue == dialogue, Membership.role == Role.ORGANISER
    )
    return db.exec(query).one()


def _forget(act: Act, session: str, person: str) -> bool:
    """Remove the person's keys of a room; whether there were any."""
    theirs = [name for name in act.keys.names(session) if _opens(name) and name.holder == person]
    for name in theirs:
        act.keys.remove(name)
    return bool(theirs)


def _forget_epoch(act: Act, row: MeetingSession) -> None:
    """Nothing is sealed to the epoch that ended, so nobody needs its key."""
    for name in act.keys.names(row.session):
        if _opens(name) and name.epoch == row.epoch:
            act.keys.remove(name)


def _opens(name: KeyName) -> bool:
    return name.kind in (Kind.WRAP, Kind.SHARE)


def _exchange_heads(db: Session, session: str, request: EpochRequest) -> None:
    notes = db.exec(select(Submission).where(Submission.session == session)).all()
    drafts = db.exec(select(Draft).where(Draft.session == session)).all()
    words = sealed_words(db, session)
    ids = {*(row.submission for row in notes), *(row.draft for row in drafts), *words}
    if ids != set(request.heads):
        raise Conflict(
            "Notes, drafts or objections came in, or are missing from the request.",
            hint="Fetch the session's notes, drafts and objections again, and wrap each of them.",
        )
    for name, word in words.items():
        word.envelope = _with_head(word.envelope, request.heads[name])
        db.add(word)
    for note in notes:
        note.envelope = _with_head(note.envelope, request.heads[note.submission])
        db.add(note)
    for draft in drafts:
        draft.document = _with_head(draft.document, request.heads[draft.draft])
        db.add(draft)


def _with_head(envelope: bytes, head: bytes) -> bytes:
    if len(head) != PAYLOAD_START or not head.startswith(MAGIC):
        raise BadRoom("A data key is not wrapped as envelopes have it.")
    return head + envelope[PAYLOAD_START:]
