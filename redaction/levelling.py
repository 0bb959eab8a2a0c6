"""One voice for all: fillers, contractions, habits of punctuation and pet words go.

The tables are in `data/levelling.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from redaction.data import load_yaml, words
from redaction.spelling import key

_TABLE = "levelling.yaml"
_BARE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPACED = re.compile(r"\s+")
_STAGE = re.compile(
    r"\s*(?:\[[^\]]{0,60}\]|\([^)]{0,20}(?:laugh|inaudib|applau|pause|smil)[^)]*\))", re.I
)
_TAG = re.compile(r",\s*(?:no|yes|right|okay|eh|huh|hmm|isn't it|don't you think)\s*([?.!])", re.I)
_DASH = re.compile(r"\s*(?:—|–(?=\s)|(?<=\s)–|(?<=\s)-+(?=\s)|--+)\s*")
_DOTS = re.compile(r"\s*(?:…|\.\.\.+)\s*")
_ARTICLE = re.compile(r"\b(a)(?= (?:entire|inexpensive|unwise|unreasonable|inquiry)\b)")
_AGAIN = re.compile(
    r"\b(it|they|there|this|that|he|she)(?: (?:is|was|are|were)|['’](?:s|re)),(?: well,| no,| so,)?"
    r" (?=\1(?: (?:is|was|are|were)|['’](?:s|re))\b)", re.I
)  # fmt: skip
_GOES_ON = re.compile(
    r"\b(\w+) (is|was|are|were), (?:well, )?(?:it|they)(?:['’](?:s|re)| (?:is|was|are|were)) "
)
_CALLED = frozenset({"trouble", "problem", "point", "question", "truth", "fact", "thing"})
_BETWEEN = re.compile(
    r"(?<!of )\bbetween ([£$€]?\d[\d.,]*|\w+) and "
    r"(?=[£$€]?\d|\w+ (?:hundred|thousand|million|per)\b)"
)
_ECHO = re.compile(r"\b((?:[^\W\d_]|')+(?: (?:[^\W\d_]|')+){0,3}),? \1\b", re.I)


def bare_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word without case, diacritics and punctuation, and its place; no fillers."""
    for match in _BARE.finditer(text):
        word = key(match.group())
        if word not in fillers():
            yield word, match.start(), match.end()


def settle(text: str) -> str:
    """Return `text` without fillers, false starts, asides, tags and dashes."""
    text = _STAGE.sub("", text)
    text = _TAG.sub(".", text)
    text = _DOTS.sub(", ", text)
    text = _DASH.sub(", ", text)
    text = _fillers().sub(_pause, text)
    text = _ECHO.sub(r"\1", _GOES_ON.sub(_one_verb, _AGAIN.sub("", text)))
    text = plain_openers(text.lstrip(" ,;"))
    text = _phrases().sub(_seam, text)
    return tidy(text)


def tidy(text: str) -> str:
    """Return `text` with single spaces, no doubled commas, none at the ends."""
    text = _SPACED.sub(" ", text)
    text = re.sub(r"\s+([,;:.!?)])", r"\1", text)
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"[,;:]+(?=[,;:])", "", text)
    text = re.sub(r",(?=[.!?])", "", text)
    text = re.sub(r"([,;:])(?=[^\s\d\"'’”)])", r"\1 ", text)
    return text.strip(" ,;:–—-")


def plain_openers(text: str) -> str:
    """Return `text` without "Well," and its like at the beginning."""
    while True:
        first = _BARE.match(text)
        if first is None or key(first.group()) not in words(_TABLE, "openers"):
            return text
        rest = text[first.end() :]
        shorter = rest.lstrip(" ,;:")
        if not shorter or (key(first.group()) in _NEED_COMMA and not rest.startswith(",")):
            return text
        text = shorter


def plain_words(text: str) -> str:
    """Return `text` in the vocabulary everybody shares."""
    return with_articles(_words().sub(_plain, text))


