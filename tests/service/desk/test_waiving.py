"""Waivers as files: given, read, taken back, used."""

from __future__ import annotations

from datetime import date

import pytest

from keys.errors import FormatError, OpeningError, SignatureError, WaiverError
from keys.opening import Identity
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.rooms import Room
from service.desk.waiving import (
    Ledger,
    SealedWaiver,
    Wish,
    give,
    load_ledger,
    note_taken_back,
    parse_sealed,
    read,
    save_ledger,
    state,
    take_back,
    use,
)
from tests.service.desk.test_custody import a_room

WISH = Wish("ab" * 32, "The gauges are ours to mend.", "public")
DAY = date(2026, 3, 1)


@pytest.fixture
def room(identities: list[Identity]) -> Room:
    return a_room(identities[0])


@pytest.fixture
def waiver(room: Room, identities: list[Identity]) -> SealedWaiver:
    return give(room.secret.public, identities[1], WISH, DAY)


def test_only_the_room_reads_it(room: Room, waiver: SealedWaiver, identities: list[Identity]):
    assert b"gauges" not in waiver.model_dump_json().encode()
    assert identities[1].person.encode() not in waiver.sealed
    given = read(room, parse_sealed(waiver.model_dump_json().encode()), identities[1].public)
    assert (given.wording, given.audience, given.date) == (WISH.wording, "public", "2026-03-01")
    with pytest.raises(OpeningError):
        read(a_room(identities[0]), waiver, identities[1].public)


def test_nobody_waives_for_somebody_else(
    room: Room, waiver: SealedWaiver, identities: list[Identity]
):
    with pytest.raises(SignatureError):
        read(room, waiver, identities[2].public)
    back = take_back(room.secret.public, identities[2], waiver.waiver)
    given = read(room, waiver, identities[1].public)
    with pytest.raises(SignatureError):
        note_taken_back(room, back, identities[1].public, given, Ledger())


def test_it_is_used_for_exactly_what_it_says(
    room: Room, waiver: SealedWaiver, identities: list[Identity]
):
    person = identities[1].public
    for other in (
        Wish("cd" * 32, WISH.wording, WISH.audience),
        Wish(WISH.statement, "The gauges are theirs to mend.", WISH.audience),
        Wish(WISH.statement, WISH.wording, "officials"),
    ):
        with pytest.raises(WaiverError):
            use(room, waiver, person, other, Ledger())
    ledger = use(room, waiver, person, WISH, Ledger())
    assert state(waiver.waiver, ledger).startswith("used")


def test_it_is_taken_back_until_it_is_used(
    room: Room, waiver: SealedWaiver, identities: list[Identity]
):
    person = identities[1].public
    given = read(room, waiver, person)
    back = take_back(room.secret.public, identities[1], waiver.waiver)
    ledger = note_taken_back(room, back, person, given, Ledger())
    assert state(waiver.waiver, Ledger()).startswith("stands")
    assert state(waiver.waiver, ledger) == "taken back"
    with pytest.raises(WaiverError, match="taken back"):
        use(room, waiver, person, WISH, ledger)
    with pytest.raises(WaiverError, match="used already"):
        used = use(room, waiver, person, WISH, Ledger())
        note_taken_back(room, back, person, given, used)


def test_one_waiver_does_not_take_another_back(
    room: Room, waiver: SealedWaiver, identities: list[Identity]
):
    other = give(room.secret.public, identities[1], WISH, DAY)
    back = take_back(room.secret.public, identities[1], other.waiver)
    given = read(room, waiver, identities[1].public)
    with pytest.raises(WaiverError, match="another waiver"):
        note_taken_back(room, back, identities[1].public, given, Ledger())
    with pytest.raises(SignatureError):
        note_taken_back(room, other, identities[1].public, given, Ledger())
    swapped = back.model_copy(update={"waiver": waiver.waiver})
    with pytest.raises(OpeningError):
        note_taken_back(room, swapped, identities[1].public, given, Ledger())


def test_the_ledger_is_kept_and_tells_nothing(tmp_path, waiver: SealedWaiver):
    home, session = Home(tmp_path), waiver.session
    assert load_ledger(home, session) == Ledger()
    ledger = Ledger(used=frozenset({waiver.waiver}))
    save_ledger(home, session, ledger)
    assert load_ledger(home, session) == ledger


def test_a_wish_has_a_form(room: Room, identities: list[Identity]):
    for bad in (Wish("ab", "words", "public"), Wish("ab" * 32, "", "public")):
        with pytest.raises(FormatError):
            give(room.secret.public, identities[1], bad, DAY)
    with pytest.raises(DeskError, match="not the file of a waiver"):
        parse_sealed(b"{}")
