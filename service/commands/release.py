"""`sealedroom release` and `sealedroom verify`: what leaves, who agreed, and the proof of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands import objections
from service.commands.common import (
    Draft,
    OutboundAddress,
    Session,
    connected,
    desk,
    read_trust,
    read_words,
)
from service.commands.room import Dialogue

if TYPE_CHECKING:
    from keys.bundle import Report
    from service.commands.common import Desk
    from service.desk.gate import Verdict
    from service.desk.releasing import Judge
    from service.desk.rooms import Room

FIRST_STEP_FAILED = 10
"""Exit status of `verify` when step 0 fails; step n exits with n more."""

Bundle = Annotated[Path, typer.Argument(help="A release bundle.", show_default=False)]
TrustFile = Annotated[
    Path,
    typer.Option("--trust", help="Public keys you rely on (release trust).", show_default=False),
]

app = typer.Typer(no_args_is_help=True, help="Propose, approve and release an outcome.")
app.command()(objections.show)
app.command()(objections.objections)
app.command()(objections.answer)


@app.command()
def preview(session: Session) -> None:
    """Show the document and the gate's verdict; nothing is signed or sent."""
    from service.desk.releasing import examine
    from service.desk.reviewing import finished_review

    with desk() as own, terminal.working("Checking"):
        review = finished_review(own.home, own.identity, session)
        room = own.enter(session)
        document, verdict = examine(own.hub, room, review, own.enter, _judge(own, room))
    terminal.say(document.decode())
    show_verdict(verdict)
    verdict.require()


@app.command()
def propose(session: Session) -> None:
    """Put the reviewed outcome up for approval, if the gate opens."""
    from service.desk.errors import GateError
    from service.desk.releasing import propose
    from service.desk.reviewing import finished_review

    with desk() as own, terminal.working("Checking"):
        review = finished_review(own.home, own.identity, session)
        try:
            room = own.enter(session)
            inspection = propose(own.hub, room, review, own.enter, _judge(own, room))
        except GateError as closed:
            show_verdict(closed.verdict)
            raise
    show_verdict(inspection.verdict)
    terminal.say(f"Draft {inspection.view.draft}")
    terminal.say(f"sha256 {inspection.digest}")
    terminal.note("Two organisers now approve it: sealedroom release approve DRAFT")


@app.command()
def approve(
    draft: Draft,
    yes: Annotated[bool, typer.Option("--yes", help="Sign without being asked.")] = False,
) -> None:
    """Check DRAFT on this machine, show its exact text, and sign it."""
    from service.desk.hearing import hear
    from service.desk.releasing import approve, inspect

    with desk() as own:
        with terminal.working("Opening and checking again"):
            room = own.enter(own.hub.draft(draft).session)
            inspection = inspect(own.hub, room, draft, own.enter, _judge(own, room))
            hearing = hear(own.hub, room, draft)
        terminal.say(inspection.document.decode())
        show_verdict(inspection.verdict)
        for one in inspection.dismissals:
            terminal.say(f"  let through: “{one.words}” ({one.code}): {one.reason}")
        if hearing.shown:
            objections.say_hearing(hearing)
        terminal.say(f"sha256 {inspection.digest}")
        if not yes and not hearing.open:
            typer.confirm("Sign exactly this text?", abort=True, err=True)
        summary = approve(own.hub, own.identity, inspection)
    terminal.say(f"Signed: {len(summary.approvals)} of 2 approvals.")


@app.command()
def reject(draft: Draft) -> None:
    """Block DRAFT for good; a changed text is a new draft."""
    with connected() as (_, hub):
        hub.reject(draft)
    terminal.say("Rejected. It cannot be released any more.")


