"""Room secrets: one a session, a new epoch whenever a member leaves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property

from keys._codec import fields
from keys._suite import KEY, wrap_key
from keys.announcement import ANNOUNCEMENT_TYPE
from keys.errors import FormatError, OpeningError
from keys.identity import PublicIdentity
from keys.opening._kem import KemSecret
from keys.opening.identity import Identity
from keys.opening.signing import sign_dsse
from keys.sealing import RoomPublic
from keys.signatures import DsseEnvelope

ROOM_WRAP = "sealedroom.org/room-wrap/v1"
MAGIC = f"{ROOM_WRAP}\n".encode("ascii")


@dataclass(frozen=True)
class RoomSecret:
    """The secret of one epoch of a room: a 32-byte X-Wing seed."""

    room: str
    epoch: int
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != KEY:
            raise FormatError("A room secret has 32 bytes.")

    @classmethod
    def generate(cls, room: str, epoch: int) -> RoomSecret:
        """Draw the secret of an epoch."""
        return cls(room, epoch, secrets.token_bytes(KEY))

    def next_epoch(self) -> RoomSecret:
        """The following epoch, with an independent secret: old members learn nothing of it."""
        return RoomSecret.generate(self.room, self.epoch + 1)

    @cached_property
    def public(self) -> RoomPublic:
        """The half that writers seal to."""
        return RoomPublic(self.room, self.epoch, self._secret.public)

    def unwrap(self, wrap: bytes, info: bytes) -> bytes:
        """Open a key that was sealed to this room; OpeningError for every failure."""
        return self._secret.unwrap(wrap, info)

    @cached_property
    def _secret(self) -> KemSecret:
        return KemSecret(self.seed)


def announce_room(secret: RoomSecret, organiser: Identity) -> DsseEnvelope:
    """An organiser's signature on the public half, without which nobody should seal to it."""
    return sign_dsse(secret.public.to_json().encode(), ANNOUNCEMENT_TYPE, organiser)


def wrap_room(secret: RoomSecret, member: PublicIdentity) -> bytes:
    """Seal a room secret to one member (1,196 bytes), bound to room, epoch and member."""
    return MAGIC + wrap_key(secret.seed, member.kem, _info(secret.room, secret.epoch, member))


def unwrap_room(wrap: bytes, identity: Identity, room: str, epoch: int) -> RoomSecret:
    """Open `wrap_room`.

    Anybody who knows a member's public key can make a wrap: compare `.public` of the result with
    what `keys.announcement.verify_announcement` returns.

    Raises:
        OpeningError: when it was altered or is for another member, room or epoch.
    """
    if not wrap.startswith(MAGIC):
        raise OpeningError
    seed = identity.unwrap(wrap[len(MAGIC) :], _info(room, epoch, identity.public))
    return RoomSecret(room, epoch, seed)


def _info(room: str, epoch: int, member: PublicIdentity) -> bytes:
    return fields(ROOM_WRAP, room, epoch, member.key_id)
