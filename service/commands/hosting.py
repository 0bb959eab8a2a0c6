"""`sealedroom hub` and `sealedroom outbound`: what whoever hosts them runs."""

from pathlib import Path
from typing import Annotated

import typer

from service import terminal

hub = typer.Typer(no_args_is_help=True, help="Host a hub: the sealed store.")
outbound = typer.Typer(no_args_is_help=True, help="Host the outbound side: releases and inboxes.")

Folder = Annotated[Path, typer.Option(help="Where its files lie.")]
Port = Annotated[int, typer.Option(help="Port on 127.0.0.1; put TLS in front of it.")]


@hub.command("init")
def hub_init(
    folder: Folder = Path("hub"),
    origin: Annotated[
        str, typer.Option(help="The log's name in its checkpoints: your own domain and a path.")
    ] = "sealedroom.example/log",
) -> None:
    """Make a hub, and print the invitation for its first organiser and the log's key."""
    from service.hub.settings import HubSettings
    from service.hub.setup import init

    made = init(HubSettings(folder=folder, origin=origin))
    terminal.say(f"Invitation of the first organiser: {made.bootstrap_token}")
    terminal.say(f"The log's verification key:        {made.verification_key}")
    terminal.note("Give the key to everybody who verifies, by a way of its own.")
    terminal.note(f"Next: sealedroom hub serve --folder {folder}")


@hub.command("invite")
def hub_invite(folder: Folder = Path("hub")) -> None:
    """Print an invitation for one more person who may open dialogues."""
    from service.hub.settings import HubSettings
    from service.hub.setup import invite_host

    terminal.say(invite_host(HubSettings(folder=folder)))


@hub.command("serve")
def hub_serve(folder: Folder = Path("hub"), port: Port = 8470) -> None:
    """Serve the hub on this machine until interrupted."""
    from service.hub.app import serve
    from service.hub.settings import HubSettings

    terminal.note(f"Hub on http://127.0.0.1:{port}; Ctrl-C stops it.")
    serve(HubSettings(folder=folder, port=port))


@hub.command("upgrade")
def hub_upgrade(folder: Folder = Path("hub")) -> None:
    """Bring the tables of a hub to this version's. Make a backup first."""
    from service.hub.settings import HubSettings
    from service.hub.setup import upgrade

    upgrade(HubSettings(folder=folder))
    terminal.say("The tables are of this version.")


@hub.command("backup")
def hub_backup(
    file: Annotated[Path, typer.Argument(help="The file to write.", show_default=False)],
    folder: Folder = Path("hub"),
) -> None:
    """Write the data to FILE, while the hub serves; no key is in it."""
    from service.hub.operations.backup import backup
    from service.hub.settings import HubSettings

    terminal.say(f"{file}: the data with a log of {backup(HubSettings(folder=folder), file)}.")
    terminal.note("Keep log.key and sign-in.key elsewhere, once; never copy the key store.")


@hub.command("restore")
def hub_restore(
    file: Annotated[Path, typer.Argument(help="What `backup` wrote.", show_default=False)],
    folder: Folder = Path("hub"),
) -> None:
    """Put a backup into an empty database, on either engine. The key store stays as it is."""
    from service.hub.operations.backup import restore
    from service.hub.settings import HubSettings

    terminal.say(f"Restored, with a log of {restore(HubSettings(folder=folder), file)}.")
    terminal.note("If a witness saw a longer log, it refuses this one: tell the auditor first.")


@hub.command("doctor")
def hub_doctor(folder: Folder = Path("hub")) -> None:
    """Look the hub over: permissions, tables, log, clock, disk. Fails if something is wrong."""
    from service.hub.operations.doctor import examine
    from service.hub.settings import HubSettings

    problems = 0
    for finding in examine(HubSettings(folder=folder)):
        terminal.say(f"{'problem' if finding.problem else 'ok':<8} {finding.what}")
        if finding.problem:
            problems += 1
            terminal.note(f"{finding.problem} {finding.hint}")
    if problems:
        raise typer.Exit(1)


@hub.command("openapi")
def hub_openapi() -> None:
    """Print the description of the hub's API (OpenAPI), for programs that speak to it."""
    import json

    from service.hub.api.description import describe

    terminal.say(json.dumps(describe(), indent=1, ensure_ascii=False))


@hub.command("worker")
def hub_worker(
    folder: Folder = Path("hub"),
    name: Annotated[
        str, typer.Option(help="Tells several workers apart, on PostgreSQL.")
    ] = "worker",
) -> None:
    """Do what comes with time: review clock, shredding dates, deliveries. Until interrupted."""
    from service.hub.settings import HubSettings
    from service.hub.work.running import work

    terminal.note("Working; Ctrl-C stops it.")
    work(HubSettings(folder=folder), name)


@outbound.command("init")
def outbound_init(
    trust: Annotated[Path, typer.Option(help="Public keys whose word counts (release trust).")],
    folder: Folder = Path("outbound"),
) -> None:
    """Make the outbound side's folder; it keeps its own copy of the public keys."""
    from service.commands.common import read_trust
    from service.outbound.settings import OutboundSettings
    from service.outbound.setup import init

    keys = read_trust(trust)
    settings = OutboundSettings(folder=folder, trust=folder / "trust.json")
    init(settings)
    settings.trust.write_text(keys.to_json())
    terminal.say(f"Ready. Next: sealedroom outbound serve --folder {folder}")


@outbound.command("register")
def outbound_register(
    identity: Annotated[Path, typer.Argument(help="The official's public identity.")],
    folder: Folder = Path("outbound"),
) -> None:
    """Register an official and print the token with which they collect."""
    from keys.identity import PublicIdentity
    from service.desk.files import take
    from service.outbound.settings import OutboundSettings
    from service.outbound.setup import register_recipient

    official = PublicIdentity.from_json(take(identity).content)
    settings = OutboundSettings(folder=folder, trust=folder / "trust.json")
    terminal.say(register_recipient(settings, official))


@outbound.command("serve")
def outbound_serve(folder: Folder = Path("outbound"), port: Port = 8471) -> None:
    """Serve released outcomes on this machine until interrupted."""
    from service.outbound.app import serve
    from service.outbound.settings import OutboundSettings

    terminal.note(f"Outbound side on http://127.0.0.1:{port}; Ctrl-C stops it.")
    serve(OutboundSettings(folder=folder, trust=folder / "trust.json", port=port))
