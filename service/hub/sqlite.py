"""The hub on SQLite: the data in one file, the keys of rooms in another, beside each other.

A transaction sees both files. If the power fails while both are being written, one may be a
transaction ahead of the other: a session without its wraps, which repeating the request mends.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, event

from service.hub.tables import KEY_SCHEMA
from service.web.sqlite import Database


class SqliteDatabase(Database):
    """Two SQLite files as one database."""

    name: ClassVar[str] = "SQLite"

    def __init__(self, data: Path, keys: Path) -> None:
        super().__init__(data)

        def attach(connection: Any, _: Any) -> None:
            connection.execute(f"ATTACH DATABASE ? AS {KEY_SCHEMA}", (str(keys),))
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                connection.execute(f"PRAGMA {KEY_SCHEMA}.{pragma}")

        event.listen(self._engine, "connect", attach)

    @classmethod
    def create_files(cls, data: Path, keys: Path) -> "SqliteDatabase":
        """Make the files, readable by their owner only. Raises FileExistsError for the data.

        A key store that is there already stays: the data may have been lost without it.
        """
        for path, flag in ((data, os.O_EXCL), (keys, 0)):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | flag | os.O_WRONLY, 0o600))
        return cls(data, keys)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """See `HubDatabase.migrating`."""
        with self._turn, self._writing.begin() as connection:
            yield connection

    def shuffle(self) -> None:
        """Rewrite both files: SQLite puts the pages of long rows where the file ends."""
        with self._turn, self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("VACUUM main")
            raw.execute(f"VACUUM {KEY_SCHEMA}")
        self.truncate_wal()
