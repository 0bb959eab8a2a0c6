"""What a careless or hostile person gives the command: one clear error, a hint, nothing lost."""

from __future__ import annotations

import json

import pytest

from tests.e2e.conftest import SAMPLES, Run

ROSTER = SAMPLES / "attendees.csv"


def test_an_empty_file(sealedroom: Run, tmp_path):
    empty = tmp_path / "empty.md"
    empty.touch()
    assert "holds no text" in sealedroom("check", empty, "--roster", ROSTER).refused()


def test_an_unknown_encoding(sealedroom: Run, tmp_path):
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Fräulein Müller said no".encode("latin-1"))
    ran = sealedroom("redact", latin, "--roster", ROSTER)
    assert "UTF-8" in ran.refused()
    assert "ller" not in ran.out + ran.err


def test_fifty_megabytes(sealedroom: Run, tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    assert "20 MB" in sealedroom("redact", large, "--roster", ROSTER).refused()


def test_an_unknown_field_of_the_roster(sealedroom: Run, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("name,shoe size\nIlze Kalniņa,38\n")
    ran = sealedroom("check", SAMPLES / "draft.md", "--roster", roster)
    assert "shoe" in ran.refused()
    assert "Ilze" not in ran.err


def test_a_missing_file(sealedroom: Run, tmp_path):
    assert "No such file" in sealedroom("check", tmp_path / "none.md").refused()


def test_an_unknown_rule(sealedroom: Run):
    assert "CH999" in sealedroom("rule", "CH999").refused()


def test_a_wrong_passphrase(sealedroom: Run, tmp_path):
    assert sealedroom("identity", "new").status == 0
    connection = {"hub": "http://127.0.0.1:9", "token": "t", "log": "l"}
    (tmp_path / "desk" / "hub.json").write_text(json.dumps(connection))
    wrong = tmp_path / "wrong"
    wrong.write_text("another passphrase\n")
    ran = sealedroom("room", "found", "Title", SEALEDROOM_PASSPHRASE_FILE=str(wrong))
    assert "passphrase is wrong" in ran.refused()
    assert "another passphrase" not in ran.err


def test_a_short_new_passphrase(sealedroom: Run, tmp_path):
    short = tmp_path / "short"
    short.write_text("short")
    ran = sealedroom("identity", "new", SEALEDROOM_PASSPHRASE_FILE=str(short))
    assert "at least 15 characters" in ran.refused()
    assert not (tmp_path / "desk").exists()


def test_a_second_identity_is_not_made(sealedroom: Run):
    assert sealedroom("identity", "new").status == 0
    assert "already" in sealedroom("identity", "new").refused()


@pytest.mark.parametrize("content", [b"", b"{}", b"not a bundle", b'{"format":"x"}'])
def test_no_bundle_at_all(sealedroom: Run, tmp_path, content):
    bundle, trust = tmp_path / "bundle.json", tmp_path / "trust.json"
    bundle.write_bytes(content)
    trust.write_bytes(content)
    sealedroom("verify", bundle, "--trust", trust).refused()


def test_no_hub_there(sealedroom: Run):
    assert sealedroom("identity", "new").status == 0
    invitation = SAMPLES / "notes.md"
    ran = sealedroom("identity", "join", "http://127.0.0.1:9", "--invitation-file", invitation)
    assert "does not answer" in ran.refused()


def test_help_answers_without_loading_models(sealedroom: Run):
    ran = sealedroom("--help")
    assert ran.status == 0
    for command in ("check", "redact", "rules", "rule", "demo", "submit", "room", "release"):
        assert f"  {command} " in ran.out
