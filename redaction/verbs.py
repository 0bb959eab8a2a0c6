"""Forms of English verbs: base, past and past participle, regular by rule, irregular by list."""

from functools import lru_cache

from redaction.data import lines

_VOWELS = frozenset("aeiou")
_MODAL_PAST = {"will": "would", "'ll": "would", "’ll": "would", "wo": "would", "can": "could",
               "ca": "could", "may": "might", "shall": "should", "must": "must",
               "would": "would", "could": "could", "might": "might", "should": "should",
               "ought": "ought"}  # fmt: skip
_BE = {"is": "was", "are": "were", "am": "was", "'s": "was", "’s": "was", "'re": "were",
       "’re": "were", "'m": "was", "’m": "was"}  # fmt: skip
_S_BASES = {"has": "have", "does": "do", "goes": "go", "is": "be", "'s": "be", "are": "be",
            "was": "be", "were": "be", "am": "be", "'re": "be", "'ve": "have"}  # fmt: skip


def base(word: str) -> str:
    """Return the base of a third person ("carries" gives "carry"); `word` is in lower case."""
    if word in _S_BASES:
        return _S_BASES[word]
    if word in _past() or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > len("lies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def past(word: str) -> str:
    """Return the past of a present form or modal ("carries" gives "carried")."""
    if word in _BE:
        return _BE[word]
    if word in _MODAL_PAST:
        return _MODAL_PAST[word]
    stem = base(word)
    return _past().get(stem, (_regular(stem),))[0]


def participle(word: str) -> str:
    """Return the past participle of a base or third person ("takes" gives "taken")."""
    stem = base(word)
    return _past().get(stem, (_regular(stem),))[-1]


def irregular_base(word: str) -> str:
    """Return the base of an irregular past or participle, or `word` itself."""
    return _bases().get(word, word)


def _regular(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and len(stem) > 1 and stem[-2] not in _VOWELS:
        return stem[:-1] + "ied"
    if _doubles(stem):
        return stem + stem[-1] + "ed"
    return stem + "ed"


def _doubles(stem: str) -> bool:
    """Return whether the last consonant doubles: one short syllable, or a listed verb."""
    if len(stem) < len("aim") or stem in _NEVER_DOUBLES:
        return False
    ends = stem[-1] not in _VOWELS | set("wxy") and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    syllables = sum(
        char in _VOWELS and (i == 0 or stem[i - 1] not in _VOWELS) for i, char in enumerate(stem)
    )
    return ends and (syllables == 1 or stem.endswith(("refer", "mit", "cur", "trol", "cel", "vel")))


_NEVER_DOUBLES = frozenset({"limit", "visit", "profit", "edit", "vomit"})


@lru_cache(maxsize=1)
def _past() -> dict[str, tuple[str, ...]]:
    """Return base to past, or to past and participle."""
    return {row[0]: tuple(row[1:]) for row in (line.split() for line in lines("irregular.txt"))}


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    return {form: stem for stem, forms in _past().items() for form in forms}
