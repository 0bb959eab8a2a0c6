"""Shredding a room: its keys are destroyed, and a certificate says so."""

from __future__ import annotations

from collections import Counter

from keys.destruction import Destruction
from keys.errors import KeyStoreError
from keys.store import KeyStore, Kind


def shred(store: KeyStore, room: str, date: str) -> Destruction:
    """Destroy all keys of a room.

    Args:
        date: the day, as `2026-03-01`.

    Returns:
        What was destroyed, for the organisers to sign and the log to record.

    Raises:
        KeyStoreError: when there is nothing to destroy, or something is left afterwards.
    """
    names = store.names(room)
    if not names:
        raise KeyStoreError("There are no keys of this room.")
    counts = Counter(name.kind for name in names)
    epochs = len({name.epoch for name in names})
    certificate = Destruction(room, date, epochs, *(counts[kind] for kind in Kind))
    store.destroy(room)
    if store.names(room) or not store.destroyed(room):
        raise KeyStoreError(
            "The key store did not destroy the room.",
            hint="Destroy the medium that the key store is on.",
        )
    return certificate
