"""What lies just inside and just outside of a bound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keys._suite import SUITE, kem_public_key
from keys.entry import Entry
from keys.errors import FormatError, OpeningError, ProofError
from keys.merkle import Tree, leaf_hash
from keys.opening import Argon2Cost, RoomSecret, SecretKey
from keys.sealing import MAX_NAME, Context
from keys.store import KeyName, Kind
from keys.tiles import entry_bundle, read_entry_bundle
from keys.verdict import Verdict
from keys.waivers import Waiver
from tests.keys.making import DAY

DIGEST = "ab" * 32


def test_an_entry_of_another_version_is_named_so() -> None:
    data = Entry("release", DAY, DIGEST).to_bytes().replace(b'"version":1', b'"version":2')
    with pytest.raises(FormatError, match="unknown version"):
        Entry.from_bytes(data)


def test_a_bundle_of_one_entry() -> None:
    assert read_entry_bundle(entry_bundle([b"one"]), 1) == (b"one",)


def test_levels_that_a_tree_does_not_have_yet() -> None:
    tree = Tree([leaf_hash(b"one"), leaf_hash(b"two")])
    assert len(tree.hashes(1, 0, 1)) == 32
    for height in (2, 3):
        with pytest.raises(ProofError):
            tree.hashes(height, 0, 1)


def test_an_auditor_is_a_random_id() -> None:
    with pytest.raises(FormatError, match="22 random characters"):
        Verdict("The auditor", DIGEST, DIGEST, DIGEST, passed=True, date=DAY)
    with pytest.raises(FormatError):
        Verdict("p" * 22, DIGEST, DIGEST, DIGEST, passed=True, date="2026-02-30")


def test_one_character_is_a_wording() -> None:
    waiver = Waiver("p" * 22, "room-1", DIGEST, "x", "public", DAY)
    assert Waiver.from_bytes(waiver.to_bytes()) == waiver
    with pytest.raises(FormatError):
        replace(waiver, wording="")


@pytest.mark.parametrize("length", [0, 15, 17, 32])
def test_a_secret_key_has_128_bits(length: int) -> None:
    with pytest.raises(FormatError, match="128 bits"):
        SecretKey(bytes(length))


def test_a_cost_reaches_a_floor_in_memory_and_in_passes() -> None:
    floor = Argon2Cost(memory_kib=64, iterations=2, lanes=1)
    for memory, iterations, reaches in ((64, 2, True), (63, 9, False), (99, 1, False)):
        assert Argon2Cost(memory, iterations, 1).reaches(floor) is reaches


def test_names_in_the_key_store_are_bounded() -> None:
    KeyName("r" * MAX_NAME, 0, Kind.WRAP, "h")
    for bad in (("", 0, "h"), ("r" * (MAX_NAME + 1), 0, "h"), ("r", -1, "h"), ("r", 0, "")):
        with pytest.raises(FormatError):
            KeyName(bad[0], bad[1], Kind.WRAP, bad[2])


def test_the_longest_names_of_a_context() -> None:
    name = "n" * MAX_NAME
    assert Context(name, 0, name, name).room == name
    for parts in ((name + "n", "s", "p"), ("r", name + "n", "p"), ("r", "s", name + "n")):
        with pytest.raises(FormatError):
            Context(parts[0], 0, parts[1], parts[2])


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_only_keys_are_unwrapped(room: RoomSecret, length: int) -> None:
    """A message of another length that was honestly sealed to the room."""
    wrap = SUITE.encrypt(bytes(length), kem_public_key(room.public.kem), info=b"info")
    with pytest.raises(OpeningError):
        room.unwrap(wrap, b"info")
