"""Sealing and opening beside raw ChaCha20-Poly1305, a session, and the log as it grows, in one run.

python tests/benchmarks/bench_keys.py

Raw is one call of `ChaCha20Poly1305.encrypt` over as many bytes as leave: the padded content. The
sides take turns, round by round, and a ratio is the median over the rounds of raw time by ours: so
other work on the machine slows both. The bound is what nobody can pass who seals one note alone on
one core: raw, one X-Wing wrap or its opening, and one copy of the content to where it is encrypted,
or of the note from where it was decrypted.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from functools import partial
from statistics import median

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from keys._suite import KEY, wrap_key
from keys.merkle import Tree, leaf_hash
from keys.opening import RoomSecret, open_envelope
from keys.sealing import OVERHEAD, Context, seal, size_class

NOTES = {1_000_000: 200, 8_000_000: 40, 30_000_000: 12}
"""Bytes of a note, and rounds."""

SUBMISSIONS = 200
SUBMISSION = 5000  # bytes
LOGS = (10_000, 100_000, 1_000_000)
LOG_ROUNDS = 100

Run = Callable[[], object]


def main() -> None:
    """Time them and print the figures."""
    room = RoomSecret.generate("room", 1)
    context = Context("room", 1, "submission", "note")
    for size, rounds in NOTES.items():
        _note(room, context, size, rounds)
    small = [seal(bytes(SUBMISSION), {}, room.public, context) for _ in range(SUBMISSIONS)]
    session = _rounds({"opened": lambda: [open_envelope(one, room, context) for one in small]}, 5)
    print(f"opening {SUBMISSIONS} submissions: {median(session['opened']) * 1e3:.1f} ms")
    for size in LOGS:
        _log(size)


def _note(room: RoomSecret, context: Context, size: int, rounds: int) -> None:
    note = secrets.token_bytes(size)
    envelope = seal(note, {}, room.public, context)
    padded = bytes(len(envelope) - OVERHEAD)
    aead, nonce, key = ChaCha20Poly1305(bytes(KEY)), bytes(12), bytes(KEY)
    wrap = wrap_key(key, room.public.kem, b"")
    times = _rounds(
        {
            "raw": lambda: aead.encrypt(nonce, padded, None),
            "sealed": lambda: seal(note, {}, room.public, context),
            "opened": lambda: open_envelope(envelope, room, context),
            "wrap": lambda: wrap_key(key, room.public.kem, b""),
            "unwrap": lambda: room.unwrap(wrap, b""),
            "copy": partial(_copy, padded, memoryview(bytearray(padded))),
        },
        rounds,
    )
    print(f"{size} bytes as {size_class(envelope)}; raw {median(times['raw']) * 1e3:.2f} ms")
    raw = times["raw"]
    for done, key_time in (("sealed", times["wrap"]), ("opened", times["unwrap"])):
        bound = list(map(sum, zip(raw, key_time, times["copy"], strict=True)))
        print(
            f"  {done} in {median(times[done]) * 1e3:6.2f} ms: {_ratio(raw, times[done]):.2f} "
            f"of raw; the bound is {_ratio(raw, bound):.2f}"
        )


def _copy(content: bytes, target: memoryview) -> None:
    target[:] = content


def _log(size: int) -> None:
    tree = Tree(leaf_hash(number.to_bytes(4, "big")) for number in range(size))
    place = size // 3
    times = _rounds(
        {
            "append": lambda: tree.append(leaf_hash(b"new")),
            "inclusion": lambda: tree.inclusion_proof(place),
            "consistency": lambda: tree.consistency_proof(place),
        },
        LOG_ROUNDS,
    )
    figures = ", ".join(f"{name} {median(taken) * 1e6:.1f} µs" for name, taken in times.items())
    print(f"log of {size:9} leaves: {figures}")


def _rounds(runs: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """Seconds that each took, in rounds in which all take turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    return times


def _ratio(raw: list[float], ours: list[float]) -> float:
    return median(one / other for one, other in zip(raw, ours, strict=True))


if __name__ == "__main__":
    main()
