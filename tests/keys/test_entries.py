"""Entries of the log, and the people behind them whom nobody can name once the salts are gone."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from keys.entry import Actor, Entry
from keys.errors import FormatError, ProofError
from keys.merkle import Tree, leaf_hash, verify_inclusion
from keys.opening import Identity
from keys.shredding import shred
from keys.store import KeyName, Kind, MemoryKeyStore
from tests.keys.making import DAY
from tests.keys.mutations import refusals

ARTEFACT = "ab" * 32


def entry_of(actor: Actor, event: str = "release", artefact: str = ARTEFACT) -> Entry:
    return Entry(event, DAY, artefact, actor.commitment(event, artefact))


def test_an_entry_commits_to_its_actor(ana: Identity, ben: Identity) -> None:
    actor = Actor.blind(ana.person)
    entry = entry_of(actor)
    actor.verify(entry)
    for other in (
        replace(actor, person=ben.person),
        replace(actor, salt=bytes(32)),
        Actor.blind(ana.person),
    ):
        with pytest.raises(ProofError):
            other.verify(entry)


def test_a_commitment_does_not_move_to_another_entry(ana: Identity) -> None:
    actor = Actor.blind(ana.person)
    entry = entry_of(actor)
    for moved in (
        replace(entry, event="approval"),
        replace(entry, artefact="cd" * 32),
        replace(entry, actor=""),
    ):
        with pytest.raises(ProofError):
            actor.verify(moved)


def test_entries_of_one_person_do_not_look_alike(ana: Identity) -> None:
    commitments = {entry_of(Actor.blind(ana.person)).actor for _ in range(20)}
    assert len(commitments) == 20


def test_without_salts_the_log_verifies_and_names_nobody(ana: Identity, ben: Identity) -> None:
    people = [ana, ben, ana, ben, ana]
    store, entries = MemoryKeyStore(), []
    for number, person in enumerate(people):
        actor = Actor.blind(person.person)
        artefact = hashlib.sha256(bytes([number])).hexdigest()
        entries.append(entry_of(actor, artefact=artefact))
        store.put(KeyName("room-1", 1, Kind.SALT, artefact), actor.to_json().encode())
    for entry, person in zip(entries, people, strict=True):
        actor = Actor.from_json(store.get(KeyName("room-1", 1, Kind.SALT, entry.artefact)))
        actor.verify(entry)
        assert actor.person == person.person

    assert shred(store, "room-1", DAY).salts == 5

    tree = Tree(leaf_hash(entry.to_bytes()) for entry in entries)
    for index, entry in enumerate(entries):
        leaf = leaf_hash(entry.to_bytes())
        verify_inclusion(leaf, index, tree.size, tree.inclusion_proof(index), tree.root())
        for person in (ana, ben):
            with pytest.raises(ProofError):
                Actor.blind(person.person).verify(entry)
    text = b"".join(entry.to_bytes() for entry in entries).decode()
    assert not any(person.person in text for person in people)


def test_entries_travel_as_bytes(ana: Identity) -> None:
    for entry in (entry_of(Actor.blind(ana.person)), Entry("session", DAY, ARTEFACT)):
        assert Entry.from_bytes(entry.to_bytes()) == entry


def test_an_entry_without_an_actor_is_what_it_was() -> None:
    assert Entry("release", DAY, ARTEFACT).to_bytes() == (
        b'{"artefact":"%b","date":"2026-03-01","event":"release","version":1}' % ARTEFACT.encode()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"event": ""},
        {"event": "Release"},
        {"date": "2026-02-30"},
        {"date": "20260301"},
        {"artefact": "AB" * 32},
        {"artefact": "ab" * 31},
        {"actor": "ana"},
    ],
)
def test_a_malformed_entry_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(FormatError):
        replace(Entry("release", DAY, ARTEFACT), **change)


def test_no_damaged_actor_opens_an_entry(ana: Identity) -> None:
    actor = Actor.blind(ana.person)
    entry = entry_of(actor)

    def use(data: bytes) -> object:
        return Actor.from_json(data).verify(entry)

    kinds = {kind for kind, _ in refusals(actor.to_json().encode(), use, exhaustive=True)}
    assert kinds == {FormatError, ProofError}


def test_no_damaged_entry_is_in_the_log(ana: Identity) -> None:
    data = entry_of(Actor.blind(ana.person)).to_bytes()
    tree = Tree([leaf_hash(b"before"), leaf_hash(data)])

    def use(damaged: bytes) -> object:
        return verify_inclusion(
            leaf_hash(damaged), 1, 2, tree.inclusion_proof(1), tree.root()
        )  # whatever it says

    assert {kind for kind, _ in refusals(data, use, exhaustive=True)} == {ProofError}


def test_what_hides_an_actor_does_not_show(ana: Identity) -> None:
    assert repr(Actor(ana.person, bytes(32))) == f"Actor(person='{ana.person}')"
    with pytest.raises(FormatError):
        Actor(ana.person, bytes(31))
    with pytest.raises(FormatError):
        Actor("Ana Example", bytes(32))
