"""Backups: the data as one SQLite file, whichever engine the hub runs on.

Left out: the key store, so that shredding reaches every copy; the files `log.key` and
`sign-in.key`, which never change and are kept once, elsewhere; and who is signed in. A backup goes
back into a hub on either engine.
"""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    select,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from keys.checkpoint import LogKey
from service.hub import migrations
from service.hub.database import HubDatabase, create_database, open_database
from service.hub.errors import BackupExists, HoldsData, NotABackup, NotInitialised
from service.hub.settings import HubSettings
from service.hub.tables import HubTable
from service.protocol.coarse import today

ROWS = 200
"""Rows in memory at once: notes may be large."""

MOMENTARY = frozenset({"attempts", "sign_in", "spent_challenge", "worker_beat"})
"""Tables that mean nothing on another day."""

_LABEL = Table("backup", MetaData(), Column("log", String), Column("made", Date))
"""Which log the backup is of."""


def backup(settings: HubSettings, target: Path) -> int:
    """Write the data to a new file, in one consistent view; returns the log's length.

    Rows are written in the order of their ids: the file does not tell in which they came.

    Raises:
        NotInitialised, BadDatabase: there is no hub.
        BackupExists: the file is there.
    """
    database = open_database(settings)
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with database.read() as db, _file(target).begin() as copy:
            _label(copy, _log(settings))
            HubTable.metadata.create_all(copy)
            migrations.stamp(copy)
            _copy(db.connection(), copy)
            return _length(copy)
    except FileExistsError:
        raise BackupExists from None
    finally:
        database.close()


def restore(settings: HubSettings, source: Path) -> int:
    """Put a backup into an empty database; returns the log's length.

    The key store stays as it is. `log.key` and `sign-in.key` must be in the folder already.

    Raises:
        NotInitialised: a key file is missing.
        HoldsData: the database is not empty.
        NotABackup: the file is none of this log, or of another version.
    """
    if not (settings.log_key.is_file() and settings.sign_in_key.is_file()):
        raise NotInitialised
    if not source.is_file():
        raise NotABackup
    with _file(source).connect() as copy:
        _check(copy, _log(settings))
        database = _empty(settings)
        try:
            with database.migrating() as connection:
                if _length(connection):
                    raise HoldsData
                for table in reversed(_tables()):
                    connection.execute(table.delete())
                _copy(copy, connection)
                return _length(connection)
        finally:
            database.close()


def _empty(settings: HubSettings) -> HubDatabase:
    """The database, made if need be, with its tables."""
    if settings.on_sqlite and not settings.sqlite_file.exists():
        database = create_database(settings)
    else:
        database = open_database(settings)
    migrations.upgrade(database)
    return database


def _check(copy: Connection, log: str) -> None:
    with suppress(DatabaseError):
        labels = copy.execute(select(_LABEL.c.log)).scalars().all()
        if labels == [log] and migrations.data_is_current(copy):
            return
    raise NotABackup


def _label(copy: Connection, log: str) -> None:
    _LABEL.create(copy)
    copy.execute(_LABEL.insert().values(log=log, made=today()))


def _log(settings: HubSettings) -> str:
    try:
        return LogKey.from_bytes(settings.log_key.read_bytes()).vkey
    except FileNotFoundError:
        raise NotInitialised from None


def _file(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}", hide_parameters=True, poolclass=NullPool)


def _tables() -> list[Table]:
    return [table for table in HubTable.metadata.sorted_tables if table.name not in MOMENTARY]


def _copy(source: Connection, target: Connection) -> None:
    for table in _tables():
        query = table.select().order_by(*table.primary_key).execution_options(yield_per=ROWS)
        for rows in source.execute(query).mappings().partitions():
            target.execute(table.insert(), [dict(row) for row in rows])


def _length(connection: Connection) -> int:
    return int(
        connection.execute(
            select(func.count()).select_from(HubTable.metadata.tables["log_leaf"])
        ).scalar_one()
    )
