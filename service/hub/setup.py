"""What whoever hosts a hub runs once, or after a new version: make, invite, upgrade."""

import os
from dataclasses import dataclass, field

from sqlalchemy.exc import OperationalError

from keys.checkpoint import LogKey
from service.hub import migrations
from service.hub.accounts import invite
from service.hub.database import create_database, open_database
from service.hub.errors import AlreadyInitialised, BadDatabase
from service.hub.settings import HubSettings
from service.hub.signin.vault import Vault
from service.hub.store import Hub


@dataclass(frozen=True)
class NewHub:
    """What to hand on: the token to the first organiser, the key to everyone who verifies."""

    bootstrap_token: str = field(repr=False)
    verification_key: str


def init(settings: HubSettings) -> NewHub:
    """Make the folder, the log's key and the tables. Raises AlreadyInitialised, BadDatabase."""
    if settings.log_key.exists():
        raise AlreadyInitialised
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _create_tables(settings)
    key = LogKey.generate(settings.origin)
    descriptor = os.open(settings.log_key, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.to_bytes())
    Vault.create(settings.sign_in_key)
    return NewHub(bootstrap_token=invite_host(settings), verification_key=key.vkey)


def upgrade(settings: HubSettings) -> None:
    """Bring the tables to this version's. Raises NotInitialised, BadDatabase."""
    database = open_database(settings)
    try:
        migrations.upgrade(database)
    finally:
        database.close()


def invite_host(settings: HubSettings) -> str:
    """A token for one more account that may open dialogues. Raises NotInitialised."""
    hub = Hub.open(settings)
    with hub.database.write() as db:
        answer = invite(db, dialogue=None, role=None)
    hub.database.close()
    return answer.token


def _create_tables(settings: HubSettings) -> None:
    try:
        database = create_database(settings)
    except FileExistsError:
        raise AlreadyInitialised from None
    try:
        with database.read() as db:
            if migrations.has_tables(db.connection()):
                raise AlreadyInitialised
        migrations.upgrade(database)
    except OperationalError:
        raise BadDatabase from None
    finally:
        database.close()
