"""The first run: make keys, bring keys from a backup, or look at the sample dialogue."""

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from keys.opening import Identity, SecretKey
from service.desk.errors import DeskError
from service.desk.web import passphrases
from service.desk.web.answers import AnyDesk, OpenDesk, go, page
from service.desk.web.desk import Desk
from service.desk.web.sheets import Backup, printed

router = APIRouter()


@router.get("/welcome")
def welcome(request: Request, desk: AnyDesk) -> Response:
    """Three ways to begin."""
    if desk.has_identity:
        return go(request, "/")
    return page(request, "welcome.html")


@router.get("/welcome/new")
def new(request: Request, desk: AnyDesk) -> Response:
    """Ask for a passphrase, and say honestly what one is worth."""
    if desk.has_identity:
        return go(request, "/")
    return page(
        request,
        "new.html",
        suggestion=passphrases.drawn(),
        years=passphrases.years(passphrases.WORDS),
        least=passphrases.LEAST,
    )


@router.post("/welcome/new")
def make(
    request: Request,
    desk: AnyDesk,
    passphrase: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Make the keys, store them locked, and go on to the recovery sheet."""
    if passphrase != again:
        raise DeskError(
            "The two passphrases are not the same.", hint="Type the same one in both fields."
        )
    identity = Identity.generate()
    desk.home.save_identity(identity, passphrase)
    desk.take(identity)
    _prepare_backup(desk, identity, passphrase)
    return go(request, "/sheet")


@router.get("/sheet")
def sheet(request: Request, desk: OpenDesk) -> Response:
    """The recovery sheet to print, and the backup that it belongs to."""
    if desk.backup is None:
        return page(request, "new_sheet.html")
    return page(request, "sheet.html", sheet=printed(desk.identity.public, desk.backup))


@router.post("/sheet")
def another_sheet(
    request: Request, desk: OpenDesk, passphrase: Annotated[str, Form()] = ""
) -> Response:
    """Make a backup and its sheet anew; the passphrase is asked for again."""
    _prepare_backup(desk, desk.home.unlock(passphrase), passphrase)
    return go(request, "/sheet")


@router.get("/sheet/backup")
def backup(desk: OpenDesk) -> Response:
    """The backup file: ciphertext, which passphrase and sheet open together."""
    if desk.backup is None:
        raise DeskError("There is no backup to fetch.", hint="Make a recovery sheet first.")
    return Response(
        desk.backup.locked,
        media_type="application/octet-stream",
        headers={"Content-Disposition": 'attachment; filename="sealedroom-backup.bin"'},
    )


@router.post("/sheet/done")
def sheet_done(request: Request, desk: OpenDesk) -> Response:
    """Forget the secret key: from now on it is on paper only."""
    desk.backup = None
    return go(request, "/home")


@router.get("/welcome/restore")
def restoring(request: Request, desk: AnyDesk) -> Response:
    """Ask for backup, secret key and passphrase."""
    if desk.has_identity:
        return go(request, "/")
    return page(request, "restore.html")


@router.post("/welcome/restore")
def restore(
    request: Request,
    desk: AnyDesk,
    backup: Annotated[str, Form()] = "",
    secret_key: Annotated[str, Form()] = "",
    passphrase: Annotated[str, Form()] = "",
) -> Response:
    """Open the backup, which the page sends in base64, and store it locked."""
    try:
        locked = b64decode(backup, validate=True)
    except (NotBase64, ValueError):
        locked = b""
    if not locked:
        raise DeskError("No backup file was chosen.", hint="Choose the file you saved.")
    identity = Identity.unlock(locked, passphrase, secret_key=SecretKey.parse(secret_key))
    desk.home.save_identity(identity, passphrase)
    desk.take(identity)
    return go(request, "/home")


@router.post("/welcome/sample")
def sample(request: Request, desk: AnyDesk) -> Response:
    """Look around in the sample dialogue."""
    desk.try_sample()
    desk.touch()
    return go(request, "/home")


def _prepare_backup(desk: Desk, identity: Identity, passphrase: str) -> None:
    secret_key = SecretKey.generate()
    day = datetime.now(UTC).date()
    desk.backup = Backup(identity.lock(passphrase, secret_key=secret_key), secret_key, day)
