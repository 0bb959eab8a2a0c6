"""What people get wrong or attempt: each refused with one error that gives nothing away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from keys.bundle import verify_bundle
from keys.checkpoint import LogKey, verify_checkpoint
from keys.errors import KeysError
from keys.opening import Identity, RoomSecret, open_envelope, unwrap_room, wrap_room
from keys.opening.custody import recover_room, split_room
from keys.opening.grants import Terms, WorkerKey, grant
from keys.sealing import PAYLOAD_START, Context, seal
from tests.keys.making import CHEAP, ORIGIN, PASSPHRASE, Maker

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPENING = "This does not open: it was altered, cut short, or sealed to another key."
PASSPHRASE_ERROR = "The identity does not open: the passphrase is wrong, or the file is damaged."
GRANT = "The grant does not allow this: it is for something else, it has expired, or it was used."
SHARES = "These shares do not recover the room key."
CHECKPOINT = "The checkpoint is not signed by this log."


def refused(act: Callable[[], object], message: str) -> None:
    with pytest.raises(KeysError) as caught:
        act()
    assert str(caught.value) == message
    assert caught.value.hint
    assert caught.value.__cause__ is None


def test_a_wrong_passphrase(ana: Identity) -> None:
    file = ana.lock(PASSPHRASE, cost=CHEAP)
    for wrong in (PASSPHRASE[:-1], "", PASSPHRASE.upper()):
        refused(partial(Identity.unlock, file, wrong, floor=CHEAP), PASSPHRASE_ERROR)
    damaged = bytes([*file[:-1], file[-1] ^ 1])
    refused(lambda: Identity.unlock(damaged, PASSPHRASE, floor=CHEAP), PASSPHRASE_ERROR)


def test_the_wrong_person(ana: Identity, eve: Identity, room: RoomSecret, context: Context) -> None:
    wrap = wrap_room(room, ana.public)
    refused(lambda: unwrap_room(wrap, eve, room.room, room.epoch), OPENING)
    to_ana = seal(b"note", {}, ana.public, context)
    refused(lambda: open_envelope(to_ana, eve, context), OPENING)


def test_an_expired_grant(ana: Identity, room: RoomSecret, context: Context) -> None:
    worker = WorkerKey.generate()
    envelope = seal(b"note", {}, room.public, context)
    terms = Terms("job-1", "ab" * 32, NOW)
    given = grant([(envelope, context)], room, worker.public, terms, ana)

    def use(at: datetime) -> Callable[[], object]:
        return lambda: worker.open_grant(given, [ana.public], job="job-1", policy="ab" * 32, now=at)

    refused(use(NOW), GRANT)
    refused(use(NOW - timedelta(days=1)), GRANT)  # the first attempt was the only one


def test_an_unknown_version(ana: Identity, room: RoomSecret, context: Context) -> None:
    envelope = seal(b"note", {}, room.public, context).replace(b"/v1\n", b"/v2\n", 1)
    refused(lambda: open_envelope(envelope, room, context), OPENING)
    file = ana.lock(PASSPHRASE, cost=CHEAP).replace(b"/v1\n", b"/v2\n", 1)
    refused(lambda: Identity.unlock(file, PASSPHRASE, floor=CHEAP), PASSPHRASE_ERROR)


def test_fields_swapped_between_envelopes(room: RoomSecret, context: Context) -> None:
    other = replace(context, submission="submission-2")
    one, two = (seal(b"note", {}, room.public, where) for where in (context, other))
    refused(
        lambda: open_envelope(one[:PAYLOAD_START] + two[PAYLOAD_START:], room, context), OPENING
    )
    refused(
        lambda: open_envelope(two[:PAYLOAD_START] + one[PAYLOAD_START:], room, context), OPENING
    )
    refused(lambda: open_envelope(two, room, context), OPENING)


def test_a_share_from_another_room(room: RoomSecret) -> None:
    other = RoomSecret.generate("room-2", 1)
    ours, theirs = split_room(room, 2, 3), split_room(other, 2, 3)
    refused(lambda: recover_room([ours[0], theirs[1]], room.public), SHARES)
    refused(lambda: recover_room(theirs, room.public), SHARES)
    refused(lambda: recover_room(ours[:1], room.public), SHARES)


def test_a_checkpoint_of_another_log(maker: Maker) -> None:
    checkpoint = maker.proof(b"leaf").checkpoint
    for origin in (ORIGIN, "other.example.org/log"):
        other = LogKey.generate(origin).vkey
        refused(partial(verify_checkpoint, checkpoint, other), CHECKPOINT)


def test_a_bundle_signed_twice_by_one_person_with_two_keys(maker: Maker, ana: Identity) -> None:
    again = ana.renew()
    trust = replace(maker.trust, organisers=(*maker.trust.organisers, again.public))
    bundle = maker.bundle(signers=(ana, again))
    once = "step 1: One person signed, and 2 different people must."
    refused(partial(verify_bundle, bundle, trust), once)
    unknown = "step 1: A signature is by a key that the policy does not name."
    refused(partial(verify_bundle, bundle, maker.trust), unknown)
