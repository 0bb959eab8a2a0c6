"""One command, `sealedroom`. Groups register here; what they do lives in `service.commands`."""

import sys
from typing import Any

import typer

from service import terminal
from service.commands import (
    custody,
    demo,
    desk,
    dialogue,
    hosting,
    identity,
    preview,
    recommendation,
    redacting,
    release,
    room,
    shredding,
    survey,
    waiver,
    witness,
    worker,
)

app = typer.Typer(
    name="sealedroom",
    help="Sealed notes and Chatham House Rule enforcement for unofficial dialogues.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(redacting.check)
app.command()(redacting.redact)
app.command()(redacting.rules)
app.command()(redacting.rule)
app.command()(demo.demo)
app.command()(desk.desk)
app.add_typer(identity.app, name="identity")
app.command()(room.submit)
app.add_typer(room.app, name="room")
app.add_typer(dialogue.app, name="dialogue")
app.add_typer(release.app, name="release")
app.add_typer(preview.app, name="preview")
app.add_typer(recommendation.app, name="recommend")
app.command()(release.verify)
app.add_typer(worker.app, name="worker")
app.add_typer(waiver.app, name="waiver")
app.add_typer(custody.app, name="custody")
app.add_typer(survey.app, name="survey")
app.add_typer(shredding.app, name="shredding")
app.add_typer(witness.app, name="witness")
app.add_typer(hosting.hub, name="hub")
app.add_typer(hosting.outbound, name="outbound")

INTERRUPTED = 130
UNEXPECTED = 70
"""EX_SOFTWARE of sysexits.h."""


def main() -> None:
    """Run the command; say every failure in one line with a hint, and never a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        terminal.note("Stopped. What was saved stays saved.")
        sys.exit(INTERRUPTED)
    except Exception as error:
        hint = getattr(error, "hint", "")
        if hint:
            terminal.fail(str(error), hint)
            sys.exit(1)
        terminal.fail(_unexpected(error), "This is a fault in sealedroom: please report this line.")
        sys.exit(UNEXPECTED)


def _unexpected(error: Exception) -> str:
    """Kind and place, never the message: it may hold words of a note."""
    trace: Any = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
    return f"Something unexpected happened: {type(error).__name__} in {place}."
