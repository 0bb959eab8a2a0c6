"""An SQLite file that is durable, forgets what is deleted, and is readable by its owner only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlmodel import Session

BUSY_MILLISECONDS = 10_000
"""How long a writer waits for its turn. Writers take milliseconds; this is many of them."""

CONNECTIONS = 40
"""One for each thread in which the framework runs requests, so that none waits for another."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # an acknowledged write survives a power cut
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)


class Database:
    """One SQLite file.

    Errors never carry the values of a statement, and memory never spills into temporary files.
    """

    def __init__(self, path: Path) -> None:
        self._engine = create_engine(
            f"sqlite:///{path}",
            hide_parameters=True,
            pool_size=CONNECTIONS,
            connect_args={"check_same_thread": False},
        )
        event.listen(self._engine, "connect", _on_connect)
        event.listen(self._engine, "begin", _on_begin)
        self._turn = Lock()  # fair, where SQLite's own waiting lets a thread starve
        self._writing = self._engine.execution_options(begin="IMMEDIATE")

    @classmethod
    def create(cls, path: Path, tables: MetaData) -> "Database":
        """Make the file, readable by its owner only. Raises FileExistsError if it is there."""
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        database = cls(path)
        with database._writing.begin() as connection:
            tables.create_all(connection)
        return database

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view of everything; nothing is written."""
        with _session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One writer at a time; commits at the end, or changes nothing."""
        with self._turn, _session(self._writing) as session, session.begin():
            yield session

    def truncate_wal(self) -> None:
        """Empty the write-ahead log, which keeps deleted rows and the order of writes."""
        with self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Empty the write-ahead log and let go of the file."""
        self.truncate_wal()
        self._engine.dispose()


def _session(engine: Engine) -> Session:
    return Session(engine, expire_on_commit=False)


def _on_connect(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # this module says BEGIN itself
    for pragma in (*PRAGMAS, "PRAGMA temp_store=MEMORY"):
        connection.execute(pragma)


def _on_begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")
