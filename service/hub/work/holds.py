"""Legal holds: while one stands, nothing of the session is shredded."""

from datetime import timedelta

from service.hub.errors import Conflict
from service.hub.recording import record
from service.hub.sessions import find_session
from service.hub.store import Act
from service.hub.tables import DestroyedSession, Hold
from service.hub.work.clock import view_clock
from service.hub.work.marks import marks_of, postpone
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.protocol.work import Clock, HoldRequest, Mark
from service.web.errors import NotFound


def hold(act: Act, session: str, request: HoldRequest) -> Clock:
    """Stop the shredding. Raises Conflict when it is done, or another hold stands."""
    room = find_session(act, session, Permission.HOLD_CREATE)
    if act.db.get(DestroyedSession, session) is not None:
        raise Conflict("The keys of this session were destroyed; nothing is left to hold.")
    present = act.db.get(Hold, session)
    if present is None:
        act.db.add(Hold(session=session, hold=request.hold, since=today()))
        record(act, Event.HOLD, commitment(session, request.hold), today(), room)
        act.db.flush()
    elif present.hold != request.hold:
        raise Conflict("A hold stands on this session already.")
    return view_clock(act, session)


def end_hold(act: Act, session: str) -> Clock:
    """Let the clock go on, with a whole period of grace from today. Raises NotFound."""
    room = find_session(act, session, Permission.HOLD_END)
    row = act.db.get(Hold, session)
    if row is None:
        raise NotFound("No hold stands on this session.")
    rows = marks_of(act.db, session)
    if shredding := rows.get(Mark.SHREDDING):
        postpone(rows, Mark.SHREDDING, today() + timedelta(days=shredding.gap))
        act.db.add(shredding)
    record(act, Event.HOLD_END, commitment(row.hold, session), today(), room)
    act.db.delete(row)
    act.db.flush()
    return view_clock(act, session)
