"""`sealedroom survey`, as an organiser and participants type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from locked_desk import PASSPHRASE
from shown import join
from typer.testing import CliRunner

from service.cli import app
from service.desk.errors import DeskError

TRUST = "The other side wants peace."


@pytest.fixture
def sealedroom(dialogue, tmp_path: Path):
    (tmp_path / "passphrase").write_text(PASSPHRASE)

    def run(home: Path, *arguments: object) -> str:
        environment = {
            "SEALEDROOM_HOME": str(home),
            "SEALEDROOM_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
        }
        ran = CliRunner().invoke(app, ["survey", *map(str, arguments)], env=environment)
        if ran.exception and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    return run


@pytest.mark.slow
def test_asked_answered_closed_shown(sealedroom, dialogue, tmp_path: Path, identities):
    anna, session = dialogue.first.home.folder, dialogue.session
    dora = join(dialogue, tmp_path / "dora", identities[3]).home.folder
    (tmp_path / "questions").write_text(f"{TRUST}\n\nA list is possible.\n")
    assert "no survey" in sealedroom(anna, "list", session)
    asked = ["--title", "Trust", "--questions", tmp_path / "questions", "--people", 3]
    survey = sealedroom(anna, "new", session, *asked, "--output", tmp_path / "s")
    survey = survey.split()[0]
    slips = [
        line for line in (tmp_path / "s" / "slips.txt").read_text().split() if line.count("-") == 3
    ]
    assert len(slips) == 3
    for at, slip in enumerate(slips):
        (tmp_path / "slip").write_text(slip)
        (tmp_path / "answers").write_text(f"{at + 1}\n-\n")
        for kept in dora.glob("surveys/*"):
            kept.unlink()  # as if each were another person
        given = ["--token-file", tmp_path / "slip", "--answers", tmp_path / "answers"]
        said = sealedroom(dora, "answer", tmp_path / "s" / "survey.json", *given)
        assert "Nobody can tell" in said
    assert "3 of 3 have answered" in sealedroom(anna, "list", session)
    with pytest.raises(DeskError, match="is open"):
        sealedroom(anna, "show", session, survey)
    sealedroom(anna, "close", session, survey, "--yes")
    told = sealedroom(anna, "show", session, survey, "--export", tmp_path / "result.json")
    assert f"{TRUST}\n  before  1-7: 3" in told
    assert "too few" in told
    exported = json.loads((tmp_path / "result.json").read_text())
    assert exported["questions"][0]["before"] == [[1, 7, 3]]
