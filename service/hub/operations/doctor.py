"""What is wrong with a hub, said in one line each, with what to do about it. Nothing is changed."""

import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from keys.merkle import Tree, leaf_hash
from service.hub.database import HubDatabase, open_database
from service.hub.errors import HubSetupError
from service.hub.migrations import is_current
from service.hub.settings import HubSettings
from service.hub.tables import LogLeaf, LogNode
from service.hub.work import beats
from service.hub.work.due import count_due
from service.hub.work.executors import at_work
from service.protocol.coarse import today
from service.protocol.log import Leaf

ENOUGH_DISK = 2**30
"""Bytes: a day of the largest notes, and time to react."""

LARGE_WAL = 64 * 2**20
"""Bytes: a serving hub empties the write-ahead log every minute."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. Without a problem it is in order."""

    what: str
    problem: str = ""
    hint: str = ""


def examine(settings: HubSettings) -> Iterator[Finding]:
    """Look at everything, one finding after the other."""
    yield from _files(settings)
    yield _disk(settings)
    try:
        database = open_database(settings)
    except HubSetupError as error:
        yield Finding("database", str(error), error.hint)
        return
    try:
        yield from _database(settings, database)
    except SQLAlchemyError as error:
        kind = type(error).__name__
        yield Finding("database", f"It does not answer: {kind}.", "Is the server running?")
    finally:
        database.close()


def _files(settings: HubSettings) -> Iterator[Finding]:
    for path in (settings.folder, settings.log_key, settings.sign_in_key):
        yield _closed(path)
    if not settings.on_sqlite:
        return
    for path in (settings.sqlite_file, settings.keys_file):
        yield _closed(path)
    yield _apart(settings)
    yield _wal(settings)


def _closed(path: Path) -> Finding:
    what = f"permissions of {path.name}"
    if not path.exists():
        return Finding(what, "It is not there.", "Bring it back from where you keep it.")
    if path.stat().st_mode & OTHERS:
        return Finding(what, "Others can read it.", f"chmod go-rwx {path}")
    return Finding(what)


def _apart(settings: HubSettings) -> Finding:
    what = "key store on media of its own"
    if settings.keys is None:
        return Finding(
            what,
            "It lies beside the data, so a copy of the folder takes the keys along.",
            "Move the folder `keys` to other media and set SEALEDROOM_HUB_KEYS.",
        )
    return Finding(what)


def _wal(settings: HubSettings) -> Finding:
    wal = settings.sqlite_file.with_name(f"{settings.sqlite_file.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    if size > LARGE_WAL:
        return Finding("write-ahead log", f"It has {size >> 20} MiB.", "Restart `hub serve`.")
    return Finding("write-ahead log")


def _disk(settings: HubSettings) -> Finding:
    if not settings.folder.exists():
        return Finding("disk space", "There is no folder.", "Make one: `sealedroom hub init`.")
    free = shutil.disk_usage(settings.folder).free
    if free < ENOUGH_DISK:
        return Finding("disk space", f"{free >> 20} MiB are left.", "Make room, or move the hub.")
    return Finding("disk space")


def _database(settings: HubSettings, database: HubDatabase) -> Iterator[Finding]:
    with database.read() as db:
        current = is_current(db.connection())
        if not current:
            yield Finding("tables", "They are of another version.", "Run `sealedroom hub upgrade`.")
            return
        yield Finding("tables")
        for look in (_log, _clock):
            yield look(db)
    yield _worker(settings, database)


def _worker(settings: HubSettings, database: HubDatabase) -> Finding:
    waiting = count_due(database)
    if not waiting or at_work(settings.workers) or _beat_elsewhere(database):
        return Finding("worker")
    return Finding(
        "worker",
        f"{waiting} of the dates, deliveries and jobs are due, and no worker is there.",
        "Start one, and keep it running: `sealedroom hub worker`.",
    )


def _beat_elsewhere(database: HubDatabase) -> bool:
    """Whether a worker of another machine shows that it is alive; it takes a while to see."""
    with database.read() as db:
        before = beats.beats(db)
    if not before:
        return False
    time.sleep(2 * beats.BEAT_SECONDS)
    with database.read() as db:
        return beats.beats(db) != before


def _log(db: Session) -> Finding:
    """Rebuild the tree from the leaves, and compare it with what proofs are made of."""
    tree = Tree()
    query = select(LogLeaf).order_by(col(LogLeaf.position)).execution_options(yield_per=1000)
    for place, row in enumerate(db.exec(query)):
        if row.position != place or leaf_hash(row.leaf) != row.hash:
            return _broken(f"Entry {place} is missing or was changed.")
        tree.append(row.hash)
    for level in range(tree.size.bit_length()):
        stored = db.exec(
            select(LogNode.hash).where(LogNode.level == level).order_by(col(LogNode.position))
        ).all()
        if b"".join(stored) != tree.hashes(level, 0, tree.size >> level):
            return _broken("Its tree is not the one of its entries.")
    return Finding(f"log of {tree.size} entries")


def _broken(problem: str) -> Finding:
    return Finding("log", problem, "Serve nothing; restore a backup and tell the witnesses.")


def _clock(db: Session) -> Finding:
    size = db.exec(select(func.count()).select_from(LogLeaf)).one()
    row = db.get(LogLeaf, size - 1) if size else None
    if row and Leaf.model_validate_json(row.leaf).date > today():
        return Finding("clock", "The log's last entry is of tomorrow.", "Set this machine's clock.")
    return Finding("clock")
