"""What the terminal shows: results on stdout, errors and progress on stderr, secrets nowhere.

Every error line is followed by a `hint:` line that says what to do next.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console


def say(text: str = "") -> None:
    """A line of result."""
    typer.echo(text)


def say_json(value: Any) -> None:
    """One JSON value on one line."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def note(text: str) -> None:
    """A line about what is going on, which is no result."""
    typer.echo(text, err=True)


def fail(message: str, hint: str) -> None:
    """An error and what to do about it."""
    typer.echo(f"error: {message}", err=True)
    typer.echo(f"hint: {hint}", err=True)


def console() -> "Console":
    """A console for tables and panels, as wide as the terminal."""
    from rich.console import Console

    return Console(highlight=False)


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show that something takes a while, when somebody is watching."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield


def passphrase(*, new: bool = False) -> str:
    """The passphrase of this desk's identity: from `$SEALEDROOM_PASSPHRASE_FILE`, or asked for.

    Args:
        new: ask twice.
    """
    file = os.environ.get("SEALEDROOM_PASSPHRASE_FILE")
    if file:
        words = Path(file).read_text(encoding="utf-8").rstrip("\n")
    else:
        words = str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
    return words


def secret(prompt: str, file: Path | None) -> str:
    """A token from a file, or asked for: never an argument, which other users could see."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    return str(typer.prompt(prompt, hide_input=True, err=True)).strip()
