"""The shredding that the clock comes to, and the certificate that organisers fetch."""

from datetime import date

from sqlmodel import Session

from service.hub.errors import Conflict
from service.hub.journal import Journal
from service.hub.keyroom import SqlKeyStore
from service.hub.sessions import find_session
from service.hub.shredding import destroy_keys
from service.hub.store import Act, Hub
from service.hub.tables import DestroyedSession, Hold
from service.hub.work.marks import finish, is_due, marks_of
from service.protocol.roles import Permission
from service.protocol.work import DestructionRequest, DestructionView, Mark
from service.web.errors import NotFound


def shred_session(hub: Hub, session: str, today: date) -> None:
    """Destroy the keys of a session whose day has come and on which no hold stands.

    Whoever was killed in it may have left the certificate and the keys, as these are two files on
    SQLite: then the keys go now, and nothing is logged again.
    """
    with hub.database.write() as db:
        if (
            not is_due(marks_of(db, session), Mark.SHREDDING, today)
            or db.get(Hold, session) is not None
        ):
            return
        _destroy_once(db, hub.journal(db), session, today)
    _end(hub, session, today)


def destroy_now(
    hub: Hub, token: str, session: str, request: DestructionRequest, today: date
) -> DestructionView:
    """Destroy the keys before their day, as an organiser asks; asked again, the same certificate.

    Raises Conflict when the request names another session, or a legal hold stops it.
    """
    with hub.writing(token) as act:
        find_session(act, session, Permission.DESTRUCTION_CREATE)
        if request.session != session:
            raise Conflict("The request names another session.")
        if act.db.get(Hold, session) is not None:
            raise Conflict("A legal hold stands on this session; end it first.")
        _destroy_once(act.db, act.journal, session, today)
    _end(hub, session, today)
    with hub.reading(token) as act:
        return view_destruction(act, session)


def view_destruction(act: Act, session: str) -> DestructionView:
    """The certificate. Raises NotFound while the keys are there."""
    find_session(act, session, Permission.DESTRUCTION_READ)
    row = act.db.get(DestroyedSession, session)
    if row is None or act.keys.names(session):
        raise NotFound("The keys of this session were not destroyed.")
    return DestructionView(session=session, date=row.date, certificate=row.certificate)


def _destroy_once(db: Session, journal: Journal, session: str, today: date) -> None:
    store = SqlKeyStore(db)
    if db.get(DestroyedSession, session) is not None:
        store.destroy(session)
    elif store.names(session):
        destroy_keys(db, journal, session, today)


def _end(hub: Hub, session: str, today: date) -> None:
    hub.database.truncate_wal()
    with hub.database.write() as db:
        finish(db, session, today)
