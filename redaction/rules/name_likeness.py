"""Which name on the roster a strange spelling is meant to be."""

from functools import lru_cache
from typing import TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from redaction.data import common_words, words
from redaction.phonetics import likeness, sound
from redaction.places import place_words
from redaction.room import Room

#: Below this a spelling and a name have more differences than a slip of the pen makes.
LEAST = 0.75
#: After a title ("doctor win") a name must follow, so less likeness is enough.
LEAST_AFTER_TITLE = 0.55
_SHORTEST = 4
_LEAST_SAID = 0.7
_LEAST_TITLED = 0.6
_LEAST_HEARD = 3
_LEAST_DUE = 0.6
_LEAST_MISHEARD = 0.55

Likely: TypeAlias = tuple[frozenset[str], float]


def like(room: Room, word: str, *, loose: bool = False) -> Likely | None:
    """Return the ids of those whose name `word` (a key) may be a slip for, and how alike it is."""
    if not loose and (len(word) < _SHORTEST or word in common_words()):
        return None
    if word in place_words() or word in room.organisation_words:
        return None
    found = _best(room, word)
    if found is None or found[1] < (LEAST_AFTER_TITLE if loose else LEAST):
        return None
    return room.parts[found[0]], found[1]


@lru_cache(maxsize=100_000)
def _best_in(names: tuple[str, ...], word: str, alike: frozenset[str]) -> tuple[str, float] | None:
    best = process.extractOne(
        word, names, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.5
    )
    candidates = [*alike, *([best[0]] if best else [])]
    scored = [
        (name, likeness(word, name))
        for name in candidates
        if name[0] == word[0] or sound(name)[:1] == sound(word)[:1]
    ]
    return max(scored, key=lambda pair: pair[1], default=None)


def _best(room: Room, word: str) -> tuple[str, float] | None:
    return _best_in(room.part_list, word, room.sounds.get(sound(word), frozenset()))


def sounding(room: Room, group: tuple[str, ...], *, titled: bool = False) -> Likely | None:
    """Return whose name these words (keys) sound like when said in one breath."""
    if words("names.yaml", "frequent").issuperset(group):
        return None
    whole = "".join(group)
    heard = sound(whole)
    said = room.said.get(heard)
    if said is None or len(heard) < (2 if titled else 3):
        return None
    best = max(((who, likeness(whole, name)) for name, who in said), key=lambda pair: pair[1])
    return best if best and best[1] >= (_LEAST_TITLED if titled else _LEAST_SAID) else None


def expected_name(room: Room, group: tuple[str, ...], person: str) -> float | None:
    """Return how alike these words and a name of `person` sound, or None if they do not.

    It is for places where that person's name is due, so different sounds may be heard.
    """
    known = words("names.yaml", "frequent")
    if person not in room.forms or group[0] in known:
        return None
    whole = "".join(group)
    heard = sound(whole)
    if len(heard) < _LEAST_HEARD or len(whole) < _SHORTEST + 1:
        return None
    best = 0.0
    for name, said in room.spoken[person]:
        if name[0] != whole[0] and said[:1] != heard[:1]:
            continue
        alike = DamerauLevenshtein.normalized_similarity(said, heard, score_cutoff=_LEAST_DUE)
        if alike >= _LEAST_DUE:
            letters = DamerauLevenshtein.normalized_similarity(name, whole)
            best = max(best, (alike + letters) / 2)
    return best if best >= _LEAST_DUE else None


def misheard(room: Room, group: tuple[str, ...]) -> Likely | None:
    """Return whose name a machine may have made these words of: "some ear alley".

    It is for places that say so, hence slow and lenient: any name, half of it right.
    """
    if words("names.yaml", "frequent").issuperset(group):
        return None
    whole = "".join(group)
    heard = sound(whole)
    best: Likely | None = None
    for person, spoken in room.spoken.items():
        for name, said in spoken:
            letters = DamerauLevenshtein.normalized_similarity(name, whole)
            alike = (DamerauLevenshtein.normalized_similarity(said, heard) + letters) / 2
            if len(said) >= _LEAST_HEARD and alike >= (best[1] if best else _LEAST_MISHEARD):
                best = frozenset({person}), alike
    return best


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Return abbreviations in capitals that are nobody's initials."""
    return words("names.yaml", "abbreviations")
