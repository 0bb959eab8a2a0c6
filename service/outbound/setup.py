"""What whoever hosts the far side runs: make it, and register the officials who may collect."""

import secrets

from keys.identity import PublicIdentity
from service.outbound.errors import AlreadyInitialised, RecipientExists
from service.outbound.settings import OutboundSettings
from service.outbound.store import open_database
from service.outbound.tables import OutboundTable, Recipient
from service.protocol.canonical import sha256_hex
from service.web.sqlite import Database


def init(settings: OutboundSettings) -> None:
    """Make the folder and the database. Raises AlreadyInitialised."""
    if settings.database.exists():
        raise AlreadyInitialised
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    Database.create(settings.database, OutboundTable.metadata).close()


def register_recipient(settings: OutboundSettings, identity: PublicIdentity) -> str:
    """Register an official and return their collection token, which is shown this once.

    Raises NotInitialised, RecipientExists.
    """
    token = secrets.token_urlsafe(32)
    database = open_database(settings)
    try:
        with database.write() as db:
            if db.get(Recipient, identity.person) is not None:
                raise RecipientExists
            hashed = sha256_hex(token.encode())
            db.add(Recipient(person=identity.person, identity=identity.to_json(), token=hashed))
    finally:
        database.close()
    return token
