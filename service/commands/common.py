"""What several groups of commands share: the desk's folder, its connection, its open room."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keys.opening import Identity
    from keys.trust import Trust
    from service.desk.client import Hub
    from service.desk.home import Home
    from service.desk.rooms import Keys, Room

Session = Annotated[str, typer.Argument(help="The session's id.", show_default=False)]
Draft = Annotated[str, typer.Argument(help="The draft's id.", show_default=False)]
OutboundAddress = Annotated[
    str, typer.Option("--outbound", help="Address of the outbound side.", show_default=False)
]


@dataclass(frozen=True)
class Desk:
    """An unlocked desk with its connection to the hub."""

    home: "Home"
    identity: "Identity"
    hub: "Hub"

    @property
    def keys(self) -> "Keys":
        """The secret identity, and whom it relies on."""
        from service.desk.rooms import Keys

        return Keys(self.identity, self.home.known())

    def enter(self, session: str) -> "Room":
        """Open a session's room, with a key that custodians recovered if there is no other."""
        from service.desk.custody import recovered
        from service.desk.rooms import enter

        return enter(self.hub, self.keys, session, recovered(self.home, session))

    def trust(self, dialogue: str) -> "Trust":
        """What verifiers of this dialogue's releases pin."""
        from service.desk.releasing import trust_of

        return trust_of(self.hub, self.home, dialogue)


@contextmanager
def desk() -> "Iterator[Desk]":
    """Unlock the desk, harden the process, and connect."""
    from service.desk.client import Hub
    from service.desk.home import Home
    from service.desk.process import harden
    from service.desk.signing_in import SignIn

    harden()
    home = Home.default()
    connection = home.connection()
    identity = home.unlock(terminal.passphrase())
    with Hub(connection.hub, SignIn(home, lambda: identity)) as hub:
        yield Desk(home, identity, hub)


@contextmanager
def connected() -> "Iterator[tuple[Home, Hub]]":
    """Connect; the passphrase is asked for only when the last sign-in does not serve any more."""
    from service.desk.client import Hub
    from service.desk.home import Home
    from service.desk.process import harden
    from service.desk.signing_in import SignIn

    harden()
    home = Home.default()
    connection = home.connection()
    with Hub(connection.hub, SignIn(home, lambda: home.unlock(terminal.passphrase()))) as hub:
        yield home, hub


def read_trust(file: Path) -> "Trust":
    """The public keys that a verifier relies on. DeskError, naming the file, when they are none."""
    from keys.errors import FormatError
    from keys.trust import Trust
    from service.desk.errors import DeskError
    from service.desk.files import take

    try:
        return Trust.from_json(take(file).content)
    except FormatError as error:
        raise DeskError(f"{file}: {error}", hint=error.hint) from None


def read_words(file: Path) -> str:
    """Somebody's words in a file: an argument could be seen by others. DeskError, naming it."""
    from service.desk.errors import DeskError
    from service.desk.files import take

    try:
        return take(file).content.decode().strip()
    except UnicodeDecodeError:
        raise DeskError(f"{file}: not UTF-8 text.", hint="Save it as plain text.") from None
