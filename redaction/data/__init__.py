"""Lexical classes and texts that the rules read; see README.md for their origin."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent


@lru_cache(maxsize=32)
def load_yaml(name: str) -> Any:
    """Return the parsed data file `name` of this folder."""
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def words(name: str, section: str) -> frozenset[str]:
    """Return a section of a data file, a list of words or one text of words, as a set."""
    value = load_yaml(name)[section]
    return frozenset(value.split() if isinstance(value, str) else map(str, value))


@lru_cache(maxsize=8)
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a text file of this folder."""
    return tuple((_HERE / name).read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return English words that are more often written small than with a capital."""
    return frozenset(lines("common_words.txt"))
