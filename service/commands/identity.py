"""`sealedroom identity`: who one is on this machine, and joining a hub."""

import re
from pathlib import Path
from typing import Annotated

import typer

from service import terminal
from service.commands import recovery

app = typer.Typer(no_args_is_help=True, help="Your keys on this machine, and joining a hub.")


@app.command()
def new() -> None:
    """Make the keys of a new identity, locked by a passphrase."""
    from keys.opening import Identity
    from service.desk.home import Home
    from service.desk.process import harden

    harden()
    home = Home.default()
    identity = Identity.generate()
    home.save_identity(identity, terminal.passphrase(new=True))
    terminal.say(f"Identity {identity.public.person} is in {home.folder}, locked.")
    terminal.say(f"Fingerprint, to compare aloud: {identity.public.key_id}")
    terminal.note("Write the passphrase down on paper: nobody can reset it.")


@app.command()
def show() -> None:
    """Print the public half, to be given to others."""
    from service.desk.home import Home

    terminal.say(Home.default().public().to_json())


@app.command()
def fingerprint() -> None:
    """Print the fingerprint of your keys, to be compared aloud."""
    from service.desk.home import Home

    terminal.say(Home.default().public().key_id)


@app.command()
def trust(
    fingerprint: Annotated[str, typer.Argument(help="As the organiser read it to you.")],
) -> None:
    """Rely on an organiser's keys, once you have compared their fingerprint aloud."""
    from service.desk.errors import DeskError
    from service.desk.home import Home

    if not re.fullmatch(r"[0-9a-f]{64}", fingerprint):
        raise DeskError(
            "A fingerprint has 64 hexadecimal digits.",
            hint="The organiser prints theirs with: sealedroom identity fingerprint",
        )
    Home.default().trust(fingerprint)
    terminal.say("From now on this desk relies on these keys.")


@app.command()
def join(
    hub: Annotated[str, typer.Argument(help="The hub's address, https://...")],
    log: Annotated[
        str, typer.Option(help="The log's verification key, as the host gave it to you.")
    ] = "",
    invitation_file: Annotated[
        Path | None, typer.Option(help="File with the invitation; otherwise it is asked for.")
    ] = None,
) -> None:
    """Turn an invitation into an account on HUB, and pin its log."""
    from service.desk.client import Hub
    from service.desk.errors import MismatchError
    from service.desk.home import Connection, Home

    home = Home.default()
    public = home.public()
    invitation, _, inviter = terminal.secret("Invitation", invitation_file).partition(".")
    with Hub(hub) as service:
        shown = service.checkpoint().verification_key
        if log and log != shown:
            raise MismatchError(
                "The hub shows another log than the one you were told of.",
                hint="Do not join. Ask the host, by telephone, which key is right.",
            )
        account = service.join(invitation, public.to_json())
    home.save_connection(Connection(hub, shown, (inviter,) if inviter else ()))
    terminal.say(f"Joined as {account.person}.")
    if not log:
        terminal.note(f"The log's key was taken on trust: {shown}")
        terminal.note("Compare it with the host's; --log KEY does that for you.")


@app.command()
def browser() -> None:
    """Print a link that adds a browser to your account on the hub; it serves once."""
    from service.commands.common import connected

    with connected() as (home, hub):
        answer = hub.link_browser()
        terminal.say(f"{home.connection().hub}/join#{answer.token}")
    terminal.note(f"Open it within {answer.seconds // 60} minutes, on the machine you mean.")
    terminal.note("A browser shows what is going on. Notes open at this desk only.")


@app.command()
def sign_out(
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="On every desk and in every browser.")
    ] = False,
) -> None:
    """End this desk's sign-in on the hub."""
    from service.commands.common import connected

    with connected() as (home, hub):
        hub.sign_out(everywhere=everywhere)
        home.forget_token()
    terminal.say("Signed out everywhere." if everywhere else "Signed out.")


app.command()(recovery.sheet)
app.command()(recovery.restore)
app.command()(recovery.passphrase)
