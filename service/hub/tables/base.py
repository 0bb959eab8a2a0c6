"""The two catalogues: data, which is backed up, and keys, which are not.

No table has a row number, so none tells in which order its rows came; every key is random. Each
catalogue has migrations of its own (`service.hub.migrations`).
"""

from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Enum, MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

KEY_SCHEMA = "key_store"
"""The schema of the keys: a second file on SQLite, a schema on PostgreSQL."""

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class HubTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Data: ciphertext, public keys, random ids, dates and the log."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}


class KeyTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Keys of rooms: destroyed with the room, left out of every backup."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False, "schema": KEY_SCHEMA}


def words(kind: type[StrEnum]) -> Any:
    """A column of one of these words, kept as the word itself."""
    return Enum(
        kind,
        native_enum=False,
        length=32,
        values_callable=lambda members: [str(m) for m in members],
    )


BIG: Any = BigInteger()
"""A column of positions in the log; never filled by the database."""
