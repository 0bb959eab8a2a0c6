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
