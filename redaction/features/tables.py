"""The roster as tables: which people a word may point at, and how."""

from collections import defaultdict
from itertools import pairwise

import numpy as np

from redaction.features.columns import COLUMN, LEXICAL, PAIRED, Matrix
from redaction.features.vocabulary import PARTICLES, TITLES, states
from redaction.roster import Participant, Roster
from redaction.words import STOP, WORD, normalise, shortened, sound, words

_FUZZY_LETTERS = 4  # shorter words are one slip away from too many others
_SOUND_LETTERS = 4
_RARE = 1  # a descriptor that fits one person only

#: Who is meant, by kind of match: name, role, organisation, delegation, biography.
Who = tuple[int, int, int, int, int]
NOBODY: Who = (0, 0, 0, 0, 0)


class Tables:
    """Looks words up.  People are bits of an integer, in roster order."""

    def __init__(self, roster: Roster) -> None:
        self.hosts = 0
        self.genders: dict[str, int] = defaultdict(int)
        self.pairs: dict[str, set[tuple[str, str]]] = {name: set() for name in PAIRED}
        self._tables: dict[str, dict[str, int]] = {name: defaultdict(int) for name in LEXICAL}
        self._edits: dict[str, int] = defaultdict(int)
        self._sounds: dict[str, int] = defaultdict(int)
        for i, person in enumerate(roster):
            self._add(person, 1 << i)
        self._rows: dict[str, tuple[Matrix, Who]] = {}

    def sounds_like_one(self, one: str, other: str) -> bool:
        """Return whether two words said in one breath sound like a name."""
        joined = one + other
        return len(joined) > _SOUND_LETTERS and sound(joined) in self._sounds

    def _add(self, person: Participant, bit: int) -> None:
        self._add_names(person, bit)
        tables = self._tables
        for word in words(person.honorific):
            tables["honorific"][word] |= bit
        self._phrase("role", person.role, bit)
        for form in (person.organisation, *person.also_organisation):
            self._phrase("organisation", form, bit)
            initials = "".join(w.group()[0] for w in WORD.finditer(form) if w.group()[0].isupper())
            if len(initials) > 1:
                tables["acronym"][initials.casefold()] |= bit
            for word in WORD.findall(form):
                if len(word) > 1 and word.isupper():
                    tables["acronym"][normalise(word)] |= bit
        self._phrase("bio", person.bio, bit)
        self._add_delegation(person.delegation, bit)
        gender = words(person.pronouns)[:1]
        if gender:
            self.genders[gender[0]] |= bit

    def _add_names(self, person: Participant, bit: int) -> None:
        tables = self._tables
        name = words(person.name)
        named = [w for w in name if w not in PARTICLES] or name
        for place, word in enumerate(named):
            column = "name_first" if place == 0 else "name_last"
            tables[column if place in {0, len(named) - 1} else "name_middle"][word] |= bit
        for form in person.also:
            for word in words(form):
                if word not in PARTICLES and word not in TITLES:
                    tables["name_alias"][word] |= bit
        self.pairs["name_pair"].update(pairwise(name))
        for form in person.also:
            self.pairs["name_pair"].update(pairwise(words(form)))
        if len(named) > 1:
            letters = "".join(w[0] for w in named)
            for initials in (letters, letters[:2], letters[0] + letters[-1]):
                tables["name_initials"][initials] |= bit
        for word in {
            *named,
            *(w for form in person.also for w in words(form)),
        } - TITLES:
            for end in range(3, len(word)):
                tables["name_short"][word[:end]] |= bit
            if len(word) >= _FUZZY_LETTERS:
                for form in shortened(word):
                    self._edits[form] |= bit
            if len(sound(word)) >= _SOUND_LETTERS - 1 and word not in PARTICLES:
                self._sounds[sound(word)] |= bit

    def _phrase(self, table: str, phrase: str, bit: int) -> None:
        found = words(phrase)
        for word in found:
            if word not in STOP:
                self._tables[table][word] |= bit
        self.pairs[f"{table}_pair"].update(
            pair for pair in pairwise(found) if not STOP.issuperset(pair)
        )

    def _add_delegation(self, delegation: str, bit: int) -> None:
        if "third party" in delegation.casefold():
            self.hosts |= bit
        names = [part.strip(" )") for part in delegation.replace("(", ",").split(",")]
        for name in names:
            found = words(name)
            if found == ["third", "party"]:
                continue
            for word in found:
                if word not in STOP:
                    self._tables["delegation"][word] |= bit
            for forms in states().get(" ".join(found), ()):
                for form in forms:
                    for word in form.split():
                        if word not in STOP:
                            self._tables["demonym"][word] |= bit

    def lookup(self, word: str) -> tuple[Matrix, Who]:
        """Return the lexical columns of a word and who is meant, by kind of match."""
        known = self._rows.get(word)
        if known is not None:
            return known
        row = np.zeros(len(LEXICAL), dtype=np.float32)
        found = {name: table.get(word, 0) for name, table in self._tables.items()}
        if word in STOP:
            found = {name: bits if name.startswith("name_") else 0 for name, bits in found.items()}
            found["name_short"] = 0
        exact = found["name_first"] | found["name_last"] | found["name_middle"]
        exact |= found["name_alias"]
        near = heard = 0
        if not exact and word not in STOP and word not in TITLES:
            if len(word) >= _FUZZY_LETTERS:
                for form in shortened(word):
                    near |= self._edits.get(form, 0)
            key = sound(word)
            if len(key) >= _SOUND_LETTERS - 1:
                heard = self._sounds.get(key, 0)
        found |= {"name_edit": near, "name_sound": heard}
        for name, bits in found.items():
            row[COLUMN[name]] = bits > 0
        row[COLUMN["title"]] = word in TITLES
        for name in ("role", "organisation", "bio"):
            row[COLUMN[f"{name}_rare"]] = 0 < found[name].bit_count() <= _RARE
        named = exact | found["name_initials"] | near | heard
        row[COLUMN["name_many"]] = named.bit_count() > 1
        who: Who = (
            named,
            found["role"] | found["honorific"],
            found["organisation"] | found["acronym"],
            found["delegation"] | found["demonym"],
            found["bio"],
        )
        self._rows[word] = row, who
        return row, who
