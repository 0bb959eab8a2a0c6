"""Who would be known by what: the attendance list seen with the eyes of a reader.

A description that fits fewer than k people on the list gives them away, whoever said it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from redaction.roster import Participant, Roster

_SINGLE = ("role", "organisation", "delegation", "pronouns")
_LABEL = {"pronouns": "“{}”"}


@dataclass(frozen=True)
class Described:
    """A description, and how many people on the list it fits."""

    words: str
    fits: int


@dataclass(frozen=True)
class Known:
    """A person, and the descriptions that fit fewer than k people with them."""

    person: Participant
    by: tuple[Described, ...]


def known_by(roster: Roster, k: int) -> tuple[Known, ...]:
    """For each person, single descriptions and pairs of them that fit fewer than k people.

    A pair is listed only when neither of its parts gives the person away by itself.
    """
    counts: Counter[tuple[tuple[str, str], ...]] = Counter()
    described: dict[str, list[tuple[tuple[str, str], ...]]] = defaultdict(list)
    for person in roster:
        for description in _descriptions(person):
            counts[description] += 1
            described[person.id].append(description)
    return tuple(
        Known(person, tuple(_telling(described[person.id], counts, k))) for person in roster
    )


def _descriptions(person: Participant) -> Iterator[tuple[tuple[str, str], ...]]:
    facts = [(field, getattr(person, field)) for field in _SINGLE if getattr(person, field)]
    for size in (1, 2):
        yield from combinations(facts, size)


def _telling(
    descriptions: list[tuple[tuple[str, str], ...]],
    counts: Counter[tuple[tuple[str, str], ...]],
    k: int,
) -> Iterator[Described]:
    alone = {facts[0] for facts in descriptions if len(facts) == 1 and counts[facts] < k}
    for facts in descriptions:
        pair = len(facts) > 1
        if counts[facts] < k and not (pair and alone.intersection(facts)):
            words = " and ".join(_LABEL.get(field, "{}").format(value) for field, value in facts)
            yield Described(words, counts[facts])
