"""Identities: locking, unlocking, public halves."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.errors import FormatError, OpeningError, PassphraseError, WrongPassphraseError
from keys.identity import PublicIdentity
from keys.opening import Argon2Cost, Identity, SecretKey, needs_secret_key
from tests.keys.making import CHEAP, PASSPHRASE
from tests.keys.mutations import refusals

UNIFORM = {(WrongPassphraseError, str(WrongPassphraseError()))}


@pytest.fixture(scope="module")
def locked(ana: Identity) -> bytes:
    return ana.lock(PASSPHRASE, cost=CHEAP)


def test_unlocks_with_the_passphrase(ana: Identity, locked: bytes) -> None:
    assert Identity.unlock(locked, PASSPHRASE, floor=CHEAP) == ana


def test_the_default_cost_is_stored_and_enforced(ana: Identity, locked: bytes) -> None:
    standard = ana.lock(PASSPHRASE)
    assert Identity.unlock(standard, PASSPHRASE).public == ana.public
    with pytest.raises(WrongPassphraseError):
        Identity.unlock(locked, PASSPHRASE)


def test_a_wrong_passphrase_is_refused_with_a_hint(locked: bytes) -> None:
    with pytest.raises(OpeningError) as caught:
        Identity.unlock(locked, PASSPHRASE + " ", floor=CHEAP)
    assert (type(caught.value), str(caught.value)) in UNIFORM
    assert "Type the passphrase again" in caught.value.hint


def test_no_damaged_file_opens(locked: bytes) -> None:
    def unlock(data: bytes) -> Identity:
        return Identity.unlock(data, PASSPHRASE, floor=CHEAP)

    assert refusals(locked, unlock, exhaustive=True) == UNIFORM


def test_the_same_letters_typed_in_another_way_unlock(ana: Identity) -> None:
    composed, decomposed = "caf\u00e9 con leche gr\u00e0cies", "cafe\u0301 con leche gra\u0300cies"
    assert Identity.unlock(ana.lock(composed, cost=CHEAP), decomposed, floor=CHEAP) == ana


@pytest.mark.parametrize(("passphrase", "with_key"), [("fourteen chars", False), ("seven c", True)])
def test_a_short_passphrase_is_refused(ana: Identity, passphrase: str, with_key: bool) -> None:
    with pytest.raises(PassphraseError) as caught:
        ana.lock(passphrase, secret_key=SecretKey.generate() if with_key else None, cost=CHEAP)
    assert "random words" in caught.value.hint


def test_two_files_of_one_identity_share_nothing(ana: Identity, locked: bytes) -> None:
    again = ana.lock(PASSPHRASE, cost=CHEAP)
    assert again[-200:] != locked[-200:]


def test_the_secret_key_is_needed_and_must_be_the_right_one(ana: Identity, locked: bytes) -> None:
    secret_key = SecretKey.generate()
    both = ana.lock("8 signs.", secret_key=secret_key, cost=CHEAP)
    assert needs_secret_key(both)
    assert not needs_secret_key(locked)
    assert Identity.unlock(both, "8 signs.", secret_key=secret_key, floor=CHEAP) == ana
    for other in (None, SecretKey.generate()):
        with pytest.raises(WrongPassphraseError):
            Identity.unlock(both, "8 signs.", secret_key=other, floor=CHEAP)
    with pytest.raises(WrongPassphraseError):
        Identity.unlock(locked, PASSPHRASE, secret_key=secret_key, floor=CHEAP)


def test_a_printed_secret_key_is_read_back_and_typing_errors_are_found() -> None:
    secret_key = SecretKey.generate()
    printed = secret_key.plaintext_to_print()
    assert SecretKey.parse(f" {printed.lower()} ") == secret_key
    for place, letter in enumerate(printed):
        wrong = printed[:place] + ("A" if letter != "A" else "B") + printed[place + 1 :]
        with pytest.raises(FormatError):
            SecretKey.parse(wrong)
    with pytest.raises(FormatError):
        SecretKey.parse("not é key")


@pytest.mark.parametrize(
    ("memory_kib", "iterations", "lanes"),
    [(7, 1, 1), (64, 0, 1), (64, 1, 0), (2**21, 1, 1), (64, 17, 1), (2**20, 1, 17), (31, 1, 4)],
)
def test_costs_out_of_bounds_are_refused(memory_kib: int, iterations: int, lanes: int) -> None:
    with pytest.raises(FormatError):
        Argon2Cost(memory_kib, iterations, lanes)


def test_secrets_do_not_show(ana: Identity) -> None:
    assert repr(ana) == f"Identity(person='{ana.person}')"
    assert repr(SecretKey.generate()) == "SecretKey()"


def test_renewed_keys_belong_to_the_same_person(ana: Identity) -> None:
    renewed = ana.renew()
    assert renewed.person == ana.person
    assert renewed.public.key_id != ana.public.key_id


def test_a_public_identity_travels_as_json(ana: Identity) -> None:
    assert PublicIdentity.from_json(ana.public.to_json()) == ana.public
    assert PublicIdentity.from_json(ana.public.to_json().encode()) == ana.public
    assert len(ana.public.key_id) == 64


def test_every_field_counts_for_the_key_id(ana: Identity, ben: Identity) -> None:
    one, other = ana.public, ben.public
    for changed in (
        replace(one, person=other.person),
        replace(one, kem=other.kem),
        replace(one, ed25519=other.ed25519),
        replace(one, mldsa65=other.mldsa65),
    ):
        assert changed.key_id != one.key_id


def test_a_name_cannot_be_an_id(ana: Identity) -> None:
    for person in ("Ana Lovelace", "", "a" * 21, "a" * 23, "a" * 22 + "\n"):
        with pytest.raises(FormatError):
            replace(ana.public, person=person)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "sealedroom.org/public-identity/v2"},
        {"person": 7},
        {"kem": "AAAA"},
        {"kem": "/" * 1620 + "/w=="},
        {"ed25519": "AAAA"},
        {"mldsa65": "AAAA"},
        {"mldsa65": "not base64"},
        {"extra": 1},
    ],
)
def test_other_json_is_no_identity(ana: Identity, change: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        PublicIdentity.from_json(json.dumps(json.loads(ana.public.to_json()) | change))


@given(st.text() | st.binary())
@settings(max_examples=200, deadline=None)
def test_any_text_that_is_no_identity_is_refused(data: str | bytes) -> None:
    with pytest.raises(FormatError):
        PublicIdentity.from_json(data)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_that_are_no_identity_file_are_refused(data: bytes) -> None:
    with pytest.raises(WrongPassphraseError):
        Identity.unlock(data, PASSPHRASE, floor=CHEAP)
