"""Sealing beside raw ChaCha20-Poly1305, opening a session, and the log as it grows, in one run.

python tests/benchmarks/bench_keys.py
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from keys._suite import wrap_key
from keys.merkle import Tree, leaf_hash
from keys.opening import RoomSecret, open_envelope
from keys.sealing import OVERHEAD, Context, seal, size_class

PASSES = 30
NOTE = 1_000_000  # bytes
SUBMISSIONS = 200
LOGS = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Time them and print the figures."""
    room = RoomSecret.generate("room", 1)
    context = Context("room", 1, "submission", "note")
    note = secrets.token_bytes(NOTE)
    aead, nonce = ChaCha20Poly1305(ChaCha20Poly1305.generate_key()), bytes(12)
    envelope = seal(note, {}, room.public, context)
    small = [seal(note[:5000], {}, room.public, context) for _ in range(SUBMISSIONS)]

    # What seals a note cannot be faster than its padded content and one X-Wing wrap.
    padded = bytes(len(envelope) - OVERHEAD)
    raw = _best(lambda: aead.encrypt(nonce, note, None))
    raw_padded = _best(lambda: aead.encrypt(nonce, padded, None))
    wrap = _best(lambda: wrap_key(nonce, room.public.kem, b""))
    sealing = _best(lambda: seal(note, {}, room.public, context))
    opening = _best(lambda: open_envelope(envelope, room, context))
    session = _best(lambda: [open_envelope(one, room, context) for one in small], 3)
    print(f"size class of {NOTE} bytes             {size_class(envelope):>8}")
    print(f"raw ChaCha20-Poly1305 of them         {raw * 1e3:8.2f} ms")
    print(f"  of the padded content               {raw_padded * 1e3:8.2f} ms")
    print(f"  and an X-Wing wrap                  {(raw_padded + wrap) * 1e3:8.2f} ms")
    for name, time_taken in (("sealing", sealing), ("opening", opening)):
        print(
            f"{name} them                          {time_taken * 1e3:8.2f} ms: "
            f"{raw / time_taken:.2f} of raw, {(raw_padded + wrap) / time_taken:.2f} of the floor"
        )
    print(f"opening {SUBMISSIONS} submissions               {session * 1e3:8.2f} ms")
    for size in LOGS:
        _log(size)


def _log(size: int) -> None:
    tree = Tree(leaf_hash(number.to_bytes(4, "big")) for number in range(size))
    place = size // 3
    inclusion = _best(lambda: tree.inclusion_proof(place))
    consistency = _best(lambda: tree.consistency_proof(place))
    append = _best(lambda: tree.append(leaf_hash(b"new")))
    print(
        f"log of {size:9} leaves: append {append * 1e6:6.1f} µs, "
        f"inclusion {inclusion * 1e6:6.1f} µs, consistency {consistency * 1e6:6.1f} µs"
    )


def _best(run: Callable[[], object], passes: int = PASSES) -> float:
    times = []
    for _ in range(passes):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