def other_words(text: str) -> str:
    """Return `text` with one more round of neutral words, for what came out as it was spoken."""
    changed = _others().sub(lambda match: _other()[match.group()], text)
    return with_articles(_BETWEEN.sub(r"from \1 to ", changed))


def with_articles(text: str) -> str:
    """Return `text` with "an" before the words that came in and begin with a vowel."""
    return _ARTICLE.sub(r"\1n", text)


def written_out(text: str) -> str:
    """Return notes with their abbreviations written out."""
    return _abbreviations().sub(_long, text)


@lru_cache(maxsize=1)
def fillers() -> frozenset[str]:
    """Return sounds that are no words."""
    return frozenset(map(str, load_yaml(_TABLE)["fillers"]))


@lru_cache(maxsize=1)
def contractions() -> dict[str, str]:
    """Return contracted forms and what they stand for."""
    return {str(short): str(long) for short, long in load_yaml(_TABLE)["contractions"].items()}


#: Openers that are also the subject or adverb of a plain sentence: dropped only before a comma.
_NEED_COMMA = frozenset(
    {"right", "fine", "good", "great", "see", "no", "look", "listen", "then", "now", "well", "sure"}
    | {"please", "because", "certainly", "clearly", "lovely", "too", "thanks"}
    | {"first", "second", "third", "finally", "yet", "next", "besides"}
    | {"moreover", "furthermore", "similarly", "likewise", "meanwhile", "additionally", "equally"}
    | {"interestingly", "importantly", "crucially", "essentially", "unfortunately", "sadly"}
    | {"hopefully", "fortunately", "thankfully", "personally"}
)


def _one_verb(match: re.Match[str]) -> str:
    """Return "absence is " for "absence is, it's "; "the trouble is, it's " is whole as it is."""
    return match.group() if match[1].lower() in _CALLED else f"{match[1]} {match[2]} "


def _pause(match: re.Match[str]) -> str:
    return ", " if match.group().startswith(",") and match.group().endswith(",") else " "


def _seam(match: re.Match[str]) -> str:
    before, after = match.group(1), match.group(3)
    if before.strip() and after.strip():
        return ", " if "," in before and "," not in after else " "
    return before or after or " "


@lru_cache(maxsize=1)
def _fillers() -> re.Pattern[str]:
    listed = "|".join(fillers())
    return re.compile(rf"(?<![\w'’-])(?<!\d )(?<!\d),?\s*\b(?:{listed})\b(?!['’-])[,.]?", re.I)


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    phrases = sorted(map(str, load_yaml(_TABLE)["phrases"]), key=len, reverse=True)
    listed = "|".join(re.escape(p).replace("'", "['’]") for p in phrases)
    return re.compile(rf"(^|,\s*|\s)\b({listed})\b(,\s*|(?=\s)|(?=[.;:!?])|$)", re.I)


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    listed = sorted(map(str, load_yaml(_TABLE)["words"]), key=len, reverse=True)
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, listed))})(?![\w'’-])")


def _plain(match: re.Match[str]) -> str:
    return str(load_yaml(_TABLE)["words"][match.group()])


def _other() -> dict[str, str]:
    return {str(old): str(new) for old, new in load_yaml(_TABLE)["others"].items()}


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    listed = sorted(_other(), key=len, reverse=True)
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, listed))})(?![\w'’-])")


@lru_cache(maxsize=1)
def _abbreviations() -> re.Pattern[str]:
    listed = sorted(map(str, load_yaml(_TABLE)["abbreviations"]), key=len, reverse=True)
    return re.compile(rf"(?<![\w/'’.-])(?:{'|'.join(map(re.escape, listed))})(?![\w/'’-])", re.I)


def _long(match: re.Match[str]) -> str:
    short = match.group()
    long = str(load_yaml(_TABLE)["abbreviations"][short.lower()])
    return long.capitalize() if short[:1].isupper() and short[1:].islower() else long
