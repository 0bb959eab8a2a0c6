"""People, a room and a release, made once: their keys are random, as in use."""

from __future__ import annotations

import pytest

from keys.checkpoint import LogKey
from keys.opening import Identity, RoomSecret
from keys.sealing import Context
from tests.keys.making import ORIGIN, Maker


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.slow)], ids=["sample", "all"])
def exhaustive(request: pytest.FixtureRequest) -> bool:
    """Whether to try every bit of large byte strings, too."""
    return bool(request.param)


@pytest.fixture(scope="session")
def ana() -> Identity:
    return Identity.generate()


@pytest.fixture(scope="session")
def ben() -> Identity:
    return Identity.generate()


@pytest.fixture(scope="session")
def eve() -> Identity:
    return Identity.generate()


@pytest.fixture(scope="session")
def room() -> RoomSecret:
    return RoomSecret.generate("room-1", 1)


@pytest.fixture(scope="session")
def context() -> Context:
    return Context("room-1", 1, "submission-1", "note")


@pytest.fixture(scope="session")
def maker(ana: Identity, ben: Identity) -> Maker:
    return Maker(LogKey.generate(ORIGIN), (ana, ben))
