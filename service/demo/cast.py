"""The people of the story, each with a desk of their own: a folder, a locked identity, an account.

The desks lie in a temporary folder, since they hold keys; what the story leaves behind does not.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from keys.opening import Identity
from service.desk.client import Hub
from service.desk.home import Connection, Home
from service.desk.rooms import Keys, enter
from service.desk.series import Enter
from service.desk.signing_in import SignIn


@dataclass(frozen=True)
class Person:
    """Somebody at a desk. `called` is for the story; no machine but this one learns it."""

    called: str
    home: Home
    identity: Identity

    @property
    def keys(self) -> Keys:
        """The secret identity, and whom it relies on."""
        return Keys(self.identity, self.home.known())

    def join(self, hub: str, invitation: str, *inviters: str) -> None:
        """Turn an invitation into an account; pin the log and the inviters' fingerprints."""
        with Hub(hub) as service:
            log = service.checkpoint().verification_key
            service.join(invitation, self.identity.public.to_json())
        self.home.save_connection(Connection(hub, log, inviters))

    def entering(self, hub: Hub) -> Enter:
        """How this person opens rooms."""
        return lambda session: enter(hub, self.keys, session)

    def hub(self) -> Hub:
        """This person's connection to the hub."""
        return Hub(self.home.connection().hub, SignIn(self.home, lambda: self.identity))


def person(called: str, folder: Path) -> Person:
    """Make an identity, lock it with a random passphrase, and unlock it as on any other day."""
    home = Home(folder / secrets.token_hex(4))
    passphrase = secrets.token_urlsafe(24)
    home.save_identity(Identity.generate(), passphrase)
    return Person(called, home, home.unlock(passphrase))
