"""Destroying a room's keys on the hub's machine: gone from the files, certified, logged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from keys.checkpoint import LogKey
from keys.destruction import Destruction
from keys.entry import Entry
from keys.errors import KeyStoreError
from keys.opening import Identity, RoomSecret, wrap_room
from keys.store import KeyName, Kind
from service.hub.database import open_database
from service.hub.errors import NotInitialised
from service.hub.journal import Journal
from service.hub.keyroom import SqlKeyStore
from service.hub.settings import HubSettings
from service.hub.setup import init
from service.hub.shredding import destroy_room
from service.protocol.canonical import sha256_hex
from service.protocol.wire import new_identifier

DAY = date(2026, 3, 1)


@pytest.fixture
def hub(tmp_path: Path) -> HubSettings:
    settings = HubSettings(folder=tmp_path / "hub")
    init(settings)
    return settings


@pytest.fixture
def rooms(hub: HubSettings) -> tuple[RoomSecret, RoomSecret]:
    """Two rooms, each wrapped to one member; the first with a share and a salt, too."""
    both = RoomSecret.generate(new_identifier(), 1), RoomSecret.generate(new_identifier(), 1)
    member = Identity.generate()
    database = open_database(hub)
    with database.write() as db:
        store = SqlKeyStore(db)
        for room in both:
            name = KeyName(room.room, 1, Kind.WRAP, member.person)
            store.put(name, wrap_room(room, member.public))
        for kind in (Kind.SHARE, Kind.SALT):
            store.put(KeyName(both[0].room, 1, kind, member.person), str(kind).encode() * 40)
    database.close()
    return both


def leaves(hub: HubSettings) -> list[bytes]:
    database = open_database(hub)
    with database.read() as db:
        found = Journal(db, LogKey.from_bytes(hub.log_key.read_bytes())).leaves(0).leaves
    database.close()
    return list(found)


def names(hub: HubSettings, room: RoomSecret) -> list[KeyName]:
    database = open_database(hub)
    with database.read() as db:
        found = list(SqlKeyStore(db).names(room.room))
    database.close()
    return found


def test_the_keys_of_one_room_go_and_the_log_says_so(
    hub: HubSettings, rooms: tuple[RoomSecret, RoomSecret]
):
    certificates: list[Destruction] = []
    destroy_room(hub, rooms[0].room, DAY, certificates.append)
    assert certificates == [Destruction(rooms[0].room, "2026-03-01", 1, 1, 1, 1)]
    assert names(hub, rooms[0]) == []
    assert len(names(hub, rooms[1])) == 1
    (leaf,) = leaves(hub)
    payload = certificates[0].to_bytes()
    assert Entry.from_bytes(leaf) == Entry("destruction", "2026-03-01", sha256_hex(payload))
    with pytest.raises(KeyStoreError):
        destroy_room(hub, rooms[0].room, DAY, certificates.append)


def test_nothing_of_them_is_left_in_any_file(
    hub: HubSettings, rooms: tuple[RoomSecret, RoomSecret]
):
    marks = [b"share" * 8, b"salt" * 8]
    everything = b"".join(path.read_bytes() for path in hub.folder.rglob("*") if path.is_file())
    assert all(mark in everything for mark in marks)
    destroy_room(hub, rooms[0].room, DAY, lambda _: None)
    everything = b"".join(path.read_bytes() for path in hub.folder.rglob("*") if path.is_file())
    assert not any(mark in everything for mark in marks)


def test_without_a_certificate_on_disk_nothing_is_destroyed(
    hub: HubSettings, rooms: tuple[RoomSecret, RoomSecret]
):
    def full_disk(_: Destruction) -> None:
        raise OSError

    with pytest.raises(OSError):
        destroy_room(hub, rooms[0].room, DAY, full_disk)
    assert len(names(hub, rooms[0])) == 3
    assert leaves(hub) == []


def test_no_hub_and_no_room(tmp_path: Path, hub: HubSettings):
    with pytest.raises(NotInitialised):
        destroy_room(HubSettings(folder=tmp_path / "no"), "x" * 43, DAY, lambda _: None)
    with pytest.raises(KeyStoreError, match="no keys of this room"):
        destroy_room(hub, "x" * 43, DAY, lambda _: None)
