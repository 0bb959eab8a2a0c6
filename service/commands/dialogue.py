"""`sealedroom dialogue`: the series around the sessions, sealed to its organisers."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import connected, desk, read_words
from service.protocol.series import Capacity, Label

if TYPE_CHECKING:
    from service.desk.charter import Series, Words

app = typer.Typer(
    no_args_is_help=True,
    help="The series: charter, delegations, goals, funders, seats, breaches, members' keys.",
)

Dialogue = Annotated[str, typer.Argument(help="The dialogue's id.", show_default=False)]
Part = Annotated[str, typer.Argument(help="Its id, from `dialogue show`.", show_default=False)]
WordsFile = Annotated[
    Path, typer.Argument(help="Text file: a name, then a line for each thing.", show_default=False)
]
RuleFile = Annotated[
    Path | None, typer.Option("--rule", help="The rule text, if it is not the wording of 2002.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command()
def show(dialogue: Dialogue) -> None:
    """Open and show everything that is written down about DIALOGUE."""
    from service.desk.charter import read_series

    with desk() as own, terminal.working("Opening"):
        series = read_series(own.hub, own.keys, dialogue)
        members = len(own.hub.members(dialogue))
    _say_charter(series, members)
    _say_parts(series)
    _say_seats(series)


@app.command()
def charter(
    dialogue: Dialogue,
    file: WordsFile,
    label: Annotated[Label, typer.Option(help="What the dialogue calls itself.")],
    rule: RuleFile = None,
) -> None:
    """Say what DIALOGUE is. FILE: the third party that leads it, then why it is impartial.

    Track 2 is refused while a participant is under instruction.
    """
    from service.desk.charter import set_charter

    words, text = _words(file), _rule(rule)
    with desk() as own:
        set_charter(own.hub, own.keys, dialogue, label, text, words)
    terminal.say(f"{label}, led by {words.name}.")
    terminal.note("Next, everybody: sealedroom dialogue acknowledge DIALOGUE")


@app.command()
def delegation(dialogue: Dialogue, file: WordsFile) -> None:
    """Add a delegation. FILE: its name, then each of its metrics of success."""
    from service.desk.charter import add_delegation

    words = _words(file)
    with desk() as own:
        terminal.say(add_delegation(own.hub, own.keys, dialogue, words))


@app.command()
def goal(dialogue: Dialogue, file: WordsFile) -> None:
    """Propose a goal. FILE: the goal, then more of it. Shared once every delegation agreed."""
    from service.desk.charter import add_goal

    words = _words(file)
    with desk() as own:
        terminal.say(add_goal(own.hub, own.keys, dialogue, words))


@app.command()
def agree(dialogue: Dialogue, goal: Part, delegation: Part) -> None:
    """Record that DELEGATION agreed to GOAL."""
    with connected() as (_, hub):
        goals = hub.agree(dialogue, goal, delegation).goals
    shared = next(one.shared for one in goals if one.goal == goal)
    terminal.say("Every delegation agreed: the goal is shared." if shared else "Recorded.")


@app.command()
def funder(dialogue: Dialogue, file: WordsFile) -> None:
    """Add who pays. FILE: the funder, then each condition; if there are none, a line that says so.

    Then say when participants were told: `dialogue disclose`.
    """
    from service.desk.charter import add_funder

    words = _words(file)
    with desk() as own:
        terminal.say(add_funder(own.hub, own.keys, dialogue, words))


@app.command()
def disclose(
    dialogue: Dialogue,
    funder: Part,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; today by default.")
    ] = None,
) -> None:
    """Record when participants were told about FUNDER. The day is not changed afterwards."""
    from service.protocol.coarse import today

    day = on.date() if on else today()
    with connected() as (_, hub):
        hub.disclose(dialogue, funder, day)
    terminal.say(f"Participants were told on {day}.")


@app.command()
def seat(dialogue: Dialogue, file: WordsFile) -> None:
    """Make a place for a participant who needs no account, and print its token.

    FILE: whose it is. Only organisers' desks know; the hub knows a hash of the token.
    """
    from service.desk.charter import add_seat

    words = _words(file)
    with desk() as own:
        terminal.say(add_seat(own.hub, own.keys, dialogue, words).token)
    terminal.note("For one participant, shown this once: sealedroom dialogue sit HUB")


@app.command()
def reissue(dialogue: Dialogue, seat: Part) -> None:
    """Print another token for SEAT; the one before ends."""
    from service.desk.charter import reissue_seat

    with connected() as (_, hub):
        terminal.say(reissue_seat(hub, dialogue, seat).token)


@app.command()
def sit(
    address: Annotated[str, typer.Argument(metavar="HUB", help="The hub's address.")],
    token_file: Annotated[Path | None, typer.Option(help="File with the seat's token.")] = None,
    capacity: Annotated[
        Capacity | None, typer.Option(help="In what capacity you are there.")
    ] = None,
    rule: RuleFile = None,
    yes: Yes = False,
) -> None:
    """Take your place as a participant: read the Rule, acknowledge it, say your capacity."""
    from service.desk.client import Seat
    from service.desk.process import harden
    from service.protocol.canonical import sha256_hex

    harden()
    text = _rule(rule)
    with Seat(address, terminal.secret("Token of your seat", token_file)) as place:
        label = place.own().label
        _agree_to(text, yes=yes)
        own = place.acknowledge(sha256_hex(text))
        if capacity:
            own = place.declare(capacity)
    terminal.say("You acknowledged the Rule.")
    terminal.say(f"Capacity: {own.capacity or 'not said yet (--capacity)'}")
    if own.label is not label:
        terminal.say(f"The dialogue is called {own.label} from now on, not {label}.")


@app.command()
def acknowledge(dialogue: Dialogue, rule: RuleFile = None, yes: Yes = False) -> None:
    """Read the Rule and acknowledge it, as a member of DIALOGUE."""
    from service.protocol.canonical import sha256_hex

    text = _rule(rule)
    with connected() as (_, hub):
        _agree_to(text, yes=yes)
        hub.acknowledge(dialogue, sha256_hex(text))
    terminal.say("You acknowledged the Rule.")


@app.command()
def breach(dialogue: Dialogue, file: WordsFile) -> None:
    """Report that the Rule was broken. FILE: what happened. Any member may.

    It is sealed to the organisers; neither the register nor the log says who reported it.
    """
    from service.desk.charter import report_breach

    words = _words(file)
    with connected() as (home, hub):
        terminal.say(f"In the register of {report_breach(hub, home.known(), dialogue, words)}.")


@app.command()
def remove(
    dialogue: Dialogue,
    person: Annotated[str, typer.Argument(help="Their id, from `room members`.")],
    yes: Yes = False,
) -> None:
    """Remove PERSON, and give new keys to the dialogue and to each room they could open."""
    from service.desk.renewing import remove_member

    if not yes:
        typer.confirm("Their sign-ins and keys end at once. Remove them?", abort=True, err=True)
    with desk() as own, terminal.working("Removing, and wrapping anew"):
        removed = remove_member(own.hub, own.keys, own.enter, dialogue, person)
    terminal.say("Removed.")
    for session in removed.renewed:
        terminal.say(f"New key: {session}")
    for session in removed.waiting:
        terminal.say(f"No new key yet: {session}")
        terminal.note(f"An organiser who can open it: sealedroom room renew {session}")
    if removed.renewed:
        terminal.note("Custody shares and links of these sessions ended: make them anew.")


@app.command()
def renew(dialogue: Dialogue) -> None:
    """Give DIALOGUE its next key, for its organisers of now: after one came, or left."""
    from service.desk.renewing import renew_dialogue

    with desk() as own, terminal.working("Wrapping anew"):
        terminal.say(f"Key {renew_dialogue(own.hub, own.keys, dialogue)}, for every organiser.")


def _words(file: Path) -> "Words":
    from service.desk.charter import words_of

    return words_of(read_words(file))


def _rule(file: Path | None) -> bytes:
    """The exact text: its digest is what is acknowledged."""
    from service.desk.charter import RULE_TEXT
    from service.desk.files import take

    return take(file).content if file else RULE_TEXT.encode()


def _agree_to(text: bytes, *, yes: bool) -> None:
    terminal.note(text.decode(errors="replace"))
    if not yes:
        typer.confirm("Do you acknowledge this?", abort=True, err=True)


def _say_charter(series: "Series", members: int) -> None:
    view = series.view
    if view.charter is None:
        terminal.say("No charter yet.")
        terminal.note("Write one: sealedroom dialogue charter DIALOGUE FILE --label track-2")
        return
    terminal.say(f"{view.charter.label}, since {view.charter.date}")
    terminal.say(f"led by {series.name(view.charter.charter)}")
    for line in series.lines(view.charter.charter):
        terminal.say(f"    {line}")
    seated = sum(one.acknowledged for one in view.seats)
    terminal.say(f"rule text {view.charter.rule}")
    terminal.say(
        f"    acknowledged by {len(view.acknowledged)} of {members} members and "
        f"{seated} of {len(view.seats)} seats"
    )


def _say_parts(series: "Series") -> None:
    view = series.view
    for one in view.delegations:
        _say(series, "delegation", one.delegation)
    for goal in view.goals:
        state = "shared" if goal.shared else f"{len(goal.agreed)} of {len(view.delegations)} agreed"
        _say(series, "goal", goal.goal, state)
    for funder in view.funders:
        told = f"told on {funder.disclosed}" if funder.disclosed else "PARTICIPANTS NOT TOLD YET"
        _say(series, "funder", funder.funder, told)


def _say_seats(series: "Series") -> None:
    for seat in series.view.seats:
        rule = "acknowledged" if seat.acknowledged else "rule not acknowledged"
        _say(series, "seat", seat.seat, f"{seat.capacity or 'capacity not said'}, {rule}")
    for breach in series.view.breaches:
        _say(series, "breach", breach.breach, str(breach.date))


def _say(series: "Series", kind: str, part: str, state: str = "") -> None:
    terminal.say(f"{kind:<11}{part}  {series.name(part)}" + (f"  ({state})" if state else ""))
    for line in series.lines(part):
        terminal.say(f"           {line}")
