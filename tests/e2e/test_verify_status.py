"""`sealedroom verify` exits with a status of its own for each step that fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Run

VECTORS = sorted(Path("tests/keys/vectors").glob("bundle-*.json"))


@pytest.mark.parametrize("file", VECTORS, ids=[file.stem for file in VECTORS])
def test_the_status_tells_the_step(sealedroom: Run, tmp_path: Path, file: Path):
    vector = json.loads(file.read_text())
    bundle, trust = tmp_path / "bundle.json", tmp_path / "trust.json"
    bundle.write_bytes(vector["bundle"].encode())
    trust.write_text(json.dumps(vector["trust"]))
    ran = sealedroom("verify", bundle, "--trust", trust)
    if vector["step"] is None:
        assert ran.status == 0, ran.err
        return
    assert ran.status == 10 + vector["step"]
    assert ran.refused().startswith(f"error: step {vector['step']}: ")


def test_only_what_verifies_is_exported(sealedroom: Run, tmp_path: Path):
    vectors = {file.stem: json.loads(file.read_text()) for file in VECTORS}
    name, good = next((n, vector) for n, vector in vectors.items() if vector["step"] is None)
    bad = next(vector for n, vector in vectors.items() if vector["step"])
    (tmp_path / "trust.json").write_text(json.dumps(good["trust"]))
    for vector, status in ((good, 0), (bad, 10 + bad["step"])):
        bundle, output = tmp_path / f"{status}.json", tmp_path / f"{status}.pdf"
        bundle.write_bytes(vector["bundle"].encode())
        ran = sealedroom(
            "release", "export", bundle, "--trust", tmp_path / "trust.json", "--output", output
        )
        assert ran.status == status, ran.err
        assert output.exists() == (status == 0), name
