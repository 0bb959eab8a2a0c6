"""Long lists in pages, in the order of random ids: a cursor is the last id of the page before."""

from collections.abc import Callable, Sequence
from typing import TypeVar

PAGE = 500
"""Entries on one page: people write some dozens of notes in a session."""

T = TypeVar("T")


def one_more() -> int:
    """How many rows to read: one beyond the page says that there is another."""
    return PAGE + 1


def cut(rows: Sequence[T], key: Callable[[T], str]) -> tuple[Sequence[T], str | None]:
    """The rows of this page, and the cursor of the next, if there is one."""
    return rows[:PAGE], key(rows[PAGE - 1]) if len(rows) > PAGE else None
