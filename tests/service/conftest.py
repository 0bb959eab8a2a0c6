"""A hub with a dialogue, its people and a session; everything sealed and signed for real."""

from __future__ import annotations

import pytest
from engines import Server
from house import House, Person

from keys.opening import Identity


@pytest.fixture(scope="session")
def identities() -> list[Identity]:
    """Eight people's secret identities, made once: ML-DSA keys take their time."""
    return [Identity.generate() for _ in range(8)]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A PostgreSQL server, started once when the first test asks for it."""
    with Server.running(tmp_path_factory.mktemp("postgresql")) as server:
        yield server


@pytest.fixture
def house(tmp_path, identities):
    """A running hub: two organisers, one person in each other role, a stranger and a guest."""
    with House.build(tmp_path / "hub", identities) as house:
        yield house


@pytest.fixture
def organiser(house: House) -> Person:
    return house.people["organiser"]


@pytest.fixture
def second(house: House) -> Person:
    return house.people["second"]


@pytest.fixture
def rapporteur(house: House) -> Person:
    return house.people["rapporteur"]
