"""`sealedroom custody`: a room's key in shares, and the ceremony that brings it back."""

from pathlib import Path
from typing import Annotated

import typer

from service import terminal
from service.commands.common import Session

app = typer.Typer(
    no_args_is_help=True,
    help="Shares of a room's key for custodians, any k of whom bring it back together.",
)

RoomFile = Annotated[
    Path, typer.Argument(help="The room's file, from beside the shares.", show_default=False)
]


@app.command()
def split(
    session: Session,
    threshold: Annotated[int, typer.Option(help="How many custodians must meet.")],
    output: Annotated[Path, typer.Option(help="Folder for the shares; it must not exist yet.")],
    to: Annotated[
        list[Path] | None,
        typer.Option(help="A custodian's public identity; repeat for each."),
    ] = None,
    paper: Annotated[int, typer.Option(help="Instead: so many pages to print.")] = 0,
) -> None:
    """Split the room's key: one share a custodian, sealed to them, or printed on paper.

    Whoever holds fewer shares than --threshold learns nothing from them. A page is a secret until
    it is on paper: print it, then delete the file.
    """
    from service.commands.common import desk
    from service.desk.custody import plaintext_pages, room_file
    from service.desk.custody import split as split_room
    from service.desk.errors import DeskError
    from service.desk.files import take_identity, write_new_folder
    from service.protocol.coarse import today

    if bool(to) == bool(paper):
        raise DeskError(
            "Shares are sealed to custodians or printed on paper.",
            hint="Give --to IDENTITY for each custodian, or --paper N.",
        )
    custodians = [take_identity(path) for path in to or ()]
    with desk() as own:
        room = own.enter(session)
    if paper:
        pages = plaintext_pages(room, threshold, paper, today())
        files = {f"share-{n}.txt": page for n, page in enumerate(pages, start=1)}
    else:
        sealed = split_room(room, threshold, custodians)
        names = (f"share-{custodian.person}.json" for custodian in custodians)
        files = {name: share.model_dump_json() for name, share in zip(names, sealed, strict=True)}
    write_new_folder(output, files | {"room.json": room_file(room.session)})
    terminal.say(f"{len(files)} shares in {output}; any {threshold} of them recover the room.")
    terminal.note("Give every custodian the own share and room.json, then delete the folder.")


@app.command()
def hand(
    share: Annotated[Path, typer.Argument(help="Your sealed share.", show_default=False)],
    to: Annotated[Path, typer.Option(help="Public identity of whoever recovers the room.")],
    output: Annotated[Path, typer.Option(help="Where to write the share for them.")],
) -> None:
    """Open your SHARE and seal it to whoever recovers the room, once you have spoken to them."""
    from service.desk.custody import hand_over, parse_share
    from service.desk.files import take, take_identity, write_new
    from service.desk.home import Home
    from service.desk.process import harden

    harden()
    to_whom = take_identity(to)
    mine = parse_share(take(share).content)
    identity = Home.default().unlock(terminal.passphrase())
    write_new(output, hand_over(mine, identity, to_whom).model_dump_json().encode())
    terminal.say(f"For {to_whom.person}: {output}")
    terminal.note(f"Their fingerprint, to compare aloud: {to_whom.key_id}")


@app.command()
def recover(
    room: RoomFile,
    shares: Annotated[
        list[Path], typer.Argument(help="Shares handed to you, or typed from their pages.")
    ],
    organiser: Annotated[
        list[str] | None,
        typer.Option(help="Fingerprint of who announced the room, on a desk without a hub."),
    ] = None,
) -> None:
    """Bring the room's key back from SHARES, without a hub and without a network.

    Hold this ceremony on a machine that nobody else uses. From then on this desk opens the room.
    """
    from service.desk.custody import keep_recovered, parse_room_file, read_share
    from service.desk.custody import recover as recover_room
    from service.desk.files import take
    from service.desk.home import Home
    from service.desk.process import harden

    harden()
    view = parse_room_file(take(room).content)
    home = Home.default()
    identity = home.unlock(terminal.passphrase())
    words = [read_share(take(path).content, identity, view) for path in shares]
    known = frozenset(organiser) if organiser else home.known()
    keep_recovered(home, recover_room(view, known, words, identity))
    terminal.say(f"Recovered with {len(words)} shares: this desk opens {view.session}.")
    terminal.note("Delete the shares that were typed; the custodians keep theirs.")
