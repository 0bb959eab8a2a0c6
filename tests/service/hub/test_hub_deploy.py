"""The unit files and the container file call commands that there are."""

from __future__ import annotations

import json
import re
import shlex
from importlib.resources import files

import pytest
from typer.testing import CliRunner

from service.cli import app

DEPLOY = files("service.hub") / "deploy"


def _commands() -> list[list[str]]:
    units = [
        (DEPLOY / f"sealedroom-{name}.service").read_text(encoding="utf-8")
        for name in ("hub", "worker")
    ]
    starts = re.findall(r"^ExecStart=\S+/sealedroom (.+)$", "\n".join(units), re.MULTILINE)
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (default,) = re.findall(r"^CMD (\[.+\])$", container, re.MULTILINE)
    return [*(shlex.split(one) for one in starts), json.loads(default)]


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_what_is_started_is_a_command(command):
    answer = CliRunner().invoke(app, [*command, "--help"])
    assert answer.exit_code == 0, answer.output
    assert "--folder" in answer.output


def test_every_unit_and_the_container_is_looked_at():
    assert {" ".join(one[:2]) for one in _commands()} == {"hub serve", "hub worker"}
