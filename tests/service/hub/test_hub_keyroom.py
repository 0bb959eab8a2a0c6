"""The hub's key store keeps to what every key store keeps to, and lies apart from the data."""

from __future__ import annotations

import sqlite3

import pytest
from house import House

from service.hub.keyroom import SqlKeyStore
from tests.keys.key_store_contract import KeyStoreContract


class TestSqlKeyStore(KeyStoreContract):
    @pytest.fixture
    def store(self, house: House):
        with house.client.app.state.hub.database.write() as db:
            yield SqlKeyStore(db)


def test_the_file_with_the_data_holds_no_keys(on_sqlite):
    wraps = on_sqlite.session_request().wraps
    assert wraps
    with sqlite3.connect(on_sqlite.settings.sqlite_file) as raw:
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    assert "room_key" not in names
    with sqlite3.connect(on_sqlite.settings.keys_file) as raw:
        assert raw.execute("SELECT count(*) FROM room_key").fetchone()[0] >= len(wraps)


def test_what_is_destroyed_is_in_no_file(on_sqlite):
    hub = on_sqlite.client.app.state.hub
    with sqlite3.connect(on_sqlite.settings.keys_file) as raw:
        rows = raw.execute("SELECT data FROM room_key WHERE room = ?", (on_sqlite.session,))
        wraps = [data for (data,) in rows]
    with hub.database.write() as db:
        SqlKeyStore(db).destroy(on_sqlite.session)
    hub.database.truncate_wal()
    kept = b"".join(
        file.read_bytes() for file in on_sqlite.settings.folder.rglob("*") if file.is_file()
    )
    assert wraps
    assert not any(wrap in kept for wrap in wraps)


def test_a_repeated_session_mends_wraps_that_a_power_cut_took(house, organiser):
    path = f"/dialogues/{house.dialogue}/sessions"
    from keys.opening import RoomSecret
    from service.protocol.wire import new_identifier

    request = house.session_request(RoomSecret.generate(new_identifier(), 1))
    first = organiser.post(path, request).json()
    with house.client.app.state.hub.database.write() as db:
        store = SqlKeyStore(db)
        for name in store.names(first["session"]):
            store.remove(name)
    assert organiser.get(f"/sessions/{first['session']}").json()["wrap"] is None
    assert organiser.post(path, request).json() == first
