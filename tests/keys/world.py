"""One room as its server and its people hold it: data, keys apart from it, the log, and copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from keys.announcement import verify_announcement
from keys.destruction import Destruction
from keys.entry import Actor, Entry
from keys.errors import KeysError, KeyStoreError
from keys.merkle import Tree, leaf_hash
from keys.opening import (
    Identity,
    RoomSecret,
    announce_room,
    open_envelope,
    rewrap_envelope,
    unwrap_room,
    wrap_room,
)
from keys.opening.custody import recover_room, split_room
from keys.sealing import Context, RoomPublic, seal
from keys.shredding import shred
from keys.signatures import DsseEnvelope
from keys.store import KeyName, Kind, MemoryKeyStore
from tests.keys.making import DAY

ROOM = "room-1"
PEOPLE = range(5)
ORGANISERS = (0, 1, 2)
CUSTODIANS = (1, 2, 3, 4)
THRESHOLD = 3


@cache
def person(number: int) -> Identity:
    """Five people, made once: what matters is their order of acting, not their keys."""
    return Identity.generate()


def context(submission: str, epoch: int) -> Context:
    return Context(ROOM, epoch, submission, "note")


@dataclass(frozen=True)
class Sealed:
    """An envelope and where it belongs."""

    submission: str
    epoch: int
    envelope: bytes

    @property
    def context(self) -> Context:
        return context(self.submission, self.epoch)


@dataclass
class World:
    """Operations are those of an honest desk and hub; `everything` is a full copy of the data."""

    secret: RoomSecret | None = None
    announcement: DsseEnvelope | None = None
    members: set[int] = field(default_factory=lambda: {0, 1})
    data: dict[str, Sealed] = field(default_factory=dict)
    everything: list[Sealed] = field(default_factory=list)
    notes: dict[str, bytes] = field(default_factory=dict)
    store: MemoryKeyStore = field(default_factory=MemoryKeyStore)
    kept: dict[int, list[RoomSecret]] = field(default_factory=lambda: {n: [] for n in PEOPLE})
    log: Tree = field(default_factory=Tree)
    entries: list[tuple[Entry, KeyName | None, int]] = field(default_factory=list)

    def begin(self, secret: RoomSecret) -> None:
        """An epoch: announced, wrapped to the members, shared among the custodians."""
        self.secret = secret
        self.announcement = announce_room(secret, person(0))
        for member in self.members:
            self.wrap(member)
        shares = split_room(secret, THRESHOLD, len(CUSTODIANS))
        for custodian, share in zip(CUSTODIANS, shares, strict=True):
            envelope = seal(share.encode(), {}, person(custodian).public, self._share_context())
            self.store.put(self.name(Kind.SHARE, custodian), envelope)

    def wrap(self, member: int) -> None:
        self.store.put(self.name(Kind.WRAP, member), wrap_room(self.room, person(member).public))

    def submit(self, note: bytes) -> str:
        name = f"submission-{len(self.notes) + 1}"
        where = context(name, self.room.epoch)
        self.keep(Sealed(name, where.epoch, seal(note, {}, self.public(), where)))
        self.notes[name] = note
        return name

    def remove(self, member: int) -> None:
        """The rest move to a new epoch; every data key is wrapped again, no payload is touched."""
        old, new = self.room, self.room.next_epoch()
        self.members.remove(member)
        for one in list(self.data.values()):
            moved = rewrap_envelope(one.envelope, old, new.public, one.context)
            assert moved[-32:] == one.envelope[-32:]
            self.keep(Sealed(one.submission, new.epoch, moved))
        for name in self.store.names(ROOM):
            if name.epoch == old.epoch and name.kind is not Kind.SALT:
                self.store.remove(name)
        self.begin(new)

    def shred(self) -> Destruction:
        certificate = shred(self.store, ROOM, DAY)
        self.secret = None
        for secrets in self.kept.values():
            secrets.clear()  # the certificate is worth as much as everybody's word to have none
        return certificate

    def record(self, event: str, artefact: str, actor: int) -> None:
        """An entry of the log, whose salt goes to the keys; not after they are destroyed."""
        name = None
        commitment = ""
        if self.secret is not None:
            blinded = Actor.blind(person(actor).person)
            commitment = blinded.commitment(event, artefact)
            name = KeyName(ROOM, self.secret.epoch, Kind.SALT, commitment)
            self.store.put(name, blinded.to_json().encode())
        entry = Entry(event, DAY, artefact, commitment)
        self.log.append(leaf_hash(entry.to_bytes()))
        self.entries.append((entry, name, actor))

    def enter(self, number: int) -> RoomSecret:
        """What this person gets out of the key store, with whichever wrap opens."""
        for name in self.store.names(ROOM):
            if name.kind is not Kind.WRAP:
                continue
            try:
                return unwrap_room(self.store.get(name), person(number), ROOM, name.epoch)
            except KeysError:
                continue
        raise KeyStoreError

    def recover(self, present: list[int]) -> RoomSecret:
        """What these custodians recover from the shares in the key store."""
        shares = []
        for custodian in present:
            sealed = self.store.get(self.name(Kind.SHARE, custodian))
            shares.append(open_envelope(sealed, person(custodian), self._share_context()).note)
        return recover_room([share.decode() for share in shares], self.public())

    def keep(self, sealed: Sealed) -> None:
        self.data[sealed.submission] = sealed
        self.everything.append(sealed)

    def name(self, kind: Kind, number: int) -> KeyName:
        return KeyName(ROOM, self.room.epoch, kind, person(number).person)

    def public(self) -> RoomPublic:
        """The room key, as an organiser announced it."""
        assert self.announcement is not None
        organisers = [person(number).public for number in ORGANISERS]
        return verify_announcement(self.announcement, organisers, ROOM, self.room.epoch)

    @property
    def room(self) -> RoomSecret:
        assert self.secret is not None
        return self.secret

    def _share_context(self) -> Context:
        return Context(ROOM, 0, f"share-{self.room.epoch}", "share")
