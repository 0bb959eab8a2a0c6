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
