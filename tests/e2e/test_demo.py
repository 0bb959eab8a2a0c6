"""The main job from sealed notes to a verified release, as `make demo` runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.e2e.conftest import SAMPLES, Ran, Run

LEFT_BEHIND = {
    "hub", "outbound", "hub.log", "outbound.log", "index.html", "outcome.md",
    "outcome.bundle.json", "recommendation.txt", "trust.json",
}  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    import os
    import subprocess
    import sys

    output = tmp_path_factory.mktemp("demo") / "output"
    done = subprocess.run(
        [sys.executable, "-m", "service", "demo", "--output", str(output)],
        capture_output=True,
        text=True,
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "100"},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return Ran(done.returncode, done.stdout, done.stderr), output


def test_it_leaves_what_it_promises(played: tuple[Ran, Path]):
    ran, output = played
    assert {path.name for path in output.iterdir()} == LEFT_BEHIND
    assert "Three commands to try next" in ran.out


def test_no_name_is_in_what_the_servers_keep(played: tuple[Ran, Path]):
    _, output = played
    roster = yaml.safe_load((SAMPLES / "roster.yaml").read_text())["roster"]
    words = {word for person in roster for word in person["name"].split()}
    words |= {person["organisation"] for person in roster}
    kept_files = [*output.glob("hub/**/*"), *output.glob("outbound/**/*"), *output.glob("*.log")]
    for path in filter(Path.is_file, kept_files):
        kept = path.read_bytes()
        assert not [word for word in words if word.encode() in kept], path


def test_no_name_is_in_what_left(played: tuple[Ran, Path]):
    _, output = played
    roster = yaml.safe_load((SAMPLES / "roster.yaml").read_text())["roster"]
    names = {word.lower() for p in roster for word in p["name"].split()} - {"rain"}
    for name in ("outcome.md", "recommendation.txt"):
        text = (output / name).read_text().lower()
        assert not [word for word in names if word in text]


def test_the_substance_is_still_there(played: tuple[Ran, Path]):
    _, output = played
    text = (output / "outcome.md").read_text()
    assert text.count("\n- ") >= 10
    assert "Santiago Declaration" in text or "1952" in text


def test_the_auditor_verifies_offline(played: tuple[Ran, Path], sealedroom: Run):
    _, output = played
    ran = sealedroom("verify", output / "outcome.bundle.json", "--trust", output / "trust.json")
    assert ran.status == 0, ran.err
    assert [line[0] for line in ran.out.splitlines()[:9]] == list("012345678")


def test_one_byte_changed_is_refused(played: tuple[Ran, Path], sealedroom: Run, tmp_path):
    _, output = played
    bundle = json.loads((output / "outcome.bundle.json").read_text())
    document = bundle["document"]
    bundle["document"] = document[:40] + ("B" if document[40] == "A" else "A") + document[41:]
    altered = tmp_path / "altered.json"
    altered.write_text(
        json.dumps(bundle, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    )
    ran = sealedroom("verify", altered, "--trust", output / "trust.json")
    assert "step 3" in ran.refused()


def test_it_does_not_write_over_other_files(sealedroom: Run, tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    assert "holds other files" in sealedroom("demo", "--output", tmp_path).refused()
    assert (tmp_path / "precious.txt").read_text() == "mine"
