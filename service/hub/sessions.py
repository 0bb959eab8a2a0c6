"""Sessions: a room key's public half, its wraps, a sealed agenda and roster, and segments."""

from sqlmodel import col, select

from service.hub.access import authorise
from service.hub.accounts import keys_of
from service.hub.errors import BadRoom, Conflict
from service.hub.recording import record
from service.hub.rooms import announced, check_wraps, keep_wraps, own_wrap
from service.hub.store import Act
from service.hub.tables import Account, Dialogue, MeetingSession, SegmentRow
from service.hub.work import marks
from service.protocol.coarse import today
from service.protocol.dialogues import Segment, SessionRequest, SessionView
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.web.errors import NotFound


def open_session(act: Act, dialogue: str, request: SessionRequest) -> SessionView:
    """Open a session. Raises BadRoom when its parts do not fit, Conflict when it exists."""
    authorise(act, dialogue, Permission.SESSION_CREATE)
    room = announced(act, request.announcement)
    check_wraps(act, dialogue, request.wraps)
    _check_segments(request)
    row = MeetingSession(
        session=room.room,
        dialogue=dialogue,
        epoch=room.epoch,
        announcement=request.announcement,
        announcer=act.account.person,
        sealed_agenda=request.sealed_agenda,
        sealed_roster=request.sealed_roster,
        opened=today(),
    )
    present = act.db.get(MeetingSession, room.room)
    if present is None:
        _store(act, row, request)
    elif not _same(act, present, row, request):
        raise Conflict
    else:
        keep_wraps(act, row.session, row.epoch, request.wraps)
    return view_session(act, room.room)


def view_session(act: Act, session: str) -> SessionView:
    """The session with the caller's own wrap; agenda and roster only beside a wrap."""
    row = find_session(act, session, Permission.SESSION_READ)
    wrap = own_wrap(act, session, row.epoch)
    return SessionView(
        session=session,
        dialogue=row.dialogue,
        epoch=row.epoch,
        policy=act.db.get_one(Dialogue, row.dialogue).policy,
        opened=row.opened,
        announcement=row.announcement,
        announcer=keys_of(act.db.get_one(Account, row.announcer)).to_json(),
        wrap=wrap,
        sealed_agenda=row.sealed_agenda if wrap else None,
        sealed_roster=row.sealed_roster if wrap else None,
        segments=_segments(act, session),
    )


def find_session(act: Act, session: str, permission: Permission) -> MeetingSession:
    """The session, if the caller may do this in its dialogue. Raises NotFound, Forbidden."""
    row = act.db.get(MeetingSession, session)
    if row is None:
        raise NotFound
    authorise(act, row.dialogue, permission)
    return row


def _check_segments(request: SessionRequest) -> None:
    if len({segment.segment for segment in request.segments}) != len(request.segments):
        raise BadRoom("Two segments have the same id.")


def _store(act: Act, row: MeetingSession, request: SessionRequest) -> None:
    act.db.add(row)
    act.db.flush()
    marks.start(act.db, row)
    keep_wraps(act, row.session, row.epoch, request.wraps)
    for position, segment in enumerate(request.segments):
        act.db.add(
            SegmentRow(
                session=row.session,
                position=position,
                segment=segment.segment,
                profile=segment.profile,
            )
        )
    artefact = commitment(row.session, row.announcement, row.sealed_agenda, row.sealed_roster)
    record(act, Event.SESSION, artefact, row.opened, row)


def _same(act: Act, one: MeetingSession, other: MeetingSession, request: SessionRequest) -> bool:
    kept = {"opened"}
    return (
        one.model_dump(exclude=kept) == other.model_dump(exclude=kept)
        and _segments(act, one.session) == request.segments
    )


def _segments(act: Act, session: str) -> tuple[Segment, ...]:
    query = select(SegmentRow).where(SegmentRow.session == session)
    rows = act.db.exec(query.order_by(col(SegmentRow.position)))
    return tuple(Segment(segment=row.segment, profile=row.profile) for row in rows)
