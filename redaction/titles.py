"""Titles of many cultures, by key."""

from functools import lru_cache

from redaction.data import load_yaml, words
from redaction.spelling import key


@lru_cache(maxsize=1)
def before() -> dict[str, str]:
    """Return every title that stands before a name, mapped to its long form."""
    table: dict[str, str] = {}
    for line in load_yaml("titles.yaml")["before"]:
        forms = [key(form) for form in str(line).split()]
        for form in forms:
            table.setdefault(form, forms[0])
    return table


@lru_cache(maxsize=1)
def after() -> frozenset[str]:
    """Return what may follow a name: honorific suffixes, orders and degrees."""
    return frozenset(key(form) for form in words("titles.yaml", "after"))


@lru_cache(maxsize=1)
def offices() -> frozenset[str]:
    """Return titles of which a room rarely holds one that the roster does not mention."""
    return words("titles.yaml", "offices")


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Return words inside names that are no name by themselves."""
    return words("titles.yaml", "particles")
