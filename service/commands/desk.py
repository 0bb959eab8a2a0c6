"""`sealedroom desk`: the desk as a web application on this machine."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from service import terminal


def desk(
    home: Annotated[
        Path | None, typer.Option(help="The desk's folder; otherwise the usual one.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the link in your browser.")
    ] = True,
    idle: Annotated[
        int, typer.Option(help="Minutes without anybody there after which it closes.", min=1)
    ] = 20,
) -> None:
    """Open your desk: write notes, review them, release what may leave. For this machine only.

    The link works once. The desk closes by its button, by Ctrl-C, or when nobody is there.
    """
    from service.desk.home import Home
    from service.desk.web.running import run

    def opened(link: str) -> None:
        terminal.say(link)
        terminal.note("The link works once, on this machine. Ctrl-C closes the desk.")
        if show:
            webbrowser.open(link)

    run(Home(home) if home else Home.default(), opened, idle * 60.0)
    terminal.note("The desk is closed.")
