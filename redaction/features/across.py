"""Columns that hang on the whole document: how else it writes a word, and what a pronoun means."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redaction.features.beside import Mention
from redaction.features.columns import COLUMN, Matrix
from redaction.features.form import NO_CAPITALS

_RECENT = 40  # words back in which a pronoun finds whom it means
_MENTIONS = 4  # names back in which it does
_OFTEN = 4
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """The words of a block by themselves.

    Attributes:
        rows: their features, columns that hang on the whole document still 0.
        numbers: which word of all it is, by its normalised form.
        capital: begins with a capital letter; inner: and does not begin a sentence.
        mentions: words that may be names.
        pronouns: place and gender of gendered pronouns.
    """

    rows: Matrix
    numbers: NDArray[np.int64]
    capital: NDArray[np.bool_]
    inner: NDArray[np.bool_]
    mentions: Sequence[Mention]
    pronouns: Sequence[tuple[int, str]]


def writing(out: Matrix, parts: Sequence[Part], size: int) -> None:
    """Say whether the document writes a word with a capital elsewhere; `size` words are known."""
    numbers = np.concatenate([part.numbers for part in parts])
    capital = np.concatenate([part.capital for part in parts])
    inner = np.concatenate([part.inner for part in parts])
    low = np.zeros(size, dtype=bool)
    high = low.copy()
    low[numbers[~capital]] = True
    high[numbers[inner]] = True
    out[:, COLUMN["lower_text"]] = capital.mean() < NO_CAPITALS
    out[:, COLUMN["lower_elsewhere"]] = low[numbers]
    out[:, COLUMN["capital_elsewhere"]] = high[numbers]


def usage(out: Matrix, parts: Sequence[Part], speaking: int) -> None:
    """Tell each mention what stands beside the same word elsewhere; `speaking`: who has a turn."""
    seen: Counter[int] = Counter()
    placed: Counter[int] = Counter()
    known: set[int] = set()
    strange: set[int] = set()
    for number, _, mention in _each(parts):
        seen[number] += 1
        placed[number] += mention.located
        if mention.known:
            known.add(number)
        if mention.strange:
            strange.add(number)
    for number, at, mention in _each(parts):
        out[at, COLUMN["named_elsewhere"]] = number in known
        out[at, COLUMN["stranger_elsewhere"]] = number in strange
        out[at, COLUMN["located_elsewhere"]] = placed[number] > _MOSTLY * seen[number]
        out[at, COLUMN["often"]] = seen[number] >= _OFTEN
        out[at, COLUMN["name_speaks"]] = bool(mention.people & speaking)


def _each(parts: Sequence[Part]) -> Iterable[tuple[int, int, Mention]]:
    """Yield number of the word, row and mention."""
    first = 0
    for part in parts:
        for mention in part.mentions:
            yield int(part.numbers[mention.place]), first + mention.place, mention
        first += len(part.numbers)


def meanings(out: Matrix, parts: Sequence[Part], genders: Mapping[str, int]) -> None:
    """Say of each gendered pronoun whether somebody it may mean was named shortly before."""
    last: deque[tuple[int, int]] = deque(maxlen=_MENTIONS)
    first = 0
    for part in parts:
        events: list[tuple[int, int, str]] = [(m.place, m.people, "") for m in part.mentions]
        events += [(place, 0, gender) for place, gender in part.pronouns]
        for place, people, gender in sorted(events):
            at = first + place
            if people:
                last.append((at, people))
            else:
                bits = genders.get(gender, 0)
                out[at, COLUMN["gender_recent"]] = any(
                    at - there <= _RECENT and (not genders or named & bits) for there, named in last
                )
        first += len(part.numbers)
