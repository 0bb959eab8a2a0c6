"""How much one to three words sound like a name, as a speech recogniser mis-hears it."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from redaction.features.vocabulary import PARTICLES, TITLES
from redaction.roster import Roster
from redaction.words import STOP, sound, words

_LONGEST = 3
_FEWEST, _MOST = 4, 18  # letters
_MANY = 1000  # names
_LEAST, _MOST_ALIKE = (
    0.6,
    0.85,
)  # alike less than the first is nothing, from the second on all
_LEAST_DUE, _MOST_DUE = 0.5, 0.8

Floats = NDArray[np.float32]


class Names:
    """The names of a roster as they sound: whole, in part, and two parts together."""

    def __init__(self, roster: Roster) -> None:
        found: dict[str, int] = {}
        for i, person in enumerate(roster):
            parts = [w for w in words(person.name) if w not in PARTICLES]
            parts += [w for also in person.also for w in words(also) if w not in TITLES]
            joined = ["".join(parts[at : at + 2]) for at in range(len(parts) - 1)]
            for name in {*parts, *joined}:
                if len(name) >= _FEWEST - 1 and name not in PARTICLES:
                    found[name] = found.get(name, 0) | 1 << i
        self._names = list(found)
        self._who = list(found.values())
        self._sounds = [sound(name) for name in self._names]
        self._starts = {key[:1] for key in self._sounds}

    def alike(self, groups: Sequence[str], due: int) -> tuple[Floats, Floats]:
        """Return how alike each joined group is to any name, and to a name of the people `due`.

        On a list of very many people anything sounds like somebody, so only those due count there.
        """
        nobody = np.zeros(len(groups), np.float32)
        expected = [at for at, who in enumerate(self._who) if who & due]
        if len(self._names) > _MANY:
            return nobody, self._table(groups, expected).max(axis=1) if expected else nobody
        table = self._table(groups, range(len(self._names)))
        return table.max(axis=1), table[:, expected].max(axis=1) if expected else nobody

    def _table(self, groups: Sequence[str], names: Iterable[int]) -> Floats:
        chosen = list(names)
        letters = cdist(
            groups,
            [self._names[at] for at in chosen],
            scorer=Levenshtein.normalized_similarity,
            dtype=np.float32,
        )
        sounds = cdist(
            [sound(group) for group in groups],
            [self._sounds[at] for at in chosen],
            scorer=Levenshtein.normalized_similarity,
            dtype=np.float32,
        )
        both: Floats = (letters + sounds) / 2
        return both

    def possible(self, word: str) -> bool:
        """Return whether a name can begin with the sound that `word` begins with."""
        return bool(self._names) and sound(word[:3])[:1] in self._starts


def runs(
    forms: Sequence[str], may: Sequence[bool], named: Sequence[bool], names: Names
) -> Iterator[tuple[int, int, str]]:
    """Yield (first, end, joined) of each run of words of a block that may be a name mis-heard.

    `may` says which words can stand in one: all where nothing has capitals, else capitals only.
    """
    for first, word in enumerate(forms):
        if not may[first] or named[first] or not names.possible(word):
            continue
        joined, telling = "", False
        for at in range(first, min(first + _LONGEST, len(forms))):
            if not may[at] or named[at]:
                break
            joined += forms[at]
            telling = telling or forms[at] not in STOP
            if telling and _FEWEST <= len(joined) <= _MOST:
                yield first, at + 1, joined


def columns(
    size: int, found: Sequence[tuple[int, int, str]], due: int, names: Names
) -> tuple[Floats, Floats]:
    """Return the best likeness of any run over each word: to anybody, and to the people due."""
    anybody, expected = np.zeros(size, np.float32), np.zeros(size, np.float32)
    if not found:
        return anybody, expected
    alike, wanted = names.alike([joined for _, _, joined in found], due)
    alike = np.clip((alike - _LEAST) / (_MOST_ALIKE - _LEAST), 0, 1)
    wanted = np.clip((wanted - _LEAST_DUE) / (_MOST_DUE - _LEAST_DUE), 0, 1)
    for (first, end, _), one, other in zip(found, alike.tolist(), wanted.tolist(), strict=True):
        anybody[first:end] = np.maximum(anybody[first:end], one)
        expected[first:end] = np.maximum(expected[first:end], other)
    return anybody, expected
