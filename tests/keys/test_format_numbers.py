"""The numbers of FORMATS.md, so that none changes by accident."""

from __future__ import annotations

from keys import checkpoint, logproof, sealing, signatures
from keys.opening import Identity, RoomSecret, locking, wrap_room
from keys.sealing import Context, seal
from tests.keys.making import CHEAP, PASSPHRASE


def test_sizes_of_envelopes() -> None:
    kib = 1024
    assert {
        16 * kib: "16 KiB",
        128 * kib: "128 KiB",
        1024 * kib: "1 MiB",
        8 * 1024 * kib: "8 MiB",
        32 * 1024 * kib: "32 MiB",
    } == sealing.SIZES
    assert sealing.MAX_NAME == 255


def test_lengths(ana: Identity, room: RoomSecret, context: Context) -> None:
    assert len(ana.lock(PASSPHRASE, cost=CHEAP)) == 27 + 1 + 9 + 16 + 32 + 22 + 3 * 32 + 16
    assert len(wrap_room(room, ana.public)) == 28 + 1120 + 32 + 16
    assert len(seal(b"", {}, room.public, context)) == 27 + 1168 + 32 + 16 * 1024 + 16


def test_costs_of_guessing() -> None:
    assert locking.Argon2Cost(64 * 1024, 3, 4) == locking.STANDARD_COST
    bounds = (locking.MAX_MEMORY_KIB, locking.MAX_ITERATIONS, locking.MAX_LANES)
    assert bounds == (256 * 1024, 16, 16)
    locking.Argon2Cost(*bounds)
    locking.Argon2Cost(8, 1, 1)
    assert (locking.MIN_PASSPHRASE, locking.MIN_PASSPHRASE_WITH_SECRET_KEY) == (15, 8)


def test_bounds_of_lists_and_names() -> None:
    assert signatures.MAX_SIGNATURES == 64
    assert checkpoint.MAX_ORIGIN == 255
    assert logproof.MAX_PATH == 63
    checkpoint.Checkpoint("x" * 255, 0, bytes(32))


def test_the_shortest_names_and_the_first_epoch() -> None:
    Context("r", 0, "s", "n")
