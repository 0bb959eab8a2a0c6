"""The key store: wraps of room keys, custody shares, and the salts that hide who acted."""

from sqlmodel import Field

from keys.store import Kind
from service.hub.tables.base import BIG, KeyTable, words


class RoomKey(KeyTable, table=True):
    """One thing that `keys.store.KeyName` names."""

    __tablename__ = "room_key"

    room: str = Field(primary_key=True)
    epoch: int = Field(primary_key=True, sa_type=BIG)
    kind: Kind = Field(primary_key=True, sa_type=words(Kind))
    holder: str = Field(primary_key=True)
    data: bytes


class DestroyedRoom(KeyTable, table=True):
    """A room whose keys were destroyed: nothing of it is taken again."""

    __tablename__ = "destroyed_room"

    room: str = Field(primary_key=True)
