"""Which words fit whom on a roster."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from redaction import places, titles
from redaction.closure import PART
from redaction.data import words
from redaction.roster import Participant, Roster
from redaction.singling.terms import ANYBODY, singulars, terms
from redaction.spelling import key

Who = frozenset[str]

_NOBODY: Who = frozenset()
_SHORTEST = 4
_GENDERS = {"mr": "men", "mrs": "women", "ms": "women", "miss": "women", "madam": "women"}


class People:
    """The roster by what can be said of its people without naming them.

    Somebody of whom the list does not say a thing does not count as fitting it: who reads a release
    with the list at hand cannot count on them either.
    """

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._known: dict[str, Who | None] = {}

    @cached_property
    def everybody(self) -> Who:
        """All ids."""
        return frozenset(person.id for person in self.roster)

    def who(self, word: str) -> Who | None:
        """Return whom a describing word fits, by key; None when it says nothing about anybody here.

        Nobody (an empty set) is an answer: the word is about people who are not in the room.
        """
        if word not in self._known:
            self._known[word] = self._who(word)
        return self._known[word]

    def called(self, term: str) -> Who:
        """Return those who may be called by a term of the hierarchy."""
        return self.everybody if term == ANYBODY else self._terms.get(term, _NOBODY)

    @cached_property
    def former(self) -> Who:
        """Those whose office is past."""
        return self._saying("former")

    def attributes(self, person: Participant) -> frozenset[str]:
        """Return what can be said of one person: "lawyer", "expert", "former", "woman", "Fiji"."""
        found = {term for term, who in self._terms.items() if person.id in who} - {ANYBODY}
        found |= {person.delegation} - {""}
        marks = {"former": "former", "women": "woman", "men": "man", "young": "young"}
        found |= {name for section, name in marks.items() if person.id in self._saying(section)}
        return frozenset(found)

    def telling_words(self, person: Participant) -> frozenset[str]:
        """Return other words of one person's role and organisation that say something."""
        own = _keys(f"{person.role} {person.organisation}")
        return frozenset(word for word in own if word in self._words and not terms().of(word))

    def _who(self, word: str) -> Who | None:
        for section in ("former", "women", "men", "young"):
            if word in words("descriptors.yaml", section):
                return self._saying(section)
        country = self._place(word)
        if country is not None:
            return country
        known = [self._words[form] for form in singulars(word) if form in self._words]
        called = terms().of(word)
        if known or called:
            return _NOBODY.union(*known, *(self.called(term) for term in called))
        return None

    def _place(self, word: str) -> Who | None:
        if word not in places.place_words():
            return None
        return self._places.get(word, _NOBODY)

    def _saying(self, section: str) -> Who:
        return self._marks.get(section, _NOBODY)

    @cached_property
    def _marks(self) -> dict[str, Who]:
        """Sections of the data file to those whose entry on the list says so."""
        table: defaultdict[str, set[str]] = defaultdict(set)
        for person in self.roster:
            pronoun = key(person.pronouns).split("/")[0]
            title = _GENDERS.get(key(person.honorific), "")
            gender = {"she": "women", "he": "men"}.get(pronoun, title)
            table[gender].add(person.id)
            said = {*_keys(person.role), *_keys(person.bio)}
            for section in ("former", "young"):
                if said & words("descriptors.yaml", section):
                    table[section].add(person.id)
        return {section: frozenset(who) for section, who in table.items()}

    @cached_property
    def _terms(self) -> dict[str, Who]:
        """Terms of the hierarchy to those who may be called so."""
        table: defaultdict[str, set[str]] = defaultdict(set)
        for person in self.roster:
            own = frozenset(term for word in _telling(person) for term in terms().of(word))
            for term in terms().upwards(own):
                table[term].add(person.id)
        table[ANYBODY] = set(self.everybody)
        return {term: frozenset(who) for term, who in table.items()}

    @cached_property
    def _words(self) -> dict[str, Who]:
        """Other telling words of roles, organisations, delegations and lives."""
        table: defaultdict[str, set[str]] = defaultdict(set)
        plain = words("descriptors.yaml", "plain") | words("names.yaml", "frequent")
        for person in self.roster:
            told = (person.role, person.organisation, person.delegation, person.bio)
            for word in _keys(" ".join(told)):
                if len(word) >= _SHORTEST and word not in plain | places.place_words():
                    table[word].add(person.id)
        return {word: frozenset(who) for word, who in table.items()}

    @cached_property
    def _places(self) -> dict[str, Who]:
        """Names, peoples and capitals of countries, and places on the list, to ids."""
        table: defaultdict[str, set[str]] = defaultdict(set)
        for person in self.roster:
            for country in places.of_delegation(person.delegation):
                for word in country.words:
                    table[word].add(person.id)
            for word in _keys(" ".join((person.organisation, person.role, person.bio))):
                if word in places.place_words():
                    table[word].add(person.id)
        return {word: frozenset(who) for word, who in table.items()}


def _keys(text: str) -> list[str]:
    return [key(word) for word in PART.findall(text)]


def _telling(person: Participant) -> list[str]:
    """Return the words that say what somebody is: of role and title, and of their life."""
    title = key(person.honorific).strip(".")
    long = titles.before().get(title, title)
    return [*_keys(person.role), *_keys(person.bio), *([] if long == "dr" else [long])]
