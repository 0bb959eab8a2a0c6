"""What sign-in needs beside the database: the clock, the hub's address, and its own secret."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from service.hub.signin.errors import WrongHost
from service.hub.signin.vault import Vault

Clock = Callable[[], int]
"""Seconds since 1970."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def seconds() -> int:
    """The machine's clock."""
    return int(time.time())


@dataclass(frozen=True)
class Door:
    """Where and when somebody comes in.

    Args:
        vault: the secret of sign-in.
        address: `https://hub.example`, as people type it, or None for a hub that is only reached
            on its own machine.
    """

    vault: Vault = field(repr=False)
    address: str | None = None
    clock: Clock = seconds

    def origin(self, host: str) -> str:
        """The hub's own origin, for a request that came with this Host header.

        A proof of identity and a passkey are bound to it, so a name that somebody else chose must
        not be believed. Raises WrongHost.
        """
        if self.address is None:
            name = urlsplit(f"//{host}").hostname
            if name not in LOOPBACK:
                raise WrongHost
            return f"http://{host}"
        if host != urlsplit(self.address).netloc:
            raise WrongHost
        return self.address
