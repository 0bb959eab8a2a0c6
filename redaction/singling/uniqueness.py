"""Before a meeting: which attributes of the list single somebody out, alone or in pairs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from redaction.roster import Roster
from redaction.singling.people import People


@dataclass(frozen=True, slots=True)
class Singled:
    """What gives one person away.

    Attributes:
        person: their id.
        alone: attributes that fewer than k people share.
        pairs: attributes that enough people share each, and too few together.
    """

    person: str
    alone: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


def uniqueness(roster: Roster, k: int = 3) -> tuple[Singled, ...]:
    """Return for each participant, in the order of the list, what singles them out.

    Attributes are what a text may say of people without naming them: what they are, broader terms
    for it, former offices, gender, youth, delegation; alone, also telling words of their role and
    organisation.
    """
    people = People(roster)
    held = {person.id: sorted(people.attributes(person)) for person in roster}
    words = {person.id: sorted(people.telling_words(person)) for person in roster}
    shared: defaultdict[str, int] = defaultdict(int)
    for number, person in enumerate(roster):
        for attribute in (*held[person.id], *words[person.id]):
            shared[attribute] |= 1 << number
    found = []
    for person in roster:
        both = [*held[person.id], *words[person.id]]
        alone = [one for one in both if shared[one].bit_count() < k]
        rest = [one for one in held[person.id] if shared[one].bit_count() >= k]
        pairs = [
            (one, other)
            for one, other in combinations(rest, 2)
            if (shared[one] & shared[other]).bit_count() < k
        ]
        found.append(Singled(person.id, tuple(alone), tuple(pairs)))
    return tuple(found)
