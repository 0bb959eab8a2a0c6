"""`sealedroom witness`: watch a log, and vouch that it never takes anything back."""

from pathlib import Path
from typing import Annotated

import typer

from service import terminal

app = typer.Typer(
    no_args_is_help=True, help="Watch a log: cosign its checkpoints, refuse rollbacks and forks."
)

Folder = Annotated[Path, typer.Option(help="Where this witness keeps its key and what it saw.")]
FOLDER = Path("witness")


@app.command()
def init(
    name: Annotated[str, typer.Argument(help="Name of the witness, such as example.org/w1.")],
    log: Annotated[str, typer.Option(help="The log's verification key.", show_default=False)],
    folder: Folder = FOLDER,
) -> None:
    """Draw a witness's key and print its public half, for verifiers to trust."""
    from service.witnessing import Witness

    terminal.say(Witness.init(folder, name, log).key.vkey)


@app.command()
def show(folder: Folder = FOLDER) -> None:
    """Print the witness's verification key, and the size of the log that it saw last."""
    from service.witnessing import Witness

    witness = Witness(folder)
    terminal.say(witness.key.vkey)
    seen = witness.seen
    terminal.note(f"Saw {seen.size} entries." if seen else "Has seen no checkpoint yet.")


@app.command()
def ask(
    hub: Annotated[str, typer.Argument(help="The hub's address, https://...")],
    output: Annotated[Path, typer.Option(help="Where to write the request to cosign.")],
    folder: Folder = FOLDER,
) -> None:
    """Fetch HUB's checkpoint with the proof that it extends the last one seen."""
    from service.witnessing import Witness, ask

    seen = Witness(folder).seen
    output.write_text(ask(hub, seen.size if seen else 0).to_text(), encoding="utf-8")
    terminal.note(f"Next: sealedroom witness cosign {output} --output CHECKPOINT")


@app.command()
def cosign(
    request: Annotated[
        Path, typer.Argument(help="Proof and checkpoint, as c2sp.org/tlog-witness has them.")
    ],
    output: Annotated[Path, typer.Option(help="Where to write the cosigned checkpoint.")],
    folder: Folder = FOLDER,
) -> None:
    """Cosign the checkpoint of REQUEST, if the log only grew since the last one."""
    from keys.errors import FormatError
    from keys.extension import Extension
    from service.witnessing import Witness, WitnessError

    try:
        extension = Extension.from_text(request.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise WitnessError(
            f"{request}: cannot be read.", hint="Make it with: sealedroom witness ask HUB"
        ) from None
    except FormatError as error:
        raise WitnessError(str(error), hint=error.hint) from None
    witness = Witness(folder)
    output.write_text(witness.cosign(extension), encoding="utf-8")
    seen = witness.seen
    terminal.say(f"Cosigned {seen.size if seen else 0} entries: {output}")
