"""The command as a person runs it: a process, its two streams, its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

SAMPLES = Path("service/desk/samples").resolve()


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    def refused(self) -> str:
        """The one error line; fails when there is a traceback, no hint, or a good exit status."""
        assert self.status not in {0, 70}, self.out + self.err
        assert "Traceback" not in self.err
        errors = [line for line in self.err.splitlines() if line.startswith("error: ")]
        hints = [line for line in self.err.splitlines() if line.startswith("hint: ")]
        assert len(errors) == len(hints) == 1, self.err
        return errors[0]


Run = Callable[..., Ran]


@pytest.fixture
def sealedroom(tmp_path: Path) -> Run:
    """Run the command with a desk of its own and a passphrase in a file."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("four short random words\n")
    base = {
        **os.environ,
        "SEALEDROOM_HOME": str(tmp_path / "desk"),
        "SEALEDROOM_PASSPHRASE_FILE": str(passphrase),
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }

    def run(*arguments: object, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "service", *map(str, arguments)],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env=base | environment,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
