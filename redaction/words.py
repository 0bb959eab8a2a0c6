"""Words as the detector, its features and its scoring count them, and how they are compared."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"\w+(?:['’]\w+)?")


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list written as one string."""
    return frozenset(text.split())


# Function words: a match of one of these alone says nothing about anybody.
STOP = word_set(
    "a an the of in on at to for from by with and or nor but as is are was were be been being it"
    " its this that these those there here i me my mine we us our ours you your yours he him his"
    " she her hers they them their theirs who whom whose which what when where while if so than"
    " then not no do did does done had has have having will would can could shall should may might"
    " must s t re ve ll d m into about over under per via also one"
)

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ŋ": "n", "ħ": "h", "ʻ": "", "ʼ": "",
     "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "ə": "e"}
)  # fmt: skip

_HISSES = re.compile("sch|sh|zh|ch|tsh|dj|j|tz|ts|cz|sz")
_SOFT = re.compile("c(?=[eiy])|x$")
_CLASSES = {"F": "vwf", "S": "sz", "K": "ckgqx", "T": "dt", "P": "bp", "N": "mn", "L": "lr",
            "a": "aeiouy"}  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")


class _Sounds(dict[int, str | None]):
    """Letters to their classes; what has none is not heard."""

    def __missing__(self, letter: int) -> None:
        return None


_SOUNDS = _Sounds({ord(one): name for name, all_ in _CLASSES.items() for one in name + all_})


@lru_cache(maxsize=1 << 16)
def normalise(word: str) -> str:
    """Return `word` in lower case, without diacritics and without a possessive 's."""
    low = word.casefold().translate(_LETTERS)
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return low.removesuffix("'s").removesuffix("'")


def words(text: str) -> list[str]:
    """Return the normalised words of `text`."""
    return [normalise(m.group()) for m in WORD.finditer(text)]


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Return how a normalised word sounds: consonant classes, any vowels between them as "a"."""
    plain = _SOFT.sub("S", _HISSES.sub("S", word).replace("ph", "F"))
    return _REPEATED.sub(r"\1", plain.translate(_SOUNDS))


@lru_cache(maxsize=1 << 16)
def shortened(word: str) -> tuple[str, ...]:
    """Return `word` and all forms of it with one letter left out (edit distance by lookup)."""
    return (word, *{word[:i] + word[i + 1 :] for i in range(len(word))})
