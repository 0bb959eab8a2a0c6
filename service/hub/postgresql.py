"""The hub on PostgreSQL: data in the default schema, the keys of rooms in a schema of their own.

PostgreSQL keeps the order in which rows came where no query of ours looks: in their place in the
file, in the numbers of transactions and in its own write-ahead log. `shuffle` rewrites the notes
once a day; whoever runs the server sees what came in meanwhile, in its order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import ClassVar

from sqlalchemy import Connection, create_engine, text
from sqlmodel import Session

from service.hub.tables import KEY_SCHEMA, Submission

CONNECTIONS = 20
"""A quarter of what a server allows by default leaves room for three more processes."""

APPEND_LOCK = 0x5EA1ED
"""Key of the advisory lock that a writer holds: the log grows by one writer at a time."""

LOCK_TIMEOUT = "10s"
"""How long a writer waits for its turn. Writers take milliseconds; this is many of them."""


class PostgresqlDatabase:
    """A PostgreSQL database."""

    name: ClassVar[str] = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self._engine = create_engine(
            url, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True
        )
        self._reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._turn = Lock()  # one connection of this process waits, not all of them

    @contextmanager
    def read(self) -> Iterator[Session]:
        """See `HubDatabase.read`."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """See `HubDatabase.write`."""
        with self._turn, Session(self._engine, expire_on_commit=False) as session, session.begin():
            _take_turn(session.connection())
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """See `HubDatabase.migrating`."""
        with self._turn, self._engine.begin() as connection:
            _take_turn(connection)
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {KEY_SCHEMA}"))
            yield connection

    def truncate_wal(self) -> None:
        """Nothing that a client could do: see the note at the top of this module."""

    def shuffle(self) -> None:
        """Write the notes again in the order of their random ids, in one transaction."""
        table = Submission.__tablename__
        with self._turn, self._engine.begin() as connection:
            _take_turn(connection)
            for statement in (
                f"CREATE TEMP TABLE shuffled ON COMMIT DROP AS SELECT * FROM {table}",  # noqa: S608
                f"TRUNCATE {table}",
                f"INSERT INTO {table} SELECT * FROM shuffled ORDER BY submission",  # noqa: S608
            ):
                connection.execute(text(statement))

    def close(self) -> None:
        """See `HubDatabase.close`."""
        self._engine.dispose()


def _take_turn(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPEND_LOCK})
