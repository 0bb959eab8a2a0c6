"""The hub's tests run on both engines."""

from __future__ import annotations

import pytest
from house import House

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(params=ENGINES)
def engine(request) -> str:
    return request.param


@pytest.fixture
def database(engine, request) -> str:
    """What the hub's setting says: nothing for SQLite, the address of a PostgreSQL."""
    return request.getfixturevalue("server").new_database() if engine == "postgresql" else ""


@pytest.fixture
def house(tmp_path, identities, database):
    """A running hub on the engine of the test."""
    with House.build(tmp_path / "hub", identities, database) as house:
        yield house


@pytest.fixture
def on_sqlite(tmp_path, identities):
    """A running hub whose files can be looked into."""
    with House.build(tmp_path / "hub", identities) as house:
        yield house
