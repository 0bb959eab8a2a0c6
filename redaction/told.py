"""What a document itself tells about people: "welcome Ada Holm, the minister"."""

from __future__ import annotations

from dataclasses import dataclass, field

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trace:
    """What one block asked for, with the answers, and what it told."""

    asked: dict[str, frozenset[str]]
    said: dict[str, frozenset[str]]


@dataclass(slots=True)
class Told:
    """Words of functions that the text gives to people of the roster, as far as it has been read.

    It keeps a trace of the block that is being read, so that a block which would be answered the
    same need not be read again.
    """

    _who: dict[str, frozenset[str]] = field(default_factory=dict)
    _asked: dict[str, frozenset[str]] = field(default_factory=dict)
    _said: dict[str, frozenset[str]] = field(default_factory=dict)

    def who(self, word: str) -> frozenset[str]:
        """Return the ids of those to whom a word was given."""
        persons = self._who.get(word, _NOBODY)
        if word not in self._said:
            self._asked[word] = persons
        return persons

    def give(self, word: str, persons: frozenset[str]) -> None:
        """Give a word to people, in addition to those who have it."""
        before = self._who.get(word, _NOBODY)
        self._asked.setdefault(word, before)
        self._said[word] = self._said.get(word, _NOBODY) | persons
        self._who[word] = before | persons

    def begin(self) -> None:
        """Begin a block."""
        self._asked, self._said = {}, {}

    def trace(self) -> Trace:
        """Return what the block that was begun last asked and told."""
        return Trace(self._asked, self._said)

    def again(self, trace: Trace) -> bool:
        """Take in a block as it was traced, unless it would be answered differently now."""
        if any(self._who.get(word, _NOBODY) != who for word, who in trace.asked.items()):
            return False
        for word, persons in trace.said.items():
            self._who[word] = self._who.get(word, _NOBODY) | persons
        return True
