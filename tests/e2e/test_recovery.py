"""An identity outlives its machine and its passphrase."""

from __future__ import annotations

import re
from pathlib import Path

from tests.e2e.conftest import Run


def fingerprint(sealedroom: Run, **environment: str) -> str:
    ran = sealedroom("identity", "fingerprint", **environment)
    assert ran.status == 0, ran.err
    return ran.out


def test_a_sheet_and_a_backup_restore_an_identity(sealedroom: Run, tmp_path: Path):
    sheet, backup = tmp_path / "sheet.html", tmp_path / "backup"
    assert sealedroom("identity", "new").status == 0
    made = sealedroom("identity", "sheet", "--output", sheet, "--backup", backup)
    assert made.status == 0, made.err
    assert {path.stat().st_mode & 0o777 for path in (sheet, backup)} == {0o600}
    groups = re.search(r'class="key">([^<]+)<br>([^<]+)<', sheet.read_text())
    key = tmp_path / "key"
    key.write_text(f"{groups[1].lower()} {groups[2]}\n")
    assert groups[1] not in made.out + made.err

    elsewhere = {"SEALEDROOM_HOME": str(tmp_path / "elsewhere")}
    restored = sealedroom("identity", "restore", backup, "--secret-key-file", key, **elsewhere)
    assert restored.status == 0, restored.err
    words = re.search(r"Check words: (.+)", made.out)[1]
    assert words in restored.out
    assert words in sheet.read_text()
    assert fingerprint(sealedroom, **elsewhere) == fingerprint(sealedroom)


def test_a_backup_does_not_open_with_another_key(sealedroom: Run, tmp_path: Path):
    sheet, backup, key = tmp_path / "sheet.html", tmp_path / "backup", tmp_path / "key"
    assert sealedroom("identity", "new").status == 0
    assert sealedroom("identity", "sheet", "--output", sheet, "--backup", backup).status == 0
    elsewhere = {"SEALEDROOM_HOME": str(tmp_path / "elsewhere")}
    restore = ("identity", "restore", backup, "--secret-key-file", key)
    key.write_text("AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4MP-MTSZ")
    assert "not typed as" in sealedroom(*restore, **elsewhere).refused()
    key.write_text("AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4HX-X45M")
    sealedroom(*restore, **elsewhere).refused()
    assert not (tmp_path / "elsewhere" / "identity.json").exists()


def test_nothing_is_overwritten_by_a_backup(sealedroom: Run, tmp_path: Path):
    kept = tmp_path / "kept"
    kept.write_text("something else")
    assert sealedroom("identity", "new").status == 0
    ran = sealedroom("identity", "sheet", "--output", tmp_path / "s", "--backup", kept)
    assert "exists" in ran.refused()
    assert kept.read_text() == "something else"


def test_after_a_change_the_old_passphrase_does_not_open(sealedroom: Run, tmp_path: Path):
    assert sealedroom("identity", "new").status == 0
    before = fingerprint(sealedroom)
    new = tmp_path / "new"
    new.write_text("short")
    change = ("identity", "passphrase", "--new-file", new)
    assert "at least 15" in sealedroom(*change).refused()
    new.write_text("another four random words\n")
    assert sealedroom(*change).status == 0
    assert "passphrase is wrong" in sealedroom(*change).refused()
    assert sealedroom(*change, SEALEDROOM_PASSPHRASE_FILE=str(new)).status == 0
    assert fingerprint(sealedroom) == before
