"""One act of the hub: a transaction, whoever asked for it, and the log it must be written into."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from keys.checkpoint import LogKey
from service.hub.accounts import signed_in
from service.hub.errors import NotInitialised
from service.hub.journal import Journal
from service.hub.settings import HubSettings
from service.hub.tables import Account
from service.web.sqlite import Database


@dataclass(frozen=True)
class Act:
    """What a signed-in caller does in one transaction."""

    db: Session
    journal: Journal
    account: Account


class Hub:
    """The database and the log's key."""

    def __init__(self, database: Database, key: LogKey) -> None:
        self.database = database
        self._key = key

    @classmethod
    def open(cls, settings: HubSettings) -> "Hub":
        """Open an initialised hub. Raises NotInitialised."""
        if not (settings.database.is_file() and settings.log_key.is_file()):
            raise NotInitialised
        key = LogKey.from_bytes(settings.log_key.read_bytes())
        return cls(Database(settings.database), key)

    @contextmanager
    def reading(self, token: str) -> Iterator[Act]:
        """A consistent view for the bearer of a personal token. Raises SignInNeeded."""
        with self.database.read() as db:
            yield Act(db, self.journal(db), signed_in(db, token))

    @contextmanager
    def writing(self, token: str) -> Iterator[Act]:
        """A transaction for the bearer of a personal token. Raises SignInNeeded."""
        with self.database.write() as db:
            yield Act(db, self.journal(db), signed_in(db, token))

    def journal(self, db: Session) -> Journal:
        """The log as this transaction sees it."""
        return Journal(db, self._key)
