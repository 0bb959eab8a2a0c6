"""How a name sounds to a speech recogniser, and how near two spellings are."""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from redaction.spelling import key

#: Spellings whose sound English spelling hides, applied in order to the key of a word: letters
#: without which a word has none of them, then how they are written and what they sound like.
_SOUNDS = [
    (letters, re.compile(pattern), sound)
    for letters, pattern, sound in (
        ("nguye", r"^nguye", "wi"),
        ("ng", r"^ng(?=[uoa])", "w"),
        ("siob", r"siobha?n", "shivon"),
        ("h", r"bh|mh(?=[aeiou])", "v"),
        ("", r"tch|tsch|cz|ch|tj|c(?=[ei]$)", "C"),
        ("", r"sch|sh|sz|š|ş|zh|x(?=[aeiou])|q(?=i)|sj|ssi|tio", "S"),
        ("ph", r"ph", "f"),
        ("", r"th|dh|dt", "t"),
        ("", r"kh|gh|ck|q|c(?=[aoulrk])|c$|x", "k"),
        ("", r"dj|dzh|j|gi(?=[aou])|ge$|y(?=[aeou])", "j"),
        ("", r"w|v|b(?=[ei]l)", "v"),
        ("", r"z|c(?=[ei])|ts|tz", "s"),
        ("h", r"h(?![aeiou])", ""),
        ("h", r"(?<=[aeiou])h", ""),
        ("rh", r"rh", "r"),
        ("ng", r"ng", "n"),
    )
]
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")
_PAIRS = str.maketrans("bdgzvjCS", "ptksfjss")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return a phonetic key: consonants by class, vowels only as a mark at the beginning."""
    plain = key(word)
    if not plain.isalpha():
        plain = "".join(filter(str.isalpha, plain))
    for letters, pattern, replacement in _SOUNDS:
        if letters in plain:
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
