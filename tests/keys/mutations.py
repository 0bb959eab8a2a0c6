"""Every way to damage a byte string by one bit or by cutting its end off."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import chain

SAMPLE = 500  # flips and truncations of a large blob in the default run
SMALL = 300  # bytes up to which every bit is tried in the default run


def flips(data: bytes, *, exhaustive: bool) -> Iterator[bytes]:
    """Copies of `data` with one bit flipped; a seeded sample of them unless exhaustive."""
    for bit in _chosen(len(data) * 8, exhaustive=exhaustive or len(data) <= SMALL):
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << (bit % 8)
        yield bytes(damaged)


def truncations(data: bytes, *, exhaustive: bool) -> Iterator[bytes]:
    """Beginnings of `data`, the empty one included, and `data` with a byte added."""
    yield b""
    yield data[:-1]
    yield data + b"\0"
    for length in _chosen(len(data), exhaustive=exhaustive or len(data) <= SMALL):
        yield data[:length]


def refusals(
    data: bytes,
    use: Callable[[bytes], object],
    *,
    exhaustive: bool,
) -> set[tuple[type[Exception], str]]:
    """The errors, by type and text, with which `use` refuses each damaged copy of `data`."""
    seen: set[tuple[type[Exception], str]] = set()
    every = chain(flips(data, exhaustive=exhaustive), truncations(data, exhaustive=exhaustive))
    for damaged in every:
        try:
            use(damaged)
        except Exception as error:
            seen.add((type(error), str(error)))
        else:
            raise AssertionError("damaged bytes were accepted")
    return seen


def _chosen(count: int, *, exhaustive: bool) -> list[int]:
    if exhaustive or count <= SAMPLE:
        return list(range(count))
    return random.Random(count).sample(range(count), SAMPLE)
