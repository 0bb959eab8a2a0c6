"""The port to the hub's database, and the choice between the two engines behind it."""

from contextlib import AbstractContextManager
from typing import ClassVar, Protocol

from sqlalchemy import Connection
from sqlmodel import Session

from service.hub.errors import BadDatabase, NotInitialised
from service.hub.settings import HubSettings


class HubDatabase(Protocol):
    """Transactions over data and keys.

    SQLite and PostgreSQL pass the same tests. Errors never carry the values of a statement.
    """

    name: ClassVar[str]
    """The engine, as a person knows it."""

    def read(self) -> AbstractContextManager[Session]:
        """One consistent view of everything; nothing is written."""

    def write(self) -> AbstractContextManager[Session]:
        """One writer at a time, among all processes; commits at the end, or changes nothing."""

    def migrating(self) -> AbstractContextManager[Connection]:
        """A transaction that may change tables."""

    def truncate_wal(self) -> None:
        """Empty the write-ahead log, which keeps deleted rows and the order of writes."""

    def shuffle(self) -> None:
        """Lay the rows in the order of their random ids instead of the order in which they came."""

    def close(self) -> None:
        """Let go of the database."""


def open_database(settings: HubSettings) -> HubDatabase:
    """The database that the settings name. Raises NotInitialised, BadDatabase."""
    if settings.on_sqlite:
        from service.hub.sqlite import SqliteDatabase  # noqa: PLC0415 (the engine in use only)

        if not settings.sqlite_file.is_file():
            raise NotInitialised
        return SqliteDatabase(settings.sqlite_file, settings.keys_file)
    return _postgresql(settings)


def create_database(settings: HubSettings) -> HubDatabase:
    """A new database without tables. Raises FileExistsError, BadDatabase."""
    if settings.on_sqlite:
        from service.hub.sqlite import SqliteDatabase  # noqa: PLC0415

        return SqliteDatabase.create_files(settings.sqlite_file, settings.keys_file)
    return _postgresql(settings)


def _postgresql(settings: HubSettings) -> HubDatabase:
    from service.hub.postgresql import PostgresqlDatabase  # noqa: PLC0415

    url = settings.database.get_secret_value()
    if not url.startswith("postgresql+psycopg://"):
        raise BadDatabase
    return PostgresqlDatabase(url)
