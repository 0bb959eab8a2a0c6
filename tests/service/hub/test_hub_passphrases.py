"""Passphrases, codes, recovery and invitations in a browser, below the pages."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlmodel import select

from service.hub.signin import enrolment, passphrases, recovery, sessions, ways_in
from service.hub.signin.errors import BadWayIn, NoKeys, SignInFailed, WeakPassphrase
from service.hub.signin.passphrases import Attempt, Chosen
from service.hub.signin.vault import Vault
from service.hub.tables import Passphrase, RecoveryCode, WayIn

WORDS = "canary-Quillfeather four short words"


@pytest.fixture
def hub(house):
    """The hub, whose clock stands still."""
    hub = house.client.app.state.hub
    now = int(time.time())
    hub.door = replace(hub.door, clock=lambda: now)
    return hub


def later(hub, seconds: int = 30) -> None:
    now = hub.door.clock() + seconds
    hub.door = replace(hub.door, clock=lambda: now)


def code(hub, secret: bytes) -> str:
    return TOTP(secret, 6, SHA1(), 30).generate(hub.door.clock()).decode()


def keep(hub, person: str) -> tuple[str, bytes]:
    """Give a person a passphrase; returns its name and the code's secret."""
    name, secret = passphrases.new_name(), passphrases.new_code_secret()
    hashed = passphrases.hash_passphrase(hub.door.vault, WORDS)
    with hub.database.write() as db:
        passphrases.store(db, hub.door, person, Chosen(name, hashed, secret, 0))
    return name, secret


def attempt(hub, name: str, words: str, digits: str) -> str | None:
    try:
        return passphrases.sign_in(hub.database, hub.door, Attempt(name, words, digits)).person
    except SignInFailed as failed:
        assert failed.detail == "That did not work."
        return None


def test_name_passphrase_and_code_belong_together(hub, organiser):
    name, secret = keep(hub, organiser.person)
    right = code(hub, secret)
    assert attempt(hub, name, WORDS + " ", right) is None
    assert attempt(hub, name, WORDS, "000000") is None
    assert attempt(hub, passphrases.new_name(), WORDS, right) is None
    assert attempt(hub, name.upper().replace(" ", "-"), WORDS, right) == organiser.person
    assert attempt(hub, name, WORDS, right) is None, "a code serves once"
    later(hub)
    assert attempt(hub, name, WORDS, code(hub, secret)) == organiser.person


@pytest.mark.parametrize("drift", [-60, -30, 0, 30, 60])
def test_a_telephone_may_be_a_step_early_or_late(hub, drift):
    secret = passphrases.new_code_secret()
    digits = TOTP(secret, 6, SHA1(), 30).generate(hub.door.clock() + drift).decode()
    assert (passphrases.step_of(hub.door, secret, digits) is not None) == (abs(drift) <= 30)


def test_known_and_unknown_names_close_alike(hub, organiser):
    name, secret = keep(hub, organiser.person)
    stranger = passphrases.new_name()
    for _ in range(5):
        assert attempt(hub, name, "wrong", "000000") is None
        assert attempt(hub, stranger, "wrong", "000000") is None
    assert attempt(hub, name, WORDS, code(hub, secret)) is None
    later(hub, 15 * 60 + 1)
    assert attempt(hub, name, WORDS, code(hub, secret)) == organiser.person


def test_a_name_that_does_not_exist_takes_the_same_work(hub, organiser, monkeypatch):
    name, _ = keep(hub, organiser.person)
    worked = []
    matches = passphrases._matches
    monkeypatch.setattr(
        passphrases, "_matches", lambda *given: worked.append(given[2]) or matches(*given)
    )
    attempt(hub, name, "wrong", "000000")
    attempt(hub, passphrases.new_name(), "wrong", "000000")
    known, unknown = (stored.split("$")[1:4] for stored in worked)
    assert known == unknown == ["argon2id", "v=19", "m=65536,t=3,p=4"]


@pytest.mark.slow
def test_the_time_does_not_tell_either(hub, organiser, monkeypatch):
    name, _ = keep(hub, organiser.person)
    attempt(hub, passphrases.new_name(), "wrong", "000000")
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(40):
        known = turn % 2 == 0
        before = time.process_time()
        attempt(hub, name if known else passphrases.new_name(), "wrong", "000000")
        taken[known].append(time.process_time() - before)
    known, unknown = (statistics.median(taken[which]) for which in (True, False))
    assert abs(known - unknown) / max(known, unknown) < 0.1, (known, unknown)


