"""Where the keys of rooms are kept: apart from everything that they open.

Ciphertext is backed up, copied and kept; keys are not. Whoever destroys a room's keys in this store
makes every envelope of the room unreadable, also the copies in backups and with all members'
identities at hand. That holds only while the store is on other media than the data, is left out of
the backups, and while nobody has kept an unwrapped room secret.

`KeyStore` is the port. `MemoryKeyStore` is the one to test with, and passes the same tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from keys.errors import KeyStoreError
from keys.sealing import check_epoch, check_name


class Kind(StrEnum):
    """What the store keeps."""

    WRAP = "wrap"
    """A room secret, wrapped to a member."""
    SHARE = "share"
    """A custodian's share of a room secret, sealed to the custodian."""
    SALT = "salt"
    """Who is behind an entry of the log (`keys.entry.Actor`)."""


@dataclass(frozen=True, order=True)
class KeyName:
    """The name of one thing in the store.

    Args:
        room: id of the room, the unit of destruction.
        epoch: number of the room key.
        kind: what it is.
        holder: id of the member or custodian; for a salt, the commitment in the log entry, as one
            artefact can have several entries.
    """

    room: str
    epoch: int
    kind: Kind
    holder: str

    def __post_init__(self) -> None:
        check_name(self.room)
        check_epoch(self.epoch)
        check_name(self.holder)


class KeyStore(Protocol):
    """A store of keys that can forget for good."""

    def put(self, name: KeyName, data: bytes) -> None:
        """Keep `data`, in the place of what had this name.

        Raises:
            KeyStoreError: when the room was destroyed.
        """

    def get(self, name: KeyName) -> bytes:
        """What was kept. KeyStoreError when there is nothing, or nothing any more."""

    def names(self, room: str) -> tuple[KeyName, ...]:
        """The names of all that is kept for a room, sorted."""

    def remove(self, name: KeyName) -> None:
        """Forget one thing, such as the wrap of a member who leaves; nothing if it is not there."""

    def destroy(self, room: str) -> None:
        """Forget everything of a room, at once or not at all, and refuse it from now on."""

    def destroyed(self, room: str) -> bool:
        """Whether the room was destroyed."""


class MemoryKeyStore:
    """A key store in memory."""

    def __init__(self) -> None:
        self._kept: dict[KeyName, bytes] = {}
        self._destroyed: set[str] = set()

    def put(self, name: KeyName, data: bytes) -> None:
        """See `KeyStore.put`."""
        if name.room in self._destroyed:
            raise KeyStoreError("The keys of this room were destroyed.")
        self._kept[name] = data

    def get(self, name: KeyName) -> bytes:
        """See `KeyStore.get`."""
        try:
            return self._kept[name]
        except KeyError:
            raise KeyStoreError from None

    def names(self, room: str) -> tuple[KeyName, ...]:
        """See `KeyStore.names`."""
        return tuple(sorted(name for name in self._kept if name.room == room))

    def remove(self, name: KeyName) -> None:
        """See `KeyStore.remove`."""
        self._kept.pop(name, None)

    def destroy(self, room: str) -> None:
        """See `KeyStore.destroy`."""
        self._destroyed.add(room)
        for name in self.names(room):
            del self._kept[name]

    def destroyed(self, room: str) -> bool:
        """See `KeyStore.destroyed`."""
        return room in self._destroyed
