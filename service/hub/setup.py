"""What whoever hosts a hub runs once: make it, and invite the first person."""

import os
from dataclasses import dataclass, field

from keys.checkpoint import LogKey
from service.hub.accounts import invite
from service.hub.errors import AlreadyInitialised
from service.hub.settings import HubSettings
from service.hub.store import Hub
from service.hub.tables import HubTable
from service.web.sqlite import Database


@dataclass(frozen=True)
class NewHub:
    """What to hand on: the token to the first organiser, the key to everyone who verifies."""

    bootstrap_token: str = field(repr=False)
    verification_key: str


def init(settings: HubSettings) -> NewHub:
    """Make the folder, the log's key and the database. Raises AlreadyInitialised."""
    if settings.database.exists() or settings.log_key.exists():
        raise AlreadyInitialised
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = LogKey.generate(settings.origin)
    descriptor = os.open(settings.log_key, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.to_bytes())
    Database.create(settings.database, HubTable.metadata).close()
    return NewHub(bootstrap_token=invite_host(settings), verification_key=key.vkey)


def invite_host(settings: HubSettings) -> str:
    """A token for one more account that may open dialogues. Raises NotInitialised."""
    hub = Hub.open(settings)
    with hub.database.write() as db:
        answer = invite(db, dialogue=None, role=None)
    hub.database.close()
    return answer.token
