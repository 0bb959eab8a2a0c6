"""Names as a speech recogniser writes them: as common words that sound like them."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from rapidfuzz.distance.Levenshtein import normalized_similarity as similarity

from redaction.annotated import Session
from redaction.words import WORD, normalise, sound

_LONGEST = 9  # letters of a common word
_PIECE = 2  # letters of a name that one word stands for, at least
_WHOLE = 5  # letters from which a name is heard as several words
_TWICE = 2  # sessions that must use a word
_WORDS = 3
_TRIES = 8  # of which the one with the likest letters is heard


class Mishearer:
    """Turns names into common words that sound like them: "Selasi" into "say lassie"."""

    def __init__(self, sessions: Iterable[Session]) -> None:
        used: Counter[str] = Counter()
        for session in sessions:
            used.update(
                {
                    word
                    for paragraph in (*session.turns, *session.notes)
                    for word in WORD.findall(paragraph.text)
                    if word.isascii() and word.isalpha() and word.islower()
                }
            )
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word, sessions_with_it in sorted(used.items()):
            if sessions_with_it >= _TWICE and _PIECE <= len(word) <= _LONGEST:
                self._by_sound[sound(word)].append(word)

    def heard(self, name: str, chance: random.Random) -> str | None:
        """Return one to three common words for a name, or None if none sound like it."""
        letters = normalise(name)
        if not letters.isalpha():
            return None
        ways = [way for way in _pieces(letters) if all(sound(p) in self._by_sound for p in way)]
        if not ways:
            return None
        tries = [
            " ".join(chance.choice(self._by_sound[sound(p)]) for p in chance.choice(ways))
            for _ in range(_TRIES)
        ]
        best = max(tries, key=lambda words: similarity(words.replace(" ", ""), letters))
        return None if best == letters else best


def _pieces(letters: str) -> Iterator[tuple[str, ...]]:
    """Yield all ways to cut a name into one to three pieces."""
    yield (letters,)
    if len(letters) < _WHOLE:
        return
    for cuts in range(1, _WORDS):
        for places in combinations(range(_PIECE, len(letters) - _PIECE + 1), cuts):
            edges = (0, *places, len(letters))
            pieces = tuple(letters[a:b] for a, b in pairwise(edges))
            if min(map(len, pieces)) >= _PIECE:
                yield pieces
