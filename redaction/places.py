"""Countries and peoples: which words point to a delegation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from redaction.data import lines
from redaction.spelling import key


@dataclass(frozen=True, slots=True)
class Country:
    """Keys of a country's names, adjectives, people (plural), capitals; codes as written."""

    names: frozenset[str]
    adjectives: frozenset[str]
    people: frozenset[str]
    capitals: frozenset[str]
    codes: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All forms but codes."""
        return self.names | self.adjectives | self.people | self.capitals


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """Return the countries and peoples of the data file."""

    def keys(cell: str) -> frozenset[str]:
        return frozenset(key(word) for word in cell.split(",") if word)

    found: list[Country] = []
    for line in lines("countries.txt"):
        names, adjectives_, people, capitals, codes_ = line.split("|")
        found.append(
            Country(
                keys(names), keys(adjectives_), keys(people), keys(capitals),
                frozenset(codes_.split()),
            )
        )  # fmt: skip
    return tuple(found)


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """Return the keys of every country, adjective, people and capital."""
    return frozenset(word for country in countries() for word in country.words)


@lru_cache(maxsize=512)
def of_delegation(delegation: str) -> tuple[Country, ...]:
    """Return the countries a delegation's name mentions, e.g. "Spain (Basque Country)"."""
    text = f" {re.sub(r'[^a-z0-9 ]', ' ', key(delegation))} "
    return tuple(
        country
        for country in countries()
        if any(f" {name} " in text for name in country.names | country.adjectives)
        or any(f" {key(code)} " in text for code in country.codes if len(code) > 2)  # noqa: PLR2004
    )


def adjectives(found: Iterable[Country]) -> frozenset[str]:
    """Return the adjectives and people of several countries."""
    return frozenset(word for country in found for word in country.adjectives | country.people)


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """Return every upper-case code of a country."""
    return frozenset(code for country in countries() for code in country.codes)
