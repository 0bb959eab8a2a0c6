"""Envelopes as the hub takes them: their shape, their coarse size, and a new head for a new key."""

from collections.abc import Mapping

from sqlmodel import Session

from keys.errors import KeysError
from keys.sealing import MAGIC, PAYLOAD_START, size_class
from service.hub.errors import BadEnvelope, BadRoom, Conflict
from service.hub.tables import HubTable

Sealed = Mapping[str, tuple[HubTable, str]]
"""By id: a row, and the name of its column that holds an envelope."""


def coarse_size(envelope: bytes) -> str:
    """The coarse size of a whole envelope. Raises BadEnvelope for anything else."""
    try:
        return size_class(envelope)
    except KeysError:
        raise BadEnvelope from None


def exchange_heads(db: Session, sealed: Sealed, heads: Mapping[str, bytes]) -> None:
    """Put the data keys that were wrapped anew before the payloads, which stay untouched.

    Raises Conflict unless there is a head for each, and BadRoom for what is no head.
    """
    if sealed.keys() != heads.keys():
        raise Conflict(
            "Something sealed came in, or is missing from the request.",
            hint="Fetch everything that is sealed to this key again, and wrap each of them.",
        )
    for name, (row, column) in sealed.items():
        setattr(row, column, _with_head(getattr(row, column), heads[name]))
        db.add(row)


def _with_head(envelope: bytes, head: bytes) -> bytes:
    if len(head) != PAYLOAD_START or not head.startswith(MAGIC):
        raise BadRoom("A data key is not wrapped as envelopes have it.")
    return head + envelope[PAYLOAD_START:]
