"""What stands before a reported clause, from `data/reporting.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from redaction.data import load_yaml
from redaction.wording import said


@dataclass(slots=True)
class Frames:
    """Hands out frames in turn, never one that holds a word that must not be said."""

    _turn: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str, banned: frozenset[str]) -> str:
        """Return the next frame of a kind."""
        options = table()[kind]
        for _ in options:
            at = self._turn.get(kind, 0)
            self._turn[kind] = at + 1
            frame = str(options[at % len(options)])
            if not said(frame) & banned:
                return frame
        return str(options[0])


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported sentence without full stop: `frame` and what follows it.

    `personal` is whether the speaker or somebody found is still its subject; `again` is the text in
    another order, where it has one.
    """

    frame: str
    text: str
    personal: bool = False
    again: str = ""


@lru_cache(maxsize=1)
def table() -> Any:
    return load_yaml("reporting.yaml")
