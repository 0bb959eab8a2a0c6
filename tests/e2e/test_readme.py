"""The README promises what the command does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from service.cli import app
from tests.e2e.conftest import Run

README = Path("README.md").read_text(encoding="utf-8")
MAKEFILE = Path("Makefile").read_text(encoding="utf-8")


def _commands() -> set[tuple[str, ...]]:
    """Every command and every group with its command, as the parser knows them."""
    known: set[tuple[str, ...]] = set()
    for name, command in get_command(app).commands.items():
        known.add((name,))
        known |= {(name, sub) for sub in getattr(command, "commands", {})}
    return known


def _mentioned() -> list[tuple[str, ...]]:
    """First words of every `code span` and console line that names a command."""
    spans = re.findall(r"`(?:\.venv/bin/)?(?:sealedroom )?([a-z]+(?: [a-z]+)?)[^`]*`", README)
    lines = re.findall(r"^\$ \.venv/bin/sealedroom (.+)$", README, re.MULTILINE)
    groups = {command[0] for command in _commands()}
    words = [tuple(text.split()[:2]) for text in [*spans, *lines]]
    return [word for word in words if word[0] in groups]


@pytest.mark.parametrize("words", sorted(set(_mentioned())))
def test_every_command_it_names_exists(words):
    known = _commands()
    assert words in known or words[:1] in known


def test_every_make_target_it_names_exists():
    for target in set(re.findall(r"(?:^\$ |`)make ([a-z-]+)", README, re.MULTILINE)):
        assert f"\n{target}:" in MAKEFILE, target


def test_its_first_command_finds_what_exposes_somebody(sealedroom: Run):
    (line,) = re.findall(r"^\$ \.venv/bin/sealedroom (check .+)$", README, re.MULTILINE)
    ran = sealedroom(*shlex.split(line))
    assert ran.status == 1
    places = re.findall(r"^\S+draft\.md:(\d+):(\d+): (CH\d{3}) ", ran.out, re.MULTILINE)
    assert places
    assert "Wolny" in ran.out
    assert all(int(row) and int(column) for row, column, _ in places)
