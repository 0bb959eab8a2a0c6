"""Announcements of room keys, custody, worker grants."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import combinations
from typing import Any

import pytest

from keys._codec import canonical
from keys.announcement import ANNOUNCEMENT_TYPE, verify_announcement
from keys.errors import FormatError, GrantError, OpeningError, SignatureError
from keys.opening import Identity, RoomSecret, announce_room, sign_dsse
from keys.opening.grants import GRANT_TYPE, Granted, Terms, WorkerKey, grant
from keys.sealing import Context, seal
from keys.signatures import DsseEnvelope
from tests.keys.mutations import refusals

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
POLICY = "ab" * 32
EXPIRES = "2026-03-01T12:00:00+00:00"


def test_an_announced_room_key_is_believed(room: RoomSecret, ana: Identity, ben: Identity) -> None:
    announcement = announce_room(room, ana)
    public = verify_announcement(announcement, [ana.public, ben.public], "room-1", 1)
    assert public == room.public


def test_a_room_key_that_no_organiser_announced_is_refused(
    room: RoomSecret, ana: Identity, eve: Identity
) -> None:
    forged = announce_room(RoomSecret.generate("room-1", 1), eve)
    with pytest.raises(SignatureError):
        verify_announcement(forged, [ana.public], "room-1", 1)
    for name, epoch in (("room-2", 1), ("room-1", 2)):
        with pytest.raises(SignatureError) as caught:
            verify_announcement(announce_room(room, ana), [ana.public], name, epoch)
        assert "tell the organisers" in caught.value.hint
    with pytest.raises(SignatureError):
        verify_announcement(sign_dsse(b"{}", ANNOUNCEMENT_TYPE, ana), [ana.public], "room-1", 1)


class TestCustody:
    """Only where the optional `shamir-mnemonic` is installed."""

    @pytest.fixture(autouse=True)
    def _needs_shamir(self) -> None:
        pytest.importorskip("shamir_mnemonic", reason="custody needs shamir-mnemonic")

    def test_any_k_of_n_recover_the_room(self, room: RoomSecret) -> None:
        from keys.opening.custody import recover_room, split_room

        shares = split_room(room, 3, 5)
        assert all(len(share.split()) == 33 for share in shares)
        for chosen in combinations(shares, 3):
            assert recover_room(chosen, room.public) == room
        assert recover_room(shares, room.public) == room
        typed = [f"  {share.upper()}\n" for share in shares[:3]]
        assert recover_room(typed, room.public) == room

    def test_k_minus_1_do_not(self, room: RoomSecret) -> None:
        from keys.opening.custody import recover_room, split_room

        shares = split_room(room, 3, 5)
        for chosen in ((), shares[:1], shares[:2], [shares[0]] * 3):
            assert _refusal(partial(recover_room, chosen, room.public))

    def test_shares_of_other_rooms_or_with_errors_do_not(self, room: RoomSecret) -> None:
        from shamir_mnemonic import generate_mnemonics  # type: ignore[import-untyped]

        from keys.opening.custody import recover_room, split_room

        other = RoomSecret.generate("room-1", 1)
        shares, others = split_room(room, 2, 3), split_room(other, 2, 3)
        mistyped = shares[1].replace(shares[1].split()[7], "academic", 1)
        slower = generate_mnemonics(1, [(2, 3)], room.seed, iteration_exponent=1)[0]
        for chosen in (
            others[:2],
            (shares[0], others[1]),
            (shares[0], mistyped),
            (shares[0], shares[1], mistyped),
            (shares[0], "not a share"),
            slower[:2],
        ):
            assert _refusal(partial(recover_room, chosen, room.public))

    @pytest.mark.parametrize(("threshold", "custodians"), [(2, 2), (16, 16), (2, 16)])
    def test_custody_at_its_bounds(self, room: RoomSecret, threshold: int, custodians: int) -> None:
        from keys.opening.custody import recover_room, split_room

        shares = split_room(room, threshold, custodians)
        assert len(shares) == custodians
        assert recover_room(shares[-threshold:], room.public) == room

    @pytest.mark.parametrize(("threshold", "custodians"), [(1, 3), (4, 3), (2, 17), (0, 0)])
    def test_weak_custody_is_refused(
        self, room: RoomSecret, threshold: int, custodians: int
    ) -> None:
        from keys.opening.custody import split_room

        with pytest.raises(FormatError):
            split_room(room, threshold, custodians)


def _refusal(act: Callable[[], object]) -> bool:
    with pytest.raises(OpeningError) as caught:
        act()
    return str(caught.value) == "These shares do not recover the room key."


CONTEXTS = [Context("room-1", 1, f"submission-{number}", "note") for number in range(3)]


@pytest.fixture(scope="module")
def envelopes(room: RoomSecret) -> list[tuple[bytes, Context]]:
    return [(seal(b"note", {}, room.public, context), context) for context in CONTEXTS]


def make(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, worker: WorkerKey, organiser: Identity
) -> DsseEnvelope:
    return grant(envelopes, room, worker.public, Terms("job-1", POLICY, NOON), organiser)


def use(
    worker: WorkerKey,
    granted: DsseEnvelope,
    organiser: Identity,
    *,
    job: str = "job-1",
    policy: str = POLICY,
    now: datetime = NOON - timedelta(hours=1),
) -> Granted:
    return worker.open_grant(granted, [organiser.public], job=job, policy=policy, now=now)


def test_a_worker_opens_the_named_submissions_and_no_other(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity
) -> None:
    worker = WorkerKey.generate()
    granted = use(worker, make(envelopes[:2], room, worker, ana), ana)
    for envelope, context in envelopes[:2]:
        assert granted.open(envelope, context).note == b"note"
    with pytest.raises(GrantError):
        granted.open(*envelopes[2])
    with pytest.raises(OpeningError):
        granted.open(envelopes[1][0], envelopes[0][1])
    assert repr(granted) == "Granted()"


def test_a_grant_is_used_once(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity
) -> None:
    worker = WorkerKey.generate()
    made = make(envelopes, room, worker, ana)
    use(worker, made, ana)
    with pytest.raises(GrantError):
        use(worker, made, ana)


@pytest.mark.parametrize(
    "change",
    [
        {"now": NOON},
        {"now": NOON + timedelta(days=1)},
        {"now": (NOON + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-9)))},
        {"job": "job-2"},
        {"policy": "cd" * 32},
    ],
)
def test_a_grant_of_other_terms_or_expired_opens_nothing(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity, change: dict[str, Any]
) -> None:
    worker = WorkerKey.generate()
    with pytest.raises(GrantError) as caught:
        use(worker, make(envelopes, room, worker, ana), ana, **change)
    assert str(caught.value) == str(GrantError())


def test_a_grant_is_for_one_worker(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity
) -> None:
    with pytest.raises(GrantError):
        use(WorkerKey.generate(), make(envelopes, room, WorkerKey.generate(), ana), ana)


def test_only_organisers_grant(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity, eve: Identity
) -> None:
    worker = WorkerKey.generate()
    with pytest.raises(SignatureError):
        use(worker, make(envelopes, room, worker, eve), ana)


def test_only_who_can_open_can_grant(envelopes: list[tuple[bytes, Context]], ana: Identity) -> None:
    with pytest.raises(OpeningError):
        make(envelopes, RoomSecret.generate("room-1", 1), WorkerKey.generate(), ana)


def test_no_altered_grant_opens(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity
) -> None:
    """Even when an organiser signs what was altered."""
    made = make(envelopes[:1], room, WorkerKey.generate(), ana)
    public = [ana.public]

    def unsigned(data: bytes) -> None:
        altered = replace(made, payload=data)
        WorkerKey.generate().open_grant(altered, public, job="job-1", policy=POLICY, now=NOON)

    assert {kind for kind, _ in refusals(made.payload, unsigned, exhaustive=False)} == {
        SignatureError
    }


@pytest.mark.parametrize(
    "change",
    [
        {"format": "sealedroom.org/grant/v2"},
        {"terms": {"job": "job-1", "policy": POLICY, "expires": "soon"}},
        {"terms": {"job": "job-1", "policy": POLICY, "expires": "2026-03-01T12:00:00"}},
        {"terms": {"job": "job-1", "policy": POLICY, "expires": "2026-03-01T13:00:00+00:00"}},
        {"keys": ["key"]},
        {"terms": {"job": "job-1", "policy": POLICY, "expires": EXPIRES, "more": "1"}},
        {"keys": [{"room": "room-1"}]},
        {"more": 1},
    ],
)
def test_a_signed_grant_of_another_form_opens_nothing(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity, change: dict[str, Any]
) -> None:
    worker = WorkerKey.generate()
    value = json.loads(make(envelopes, room, worker, ana).payload) | change
    with pytest.raises(GrantError):
        use(worker, sign_dsse(canonical(value).encode(), GRANT_TYPE, ana), ana)


def test_a_key_with_a_field_too_many_opens_nothing(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity
) -> None:
    worker = WorkerKey.generate()
    value = json.loads(make(envelopes, room, worker, ana).payload)
    value["keys"][0]["more"] = 1
    with pytest.raises(GrantError):
        use(worker, sign_dsse(canonical(value).encode(), GRANT_TYPE, ana), ana)


def test_the_key_of_another_submission_cannot_be_slipped_in(
    envelopes: list[tuple[bytes, Context]], room: RoomSecret, ana: Identity
) -> None:
    worker = WorkerKey.generate()
    value = json.loads(make(envelopes, room, worker, ana).payload)
    first, second = value["keys"][:2]
    first["wrap"], second["wrap"] = second["wrap"], first["wrap"]
    with pytest.raises(GrantError):
        use(worker, sign_dsse(canonical(value).encode(), GRANT_TYPE, ana), ana)


def test_a_grant_needs_a_time_zone() -> None:
    with pytest.raises(FormatError):
        Terms("job-1", POLICY, datetime(2026, 3, 1, 12))
