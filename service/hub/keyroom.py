"""The hub's key store: `keys.store.KeyStore` over the tables that no backup takes."""

from sqlmodel import Session, col, delete, select

from keys.errors import KeyStoreError
from keys.store import KeyName, Kind
from service.hub.tables import DestroyedRoom, RoomKey


class SqlKeyStore:
    """The keys of rooms as one transaction sees them. It passes the tests of every key store."""

    def __init__(self, db: Session) -> None:
        self._db = db

    def put(self, name: KeyName, data: bytes) -> None:
        """See `KeyStore.put`."""
        if self.destroyed(name.room):
            raise KeyStoreError("The keys of this room were destroyed.")
        row = self._row(name)
        if row is None:
            row = RoomKey(
                room=name.room, epoch=name.epoch, kind=name.kind, holder=name.holder, data=data
            )
        row.data = data
        self._db.add(row)
        self._db.flush()

    def get(self, name: KeyName) -> bytes:
        """See `KeyStore.get`."""
        data = self.find(name)
        if data is None:
            raise KeyStoreError
        return data

    def find(self, name: KeyName) -> bytes | None:
        """What was kept, if anything."""
        row = self._row(name)
        return row.data if row else None

    def names(self, room: str) -> tuple[KeyName, ...]:
        """See `KeyStore.names`."""
        columns = (RoomKey.epoch, RoomKey.kind, RoomKey.holder)
        rows = self._db.exec(select(*columns).where(RoomKey.room == room))
        return tuple(sorted(KeyName(room, epoch, Kind(kind), who) for epoch, kind, who in rows))

    def remove(self, name: KeyName) -> None:
        """See `KeyStore.remove`."""
        row = self._row(name)
        if row is not None:
            self._db.delete(row)
            self._db.flush()

    def destroy(self, room: str) -> None:
        """See `KeyStore.destroy`."""
        self._db.exec(delete(RoomKey).where(col(RoomKey.room) == room))
        if not self.destroyed(room):
            self._db.add(DestroyedRoom(room=room))
        self._db.flush()

    def destroyed(self, room: str) -> bool:
        """See `KeyStore.destroyed`."""
        return self._db.get(DestroyedRoom, room) is not None

    def _row(self, name: KeyName) -> RoomKey | None:
        return self._db.get(RoomKey, (name.room, name.epoch, name.kind, name.holder))
