"""Sealing and opening, room wraps, epochs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from keys._codec import fields
from keys._suite import key_and_commitment, wrap_key
from keys.errors import FormatError, NoteTooLargeError, OpeningError
from keys.identity import PublicIdentity
from keys.opening import (
    Identity,
    RoomSecret,
    open_envelope,
    rewrap_envelope,
    unwrap_room,
    wrap_room,
)
from keys.opening.envelopes import data_key
from keys.sealing import MAGIC, PAYLOAD_START, SIZES, Context, RoomPublic, seal, size_class
from tests.keys.mutations import refusals

UNIFORM = {(OpeningError, str(OpeningError()))}
NOTE = b"Amira (delegation of Examplia) said the line would hold."
HEADER = {"kind": "turns", "salt": "c2FsdA==", "n": 3, "nested": {"é": [True, None]}}


@pytest.fixture(scope="module")
def envelope(room: RoomSecret, context: Context) -> bytes:
    return seal(NOTE, HEADER, room.public, context)


def test_a_room_opens_what_was_sealed_to_it(
    room: RoomSecret, context: Context, envelope: bytes
) -> None:
    opened = open_envelope(envelope, room, context)
    assert (opened.header, opened.note) == (HEADER, NOTE)
    assert NOTE not in envelope
    assert repr(opened) == "Opened()"


def test_a_person_opens_what_was_sealed_to_them(ana: Identity, context: Context) -> None:
    envelope = seal(NOTE, {}, ana.public, context)
    assert open_envelope(envelope, ana, context).note == NOTE


def test_nobody_else_opens_it(eve: Identity, context: Context, envelope: bytes) -> None:
    for other in (eve, RoomSecret.generate("room-1", 1)):
        with pytest.raises(OpeningError) as caught:
            open_envelope(envelope, other, context)
        assert (type(caught.value), str(caught.value)) in UNIFORM
        assert caught.value.hint


@pytest.mark.parametrize(
    "change",
    [{"room": "room-2"}, {"epoch": 2}, {"submission": "submission-2"}, {"purpose": "roster"}],
)
def test_an_envelope_opens_in_its_own_context_only(
    room: RoomSecret, context: Context, envelope: bytes, change: dict[str, str]
) -> None:
    with pytest.raises(OpeningError) as caught:
        open_envelope(envelope, room, replace(context, **change))  # type: ignore[arg-type]
    assert (type(caught.value), str(caught.value)) in UNIFORM


def test_fields_of_the_context_cannot_flow_into_each_other(ana: Identity) -> None:
    envelope = seal(NOTE, {}, ana.public, Context("ab", 0, "c", "note"))
    with pytest.raises(OpeningError):
        open_envelope(envelope, ana, Context("a", 0, "bc", "note"))


def test_no_damaged_envelope_opens(
    room: RoomSecret, context: Context, envelope: bytes, exhaustive: bool
) -> None:
    def use(data: bytes) -> object:
        return open_envelope(data, room, context)

    assert refusals(envelope, use, exhaustive=exhaustive) == UNIFORM


def test_what_is_no_envelope_has_no_data_key(
    room: RoomSecret, context: Context, envelope: bytes
) -> None:
    other = bytes(len(MAGIC)) + envelope[len(MAGIC) :]
    with pytest.raises(OpeningError):
        data_key(other, room, context)


def test_parts_of_two_envelopes_do_not_mix(room: RoomSecret, context: Context) -> None:
    one, other = (seal(NOTE, {}, room.public, context) for _ in range(2))
    with pytest.raises(OpeningError):
        open_envelope(one[:PAYLOAD_START] + other[PAYLOAD_START:], room, context)


def test_every_envelope_has_keys_of_its_own(room: RoomSecret, context: Context) -> None:
    one, other = (seal(NOTE, {}, room.public, context) for _ in range(2))
    assert one[len(MAGIC) :][:1000] != other[len(MAGIC) :][:1000]
    assert one[-1000:] != other[-1000:]


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (0, "16 KiB"),
        (16 * 1024 - 10, "16 KiB"),
        (16 * 1024 - 9, "128 KiB"),
        (1024 * 1024, "8 MiB"),
    ],
)
def test_the_size_says_little(ana: Identity, context: Context, length: int, size: str) -> None:
    envelope = seal(b"x" * length, {}, ana.public, context)
    assert size_class(envelope) == size
    assert open_envelope(envelope, ana, context).note == b"x" * length


def test_a_note_above_the_largest_size_is_refused(ana: Identity, context: Context) -> None:
    with pytest.raises(NoteTooLargeError) as caught:
        seal(bytes(max(SIZES)), {}, ana.public, context)
    assert "Split" in caught.value.hint


def test_only_envelopes_have_a_size(envelope: bytes) -> None:
    for data in (b"", b"notes", envelope[:-1], envelope + b"\0", envelope.replace(b"v1", b"v2", 1)):
        with pytest.raises(FormatError):
            size_class(data)


def test_the_context_must_name_the_room_key(room: RoomSecret, context: Context) -> None:
    for wrong in (replace(context, epoch=2), replace(context, room="room-2")):
        with pytest.raises(FormatError) as caught:
            seal(NOTE, {}, room.public, wrong)
        assert "current room key" in caught.value.hint


@pytest.mark.parametrize("header", [{"x": b"bytes"}, {"x": float("nan")}, {"x": "\ud800"}])
def test_a_header_is_json(ana: Identity, context: Context, header: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        seal(NOTE, header, ana.public, context)


@pytest.mark.parametrize("name", ["", "x" * 256, "a\nb", "\ud800"])
def test_names_in_a_context_are_bounded(name: str) -> None:
    with pytest.raises(FormatError):
        Context(name, 0, "s", "note")


@pytest.mark.parametrize("epoch", [-1, 2**63])
def test_epochs_are_bounded(room: RoomSecret, epoch: int) -> None:
    with pytest.raises(FormatError):
        Context("room", epoch, "s", "note")
    with pytest.raises(FormatError):
        replace(room.public, epoch=epoch)


def test_a_room_key_is_bounded_too(room: RoomSecret) -> None:
    with pytest.raises(FormatError):
        replace(room.public, room="")
    with pytest.raises(FormatError):
        replace(room.public, kem=room.public.kem[:-1])
    assert replace(room.public, epoch=2**63 - 1).key_id != room.public.key_id


def test_a_key_of_low_order_is_refused(ana: Identity, context: Context) -> None:
    weak = replace(ana.public, kem=ana.public.kem[:-32] + bytes(32))
    with pytest.raises(FormatError):
        seal(NOTE, {}, weak, context)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    note=st.binary(max_size=20_000),
    header=st.dictionaries(st.text(st.characters(codec="utf-8")), json_values, max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_sealed_opens_unchanged(note: bytes, header: dict[str, object]) -> None:
    room = RoomSecret("room", 3, bytes(32))
    context = Context("room", 3, "s", "note")
    opened = open_envelope(seal(note, header, room.public, context), room, context)
    assert (opened.note, opened.header) == (note, header)


def test_a_room_key_travels_as_json(room: RoomSecret) -> None:
    assert RoomPublic.from_json(room.public.to_json()) == room.public
    changes: list[dict[str, object]] = [{"epoch": True}, {"epoch": "1"}, {"kem": ""}, {"more": 1}]
    for change in changes:
        with pytest.raises(FormatError):
            RoomPublic.from_json(json.dumps(json.loads(room.public.to_json()) | change))


def test_a_member_unwraps_the_room(room: RoomSecret, ana: Identity) -> None:
    opened = unwrap_room(wrap_room(room, ana.public), ana, "room-1", 1)
    assert opened == room
    assert opened.public == room.public
    assert repr(opened) == "RoomSecret(room='room-1', epoch=1)"


def test_only_that_member_unwraps_it_and_only_as_that_room(
    room: RoomSecret, ana: Identity, eve: Identity
) -> None:
    wrap = wrap_room(room, ana.public)
    for identity, name, epoch in ((eve, "room-1", 1), (ana, "room-2", 1), (ana, "room-1", 2)):
        with pytest.raises(OpeningError) as caught:
            unwrap_room(wrap, identity, name, epoch)
        assert (type(caught.value), str(caught.value)) in UNIFORM


def test_no_damaged_wrap_opens(room: RoomSecret, ana: Identity, exhaustive: bool) -> None:
    def use(data: bytes) -> object:
        return unwrap_room(data, ana, "room-1", 1)

    assert refusals(wrap_room(room, ana.public), use, exhaustive=exhaustive) == UNIFORM


def test_a_wrap_is_no_envelope_and_an_envelope_no_wrap(
    room: RoomSecret, ana: Identity, context: Context, envelope: bytes
) -> None:
    wrap = wrap_room(room, ana.public)
    with pytest.raises(OpeningError):
        open_envelope(wrap, ana, context)
    with pytest.raises(OpeningError):
        unwrap_room(envelope[len(MAGIC) :][:1168], ana, "room-1", 1)


def test_a_new_epoch_opens_moved_envelopes_and_the_old_one_does_not(
    room: RoomSecret, context: Context, envelope: bytes
) -> None:
    following = room.next_epoch()
    moved = rewrap_envelope(envelope, room, following.public, context)
    later = replace(context, epoch=2)
    assert open_envelope(moved, following, later).note == NOTE
    assert moved[PAYLOAD_START:] == envelope[PAYLOAD_START:]
    for secret, where in ((room, context), (room, later), (following, context)):
        with pytest.raises(OpeningError):
            open_envelope(moved, secret, where)


def test_envelopes_are_not_moved_to_another_room_or_without_their_key(
    room: RoomSecret, context: Context, envelope: bytes
) -> None:
    with pytest.raises(FormatError):
        rewrap_envelope(envelope, room, RoomSecret.generate("room-2", 2).public, context)
    with pytest.raises(OpeningError):
        rewrap_envelope(envelope, room.next_epoch(), room.next_epoch().public, context)


def test_damaged_envelopes_are_not_moved(
    room: RoomSecret, context: Context, envelope: bytes
) -> None:
    for damaged in (envelope[:-1], envelope[:1500], b"", envelope.replace(b"v1", b"v2", 1)):
        with pytest.raises(OpeningError) as caught:
            rewrap_envelope(damaged, room, room.next_epoch().public, context)
        assert (type(caught.value), str(caught.value)) in UNIFORM


def test_a_public_identity_is_enough_to_seal(ana: Identity, context: Context) -> None:
    public = PublicIdentity.from_json(ana.public.to_json())
    assert open_envelope(seal(b"", {}, public, context), ana, context).note == b""


def test_a_room_secret_has_32_bytes() -> None:
    with pytest.raises(FormatError):
        RoomSecret("room", 1, b"short")


@pytest.mark.parametrize(
    "content",
    [
        fields(b"{}", b"note") + b"\0" * 16,
        fields(b"{}", b"note").ljust(16 * 1024 - 1, b"\0") + b"x",
        b"\0\0\xff\xff{}".ljust(16 * 1024, b"\0"),
        fields(b"{}")[:-1].ljust(16 * 1024, b"\0"),
        fields(b"[]", b"note").ljust(16 * 1024, b"\0"),
        fields(b"{ }", b"note").ljust(16 * 1024, b"\0"),
        fields(b"{}") + b"\x7f\xff\xff\xff".ljust(16 * 1024 - 6, b"\0"),
        b"\xff" * (16 * 1024),
    ],
)
def test_content_that_no_sealer_makes_is_refused(
    room: RoomSecret, context: Context, content: bytes
) -> None:
    """A member could seal anything; what opens is still of the one form, or refused."""
    data_key = bytes(32)
    key, commitment = key_and_commitment(data_key, context.payload_info())
    sealed = ChaCha20Poly1305(key).encrypt(bytes(12), content, None)
    info = context.wrap_info(room.public.key_id)
    wrap = wrap_key(data_key, room.public.kem, info)
    with pytest.raises(OpeningError) as caught:
        open_envelope(MAGIC + wrap + commitment + sealed, room, context)
    assert (type(caught.value), str(caught.value)) in UNIFORM
    good = fields(b"{}", b"note").ljust(16 * 1024, b"\0")
    sealed = ChaCha20Poly1305(key).encrypt(bytes(12), good, None)
    assert open_envelope(MAGIC + wrap + commitment + sealed, room, context).note == b"note"
