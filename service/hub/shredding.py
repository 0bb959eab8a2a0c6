"""Destroying the keys of a session's room, on the machine that holds them."""

from collections.abc import Callable
from datetime import date

from keys.checkpoint import LogKey
from keys.destruction import Destruction
from keys.shredding import shred
from service.hub.database import open_database
from service.hub.journal import Journal
from service.hub.keyroom import SqlKeyStore
from service.hub.settings import HubSettings
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
        keys.errors.KeyStoreError: there are no keys of this room, or not any more.
    """
    database = open_database(settings)
    try:
        with database.write() as db:
            certificate = shred(SqlKeyStore(db), session, on.isoformat())
            keep(certificate)
            journal = Journal(db, LogKey.from_bytes(settings.log_key.read_bytes()))
            journal.append(Event.DESTRUCTION, sha256_hex(certificate.to_bytes()), on)
        database.truncate_wal()
    finally:
        database.close()
