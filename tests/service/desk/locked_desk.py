"""Desks' folders with locked keys. Locking is slow on purpose, so each person's is done once."""

from __future__ import annotations

from pathlib import Path

from keys.opening import Identity
from service.desk.home import Home

PASSPHRASE = "four short random words"
_LOCKED: dict[str, bytes] = {}


def locked_desk(folder: Path, identity: Identity) -> Home:
    """A new desk with this person's keys under PASSPHRASE."""
    home = Home(folder)
    locked = _LOCKED.get(identity.person)
    if locked is None:
        home.save_identity(identity, PASSPHRASE)
        _LOCKED[identity.person] = home.identity_file.read_bytes()
    else:
        home.save(".", "identity.json", locked)
        home.save(".", "public.json", identity.public.to_json().encode())
    return home
