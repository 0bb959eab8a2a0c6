"""What was worked out of the parts of a document, kept for its next state.

A part is looked up by everything its result hangs on, so a remembered result is the same as one
worked out anew.  What the newest state does not use is forgotten.  In a hurry a result for nearly
the same may stand in; how many did is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Memory:
    """Results of pure functions over parts of a document; not for use by two threads at once.

    Attributes:
        hurried: whether a result for nearly the same may stand in.
        owed: how many results for nearly the same stand in since the last `turn`.
    """

    def __init__(self) -> None:
        self.hurried = False
        self.owed = 0
        self._now: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}

    def turn(self) -> None:
        """Begin a new state of the document: what the last one did not use is forgotten."""
        self._before, self._now = self._now, {}
        self.owed = 0

    def known(self, key: Hashable) -> bool:
        """Return whether a result is remembered, and keep it for the next state."""
        if key not in self._now and key in self._before:
            self._now[key] = self._before[key]
        return key in self._now

    def __getitem__(self, key: Hashable) -> Any:
        """Return a result that is known."""
        return self._now[key]

    def keep(self, key: Hashable, result: T) -> T:
        """Remember a result."""
        self._now[key] = result
        return result

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result for a key, worked out by `make` only when it is not remembered.

        The kind of the result is part of the key.
        """
        if self.known(key):
            return cast(T, self[key])
        return self.keep(key, make())
