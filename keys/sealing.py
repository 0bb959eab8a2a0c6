"""Sealing: turning a note into an envelope that only a room or one person can open.

An envelope is a header line, a wrap and a payload. A fresh data key seals the payload once; HPKE
seals the data key to the recipient and binds it to the context, so that an envelope moved to
another room, epoch, submission or purpose does not open. The payload is bound to the context too,
except for the epoch: a data key can be wrapped again for a new epoch without touching the payload.
The note is encrypted where it stands in the envelope, so that no padded copy of it stays in memory.
Byte by byte: FORMATS.md.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from keys._codec import (
    MAX_EPOCH,
    JsonObject,
    b64,
    canonical,
    expect_format,
    fields,
    finish,
    take,
    unb64,
)
from keys._suite import (
    COMMITMENT,
    KEY,
    TAG,
    WRAP,
    ZERO_NONCE,
    kem_public_key,
    key_and_commitment,
    wrap_key,
)
from keys.errors import FormatError, NoteTooLargeError
from keys.identity import PublicIdentity

ENVELOPE = "sealedroom.org/envelope/v1"
PAYLOAD = "sealedroom.org/payload/v1"
ROOM = "sealedroom.org/room/v1"
MAGIC = f"{ENVELOPE}\n".encode("ascii")
PAYLOAD_START = len(MAGIC) + WRAP
OVERHEAD = PAYLOAD_START + COMMITMENT + TAG

MAX_NAME = 255  # bytes of an id or purpose: room for every random id, none for content

# Padded sizes of header and note together. Few, because size names the author when eight people
# write; the largest holds the 20 MB that the redactor reads.
SIZES: Mapping[int, str] = {
    16 * 1024: "16 KiB",
    128 * 1024: "128 KiB",
    1024 * 1024: "1 MiB",
    8 * 1024 * 1024: "8 MiB",
    32 * 1024 * 1024: "32 MiB",
}


@dataclass(frozen=True)
class Context:
    """Where an envelope belongs. The opener must know it; the envelope does not tell.

    Args:
        room: id of the session's room, or of the channel for envelopes to one person.
        epoch: number of the room key, 0 for envelopes to one person.
        submission: id of this submission, draft or recommendation.
        purpose: what the content is, for example "note", "agenda", "roster".
    """

    room: str
    epoch: int
    submission: str
    purpose: str

    def __post_init__(self) -> None:
        for name in (self.room, self.submission, self.purpose):
            check_name(name)
        check_epoch(self.epoch)

    def wrap_info(self, key_id: str) -> bytes:
        """HPKE `info` of the wrapped data key."""
        return fields(ENVELOPE, self.room, self.epoch, self.submission, self.purpose, key_id)

    def payload_info(self) -> bytes:
        """HKDF `info` of the payload key: the context without its epoch."""
        return fields(PAYLOAD, self.room, self.submission, self.purpose)


@dataclass(frozen=True)
class RoomPublic(JsonObject):
    """The public half of a room key, to which writers seal."""

    room: str
    epoch: int
    kem: bytes

    def __post_init__(self) -> None:
        check_name(self.room)
        check_epoch(self.epoch)
        kem_public_key(self.kem)

    @cached_property
    def key_id(self) -> str:
        """SHA-256 over room, epoch and key, in hexadecimal."""
        return hashlib.sha256(fields(ROOM, self.room, self.epoch, self.kem)).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """The JSON object; the key is base64."""
        return {"format": ROOM, "room": self.room, "epoch": self.epoch, "kem": b64(self.kem)}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> RoomPublic:
        """Read `to_dict`; FormatError for anything else."""
        value = dict(value)
        expect_format(value, ROOM)
        room = cls(
            room=take(value, "room", str),
            epoch=take(value, "epoch", int),
            kem=unb64(take(value, "kem", str)),
        )
        finish(value)
        return room


def seal(
    note: bytes, header: Mapping[str, Any], to: RoomPublic | PublicIdentity, context: Context
) -> bytes:
    """Seal a note and its inner header into an envelope.

    Args:
        note: any bytes, up to about 32 MiB.
        header: a JSON object that only the opener sees.
        to: the room's public key, or one person's.
        context: must name the same room and epoch as the room's public key.

    Raises:
        NoteTooLargeError: above the largest size.
        FormatError: when the context names another room or the header is not JSON.
    """
    check_recipient(to, context)
    start = fields(_json(header)) + len(note).to_bytes(4, "big")
    size = _padded(len(start) + len(note))
    data_key = secrets.token_bytes(KEY)
    key, commitment = key_and_commitment(data_key, context.payload_info())
    head = b"".join((MAGIC, wrap_key(data_key, to.kem, context.wrap_info(to.key_id)), commitment))
    end = bytes(size - len(start) - len(note) + TAG)
    envelope = BytesIO(b"".join((head, start, note, end)))
    with envelope.getbuffer()[len(head) :] as sealed, sealed[:size] as content:
        ChaCha20Poly1305(key).encrypt_into(ZERO_NONCE, content, None, sealed)
    return envelope.getvalue()


def size_class(envelope: bytes) -> str:
    """The coarse size of an envelope, such as "16 KiB"; FormatError when it has none."""
    if not envelope.startswith(MAGIC):
        raise FormatError("This is not an envelope of a known version.")
    try:
        return SIZES[len(envelope) - OVERHEAD]
    except KeyError:
        raise FormatError("The envelope is cut short or has bytes added.") from None


def check_recipient(to: RoomPublic | PublicIdentity, context: Context) -> None:
    """Refuse a context that names another room or epoch than the key it is used with."""
    if isinstance(to, RoomPublic) and (to.room, to.epoch) != (context.room, context.epoch):
        raise FormatError(
            "The context names another room or epoch than the room key.",
            hint="Fetch the session's current room key and seal again.",
        )


def check_name(name: str) -> None:
    """Refuse an empty or overlong id or purpose."""
    if not 0 < len(name.encode(errors="replace")) <= MAX_NAME or not name.isprintable():
        raise FormatError(f"An id or purpose must be 1 to {MAX_NAME} printable bytes.")


def check_epoch(epoch: int) -> None:
    """Refuse an epoch that is no 63-bit number."""
    if not 0 <= epoch <= MAX_EPOCH:
        raise FormatError("An epoch must be a number from 0 up.")


def _json(header: Mapping[str, Any]) -> bytes:
    try:
        return canonical(dict(header)).encode()
    except (TypeError, ValueError):
        raise FormatError("The inner header must be a JSON object.") from None


def _padded(length: int) -> int:
    """The smallest of the sizes that holds so many bytes."""
    for size in SIZES:
        if length <= size:
            return size
    raise NoteTooLargeError
