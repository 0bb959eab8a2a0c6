"""`sealedroom shredding`: the end of a room, and the certificate of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import Session, read_trust

if TYPE_CHECKING:
    from keys.destruction import Destruction

app = typer.Typer(
    no_args_is_help=True, help="Destroy a room's keys, and certify it by two signatures."
)

Certificate = Annotated[
    Path, typer.Argument(help="The destruction certificate.", show_default=False)
]


@app.command()
def destroy(
    session: Session,
    output: Annotated[Path, typer.Option(help="Where to write the certificate.")],
    folder: Annotated[Path, typer.Option(help="The hub's folder.")] = Path("hub"),
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """On the hub's machine: destroy every wrap, share and salt of the room, for good.

    Every note of the session stays closed from then on, in every backup and for every member. The
    log records the certificate, which two organisers then sign.
    """
    from service.desk.files import write_new
    from service.desk.shredding import unsigned
    from service.hub.settings import HubSettings
    from service.hub.shredding import destroy_room
    from service.protocol.coarse import today

    if not yes:
        typer.confirm("Nobody can bring the notes back. Destroy the keys?", abort=True, err=True)

    written = False

    def keep(certificate: "Destruction") -> None:
        nonlocal written
        write_new(output, unsigned(certificate).to_json().encode())
        written = True
        _show(certificate)

    try:
        destroy_room(HubSettings(folder=folder), session, today(), keep)
    except BaseException:
        if written:
            output.unlink()
        raise
    terminal.say(f"Destroyed and logged: {output}")
    terminal.note(f"Next, each of two organisers: sealedroom shredding sign {output}")


@app.command()
def fetch(
    session: Session,
    output: Annotated[Path, typer.Option(help="Where to write the certificate.")],
) -> None:
    """Fetch the certificate of a room whose date had come, for two organisers to sign."""
    from keys.destruction import Destruction
    from service.commands.common import connected
    from service.desk.files import write_new
    from service.desk.shredding import unsigned

    with connected() as (_, hub):
        destruction = Destruction.from_bytes(hub.destruction(session).certificate)
    write_new(output, unsigned(destruction).to_json().encode())
    _show(destruction)
    terminal.note(f"Next, each of two organisers: sealedroom shredding sign {output}")


@app.command()
def sign(certificate: Certificate) -> None:
    """Say that you keep no copy of the room's keys: forget them at this desk, then sign."""
    from service.desk.files import replace, take
    from service.desk.home import Home
    from service.desk.process import harden
    from service.desk.shredding import forget_room, parse_certificate, sign_certificate

    harden()
    envelope, destruction = parse_certificate(take(certificate).content)
    home = Home.default()
    identity = home.unlock(terminal.passphrase())
    signed = sign_certificate(envelope, identity)
    _show(destruction)
    terminal.say(f"forgotten here: {forget_room(home, destruction.room)} files")
    replace(certificate, signed.to_json().encode())
    terminal.say(f"Signed, by {len(signed.signatures)} now: {certificate}")


@app.command()
def verify(
    certificate: Certificate,
    trust: Annotated[
        Path, typer.Option(help="Public keys you rely on (release trust).", show_default=False)
    ],
) -> None:
    """Check that enough different organisers signed CERTIFICATE, and say what it certifies."""
    from service.desk.files import take
    from service.desk.shredding import verify_certificate

    _show(verify_certificate(take(certificate).content, read_trust(trust)))
    terminal.say("Two organisers certify that the keys of this room are gone.")


def _show(destruction: "Destruction") -> None:
    terminal.say(f"room       {destruction.room}")
    terminal.say(f"date       {destruction.date}")
    terminal.say(
        f"destroyed  {destruction.wraps} wraps, {destruction.shares} custody shares, "
        f"{destruction.salts} salts, of {destruction.epochs} epochs"
    )
