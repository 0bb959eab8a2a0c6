"""Members leave, and the rooms they could open get a new key.

Their wraps and sign-ins end at once. The new epoch is made on a desk, which wraps the data keys
again; the hub exchanges the heads of the envelopes and touches no payload. What the log committed
to is the envelope as it came: who kept a receipt can still prove it.
"""

from sqlmodel import Session, col, delete, func, select

from service.hub.access import authorise
from service.hub.envelopes import Sealed, exchange_heads
from service.hub.errors import BadRoom, Conflict
from service.hub.objections import sealed_words
from service.hub.recording import record
from service.hub.rooms import announced, check_wraps, forget_wraps, keep_wraps
from service.hub.sessions import find_session, view_session
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
    forget_wraps(act, dialogue, person)
    query = select(MeetingSession).where(MeetingSession.dialogue == dialogue)
    opened = [row.session for row in act.db.exec(query) if forget_wraps(act, row.session, person)]
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
    exchange_heads(act.db, _sealed(act.db, session), request.heads)
    forget_wraps(act, session)
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
    keep_wraps(act, session, room.epoch, request.wraps)
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


def _sealed(db: Session, session: str) -> Sealed:
    notes = db.exec(select(Submission).where(Submission.session == session))
    drafts = db.exec(select(Draft).where(Draft.session == session))
    return {
        **{row.submission: (row, "envelope") for row in notes},
        **{row.draft: (row, "document") for row in drafts},
        **{name: (row, "envelope") for name, row in sealed_words(db, session).items()},
    }
