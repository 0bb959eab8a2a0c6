"""The desk as a person runs it: the command, a link, Debian's chromium, and what is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.chromium import CHROMIUM, DESKTOP, QUIET, TELEPHONE, TIMEOUT

SHOTS = os.environ.get("SEALEDROOM_SCREENSHOTS")
"""Folder into which journeys put their screenshots, if any."""


@dataclass
class Run:
    """A running `sealedroom desk`."""

    link: str
    process: subprocess.Popen[str]

    @property
    def root(self) -> str:
        return self.link.partition("/enter")[0]


@contextmanager
def running(home: Path, temp: Path) -> Iterator[Run]:
    """`sealedroom desk --no-open`, with a temporary folder of its own."""
    temp.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "service", "desk", "--home", str(home), "--no-open"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temp)},
    )
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    assert link.startswith("http://127.0.0.1:"), link
    try:
        yield Run(link, process)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@dataclass
class Visitor:
    """A browser with a profile on disk; every complaint of its console is kept."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def enter(self, run: Run) -> None:
        self.page.goto(run.link)
        self.page.wait_for_url(lambda url: "/enter" not in url)

    def shot(self, name: str) -> None:
        """A screenshot of the page on a desktop and on a telephone, light and dark."""
        if SHOTS is None:
            return
        for size, viewport in (("1200", DESKTOP), ("390", TELEPHONE)):
            self.page.set_viewport_size(viewport)
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                path = Path(SHOTS) / f"{name}-{size}-{scheme}.png"
                self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size(DESKTOP)
        self.page.emulate_media(color_scheme="light")


@contextmanager
def browsing(profile: Path) -> Iterator[Visitor]:
    """Chromium with its profile in a folder that can be searched afterwards."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            args=list(QUIET),
            viewport=DESKTOP,
            reduced_motion="reduce",
        )
        context.set_default_timeout(TIMEOUT)
        visitor = Visitor(context.pages[0], context)
        visitor.page.on(
            "console",
            lambda m: visitor.complaints.append(m.text) if m.type == "error" else None,
        )
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        yield visitor
        context.close()
