"""What every key store keeps to: subclass `KeyStoreContract` and say how to make an empty one."""

from __future__ import annotations

import pytest

from keys.errors import KeyStoreError
from keys.store import KeyName, KeyStore, Kind

WRAP = KeyName("room-1", 1, Kind.WRAP, "person-1")
LATER = KeyName("room-1", 2, Kind.WRAP, "person-1")
SHARE = KeyName("room-1", 1, Kind.SHARE, "person-1")
SALT = KeyName("room-1", 1, Kind.SALT, "ab" * 32)
OTHER = KeyName("room-2", 1, Kind.WRAP, "person-1")
ALL = (WRAP, LATER, SHARE, SALT, OTHER)


class KeyStoreContract:
    """The tests. A store that is on disk makes an empty one for each."""

    @pytest.fixture
    def store(self) -> KeyStore:
        raise NotImplementedError

    @pytest.fixture
    def filled(self, store: KeyStore) -> KeyStore:
        for number, name in enumerate(ALL):
            store.put(name, bytes([number]) * 40)
        return store

    def test_what_is_put_can_be_got(self, filled: KeyStore) -> None:
        for number, name in enumerate(ALL):
            assert filled.get(name) == bytes([number]) * 40

    def test_the_last_put_counts(self, filled: KeyStore) -> None:
        filled.put(WRAP, b"new")
        assert filled.get(WRAP) == b"new"
        assert filled.get(LATER) != b"new"

    def test_what_is_not_there_is_an_error_with_a_hint(self, store: KeyStore) -> None:
        with pytest.raises(KeyStoreError) as caught:
            store.get(WRAP)
        assert caught.value.hint

    def test_names_are_those_of_the_room_in_order(self, filled: KeyStore) -> None:
        assert filled.names("room-1") == tuple(sorted((WRAP, LATER, SHARE, SALT)))
        assert filled.names("room-2") == (OTHER,)
        assert filled.names("room-3") == ()

    def test_one_key_is_removed(self, filled: KeyStore) -> None:
        filled.remove(WRAP)
        filled.remove(WRAP)
        with pytest.raises(KeyStoreError):
            filled.get(WRAP)
        assert len(filled.names("room-1")) == 3

    def test_a_room_is_destroyed_and_the_others_are_not(self, filled: KeyStore) -> None:
        filled.destroy("room-1")
        assert filled.names("room-1") == ()
        for name in (WRAP, LATER, SHARE, SALT):
            with pytest.raises(KeyStoreError):
                filled.get(name)
        assert filled.get(OTHER) == bytes([4]) * 40
        assert (filled.destroyed("room-1"), filled.destroyed("room-2")) == (True, False)

    def test_a_destroyed_room_takes_no_keys(self, filled: KeyStore) -> None:
        filled.destroy("room-1")
        filled.destroy("room-1")
        with pytest.raises(KeyStoreError, match="destroyed"):
            filled.put(KeyName("room-1", 3, Kind.WRAP, "person-1"), b"late")
        assert filled.names("room-1") == ()
