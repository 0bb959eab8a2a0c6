"""How a name sounds to a speech recogniser, and how near two spellings are."""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from redaction.spelling import key

#: Spellings whose sound English spelling hides, applied in order to the key of a word.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^nguye", "wi"),
        (r"^ng(?=[uoa])", "w"),
        (r"siobha?n", "shivon"),
        (r"bh|mh(?=[aeiou])", "v"),
        (r"tch|tsch|cz|ch|tj|c(?=[ei]$)", "C"),
        (r"sch|sh|sz|š|ş|zh|x(?=[aeiou])|q(?=i)|sj|ssi|tio", "S"),
        (r"ph", "f"),
        (r"th|dh|dt", "t"),
        (r"kh|gh|ck|q|c(?=[aoulrk])|c$|x", "k"),
        (r"dj|dzh|j|gi(?=[aou])|ge$|y(?=[aeou])", "j"),
        (r"w|v|b(?=[ei]l)", "v"),
        (r"z|c(?=[ei])|ts|tz", "s"),
        (r"h(?![aeiou])", ""),
        (r"(?<=[aeiou])h", ""),
        (r"rh", "r"),
        (r"ng", "n"),
    )
]
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")
_PAIRS = str.maketrans("bdgzvjCS", "ptksfjss")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return a phonetic key: consonants by class, vowels only as a mark at the beginning."""
    plain = "".join(char for char in key(word) if char.isalpha())
    for pattern, replacement in _SOUNDS:
        plain = pattern.sub(replacement, plain)
    head = "a" if plain[:1] in set("aeiouy") else ""
    return _DOUBLE.sub(r"\1", head + _VOWELS.sub("", plain).translate(_PAIRS).replace("h", ""))


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> float:
    """Return how alike two words are: 1 for the same key, 0 for nothing in common.

    Letters count by normalised Damerau-Levenshtein similarity; the same sound lifts the result.
    """
    letters = DamerauLevenshtein.normalized_similarity(key(one), key(other))
    sounds = sound(one), sound(other)
    if sounds[0] == sounds[1] and len(sounds[0]) > 1:
        return max(letters, 0.5 + letters / 2)
    return letters
