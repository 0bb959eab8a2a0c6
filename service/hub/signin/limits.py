"""How often anybody may try. Names that exist and names that do not are counted alike."""

from dataclasses import dataclass

from sqlmodel import Session, col, delete

from service.hub.signin.door import Door
from service.hub.signin.errors import TooManyAttempts
from service.hub.tables import Attempts


@dataclass(frozen=True)
class Limit:
    """At most so many within so many seconds."""

    most: int
    seconds: int


PER_NAME = Limit(5, 15 * 60)
"""Wrong passphrases or codes of one name: a code has a million values, and 480 tries a day."""

ALL = Limit(240, 60)
"""Unauthenticated attempts of everybody together: four a second, as many as two cores hash."""


def closed(db: Session, door: Door, name: str) -> bool:
    """Whether a name has failed too often."""
    row = db.get(Attempts, door.vault.mac("attempts", name))
    return row is not None and _current(door, row, PER_NAME) and row.count >= PER_NAME.most


def failed(db: Session, door: Door, name: str) -> None:
    """Count a failure."""
    _count(db, door, door.vault.mac("attempts", name), PER_NAME)


def forgive(db: Session, door: Door, name: str) -> None:
    """Forget the failures of a name that came in."""
    bucket = door.vault.mac("attempts", name)
    db.exec(delete(Attempts).where(col(Attempts.bucket) == bucket))


def admit(db: Session, door: Door) -> None:
    """Count an attempt of anybody. Raises TooManyAttempts."""
    if _count(db, door, "all", ALL) > ALL.most:
        raise TooManyAttempts


def _count(db: Session, door: Door, bucket: str, limit: Limit) -> int:
    now = door.clock()
    db.exec(delete(Attempts).where(col(Attempts.since) < now - PER_NAME.seconds))
    row = db.get(Attempts, bucket)
    if row is None or not _current(door, row, limit):
        if row is not None:
            db.delete(row)
            db.flush()
        row = Attempts(bucket=bucket, since=now, count=0)
    row.count += 1
    db.add(row)
    return row.count


def _current(door: Door, row: Attempts, limit: Limit) -> bool:
    return door.clock() <= row.since + limit.seconds