@app.command()
def publish(
    draft: Draft,
    output: Annotated[Path, typer.Option(help="Where to write the bundle.")],
    outbound: OutboundAddress = "",
    before_window: Annotated[
        Path | None,
        typer.Option(help="File that says why it cannot wait for objections; kept sealed."),
    ] = None,
) -> None:
    """Have the hub log DRAFT, write its bundle, and deliver it to the outbound side if given.

    A draft that participants were shown waits until the day after they may object.
    """
    from service.desk.client import Outbound
    from service.desk.hearing import hasten
    from service.desk.releasing import release

    why = read_words(before_window) if before_window else ""
    with desk() as own:
        room = own.enter(own.hub.draft(draft).session)
        if before_window:
            hasten(own.hub, room, draft, why)
        bundle = release(own.hub, room, draft, own.trust(room.session.dialogue))
    output.write_bytes(bundle)
    terminal.say(f"Released: {output}")
    if outbound:
        with Outbound(outbound) as far:
            receipt = far.publish(bundle)
        terminal.say(f"Delivered: {outbound.rstrip('/')}/releases/{receipt.document}")


@app.command()
def deliver(
    draft: Draft,
    bundle: Annotated[
        Path | None, typer.Option(help="The bundle; without it, only show how it stands.")
    ] = None,
) -> None:
    """Have the hub deliver DRAFT's bundle, however long the outbound side is away."""
    from service.desk.files import take

    with connected() as (_, hub):
        content = take(bundle).content.decode() if bundle else ""
        view = hub.deliver(draft, content) if content else hub.delivery(draft)
    again = f", again in {view.due} s" if view.due is not None and view.problem else ""
    problem = f": {view.problem}{again}" if view.problem else ""
    terminal.say(f"{view.state}, {view.attempts} attempts{problem}")


@app.command()
def trust(
    dialogue: Dialogue,
    output: Annotated[Path, typer.Option(help="Where to write the public keys.")],
) -> None:
    """Write what verifiers of this dialogue's releases need: public keys only."""
    from service.desk.releasing import trust_of

    with connected() as (home, hub):
        output.write_text(trust_of(hub, home, dialogue).to_json())
    terminal.say(f"Public keys of the log and the organisers: {output}")


@app.command()
def export(
    bundle: Bundle,
    trust: TrustFile,
    output: Annotated[
        Path, typer.Option(help="File to write: .docx, .pdf, .html or .md.", show_default=False)
    ],
) -> None:
    """Verify BUNDLE and write its document as a file to hand on.

    It is rendered from the released text alone: no author, no time, no name of a tool, and the
    same bytes whoever renders it.
    """
    from service.desk.exporting.rendering import render, suffix_of

    document = _verified(bundle, trust).document
    output.write_bytes(render(document, suffix_of(output)))
    terminal.say(f"Written: {output}")


def verify(bundle: Bundle, trust: TrustFile) -> None:
    """Verify BUNDLE offline and say step by step what was checked.

    Exits with 0 when all holds, with 10 and the number of the step when one fails (10 to 19), and
    with 1 when a file cannot be read or the public keys are no keys.
    """
    for step in _verified(bundle, trust).steps:
        terminal.say(f"{step.number}  {step.title}: {step.detail}")
    terminal.say("The bundle is what two organisers approved, and the log cannot deny it.")


def _verified(bundle: Path, trust: Path) -> "Report":
    """Verify a bundle, or say which step failed and exit with its status."""
    from keys.bundle import verify_bundle
    from keys.errors import BundleError
    from service.desk.files import take

    try:
        return verify_bundle(take(bundle).content, read_trust(trust))
    except BundleError as error:
        terminal.fail(str(error), error.hint)
        raise typer.Exit(FIRST_STEP_FAILED + error.step) from None


def show_verdict(verdict: "Verdict") -> None:
    """The gate's checks, and where something is left."""
    for check in verdict.checks:
        mark = "passed" if check.passed else f"CLOSED, {check.count} left"
        terminal.say(f"  {check.name:<18} {mark}")
    for waiver in verdict.waivers:
        terminal.say(f"  let out by waiver {waiver}")
    for problem in verdict.problems:
        terminal.say(f"  line {problem.line}: {problem.check}: {problem.reason}")


def _judge(own: "Desk", room: "Room") -> "Judge":
    """The gate, with what people of the room allow to leave of their own."""
    from functools import partial

    from service.desk.held_waivers import waived
    from service.desk.releasing import judge

    return partial(judge, waived=waived(own.hub, own.home, room))
