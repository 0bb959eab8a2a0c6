"""`sealedroom room` and `sealedroom submit`: dialogues, sessions, notes and their review."""

from pathlib import Path
from typing import Annotated

import typer

from service import terminal
from service.commands import dates
from service.commands.common import Session, connected, desk, read_words
from service.protocol.roles import Role
from service.protocol.series import Disclosure

app = typer.Typer(no_args_is_help=True, help="Dialogues, sessions, and the review of their notes.")

Dialogue = Annotated[str, typer.Argument(help="The dialogue's id.", show_default=False)]


def submit(
    file: Annotated[
        Path,
        typer.Argument(
            help="Text, Markdown, Word, OpenDocument, captions (VTT, SRT) or an exported chat.",
            show_default=False,
        ),
    ],
    session: Annotated[str, typer.Option(help="The session's id.", show_default=False)],
) -> None:
    """Seal FILE on this machine and send it. Only the session's organisers can open it."""
    from service.desk.files import take
    from service.desk.process import harden
    from service.desk.submitting import submit as seal_and_send

    harden()
    note = take(file)
    with connected() as (home, hub):
        receipt = seal_and_send(hub, home, session, note)
        terminal.say(f"Sealed and stored; the log's entry {receipt.index} proves it.")
        terminal.note(f"Receipt: {home.folder / 'receipts' / receipt.submission}.json")


@app.command()
def found(
    title: Annotated[str, typer.Argument(help="What you call the dialogue; only you can read it.")],
) -> None:
    """Open a dialogue; you become its organiser."""
    from service.desk.opening import open_dialogue

    with desk() as own:
        terminal.say(open_dialogue(own.hub, own.identity, title))


@app.command()
def invite(
    dialogue: Dialogue,
    role: Annotated[Role, typer.Argument(help="What the person will be.")],
) -> None:
    """Print an invitation for one person. Hand it over by a way you trust."""
    with connected() as (home, hub):
        answer = hub.invite(dialogue, role)
        terminal.say(f"{answer.token}.{home.public().key_id}")
    terminal.note(f"For one {role}, until {answer.expires}. It carries your fingerprint.")


@app.command()
def members(dialogue: Dialogue) -> None:
    """List who has which role, by id and fingerprint: the hub knows no names."""
    from keys.identity import PublicIdentity

    with connected() as (_, hub):
        for member in hub.members(dialogue):
            known = member.identity and PublicIdentity.from_json(member.identity).key_id[:16]
            terminal.say(f"{member.person}  {member.role:<12} {known or 'browser only'}")


@app.command()
def new(
    dialogue: Dialogue,
    topic: Annotated[str, typer.Option(help="Title of what will be released; it names nobody.")],
    roster: Annotated[Path, typer.Option(help="Attendance list: YAML, JSON or CSV.")],
    item: Annotated[list[str], typer.Option(help="An agenda item; repeat for each.")],
    funding: Annotated[str, typer.Option(help="Who pays, on which conditions.")] = "",
) -> None:
    """Open a session with its agenda, its roster and a fresh room key."""
    from service.desk.files import take
    from service.desk.opening import Plan, open_session

    with desk() as own:
        plan = Plan(topic, tuple(item), funding)
        terminal.say(open_session(own.hub, own.keys, dialogue, plan, take(roster)))


@app.command()
def show(session: Session) -> None:
    """Say what came in, without opening anything."""
    with connected() as (_, hub):
        submissions = hub.submissions(session).submissions
        drafts = hub.drafts(session).drafts
    if not submissions:
        terminal.say("Nothing has come in yet.")
    for one in submissions:
        terminal.say(f"note   {one.submission}  {one.date}  {one.size_class}")
    for draft in drafts:
        terminal.say(
            f"draft  {draft.draft}  {draft.date}  {draft.kind}, {draft.state}, "
            f"{len(draft.approvals)} of 2 approvals"
        )


@app.command()
def link(session: Session) -> None:
    """Print a link with which somebody who has nothing installed seals notes to SESSION.

    It carries the fingerprint of the room's key: the browser that opens it seals to no other.
    """
    from service.desk.linking import make_link

    with connected() as (home, hub):
        made = make_link(hub, home, session)
    terminal.say(made.address)
    terminal.note(f"For one person, {made.notes} notes, until {made.expires}.")


