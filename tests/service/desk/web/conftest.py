"""A desk with or without keys, and who comes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk_visits import Visit, visit
from locked_desk import PASSPHRASE, locked_desk

from keys.opening import Identity
from service.desk.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "desk")


@pytest.fixture
def locked_home(home: Home, identities: list[Identity]) -> Home:
    return locked_desk(home.folder, identities[0])


@pytest.fixture
def stranger(locked_home: Home) -> Iterator[Visit]:
    """Somebody who has not used the link."""
    yield from visit(locked_home)


@pytest.fixture
def person(stranger: Visit) -> Visit:
    """The person who came by the link, before the lock."""
    stranger.enter()
    return stranger


@pytest.fixture
def newcomer(home: Home) -> Iterator[Visit]:
    """A person without keys."""
    for one in visit(home):
        one.enter()
        yield one


@pytest.fixture
def sampler(newcomer: Visit) -> Visit:
    """A person in the sample dialogue."""
    newcomer.post("/welcome/sample")
    return newcomer


@pytest.fixture
def visitors() -> Iterator[Callable[[Any], Visit]]:
    """Opens the desks of people; each is closed in the end."""
    with ExitStack() as stack:

        def open_desk(person: Any) -> Visit:
            one = stack.enter_context(contextmanager(visit)(person.home))
            one.enter()
            one.post("/unlock", {"passphrase": PASSPHRASE})
            return one

        yield open_desk
