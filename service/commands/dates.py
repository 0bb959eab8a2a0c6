"""`sealedroom room clock|terms|hold`: what comes with time, and what stops it."""

from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import Session, connected

if TYPE_CHECKING:
    from service.protocol.work import Clock, MarkView

Days = Annotated[int | None, typer.Option(min=1, help="Day since the session was opened.")]
Dialogue = Annotated[str, typer.Argument(help="The dialogue's id.", show_default=False)]


def clock(session: Session) -> None:
    """Show when draft, objections and release are due, and when SESSION's keys are destroyed."""
    with connected() as (_, hub):
        _show(hub.clock(session))


def hold(
    session: Session,
    end: Annotated[bool, typer.Option("--end", help="End the hold.")] = False,
) -> None:
    """Put a legal hold on SESSION: its keys are not destroyed while it stands."""
    from service.protocol.wire import new_identifier
    from service.protocol.work import HoldRequest

    with connected() as (_, hub):
        if end:
            _show(hub.end_hold(session))
        else:
            _show(hub.hold(session, HoldRequest(hold=new_identifier())))


def terms(
    dialogue: Dialogue,
    draft: Days = None,
    objections: Days = None,
    release: Days = None,
    retention: Days = None,
    warning: Annotated[
        int | None, typer.Option(min=1, help="Days of warning before retention ends.")
    ] = None,
    grace: Annotated[
        int | None, typer.Option(min=1, help="Days from there until the keys are destroyed.")
    ] = None,
    safety: Annotated[
        bool,
        typer.Option(
            "--safety",
            help="Exposure can mean arrest: five people must fit what may stay, each participant "
            "with keys sees every draft and has their days, attendance is never told. Not taken "
            "back.",
        ),
    ] = False,
) -> None:
    """Show DIALOGUE's days and tier, or set them for the sessions to come."""
    from pydantic import ValidationError

    from service.desk.errors import DeskError
    from service.desk.policies import SAFETY
    from service.protocol.work import Terms, Tier

    given = {"draft": draft, "objections": objections, "release": release}
    given |= {"retention": retention, "warning": warning, "grace": grace}
    new: dict[str, object] = {name: days for name, days in given.items() if days is not None}
    if safety:
        new |= {"tier": Tier.SAFETY, "policy": SAFETY.digest()}
    with connected() as (_, hub):
        now = hub.terms(dialogue)
        if new:
            try:
                now = hub.set_terms(dialogue, Terms.model_validate(now.model_dump() | new))
            except ValidationError:
                raise DeskError(
                    "These days are not in order.",
                    hint="Draft, objections, release, and then the warning before retention ends.",
                ) from None
    for name, value in now.model_dump(exclude_none=True).items():
        terminal.say(f"{name:<12}{value:>8}")


def _show(clock: "Clock") -> None:
    for view in clock.marks:
        terminal.say(_line(view))
    if clock.hold:
        terminal.say(f"Legal hold since {clock.hold}: nothing is destroyed.")


def _line(view: "MarkView") -> str:
    settled = f", {view.settled}" if view.settled else ""
    return f"{view.due}  {view.mark:<18} {view.state}{settled}"