@app.command()
def attendance(
    session: Session,
    level: Annotated[
        Disclosure | None, typer.Option(help="Decide what may be told, in place of what stood.")
    ] = None,
    consent: Annotated[
        Path | None, typer.Option(help="Text file: a line for each who agreed to be named.")
    ] = None,
) -> None:
    """Say what may be told of who was there: nothing, institutions, or who agreed to be named.

    Nothing is told by itself: what is printed may be handed on, beside a release.
    """
    from service.desk import attendance as kept

    agreed = [line.strip() for line in read_words(consent).splitlines()] if consent else []
    with desk() as own:
        room = own.enter(session)
        if level:
            kept.decide(own.hub, own.home, room, own.identity, level, [*filter(None, agreed)])
        terminal.say(kept.told(room.roster, kept.decided(own.hub, room, own.home.known())))


@app.command()
def renew(session: Session) -> None:
    """Give SESSION's room its next key, for the organisers of now: after one came, or left.

    Custody shares and links of the key before end with it.
    """
    from service.desk.renewing import renew_session

    with desk() as own, terminal.working("Wrapping anew"):
        epoch = renew_session(own.hub, own.keys, own.enter(session))
    terminal.say(f"Key {epoch}, for every organiser.")
    terminal.note("Custody shares and links of the key before ended: make them anew.")


@app.command()
def read(session: Session) -> None:
    """Open the notes and show what in them gives whom away, and why."""
    from service.desk.reading import read_notes
    from service.desk.redacting import redact_notes
    from service.desk.review_screen import show_findings

    with desk() as own, terminal.working("Opening and reading"):
        room = own.enter(session)
        redacted = redact_notes(room, read_notes(own.hub, room))
    for place, one in enumerate(redacted, start=1):
        show_findings(terminal.console(), room.roster, place, one)
    if not redacted:
        terminal.say("Nothing has come in yet.")


@app.command()
def review(
    session: Session,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Accept every proposal still open.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Start over from the notes.")] = False,
) -> None:
    """Decide about each proposed statement: accept, change or drop. Saved after every decision.

    The other organisers' decisions are fetched first, and yours sent to them, sealed, at the end.
    """
    from service.desk.review_screen import Screen
    from service.desk.reviewing import Review, load_review
    from service.desk.sharing import SharedReview

    with desk() as own:
        room = own.enter(session)
        with terminal.working("Opening, stripping, proposing"):
            screen = Screen.open(own.hub, room)
            kept = load_review(own.home, own.identity, session)
            shared = SharedReview(own.home, own.keys, room, kept or screen.new_review())
            shared.share(own.hub)
        if again:
            shared.decide(lambda _: screen.new_review())
        if accept_all:
            shared.decide(Review.accept_open)
        else:
            screen.run(shared.review, lambda review: shared.decide(lambda _: review))
        shared.share(own.hub)
    current = shared.review
    leaving = sum(proposal.leaves for proposal in current.proposals)
    terminal.say(
        f"{leaving} of {len(current.proposals)} statements leave, {current.open} still open."
    )
    if not current.open:
        terminal.note(f"Next: sealedroom release propose {session}")


@app.command()
def voices(
    dialogue: Dialogue,
    young: Annotated[
        list[str] | None, typer.Option(help="Name of a young participant; may be repeated.")
    ] = None,
    export: Annotated[
        Path | None, typer.Option(help="Write what may be shown elsewhere, as JSON.")
    ] = None,
) -> None:
    """Show how evenly people spoke across DIALOGUE's sessions, newcomers and young ones apart.

    The table is for you alone; --export holds only figures that enough people stand behind.
    """
    import json

    from service.desk.autonomy import aggregates
    from service.desk.policies import policy_of
    from service.desk.series import voices as measured

    with desk() as own, terminal.working("Opening the series"):
        sessions = measured(own.hub, own.enter, dialogue, young or ())
        policy = policy_of(own.hub.dialogue(dialogue).policy)
    terminal.say("session  people  silent  newcomers  young  gini  voices  first three")
    for number, one in enumerate(sessions, 1):
        terminal.say(
            f"{number:7}  {len(one.words):6}  {one.silent:6}  {len(one.newcomers):9}"
            f"  {len(one.young):5}  {one.gini:4.2f}  {one.voices:6.1f}  {one.dominance:10.0%}"
        )
    if export:
        export.write_text(json.dumps(aggregates(sessions, policy.k), indent=2) + "\n")
        terminal.say(f"Written: {export}")


app.command()(dates.clock)
app.command()(dates.terms)
app.command()(dates.hold)
