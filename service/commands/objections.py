"""`sealedroom release show|objections|answer`: participants are shown a draft and are heard."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import Draft, desk, read_words

if TYPE_CHECKING:
    from service.desk.hearing import Heard, Hearing


def show(
    draft: Draft,
    compared: Annotated[
        list[str] | None,
        typer.Option(help="Fingerprint that a participant read to you; may be repeated."),
    ] = None,
) -> None:
    """Show DRAFT to the participants, who may then object until their days are over.

    It is sealed to each of them, and to nobody whose fingerprint you have not compared.
    """
    from service.desk.previewing import compare, readers
    from service.desk.previewing import show as show_draft

    with desk() as own, terminal.working("Sealing"):
        for fingerprint in compared or ():
            compare(own.home, fingerprint)
        room = own.enter(own.hub.draft(draft).session)
        try:
            count = show_draft(own.hub, own.home, own.keys, room, draft)
        finally:
            found = readers(own.hub, own.home, room, draft)
            for one in found:
                how = "shown" if one.shown else "compared" if one.compared else "not compared"
                terminal.say(f"{how:<13} {one.identity.key_id}")
        until = own.hub.objections(draft).until
    terminal.say(f"Shown to {count} more; objections count up to and on {until}.")


def objections(draft: Draft) -> None:
    """Show what participants object to in DRAFT. Nothing says whose an objection is."""
    from service.desk.hearing import hear

    with desk() as own, terminal.working("Opening"):
        room = own.enter(own.hub.draft(draft).session)
        hearing = hear(own.hub, room, draft)
    say_hearing(hearing)
    if hearing.open:
        terminal.note(f"Answer each: sealedroom release answer {draft} OBJECTION --taken-up")
        terminal.note("or --because FILE")


def answer(
    draft: Draft,
    objection: Annotated[str, typer.Argument(help="The objection's id.", show_default=False)],
    taken_up: Annotated[
        bool, typer.Option("--taken-up", help="It is taken up in a new draft.")
    ] = False,
    because: Annotated[
        Path | None, typer.Option(help="It is not taken up: file that says why.")
    ] = None,
) -> None:
    """Say what was done about an objection, sealed to the room."""
    from service.desk.errors import DeskError
    from service.desk.hearing import answer as send

    if taken_up == (because is not None):
        raise DeskError(
            "Either it was taken up, or it was not.",
            hint="Give --taken-up, or --because with a file that says why not.",
        )
    why = read_words(because) if because else ""
    with desk() as own:
        room = own.enter(own.hub.draft(draft).session)
        send(own.hub, room, objection, taken_up=taken_up, why=why)
    terminal.say("Answered.")
    if taken_up:
        terminal.note("The changed text is a new draft: reject this one and propose again.")


def say_hearing(hearing: "Hearing") -> None:
    """How many were shown the draft, until when they may object, and what they said."""
    days = "their days are over" if hearing.over else f"they may object until {hearing.until}"
    terminal.say(
        f"Shown to {hearing.shown}; {days}; "
        f"{len(hearing.objections)} objections, {hearing.open} without an answer"
    )
    if hearing.early:
        terminal.say(f"  does not wait: {hearing.why_early or 'the reason does not open'}")
    for one in hearing.objections:
        _say(one)


def _say(one: "Heard") -> None:
    terminal.say(f"  objection {one.objection}  {one.date}")
    if one.words is None:
        terminal.say("    It does not open: whoever sent it did not seal it as a desk does.")
    else:
        terminal.say(f"    [{one.words.number}] {one.words.passage}")
        terminal.say(f"    {one.words.comment}")
    if not one.answered:
        terminal.say("    WAITS FOR AN ANSWER")
    elif one.answer is None:
        terminal.say("    answered; the answer does not open")
    else:
        taken = "taken up in a new draft"
        terminal.say(f"    {taken if one.answer.taken_up else 'not taken up: ' + one.answer.why}")
