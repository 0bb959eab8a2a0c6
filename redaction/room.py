"""What the roster says about the room, by word: the closed world of a dialogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from redaction import closure, places, titles
from redaction.closure import PART, Forms
from redaction.data import common_words, load_yaml, words
from redaction.phonetics import sound
from redaction.roster import Participant, Roster
from redaction.singling.people import People
from redaction.spelling import key

_LEAST_PREFIX = 3


@dataclass(frozen=True)
class Room:
    """A roster's names, roles, organisations and sides, by key of their words.

    `k` is how many people on it must fit a description that may stay.
    """

    roster: Roster
    k: int = 3

    @cached_property
    def people(self) -> People:
        """What describes its people without naming them."""
        return People(self.roster)

    @cached_property
    def forms(self) -> dict[str, Forms]:
        """The name closure of each person, by id."""
        return {person.id: closure.forms(person) for person in self.roster}

    @cached_property
    def parts(self) -> dict[str, frozenset[str]]:
        """Name part to the ids of those who have it."""
        return _invert((part, who) for who, form in self.forms.items() for part in form.parts)

    @cached_property
    def part_list(self) -> tuple[str, ...]:
        """All name parts that a misspelling may be compared with."""
        return tuple(sorted(part for part in self.parts if len(part) >= _LEAST_PREFIX))

    @cached_property
    def joins(self) -> dict[str, frozenset[str]]:
        """Joined name to ids."""
        return _invert((join, who) for who, form in self.forms.items() for join in form.joins)

    @cached_property
    def written(self) -> dict[str, frozenset[str]]:
        """Family name in Han characters or Hangul to the ids of those whose name reads so."""
        return _invert((text, who) for who, form in self.forms.items() for text in form.written)

    @cached_property
    def join_starts(self) -> frozenset[str]:
        """The first letters, up to three, of each joined name: a word without them begins none."""
        return frozenset(join[:size] for join in self.joins for size in range(_LEAST_PREFIX + 1))

    @cached_property
    def short(self) -> dict[str, frozenset[str]]:
        """Short form of a given name to ids."""
        return _invert((short, who) for who, form in self.forms.items() for short in form.short)

    @cached_property
    def initials(self) -> dict[str, frozenset[str]]:
        """Upper-case initials to ids."""
        return _invert((text, who) for who, form in self.forms.items() for text in form.initials)

    @cached_property
    def sounds(self) -> dict[str, frozenset[str]]:
        """Phonetic key of a name part to the parts that sound so."""
        return _invert((sound(part), part) for part in self.parts if len(sound(part)) > 1)

    @cached_property
    def said(self) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
        """Phonetic key of a name, whole or in part, to those spellings and their ids."""
        table: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for name, ids in (self.joins | self.parts).items():
            table[sound(name)].append((name, ids))
        return {heard: tuple(names) for heard, names in table.items()}

    @cached_property
    def spoken(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The names of each person, whole or in part, with their phonetic keys, by id."""
        return {
            who: tuple((name, sound(name)) for name in sorted(form.joins | form.parts))
            for who, form in self.forms.items()
        }

    @cached_property
    def prefixes(self) -> dict[str, frozenset[str]]:
        """Beginning of a name part, three letters or more, to ids."""
        return _invert(
            (part[:size], who)
            for part, ids in self.parts.items()
            for size in range(_LEAST_PREFIX, len(part))
            for who in ids
        )

    @cached_property
    def meant(self) -> dict[str, frozenset[str]]:
        """Words that say what a name means to ids; a name that is an English word says itself."""
        return _invert(
            (word, who)
            for part, ids in self.parts.items()
            for word in (
                *closure.meanings().get(part, ()),
                *((part, f"{part}s") if part in common_words() else ()),
            )
            for who in ids
        )

    @cached_property
    def organisations(self) -> dict[str, frozenset[str]]:
        """Key of an organisation, an alias of it or its acronym to the ids of its people."""
        pairs: list[tuple[str, str]] = []
        for person in self.roster:
            for name in (person.organisation, *person.also_organisation):
                plain = key(name)
                pairs += [(form, person.id) for form in _organisation_forms(plain)]
            pairs += [(text, person.id) for text in _acronyms(person.organisation)]
        table = _invert(pairs)
        return {form: ids for form, ids in table.items() if form not in places.place_words()}

    @cached_property
    def organisation_keys(self) -> dict[tuple[str, ...], frozenset[str]]:
        """Organisations as the keys of their words."""
        return {
            tuple(map(key, PART.findall(form))): ids for form, ids in self.organisations.items()
        }

    @cached_property
    def organisation_starts(self) -> frozenset[str]:
        """The first word of each key of an organisation."""
        return frozenset(form[0] for form in self.organisation_keys if form)

    @cached_property
    def plurals(self) -> frozenset[str]:
        """Words for the people of a delegation."""
        return frozenset(
            form
            for person in self.roster
            for country in places.of_delegation(person.delegation)
            for form in country.people
        )

    @cached_property
    def parties(self) -> dict[str, frozenset[str]]:
        """Names of parties and of their members to ids, by the abbreviation on the list."""
        table = load_yaml("sittings.yaml")["names"]
        return _invert(
            (name, person.id)
            for person in self.roster
            for name in str(table.get(key(person.delegation).strip("."), "")).split()
        )

    @cached_property
    def organisation_words(self) -> dict[str, frozenset[str]]:
        """Telling words of organisations ("Larkspur", "Kuroshio") to ids."""
        known = common_words() | places.place_words() | self.parts.keys()
        return _invert(
            (piece, person.id)
            for person in self.roster
            for name in (person.organisation, *person.also_organisation)
            for piece in map(key, PART.findall(name))
            if len(piece) > _LEAST_PREFIX and piece not in known and piece not in _plain_words()
        )

    @cached_property
    def organisation_heads(self) -> dict[str, frozenset[str]]:
        """The plain noun of an organisation ("institute", "trust") to ids."""
        nouns = words("people.yaml", "institution")
        return _invert(
            (piece, person.id)
            for person in self.roster
            for piece in map(key, PART.findall(person.organisation))
            if piece in nouns
        )

    @cached_property
    def sides(self) -> dict[str, frozenset[str]]:
        """Names, adjectives, people and capitals of delegations to ids."""
        return _invert(
            (form, person.id)
            for person in self.roster
            for country in places.of_delegation(person.delegation)
            for form in country.words
        )

    @cached_property
    def side_ends(self) -> frozenset[str]:
        """The last words, one or more, of each form of a side."""
        split = [form.split(" ") for form in self.sides]
        return frozenset(" ".join(form[at:]) for form in split for at in range(len(form)))

    @cached_property
    def side_codes(self) -> dict[str, frozenset[str]]:
        """Upper-case codes of delegations ("ROK", "NZ") to ids."""
        return _invert(
            (code, person.id)
            for person in self.roster
            for country in places.of_delegation(person.delegation)
            for code in country.codes
        )

    @cached_property
    def home_places(self) -> dict[str, frozenset[str]]:
        """Places in delegations, organisations, roles and biographies to ids."""
        known = common_words() | self.parts.keys()
        return _invert(
            (piece, person.id)
            for person in self.roster
            for text in (person.delegation, person.role, person.bio, person.organisation)
            for word in PART.findall(text)
            if word[:1].isupper() and (piece := key(word)) not in known and len(piece) > 2  # noqa: PLR2004
        )

    @cached_property
    def roles(self) -> dict[str, frozenset[str]]:
        """Words of roles, biographies and honorifics to ids; titles in their long form too."""
        return _invert(
            (piece, person.id) for person in self.roster for piece in self._role_words(person)
        )

    @cached_property
    def female(self) -> frozenset[str]:
        """Ids of those the list calls she."""
        return frozenset(p.id for p in self.roster if key(p.pronouns).startswith("she"))

    @cached_property
    def male(self) -> frozenset[str]:
        """Ids of those the list calls he."""
        return frozenset(p.id for p in self.roster if key(p.pronouns).startswith("he"))

    def _role_words(self, person: Participant) -> frozenset[str]:
        told = " ".join((person.role, person.honorific, person.bio))
        pieces = {key(piece) for piece in PART.findall(told)}
        return frozenset(pieces | self.forms[person.id].honorifics) - titles.particles()


def _invert(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    table: defaultdict[str, set[str]] = defaultdict(set)
    for form, value in pairs:
        if form:
            table[form].add(value)
    return {form: frozenset(values) for form, values in table.items()}


def _organisation_forms(name: str) -> set[str]:
    bare = name.removeprefix("the ")
    return {bare} if bare else set()


def _acronyms(name: str) -> set[str]:
    pieces = [piece for piece in PART.findall(name) if piece[0].isupper()]
    text = "".join(piece[0] for piece in pieces)
    return {key(text)} if len(pieces) > 2 else set()  # noqa: PLR2004


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    return frozenset(
        word for value in load_yaml("people.yaml").values() for word in str(value).split()
    )
