"""The lock screen, the first run, and the end."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass

import pytest
from desk_visits import Visit, visit
from locked_desk import PASSPHRASE

from keys.opening import Identity
from service.desk.home import Home
from service.desk.web.running import watch


def test_locked_pages_lead_to_the_lock(person: Visit):
    for path in ("/", "/home", "/you", "/rooms/1", "/join"):
        assert person.get(path).headers["location"].endswith("/unlock")


def test_the_passphrase_opens(person: Visit):
    wrong = person.post("/unlock", {"passphrase": "five other random words"})
    assert wrong.status_code == 422
    assert "five other" not in wrong.text
    assert not person.desk.is_open
    assert person.post("/unlock", {"passphrase": PASSPHRASE}).headers["location"].endswith("/home")
    assert person.desk.is_open


def test_closing_forgets(person: Visit):
    person.post("/unlock", {"passphrase": PASSPHRASE})
    answer = person.post("/close")
    assert "desk is closed" in answer.text
    assert 'desk="";' in answer.headers["set-cookie"]
    assert not person.desk.is_open
    assert person.desk.closed


def test_looking_at_the_clock_is_not_being_there(person: Visit):
    person.post("/unlock", {"passphrase": PASSPHRASE})
    person.desk.idle_seconds = 100.0
    person.desk._active -= 60
    assert person.get("/pulse").json()["left"] <= 40
    assert person.post("/pulse").json()["left"] >= 99


@dataclass
class Server:
    should_exit: bool = False


def test_left_alone_the_desk_closes_and_forgets(person: Visit, monkeypatch):
    person.post("/unlock", {"passphrase": PASSPHRASE})
    monkeypatch.setattr("service.desk.web.running.LOOK_SECONDS", 0.01)
    person.desk.idle_seconds = 0.05
    server = Server()
    watch(person.desk, server)
    assert person.desk.closed
    assert not person.desk.is_open
    assert server.should_exit


def test_keys_are_made_and_come_back_from_backup_and_sheet(newcomer: Visit, tmp_path):
    assert newcomer.get("/").headers["location"].endswith("/welcome")
    both = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert newcomer.post("/welcome/new", both).headers["location"].endswith("/sheet")
    sheet = newcomer.get("/sheet").text
    key = re.search(r'class="key">([^<]+)<', sheet)[1]
    backup = newcomer.get("/sheet/backup").content
    newcomer.post("/sheet/done")
    assert key not in newcomer.get("/sheet").text
    fingerprint = newcomer.desk.identity.public.key_id

    for other in visit(Home(tmp_path / "other")):
        other.enter()
        given = {
            "backup": b64encode(backup).decode(),
            "secret_key": key.lower(),
            "passphrase": PASSPHRASE,
        }
        assert other.post("/welcome/restore", given | {"secret_key": "A" * 32}).status_code == 422
        assert other.post("/welcome/restore", given).headers["location"].endswith("/home")
        assert other.desk.identity.public.key_id == fingerprint


@pytest.mark.parametrize(
    ("first", "second"), [("short", "short"), (PASSPHRASE, PASSPHRASE + "!"), ("", "")]
)
def test_a_bad_passphrase_makes_nothing(newcomer: Visit, first: str, second: str):
    answer = newcomer.post("/welcome/new", {"passphrase": first, "again": second})
    assert answer.status_code == 422
    assert not newcomer.desk.has_identity
    assert not newcomer.desk.is_open


def test_a_new_passphrase(person: Visit, identities: list[Identity]):
    person.post("/unlock", {"passphrase": PASSPHRASE})
    new = "another four random words"
    refused = {"old": "wrong wrong wrong wrong", "new": new, "again": new}
    assert person.post("/you/passphrase", refused).status_code == 422
    assert person.post("/you/passphrase", refused | {"old": PASSPHRASE}).status_code == 200
    assert person.desk.home.unlock(new).person == identities[0].person


def test_only_a_fingerprint_is_relied_on(sampler: Visit):
    assert sampler.post("/you/trust", {"fingerprint": "abc"}).status_code == 422
    assert sampler.post("/you/trust", {"fingerprint": "AB " * 32}).status_code == 303
    assert "ab" * 32 in sampler.desk.home.known()


def test_the_sample_needs_no_keys_and_writes_nothing(sampler: Visit, home: Home):
    assert "The sample dialogue" in sampler.get("/home").text
    assert sampler.get("/rooms/1").status_code == 200
    assert not home.folder.exists()