def test_nothing_that_is_stored_opens_anything_by_itself(hub, organiser):
    name, secret = keep(hub, organiser.person)
    with hub.database.read() as db:
        row = db.exec(select(Passphrase)).one()
    assert row.hash.startswith("$argon2id$")
    assert WORDS not in row.hash
    assert secret not in row.sealed_code_secret
    elsewhere = Vault(b"x" * 32)
    with pytest.raises(ValueError, match="Not sealed here"):
        elsewhere.open_sealed(row.sealed_code_secret, name)
    assert not passphrases._matches(elsewhere, WORDS, row.hash), "the pepper is not in the database"


@pytest.mark.parametrize("words", ["", "short", "x" * 14, "x" * 257])
def test_weak_passphrases_are_refused(hub, words):
    with pytest.raises(WeakPassphrase):
        passphrases.hash_passphrase(hub.door.vault, words)


def test_a_new_passphrase_takes_the_place_of_the_old(hub, organiser):
    name, secret = keep(hub, organiser.person)
    other, another = keep(hub, organiser.person)
    assert attempt(hub, name, WORDS, code(hub, secret)) is None
    assert attempt(hub, other, WORDS, code(hub, another)) == organiser.person


def test_recovery_codes_serve_once_and_only_their_hashes_are_kept(hub, organiser):
    with hub.database.write() as db:
        codes = recovery.new_codes(db, organiser.person)
        stored = [row.code for row in db.exec(select(RecoveryCode))]
    assert len(set(codes)) == len(stored) == recovery.CODES
    assert not any(code.replace("-", "") in "".join(stored) for code in codes)
    with hub.database.write() as db:
        assert recovery.redeem(db, hub.door, codes[0].lower()).seconds == ways_in.SECONDS
    with hub.database.write() as db, pytest.raises(BadWayIn):
        recovery.redeem(db, hub.door, codes[0])


def test_a_way_back_in_takes_away_what_was_there_before(hub, organiser):
    name, secret = keep(hub, organiser.person)
    with hub.database.write() as db:
        way = recovery.redeem(db, hub.door, recovery.new_codes(db, organiser.person)[0])
    with hub.database.write() as db:
        answer = enrolment.enrol(
            db, hub.door, hub.journal(db), way.token, lambda _db, _person: None
        )
        assert recovery.left(db, organiser.person) == 0
        assert sessions.count(db, hub.door, organiser.person) == 1
        assert db.exec(select(WayIn)).all() == []
    assert answer.person == organiser.person
    assert attempt(hub, name, WORDS, code(hub, secret)) is None
    assert organiser.get("/me").status_code == 401


def test_a_link_from_a_desk_ends_after_a_quarter_of_an_hour(hub, organiser):
    token = organiser.post("/me/browsers").json()["token"]
    later(hub, ways_in.SECONDS + 1)
    with hub.database.write() as db, pytest.raises(BadWayIn):
        enrolment.enrol(db, hub.door, hub.journal(db), token, lambda _db, _person: None)


@pytest.mark.parametrize("role", ["organiser", "custodian"])
def test_who_signs_or_opens_needs_a_desk(hub, house, role):
    path = f"/dialogues/{house.dialogue}/invitations"
    token = house.people["organiser"].post_json(path, {"role": role}).json()["token"]
    with hub.database.write() as db, pytest.raises(NoKeys):
        enrolment.enrol(db, hub.door, hub.journal(db), token, lambda _db, _person: None)


def test_who_came_with_a_browser_never_becomes_an_organiser(hub, house, organiser):
    path = f"/dialogues/{house.dialogue}"
    token = organiser.post_json(f"{path}/invitations", {"role": "participant"}).json()["token"]
    with hub.database.write() as db:
        person = enrolment.enrol(
            db, hub.door, hub.journal(db), token, lambda _db, _person: None
        ).person
    members = organiser.get(f"{path}/members").json()["members"]
    assert {one["identity"] for one in members if one["person"] == person} == {None}
    elsewhere = house.people["stranger"].get("/me").json()["memberships"][0]["dialogue"]
    answer = house.people["stranger"].post_json(
        f"/dialogues/{elsewhere}/members", {"person": person, "role": "organiser"}
    )
    assert answer.status_code == 403
