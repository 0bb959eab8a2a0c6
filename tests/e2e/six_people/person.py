"""Somebody at a browser with a profile of their own: what they do on any page, and see."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from playwright.sync_api import Locator, Page, Playwright

from tests.browser import violations
from tests.browser.chromium import CHROMIUM, DESKTOP, QUIET, TELEPHONE, TIMEOUT
from tests.e2e.six_people.place import Place

SHOTS = os.environ.get("SEALEDROOM_SCREENSHOTS")
"""Folder for screenshots, if any."""

STEPS = count(1)


class Person:
    """Somebody at a browser. Every complaint of its console is kept."""

    sizes = (DESKTOP, TELEPHONE)

    def __init__(self, name: str, place: Place, playwright: Playwright) -> None:
        self.name, self.place = name, place
        self.context = playwright.chromium.launch_persistent_context(
            place.folder / "profiles" / name,
            executable_path=CHROMIUM,
            args=list(QUIET),
            viewport=self.sizes[0],
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(TIMEOUT)
        self.page: Page = self.context.pages[0]
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self._hear(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self._hear(str(error)))

    def _hear(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def look(self, step: str) -> None:
        """Axe finds nothing at any size, light or dark, and nothing is wider than the window."""
        step = f"{next(STEPS):02}-{self.name}-{step}"
        for size in self.sizes:
            self.page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                assert violations(self.page) == [], (step, size["width"], scheme)
            self.page.emulate_media(color_scheme="light")
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], (step, width)
            if SHOTS:
                path = Path(SHOTS) / f"{step}-{size['width']}.png"
                self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size(self.sizes[0])

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()

    def heading(self, words: str) -> None:
        """Wait until the page has this heading."""
        self.page.get_by_role("heading", name=words).wait_for()

    def reads(self, words: str) -> None:
        """Wait until this stands on the page."""
        self.page.get_by_text(words).first.wait_for()

    def download(self, thing: Locator, name: str) -> Path:
        """Save what a link or button gives."""
        with self.page.expect_download() as download:
            thing.click()
        path = self.place.file(name)
        download.value.save_as(path)
        return path

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()
        assert not [one for one in self.complaints if "status of 4" not in one]


class OnTelephone(Person):
    """Somebody who has nothing but the browser of a telephone."""

    sizes = (TELEPHONE,)


class WithPasskey(Person):
    """Signs in to the hub's own pages by a passkey of this browser."""

    def join(self, link: str) -> None:
        """Take an invitation in a browser."""
        session = self.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.page.goto(link)
        self.look("join")
        self.press("Make a passkey")
        self.page.wait_for_url("**/account/codes")
        self.look("codes")
