"""One act of the hub: a transaction, whoever asked for it, and the log it must be written into."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from keys.checkpoint import LogKey
from service.hub.database import HubDatabase, open_database
from service.hub.errors import BadDatabase, HubSetupError, NotInitialised, NotUpgraded
from service.hub.journal import Journal
from service.hub.keyroom import SqlKeyStore
from service.hub.migrations import is_current
from service.hub.settings import HubSettings
from service.hub.signin import sessions
from service.hub.signin.door import Door
from service.hub.signin.vault import Vault
from service.hub.tables import Account, SignIn


@dataclass(frozen=True)
class Act:
    """What a signed-in caller does in one transaction. `fresh`: they signed in a moment ago."""

    db: Session
    journal: Journal
    account: Account
    fresh: bool

    @property
    def keys(self) -> SqlKeyStore:
        """The keys of rooms, in the same transaction."""
        return SqlKeyStore(self.db)


class Acts:
    """What several callers do in one transaction."""

    def __init__(self, hub: "Hub", db: Session) -> None:
        self.db = db
        self.journal = hub.journal(db)
        self._hub = hub

    def by(self, token: str) -> Act:
        """The act of whoever is signed in with this token. Raises SignInNeeded."""
        door = self._hub.door
        present = sessions.find(self.db, door, token)
        if sessions.needs_prolonging(door, present):
            sessions.prolong(self.db, door, token)
        account = self.db.get_one(Account, present.person)
        return Act(self.db, self.journal, account, sessions.is_fresh(door, present))


class Hub:
    """The database, the log's key, and what sign-in needs."""

    def __init__(
        self, database: HubDatabase, key: LogKey, door: Door, witnesses: tuple[str, ...]
    ) -> None:
        self.database = database
        self.door = door
        self.witnesses = witnesses
        self._key = key

    @classmethod
    def open(cls, settings: HubSettings) -> "Hub":
        """Open an initialised hub. Raises NotInitialised, NotUpgraded, BadDatabase."""
        if not (settings.log_key.is_file() and settings.sign_in_key.is_file()):
            raise NotInitialised
        database = open_database(settings)
        try:
            _check_current(database)
        except HubSetupError:
            database.close()
            raise
        door = Door(Vault.open(settings.sign_in_key), settings.address)
        key = LogKey.from_bytes(settings.log_key.read_bytes())
        return cls(database, key, door, settings.witnesses)

    @contextmanager
    def reading(self, token: str) -> Iterator[Act]:
        """A consistent view for whoever is signed in with this token. Raises SignInNeeded."""
        with self.database.read() as db:
            present = sessions.find(db, self.door, token)
            yield self._act(db, present)
        if sessions.needs_prolonging(self.door, present):
            with self.database.write() as db:
                sessions.prolong(db, self.door, token)

    @contextmanager
    def writing(self, token: str) -> Iterator[Act]:
        """A transaction for whoever is signed in with this token. Raises SignInNeeded."""
        with self.database.write() as db:
            yield Acts(self, db).by(token)

    @contextmanager
    def gathered(self) -> Iterator[Acts]:
        """One transaction for several callers: what it read stays, it writes at the end."""
        rows: list[object] = []
        with self.database.write() as db, db.no_autoflush:
            event.listen(db, "loaded_as_persistent", lambda _, row: rows.append(row))
            yield Acts(self, db)

    def check_token(self, token: str) -> None:
        """Whether anybody is signed in with this token. Raises SignInNeeded."""
        with self.database.read() as db:
            sessions.find(db, self.door, token)

    def _act(self, db: Session, present: SignIn) -> Act:
        account = db.get_one(Account, present.person)
        return Act(db, self.journal(db), account, sessions.is_fresh(self.door, present))

    def journal(self, db: Session) -> Journal:
        """The log as this transaction sees it."""
        return Journal(db, self._key)


def _check_current(database: HubDatabase) -> None:
    """Raises NotUpgraded, BadDatabase."""
    try:
        with database.read() as db:
            if not is_current(db.connection()):
                raise NotUpgraded
    except OperationalError:
        raise BadDatabase from None
