"""`sealedroom waiver`: a person lets one quotation of theirs out of the room."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import Session

if TYPE_CHECKING:
    from keys.identity import PublicIdentity
    from service.commands.common import Desk
    from service.desk.rooms import Room
    from service.desk.waiving import SealedWaiver, Wish

app = typer.Typer(
    no_args_is_help=True, help="Let one name or quotation of your own out; nobody else can."
)

Statement = Annotated[Path, typer.Option(help="File with the statement that it is about.")]
Wording = Annotated[Path, typer.Option(help="File with the exact words that may leave.")]
Audience = Annotated[str, typer.Option(help="Who may read them.")]
WaiverFile = Annotated[Path, typer.Argument(help="The waiver's file.", show_default=False)]
Output = Annotated[Path, typer.Option(help="Where to write it, sealed to the room.")]
Person = Annotated[Path, typer.Option(help="Public identity of the person, as they gave it you.")]


@app.command()
def sign(
    session: Session,
    statement: Statement,
    wording: Wording,
    output: Output,
    audience: Audience = "public",
) -> None:
    """Allow that these words of yours leave, under your name. Only organisers can read the file."""
    from service.commands.common import desk
    from service.desk.files import write_new
    from service.desk.rooms import announced_room
    from service.desk.waiving import give
    from service.protocol.coarse import today

    wish = _wish(statement, wording, audience)
    with desk() as own:
        room = announced_room(own.hub.session(session), own.home.known())
        waiver = give(room, own.identity, wish, today())
    write_new(output, waiver.model_dump_json().encode())
    terminal.say(f"Waiver {waiver.waiver}: {output}")
    terminal.note("Give the file to an organiser and keep a copy: you can take it back with it")
    terminal.note(f"until it is used: sealedroom waiver revoke {output} --output FILE")


@app.command()
def revoke(waiver: WaiverFile, output: Output) -> None:
    """Take WAIVER back. It counts until what it allows has left."""
    from service.commands.common import desk
    from service.desk.files import take, write_new
    from service.desk.rooms import announced_room
    from service.desk.waiving import parse_sealed, take_back

    given = parse_sealed(take(waiver).content)
    with desk() as own:
        room = announced_room(own.hub.session(given.session), own.home.known())
        back = take_back(room, own.identity, given.waiver)
    write_new(output, back.model_dump_json().encode())
    terminal.say(f"Taken back: {output}")
    terminal.note("Give it to the same organiser.")


@app.command()
def check(
    waiver: WaiverFile,
    person: Person,
    revocation: Annotated[
        Path | None, typer.Option(help="File with which the person takes it back.")
    ] = None,
) -> None:
    """Say what WAIVER allows and whether it stands; record that it was taken back, if it was."""
    from service.commands.common import desk
    from service.desk.files import take
    from service.desk.waiving import (
        load_ledger,
        note_taken_back,
        parse_sealed,
        read,
        save_ledger,
        state,
    )

    back = parse_sealed(take(revocation).content) if revocation else None
    with desk() as own:
        room, sealed, who = _opened(own, waiver, person)
        given = read(room, sealed, who)
        ledger = load_ledger(own.home, sealed.session)
        if back is not None:
            ledger = note_taken_back(room, back, who, given, ledger)
            save_ledger(own.home, sealed.session, ledger)
    terminal.say(f"person     {given.person}")
    terminal.say(f"statement  sha256 {given.statement}")
    terminal.say(f"wording    {given.wording}")
    terminal.say(f"audience   {given.audience}")
    terminal.say(f"given on   {given.date}")
    terminal.say(f"state      {state(given.digest, ledger)}")


@app.command()
def bring(
    waiver: WaiverFile,
    person: Person,
    who: Annotated[str, typer.Option(help="Id on the roster of who gave it.")],
    compared: Annotated[
        str, typer.Option(help="Fingerprint that the person read to you; may come later.")
    ] = "",
    revocation: Annotated[
        Path | None, typer.Option(help="Instead: file with which the person takes it back.")
    ] = None,
) -> None:
    """Bring WAIVER into its room: the gate then lets exactly that pass, at every organiser's desk.

    Each organiser's desk waits until that organiser has compared the person's fingerprint.
    """
    from service.commands.common import desk
    from service.desk.files import take
    from service.desk.held_waivers import bring as bring_in
    from service.desk.held_waivers import bring_back, find_brought
    from service.desk.previewing import compare
    from service.desk.waiving import parse_sealed

    back = parse_sealed(take(revocation).content) if revocation else None
    with desk() as own:
        room, sealed, identity = _opened(own, waiver, person)
        if compared:
            compare(own.home, compared)
        if back is None:
            bring_in(own.hub, own.home, own.identity, room, sealed, identity, who)
        else:
            one = find_brought(own.hub, own.home, room, sealed.waiver)
            bring_back(own.hub, own.home, own.identity, room, back, one)
        stands = find_brought(own.hub, own.home, room, sealed.waiver).stands
    terminal.say("The gate of this desk lets it pass." if stands else "It does not pass here.")
    if not stands and back is None:
        terminal.note(f"Compare with the person, then again with --compared: {identity.key_id}")


@app.command()
def use(
    waiver: WaiverFile,
    person: Person,
    statement: Statement,
    wording: Wording,
    audience: Audience = "public",
) -> None:
    """Record that exactly these words leave under WAIVER. From then on it cannot be taken back."""
    from service.commands.common import desk
    from service.desk.waiving import load_ledger, save_ledger
    from service.desk.waiving import use as use_it

    wish = _wish(statement, wording, audience)
    with desk() as own:
        room, sealed, who = _opened(own, waiver, person)
        ledger = use_it(room, sealed, who, wish, load_ledger(own.home, sealed.session))
        save_ledger(own.home, sealed.session, ledger)
    terminal.say("The waiver allows it, and is used now.")


def _opened(own: "Desk", waiver: Path, person: Path) -> "tuple[Room, SealedWaiver, PublicIdentity]":
    from service.desk.files import take, take_identity
    from service.desk.waiving import parse_sealed

    sealed, who = parse_sealed(take(waiver).content), take_identity(person)
    return own.enter(sealed.session), sealed, who


def _wish(statement: Path, wording: Path, audience: str) -> "Wish":
    """Files, never arguments: other users and the shell's history could see those."""
    from service.desk.errors import DeskError
    from service.desk.files import take
    from service.desk.waiving import Wish
    from service.protocol.canonical import sha256_hex

    try:
        words = take(wording).content.decode().strip()
    except UnicodeDecodeError:
        raise DeskError(f"{wording}: not UTF-8 text.", hint="Save it as plain text.") from None
    return Wish(sha256_hex(take(statement).content.strip()), words, audience)
