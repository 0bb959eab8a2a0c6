"""A hub whose answers are kept: with them, reading and reviewing go on when it cannot be reached.

What is kept is what the hub holds: ciphertext, random ids, public keys. It is no more readable on
this disk than there.
"""

import hashlib

import httpx

from service.desk.client import Hub, M
from service.desk.errors import UnreachableError
from service.desk.home import Home

FOLDER = "hub"
"""Where in the desk's home the answers lie, by the hash of what was asked."""


class KeptHub(Hub):
    """Asks the hub, and falls back on what it answered last time.

    `away` says whether an answer was an old one.
    """

    def __init__(self, address: str, auth: httpx.Auth | None, home: Home) -> None:
        super().__init__(address, auth)
        self._home = home
        self.away = False

    def _get(self, path: str, answer: type[M]) -> M:
        name = hashlib.sha256(path.encode()).hexdigest()
        try:
            given = super()._get(path, answer)
        except UnreachableError:
            kept = self._home.load(FOLDER, name)
            if kept is None:
                raise
            self.away = True
            return answer.model_validate_json(kept)
        self.away = False
        self._home.save(FOLDER, name, given.model_dump_json(by_alias=True).encode())
        return given
