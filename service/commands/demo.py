"""`sealedroom demo`: the whole way of a note, told as a story."""

from pathlib import Path
from typing import Annotated

import typer

from service import terminal


def demo(
    output: Annotated[Path, typer.Option(help="Folder for what the story leaves behind.")] = Path(
        "demo-output"
    ),
) -> None:
    """Play the whole way of a note on this machine, from sealed notes to a verified release."""
    from service.demo.story import tell

    tell(output, terminal.console())
