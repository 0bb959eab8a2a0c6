"""What lies just inside and just outside of a bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from keys._codec import MAX_EPOCH, canonical, parse_object
from keys._suite import SUITE, kem_public_key
from keys.checkpoint import MAX_ORIGIN, Checkpoint
from keys.entry import Actor, Entry
from keys.errors import FormatError, OpeningError, ProofError, WrongPassphraseError
from keys.logproof import MAX_PATH, LogProof
from keys.merkle import Tree, leaf_hash, verify_consistency
from keys.notes import MAX_SIGNATURES, parse_note
from keys.opening import Argon2Cost, Identity, RoomSecret, SecretKey
from keys.opening.locking import MAGIC, lock, needs_secret_key
from keys.sealing import MAX_NAME, Context
from keys.store import KeyName, Kind
from keys.tiles import entry_bundle, read_entry_bundle
from keys.verdict import Verdict
from keys.waivers import Revocation, Waiver
from tests.keys.making import CHEAP, DAY, PASSPHRASE

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


@pytest.mark.parametrize("text", ['{"a":1,"a":1}', '{"a":NaN}', '{"a":-Infinity}', "[]", '{"a":'])
def test_json_says_each_thing_once_and_in_numbers(text: str) -> None:
    with pytest.raises(FormatError):
        parse_object(text)


@pytest.mark.parametrize(
    "kind", [Entry("release", DAY, DIGEST).to_bytes, Actor.blind("p" * 22).to_json]
)
def test_an_entry_and_an_actor_have_no_other_fields(kind: Callable[[], bytes | str]) -> None:
    value = parse_object(kind())
    read = Actor.from_json if "salt" in value else Entry.from_bytes
    with pytest.raises(FormatError):
        read(canonical(value | {"zeal": "great"}).encode())


def test_a_revocation_has_no_other_fields() -> None:
    value = parse_object(Revocation("p" * 22, DIGEST).to_bytes())
    with pytest.raises(FormatError):
        Revocation.from_bytes(canonical(value | {"zeal": "great"}).encode())


def test_the_longest_proof_and_the_last_place() -> None:
    assert LogProof(MAX_EPOCH, b"leaf", (b"h" * 32,) * MAX_PATH, "").index == MAX_EPOCH
    for index, length in ((MAX_EPOCH + 1, 0), (-1, 0), (0, MAX_PATH + 1)):
        with pytest.raises(FormatError):
            LogProof(index, b"leaf", (b"h" * 32,) * length, "")


def test_the_shortest_and_the_longest_origin() -> None:
    for origin in ("o", "o" * MAX_ORIGIN):
        assert Checkpoint(origin, 1, bytes(32)).origin == origin
    for origin in ("", "o" * (MAX_ORIGIN + 1), "a\nb"):
        with pytest.raises(FormatError):
            Checkpoint(origin, 1, bytes(32))


def test_most_signatures_of_a_note() -> None:
    line = "— a AAAAAA==\n"
    assert len(parse_note("text\n\n" + line * MAX_SIGNATURES).signatures) == MAX_SIGNATURES
    with pytest.raises(ProofError, match="too many"):
        parse_note("text\n\n" + line * (MAX_SIGNATURES + 1))


@pytest.mark.parametrize(
    "text", ["text\n— a AAAAAA==\n", "t\x00\n\n— a AAAAAA==\n", "text\n\n— a AAAAAA=="]
)
def test_what_is_no_signed_note_is_named_so(text: str) -> None:
    with pytest.raises(ProofError, match="not a signed note"):
        parse_note(text)


@pytest.mark.parametrize("length", [0, 1_215, 1_217])
def test_an_encryption_key_has_one_length(length: int) -> None:
    with pytest.raises(FormatError, match="wrong length"):
        kem_public_key(bytes(length))


@pytest.mark.parametrize("data", [b"", b"x" * 200, MAGIC + b"\x02" + bytes(99), b"x" + bytes(99)])
def test_what_is_no_identity_file_asks_for_no_secret_key(data: bytes) -> None:
    with pytest.raises(WrongPassphraseError):
        needs_secret_key(data)


@pytest.mark.parametrize("length", [0, 117, 119])
def test_what_was_locked_and_is_no_identity(length: int) -> None:
    locked = lock(b"a" * length, PASSPHRASE, None, CHEAP)
    with pytest.raises(WrongPassphraseError):
        Identity.unlock(locked, PASSPHRASE, floor=CHEAP)


@pytest.mark.parametrize(("old", "new"), [(3, 2), (-1, 2)])
def test_a_tree_grows(old: int, new: int) -> None:
    with pytest.raises(ProofError):
        verify_consistency(old, bytes(32), new, bytes(32), ())


def test_roots_are_hashes() -> None:
    with pytest.raises(ProofError):
        verify_consistency(2, bytes(31), 2, bytes(31), ())
