"""A hub on loopback, and Debian's chromium before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsing import Clock, Live, listening, visiting
from house import House
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import CHROMIUM, QUIET, TELEPHONE


@pytest.fixture
def live(house: House) -> Iterator[Live]:
    clock = Clock()
    hub = house.client.app.state.hub
    hub.door = replace(hub.door, clock=clock)
    with listening(house.client.app) as port:
        yield Live(house, f"http://localhost:{port}", clock)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for a file of tests: one that stayed would be in the way of another's loop."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live: Live) -> Iterator[Page]:
    with visiting(chromium, live) as page:
        yield page


@pytest.fixture
def telephone(chromium: Browser, live: Live) -> Iterator[Page]:
    with visiting(chromium, live, TELEPHONE) as page:
        yield page
