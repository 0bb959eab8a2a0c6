"""One command, `sealedroom`. Groups register here; what they do lives in `service.commands`."""

import sys
from typing import Any

import typer

from service import terminal
from service.commands import redacting

app = typer.Typer(
    name="sealedroom",
    help="Sealed notes and Chatham House Rule enforcement for unofficial dialogues.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
OWN_TEXT = "Your own text, no server"
app.command(rich_help_panel=OWN_TEXT)(redacting.check)
app.command(rich_help_panel=OWN_TEXT)(redacting.redact)
app.command(rich_help_panel=OWN_TEXT)(redacting.rules)
app.command(rich_help_panel=OWN_TEXT)(redacting.rule)

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
