"""`sealedroom recommend`: the separate channel to officials, and their side of it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from service import terminal
from service.commands.common import Draft, Session, desk, read_trust
from service.commands.release import show_verdict
from service.protocol.uptake import Uptake

app = typer.Typer(no_args_is_help=True, help="Recommendations to officials, from released text.")

Releases = Annotated[
    list[Path], typer.Option("--release", help="A released bundle; repeat for more.")
]
TokenFile = Annotated[
    Path | None, typer.Option(help="File with the collection token; otherwise it is asked for.")
]
Trust = Annotated[Path, typer.Option(help="Public keys you rely on (release trust).")]
Outbound = Annotated[str, typer.Argument(help="Address of the outbound side.")]


@app.command()
def points(release: Releases, trust: Trust) -> None:
    """Number the statements of verified releases."""
    from service.desk.recommending import released_points

    bundles = [path.read_bytes() for path in release]
    for number, point in enumerate(released_points(bundles, read_trust(trust)), start=1):
        terminal.say(f"{number:>3}  {point}")


@app.command()
def propose(
    session: Session,
    release: Releases,
    title: Annotated[str, typer.Option(help="First line of the recommendation.")],
    point: Annotated[list[int], typer.Option(help="Number of a statement; repeat for more.")],
    to: Annotated[list[Path], typer.Option(help="An official's public identity; repeat.")],
    opens: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day from which it may be collected."),
    ] = None,
) -> None:
    """Compose a recommendation of released statements, check it, and put it up for approval."""
    from keys.identity import PublicIdentity
    from service.desk.errors import DeskError
    from service.desk.files import take
    from service.desk.recommending import Draft as Recommendation
    from service.desk.recommending import propose, released_points

    with desk() as own, terminal.working("Checking"):
        room = own.enter(session)
        trust = own.trust(room.session.dialogue)
        bundles = [take(path).content for path in release]
        known = released_points(bundles, trust)
        if not all(1 <= number <= len(known) for number in point):
            raise DeskError(
                f"The releases hold statements 1 to {len(known)}.",
                hint="List them with their numbers: sealedroom recommend points",
            )
        draft = Recommendation(
            title=title,
            points=tuple(known[number - 1] for number in point),
            recipients=tuple(PublicIdentity.from_json(take(path).content) for path in to),
            opens=opens.date() if opens else None,
        )
        inspection = propose(own.hub, room, draft, bundles, trust)
    terminal.say(inspection.document.decode())
    show_verdict(inspection.verdict)
    terminal.say(f"Draft {inspection.view.draft}")


@app.command()
def approve(
    draft: Draft,
    release: Releases,
    yes: Annotated[bool, typer.Option("--yes", help="Sign without being asked.")] = False,
) -> None:
    """Check DRAFT on this machine, show its exact text, and sign it."""
    from service.desk.files import take
    from service.desk.recommending import inspect
    from service.desk.releasing import approve

    with desk() as own:
        with terminal.working("Opening and checking again"):
            room = own.enter(own.hub.draft(draft).session)
            bundles = [take(path).content for path in release]
            inspection = inspect(own.hub, room, draft, bundles, own.trust(room.session.dialogue))
        terminal.say(inspection.document.decode())
        show_verdict(inspection.verdict)
        if not yes:
            typer.confirm("Sign exactly this text?", abort=True, err=True)
        summary = approve(own.hub, own.identity, inspection)
    terminal.say(f"Signed: {len(summary.approvals)} of 2 approvals.")


@app.command()
def send(draft: Draft, outbound: Outbound) -> None:
    """Have the hub log DRAFT and hand each official's envelope to the outbound side."""
    from service.desk.client import Outbound as FarSide
    from service.desk.recommending import send

    with desk() as own, FarSide(outbound) as far:
        room = own.enter(own.hub.draft(draft).session)
        recommendation = send(own.hub, own.home, far, room, draft)
    terminal.say(f"Sent: {recommendation}")
    terminal.note(f"Its uptake: sealedroom recommend status {recommendation} {outbound}")


@app.command()
def status(
    recommendation: Annotated[str, typer.Argument(help="The recommendation's id.")],
    outbound: Outbound,
) -> None:
    """Say what became of a recommendation you sent, one line for each official."""
    from service.desk.client import Outbound as FarSide
    from service.desk.home import Home
    from service.desk.recommending import tracking_tokens

    for token in tracking_tokens(Home.default(), recommendation):
        with FarSide(outbound, token) as far:
            answer = far.uptake()
        terminal.say(f"{answer.status} since {answer.date}")


@app.command()
def collect(outbound: Outbound, trust: Trust, token_file: TokenFile = None) -> None:
    """For an official: fetch, open and verify what is waiting."""
    from service.desk.client import Outbound as FarSide
    from service.desk.home import Home
    from service.desk.process import harden
    from service.desk.recommending import collect

    harden()
    identity = Home.default().unlock(terminal.passphrase())
    with FarSide(outbound, terminal.secret("Collection token", token_file)) as far:
        collected = collect(far, identity, read_trust(trust))
    if not collected:
        terminal.say("Nothing is waiting.")
    for one in collected:
        terminal.say(f"{one.recommendation}  {one.date}, approved by two organisers or more\n")
        terminal.say(one.text)


@app.command()
def uptake(
    recommendation: Annotated[str, typer.Argument(help="The recommendation's id.")],
    status: Annotated[Uptake, typer.Argument(help="What became of it.")],
    outbound: Annotated[str, typer.Option(help="Address of the outbound side.")],
    token_file: TokenFile = None,
) -> None:
    """For an official: say what became of a recommendation. There is no duty to adopt it."""
    from service.desk.client import Outbound as FarSide

    with FarSide(outbound, terminal.secret("Collection token", token_file)) as far:
        answer = far.report_uptake(recommendation, status)
    terminal.say(f"Noted: {answer.status}.")
