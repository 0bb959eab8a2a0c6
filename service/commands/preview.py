"""`sealedroom preview`: a participant reads a draft before it leaves, and may object."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import desk

if TYPE_CHECKING:
    from service.commands.common import Desk
    from service.desk.previewing import Preview

app = typer.Typer(
    no_args_is_help=True, help="Read a draft before it leaves, and object; silence is assent."
)

Shown = Annotated[str, typer.Argument(help="A draft's id, or a session's.", show_default=False)]


@app.command()
def show(shown: Shown) -> None:
    """Show the draft as it would be released, with the number of each passage."""
    from service.desk.objecting import sent
    from service.desk.previewing import Form

    with desk() as own:
        preview = _read(own, shown)
        mine = sent(own.home, own.identity, preview.view.draft)
    for passage in preview.passages:
        mark = "## " if passage.form is Form.HEADING else ""
        terminal.say(f"[{passage.number:3}] {mark}{passage.text}")
    terminal.say(f"sha256 {preview.digest}")
    for one in mine:
        terminal.say(f"  you objected to [{one.number}] on {one.date}: {one.comment}")
    terminal.say(f"Draft {preview.view.draft}: {preview.view.state}")
    terminal.note(f"Objections count up to and on {preview.view.until}. Silence is assent:")
    terminal.note("if you agree, there is nothing to do.")


@app.command("object")
def object_to(
    shown: Shown,
    passage: Annotated[int, typer.Option(help="Number of the passage, as `show` gives it.")],
    comment_file: Annotated[
        Path | None, typer.Option(help="File with your comment; otherwise it is asked for.")
    ] = None,
) -> None:
    """Object to a passage. Organisers read your comment; nothing says that it is yours."""
    from service.desk.objecting import object_to as send

    comment = _comment(comment_file)
    with desk() as own:
        preview = _read(own, shown)
        sent = send(own.hub, own.home, own.identity, preview, passage, comment)
    terminal.say(f"Sealed and sent: objection {sent.objection}")
    terminal.note("Organisers see the passage and your comment, and not your name.")


def _read(own: "Desk", shown: str) -> "Preview":
    from service.desk.previewing import find_preview, read_preview

    return read_preview(own.hub, own.keys, find_preview(own.hub, shown).draft)


def _comment(file: Path | None) -> str:
    """A file or a question, never an argument, which other users could see."""
    if file is None:
        return str(typer.prompt("Your comment", err=True))
    from service.commands.common import read_words

    return read_words(file)
