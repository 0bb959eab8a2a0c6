"""Opening envelopes, and wrapping their data keys again for a new epoch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.constant_time import bytes_eq

from keys._codec import parse_canonical
from keys._suite import COMMITMENT, TAG, ZERO_NONCE, key_and_commitment, wrap_key
from keys.errors import FormatError, OpeningError
from keys.opening.identity import Identity
from keys.opening.rooms import RoomSecret
from keys.sealing import MAGIC, PAYLOAD_START, Context, RoomPublic, size_class

_LENGTH = 4  # bytes of a length prefix


@dataclass(frozen=True)
class Opened:
    """What was in an envelope."""

    header: dict[str, Any] = field(repr=False)
    note: bytes = field(repr=False)


def open_envelope(envelope: bytes, secret: RoomSecret | Identity, context: Context) -> Opened:
    """Open an envelope that was sealed to this room or person in this context.

    Raises:
        OpeningError: the same for every alteration, truncation, wrong key and wrong context.
    """
    return open_payload(envelope, data_key(envelope, secret, context), context)


def data_key(envelope: bytes, secret: RoomSecret | Identity, context: Context) -> bytes:
    """The data key of an envelope (32 bytes); OpeningError for every failure."""
    _check_shape(envelope)
    wrap = envelope[len(MAGIC) : PAYLOAD_START]
    return secret.unwrap(wrap, context.wrap_info(secret.public.key_id))


def open_payload(envelope: bytes, data_key: bytes, context: Context) -> Opened:
    """Open the payload with its data key; OpeningError for every failure."""
    _check_shape(envelope)
    commitment = envelope[PAYLOAD_START : PAYLOAD_START + COMMITMENT]
    key, expected = key_and_commitment(data_key, context.payload_info())
    if not bytes_eq(commitment, expected):
        raise OpeningError
    sealed = memoryview(envelope)[PAYLOAD_START + COMMITMENT :]
    content = BytesIO(bytes(len(sealed) - TAG))
    try:
        with content.getbuffer() as view:
            ChaCha20Poly1305(key).decrypt_into(ZERO_NONCE, sealed, None, view)
        return _unpad(content)
    except (InvalidTag, FormatError):
        raise OpeningError from None


def rewrap_envelope(envelope: bytes, secret: RoomSecret, to: RoomPublic, context: Context) -> bytes:
    """Move an envelope to another epoch of its room without opening its payload.

    Args:
        envelope: sealed to `secret` in `context`.
        to: the public key of the new epoch.

    Returns:
        The envelope with a new wrap; its context is `context` with the new epoch.

    Raises:
        OpeningError: when the envelope does not belong to `secret` and `context`.
        FormatError: when `to` is another room's.
    """
    if to.room != context.room:
        raise FormatError("The new room key belongs to another room.")
    key = data_key(envelope, secret, context)
    moved = replace(context, epoch=to.epoch)
    wrap = wrap_key(key, to.kem, moved.wrap_info(to.key_id))
    return MAGIC + wrap + envelope[PAYLOAD_START:]


def _check_shape(envelope: bytes) -> None:
    try:
        size_class(envelope)
    except FormatError:
        raise OpeningError from None


def _unpad(buffer: BytesIO) -> Opened:
    """Header and note; the note is moved to the front of the buffer instead of being copied."""
    content = buffer.getvalue()
    begin, end = _field(content, 0)
    header = parse_canonical(content[begin:end])
    begin, end = _field(content, end)
    if not content.endswith(bytes(len(content) - end)):
        raise FormatError
    del content
    with buffer.getbuffer() as view:
        view[: end - begin] = view[begin:end]
    buffer.truncate(end - begin)
    return Opened(header, buffer.getvalue())


def _field(content: bytes, start: int) -> tuple[int, int]:
    """Where the length-prefixed field at `start` begins and ends."""
    begin = start + _LENGTH
    end = begin + int.from_bytes(content[start:begin], "big")
    if len(content) < end:
        raise FormatError
    return begin, end
