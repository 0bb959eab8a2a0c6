"""One act of the hub: a transaction, whoever asked for it, and the log it must be written into."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from keys.checkpoint import LogKey
from service.hub.accounts import signed_in
from service.hub.database import HubDatabase, open_database
from service.hub.errors import BadDatabase, NotInitialised, NotUpgraded
from service.hub.journal import Journal
from service.hub.keyroom import SqlKeyStore
from service.hub.migrations import is_current
from service.hub.settings import HubSettings
from service.hub.tables import Account


@dataclass(frozen=True)
class Act:
    """What a signed-in caller does in one transaction."""

    db: Session
    journal: Journal
    account: Account

    @property
    def keys(self) -> SqlKeyStore:
        """The keys of rooms, in the same transaction."""
        return SqlKeyStore(self.db)


class Hub:
    """The database and the log's key."""

    def __init__(self, database: HubDatabase, key: LogKey) -> None:
        self.database = database
        self._key = key

    @classmethod
    def open(cls, settings: HubSettings) -> "Hub":
        """Open an initialised hub. Raises NotInitialised, NotUpgraded, BadDatabase."""
        if not settings.log_key.is_file():
            raise NotInitialised
        database = open_database(settings)
        try:
            with database.read() as db:
                current = is_current(db.connection())
        except OperationalError:
            raise BadDatabase from None
        if not current:
            raise NotUpgraded
        return cls(database, LogKey.from_bytes(settings.log_key.read_bytes()))

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
