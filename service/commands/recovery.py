"""`sealedroom identity sheet`, `restore` and `passphrase`: an identity outlives its machine."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from service import terminal

PassphraseFile = Annotated[
    Path | None,
    typer.Option("--new-file", help="File with the new passphrase; otherwise it is asked for."),
]


def sheet(
    output: Annotated[Path, typer.Option(help="The page to print, as HTML.")],
    backup: Annotated[Path, typer.Option(help="The backup that the page belongs to.")],
) -> None:
    """Write a backup of your identity, and the recovery sheet that it needs to open.

    The backup opens with your passphrase and the sheet's secret key together, so it may lie where
    others could copy it. The sheet is for paper: print it, then delete the file.
    """
    from keys.opening import SecretKey
    from keys.opening.sheet import check_words, plaintext_sheet
    from service.desk.files import write_new
    from service.desk.home import Home
    from service.desk.process import harden

    harden()
    passphrase = terminal.passphrase()
    identity = Home.default().unlock(passphrase)
    secret_key = SecretKey.generate()
    day = datetime.now(UTC).date().isoformat()
    write_new(backup, identity.lock(passphrase, secret_key=secret_key))
    write_new(output, plaintext_sheet(identity.public, secret_key, day).encode())
    terminal.say(f"Backup: {backup}")
    terminal.say(f"Sheet to print, then to delete: {output}")
    terminal.say(f"Check words: {' '.join(check_words(secret_key))}")


def restore(
    backup: Annotated[Path, typer.Argument(help="The backup.", show_default=False)],
    secret_key_file: Annotated[
        Path | None, typer.Option(help="File with the secret key; otherwise it is asked for.")
    ] = None,
) -> None:
    """Bring an identity back from BACKUP, with its passphrase and the sheet's secret key."""
    from keys.opening import Identity, SecretKey
    from keys.opening.sheet import check_words
    from service.desk.files import take
    from service.desk.home import Home
    from service.desk.process import harden

    harden()
    data = take(backup).content
    secret_key = SecretKey.parse(terminal.secret("Secret key", secret_key_file))
    passphrase = terminal.passphrase()
    home = Home.default()
    home.save_identity(Identity.unlock(data, passphrase, secret_key=secret_key), passphrase)
    terminal.say(f"Identity {home.public().person} is in {home.folder}, locked.")
    terminal.say(f"Check words: {' '.join(check_words(secret_key))}")


def passphrase(new_file: PassphraseFile = None) -> None:
    """Change the passphrase of the identity on this machine.

    Copies of the old file still open with the old passphrase: destroy them, and make a new sheet.
    """
    from service.desk.home import Home
    from service.desk.process import harden

    harden()
    home = Home.default()
    identity = home.unlock(terminal.passphrase())
    if new_file is not None:
        words = new_file.read_text(encoding="utf-8").rstrip("\n")
    else:
        words = str(
            typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
        )
    home.change_passphrase(identity, words)
    terminal.say("Changed. The old passphrase does not open the identity any more.")
    terminal.note("Destroy old copies of the file and old backups, and print a new sheet.")
