"""Shredding: with its keys destroyed, a room is unreadable for everybody and for ever."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from keys._intoto import PAYLOAD_TYPE
from keys.announcement import verify_announcement
from keys.destruction import Destruction, verify_destruction
from keys.errors import KeyStoreError, OpeningError
from keys.opening import (
    Identity,
    RoomSecret,
    announce_room,
    open_envelope,
    rewrap_envelope,
    sign_dsse,
    unwrap_room,
    wrap_room,
)
from keys.opening.custody import recover_room, split_room
from keys.sealing import Context, seal
from keys.shredding import shred
from keys.signatures import DsseEnvelope
from keys.store import KeyName, KeyStore, Kind, MemoryKeyStore
from tests.keys.key_store_contract import KeyStoreContract
from tests.keys.making import CHEAP, DAY, PASSPHRASE

ROOM = "room-1"
CUSTODY = Context(ROOM, 0, "custody", "share")


class TestMemoryKeyStore(KeyStoreContract):
    @pytest.fixture
    def store(self) -> KeyStore:
        return MemoryKeyStore()


@dataclass
class Data:
    """The data store: everything but keys, and all of it in every backup."""

    announcements: list[DsseEnvelope] = field(default_factory=list)
    envelopes: dict[Context, bytes] = field(default_factory=dict)
    identity_files: list[bytes] = field(default_factory=list)


@dataclass
class World:
    """A room with two epochs, three members and three custodians."""

    members: tuple[Identity, ...]
    keys: MemoryKeyStore
    data: Data

    def secret(self, epoch: int, member: Identity) -> RoomSecret:
        wrap = self.keys.get(KeyName(ROOM, epoch, Kind.WRAP, member.person))
        return unwrap_room(wrap, member, ROOM, epoch)


@pytest.fixture
def world(ana: Identity, ben: Identity, eve: Identity) -> World:
    members = (ana, ben, eve)
    world = World(members, MemoryKeyStore(), Data())
    first = RoomSecret.generate(ROOM, 1)
    second = first.next_epoch()
    for secret in (first, second):
        world.data.announcements.append(announce_room(secret, ana))
        shares = split_room(secret, 2, 3)
        for member, share in zip(members, shares, strict=True):
            sealed = seal(share.encode(), {}, member.public, CUSTODY)
            for kind, key in ((Kind.WRAP, wrap_room(secret, member.public)), (Kind.SHARE, sealed)):
                world.keys.put(KeyName(ROOM, secret.epoch, kind, member.person), key)
    for number in range(4):
        context = Context(ROOM, 1, f"submission-{number}", "note")
        envelope = seal(b"note %d" % number, {}, first.public, context)
        world.data.envelopes[context] = envelope
        moved = Context(ROOM, 2, context.submission, "note")
        world.data.envelopes[moved] = rewrap_envelope(envelope, first, second.public, context)
    world.data.identity_files += [member.lock(PASSPHRASE, cost=CHEAP) for member in members]
    return world


def everything_opens(world: World) -> int:
    """How many of the envelopes open by any of the ways there are."""
    opened = 0
    for context, envelope in world.data.envelopes.items():
        for member in world.members:
            try:
                open_envelope(envelope, world.secret(context.epoch, member), context)
            except (KeyStoreError, OpeningError):
                continue
            opened += 1
    return opened


def test_a_shredded_room_opens_for_nobody(world: World, ana: Identity) -> None:
    """With every member's identity, and a full backup of the data."""
    assert everything_opens(world) == 8 * 3

    certificate = shred(world.keys, ROOM, DAY)

    assert certificate == Destruction(ROOM, DAY, epochs=2, wraps=6, shares=6, salts=0)
    assert everything_opens(world) == 0
    assert world.keys.names(ROOM) == ()
    identities = [Identity.unlock(file, PASSPHRASE, floor=CHEAP) for file in
                  world.data.identity_files]  # fmt: skip
    assert identities == list(world.members)
    for context, envelope in world.data.envelopes.items():
        public = verify_announcement(
            world.data.announcements[context.epoch - 1], [ana.public], ROOM, context.epoch
        )
        for key in (*identities, RoomSecret.generate(ROOM, context.epoch)):
            with pytest.raises(OpeningError):
                open_envelope(envelope, key, context)
        with pytest.raises(OpeningError):
            recover_room([], public)


def test_custodians_recover_before_and_not_after(world: World, ana: Identity) -> None:
    def recovered() -> RoomSecret:
        shares = [
            open_envelope(
                world.keys.get(KeyName(ROOM, 1, Kind.SHARE, member.person)), member, CUSTODY
            ).note.decode()
            for member in world.members[:2]
        ]
        public = verify_announcement(world.data.announcements[0], [ana.public], ROOM, 1)
        return recover_room(shares, public)

    assert recovered() == world.secret(1, ana)
    shred(world.keys, ROOM, DAY)
    with pytest.raises(KeyStoreError):
        recovered()


def test_a_shredded_room_comes_back_by_no_late_wrap(world: World, ana: Identity) -> None:
    shred(world.keys, ROOM, DAY)
    late = wrap_room(RoomSecret.generate(ROOM, 3), ana.public)
    with pytest.raises(KeyStoreError, match="destroyed"):
        world.keys.put(KeyName(ROOM, 3, Kind.WRAP, ana.person), late)


def test_other_rooms_stay(world: World, ana: Identity) -> None:
    other = RoomSecret.generate("room-2", 1)
    name = KeyName("room-2", 1, Kind.WRAP, ana.person)
    world.keys.put(name, wrap_room(other, ana.public))
    shred(world.keys, ROOM, DAY)
    assert unwrap_room(world.keys.get(name), ana, "room-2", 1) == other


def test_organisers_sign_what_was_destroyed(world: World, ana: Identity, ben: Identity) -> None:
    certificate = shred(world.keys, ROOM, DAY)
    envelope = sign_dsse(certificate.to_bytes(), PAYLOAD_TYPE, ana, ben)
    assert verify_destruction(envelope, [ana.public, ben.public], 2) == certificate


def test_a_room_is_shredded_once(world: World) -> None:
    shred(world.keys, ROOM, DAY)
    with pytest.raises(KeyStoreError, match="no keys"):
        shred(world.keys, ROOM, DAY)


class Stubborn(MemoryKeyStore):
    """A store whose medium has become read-only."""

    def destroy(self, room: str) -> None:
        pass


class Forgetful(MemoryKeyStore):
    """A store that empties the room and would take new keys for it."""

    def destroy(self, room: str) -> None:
        for name in self.names(room):
            self.remove(name)


@pytest.mark.parametrize("kind", [Stubborn, Forgetful])
def test_no_certificate_for_what_is_still_there(kind: type[MemoryKeyStore]) -> None:
    store = kind()
    store.put(KeyName(ROOM, 1, Kind.WRAP, "person-1"), b"wrap")
    with pytest.raises(KeyStoreError, match="did not destroy") as caught:
        shred(store, ROOM, DAY)
    assert "medium" in caught.value.hint
