"""Destroying the keys of a session's room, on the machine that holds them."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from keys.checkpoint import LogKey
from keys.destruction import Destruction
from keys.shredding import shred
from service.hub.database import open_database
from service.hub.errors import HoldStands
from service.hub.journal import Journal
from service.hub.keyroom import SqlKeyStore
from service.hub.settings import HubSettings
from service.hub.tables import DestroyedSession, Hold, MeetingSession
from service.hub.work.marks import finish
from service.protocol.canonical import sha256_hex
from service.protocol.log import Event


def destroy_room(
    settings: HubSettings, session: str, on: date, keep: Callable[[Destruction], None]
) -> None:
    """Destroy every wrap, share and salt of the room and log it, in one transaction.

    Args:
        keep: puts the certificate on disk, before the keys go: it cannot be made a second time.

    Raises:
        NotInitialised: there is no hub in this folder.
        HoldStands: a legal hold stops it.
        keys.errors.KeyStoreError: there are no keys of this room, or not any more.
    """
    database = open_database(settings)
    try:
        with database.write() as db:
            journal = Journal(db, LogKey.from_bytes(settings.log_key.read_bytes()))
            keep(destroy_keys(db, journal, session, on))
        database.truncate_wal()
        with database.write() as db:
            finish(db, session, on)
    finally:
        database.close()


def destroy_keys(db: Session, journal: Journal, session: str, on: date) -> Destruction:
    """Destroy, log, and keep the certificate for the organisers to sign.

    The clock is ended in a transaction of its own, once this one is on disk: on SQLite, data and
    keys are two files, and the data's is written first.

    Raises:
        HoldStands: a legal hold stops it.
        keys.errors.KeyStoreError: there are no keys of this room, or not any more.
    """
    if db.get(Hold, session) is not None:
        raise HoldStands
    certificate = shred(SqlKeyStore(db), session, on.isoformat())
    payload = certificate.to_bytes()
    journal.append(Event.DESTRUCTION, sha256_hex(payload), on)
    if db.get(MeetingSession, session) is not None:
        db.add(DestroyedSession(session=session, date=on, certificate=payload))
    return certificate
