"""The shredding that the clock comes to, and the certificate that organisers fetch."""

from datetime import date

from service.hub.keyroom import SqlKeyStore
from service.hub.sessions import find_session
from service.hub.shredding import destroy_keys
from service.hub.store import Act, Hub
from service.hub.tables import DestroyedSession, Hold
from service.hub.work.marks import finish, is_due, marks_of
from service.protocol.roles import Permission
from service.protocol.work import DestructionView, Mark
from service.web.errors import NotFound


def shred_session(hub: Hub, session: str, today: date) -> None:
    """Destroy the keys of a session whose day has come and on which no hold stands.

    Whoever was killed in it may have left the certificate and the keys, as these are two files on
    SQLite: then the keys go now, and nothing is logged again.
    """
    with hub.database.write() as db:
        store = SqlKeyStore(db)
        if (
            not is_due(marks_of(db, session), Mark.SHREDDING, today)
            or db.get(Hold, session) is not None
        ):
            return
        if db.get(DestroyedSession, session) is not None:
            store.destroy(session)
        elif store.names(session):
            destroy_keys(db, hub.journal(db), session, today)
    hub.database.truncate_wal()
    with hub.database.write() as db:
        finish(db, session, today)


def view_destruction(act: Act, session: str) -> DestructionView:
    """The certificate. Raises NotFound while the keys are there."""
    find_session(act, session, Permission.DESTRUCTION_READ)
    row = act.db.get(DestroyedSession, session)
    if row is None or act.keys.names(session):
        raise NotFound("The keys of this session were not destroyed.")
    return DestructionView(session=session, date=row.date, certificate=row.certificate)
