"""What people do at the desk, in a real browser: every page looked at by axe, nothing left behind.

`SEALEDROOM_SCREENSHOTS=FOLDER pytest -m slow tests/service/desk/web` keeps pictures of every page.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Run, Visitor, browsing, running
from locked_desk import PASSPHRASE

from tests.browser import violations
from tests.browser.chromium import CHROMIUM, DESKTOP, TELEPHONE

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

CANARY = "Quillfeather"
NOTE = (
    f"Admiral Quispe of {CANARY}: the three navies could publish sea temperature within one hour.\n"
    "Our youth fellow disagreed."
)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with running(tmp_path / "home", tmp_path / "temp") as run:
        yield run


@pytest.fixture
def visitor(tmp_path: Path, run: Run) -> Iterator[Visitor]:
    with browsing(tmp_path / "profile") as visitor:
        visitor.enter(run)
        yield visitor
        assert not [one for one in visitor.complaints if "status of 4" not in one]


def look(visitor: Visitor, name: str) -> None:
    """Axe on both sizes and in both schemes; no page is wider than its window."""
    page = visitor.page
    for viewport, scheme in ((DESKTOP, "light"), (TELEPHONE, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{name}, {scheme}"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{name} is {width} wide"
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    visitor.shot(name)


def to_sample(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Try the sample").click()
    visitor.page.wait_for_url("**/home")
    visitor.page.locator("h3 a").click()
    visitor.page.wait_for_url("**/rooms/1")


def test_the_page_behind_the_link(visitor: Visitor):
    """The smallest journey; the others are slow."""
    assert visitor.page.get_by_role("heading", name="Welcome to your desk").is_visible()
    assert violations(visitor.page) == []
    stored = "[document.cookie, localStorage.length, sessionStorage.length]"
    assert visitor.page.evaluate(stored) == ["", 0, 0]


@pytest.mark.slow
def test_first_run_and_lock(run: Run, visitor: Visitor, tmp_path: Path):
    page = visitor.page
    look(visitor, "welcome")
    page.get_by_role("link", name="Make my keys").click()
    look(visitor, "new")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make my keys").click()
    page.wait_for_url("**/sheet")
    look(visitor, "sheet")
    page.get_by_role("button", name="Both are done").click()
    page.wait_for_url("**/home")
    look(visitor, "home-empty")
    page.get_by_role("link", name="Your keys").click()
    look(visitor, "keys")
    page.get_by_role("button", name="Close the desk").click()
    page.get_by_role("heading", name="The desk is closed").wait_for()
    assert run.process.wait(20) == 0
    with running(tmp_path / "home", tmp_path / "temp") as again:
        visitor.enter(again)
        look(visitor, "lock")
        page.get_by_label("Passphrase").fill("not the right words at all")
        page.get_by_role("button", name="Open").click()
        page.get_by_role("heading", name="This was not done").wait_for()
        look(visitor, "not-done")
        page.get_by_role("button", name="Go back").click()
        page.get_by_label("Passphrase").fill(PASSPHRASE)
        page.get_by_role("button", name="Open").click()
        page.wait_for_url("**/home")


@pytest.mark.slow
def test_writing(visitor: Visitor):
    page = visitor.page
    to_sample(visitor)
    look(visitor, "session")
    page.get_by_role("link", name="Write notes").click()
    page.locator("#e0").click()
    page.keyboard.type(NOTE)
    page.locator(".finding").first.wait_for()
    page.get_by_text("Kept, sealed").wait_for()
    look(visitor, "write")
    page.locator("#e0").focus()
    before = page.locator("#e0").inner_text()
    page.keyboard.press("F8")
    page.locator(".finding.current").wait_for()
    page.keyboard.press("Alt+Enter")
    assert page.locator("#e0").inner_text() != before
    page.keyboard.press("Control+z")
    assert page.locator("#e0").inner_text() == before
    sample = Path("service/desk/samples/transcript.vtt").resolve()
    page.set_input_files("#file", sample)
    page.get_by_text("Kept, sealed: 8").wait_for()
    page.get_by_role("button", name="Seal and send").click()
    page.get_by_role("heading", name="Sealed and sent").wait_for()
    look(visitor, "sent")


@pytest.mark.slow
def test_review_approval_and_release(visitor: Visitor, tmp_path: Path):
    page = visitor.page
    to_sample(visitor)
    page.get_by_role("link", name="Review the notes").click()
    page.locator("progress").wait_for()
    look(visitor, "review-wait")
    page.locator(".row").first.wait_for()
    status = page.locator("#status p")
    before = status.inner_text()
    look(visitor, "review")
    page.keyboard.press("a")
    page.wait_for_timeout(600)
    assert status.inner_text() != before
    page.keyboard.press("u")
    page.wait_for_timeout(600)
    assert status.inner_text() == before
    page.keyboard.press("c")
    page.locator(".changing textarea").fill("Admiral Quispe wants the data within the hour.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("The gate would stay closed").wait_for()
    look(visitor, "review-change")
    page.locator(".changing textarea").fill("Sea temperature could be published within the hour.")
    page.locator(".changing textarea").press("Control+Enter")
    page.locator(".row.changed").wait_for()
    page.keyboard.press("n")
    page.locator(".told").wait_for()
    look(visitor, "review-finding")
    page.keyboard.press("x")
    page.get_by_label("Why these words expose nobody").fill("It is the name of a boat.")
    page.keyboard.press("Enter")
    page.get_by_text("It counts when a second person agrees").wait_for()
    page.get_by_role("button", name="let the second organiser confirm").click()
    page.get_by_role("heading", name="Words that somebody").wait_for(state="detached")
    page.keyboard.press("?")
    look(visitor, "review-keys")
    page.locator("#keys").get_by_role("button", name="Close").click()
    for number in range(page.locator(".items a").count()):
        page.locator(".items a").nth(number).click()
        accept = page.get_by_role("button", name="still open")
        if accept.count():
            accept.click()
            accept.wait_for(state="detached")
    page.get_by_role("link", name="To the release").click()
    page.locator("pre.document").wait_for()
    look(visitor, "release")
    page.get_by_role("button", name="Put it up for signing").click()
    page.locator("#digest").wait_for()
    page.get_by_role("button", name="Sign exactly this text").click()
    assert not page.get_by_text("You have signed this text").count()  # a dismissal waits
    page.get_by_role("checkbox").check()
    look(visitor, "draft")
    page.get_by_role("button", name="Sign exactly this text").click()
    page.get_by_text("You have signed this text").wait_for()
    page.get_by_role("button", name="let the second organiser sign").click()
    page.get_by_role("button", name="Release it").click()
    page.get_by_text("Files to hand on").wait_for()
    page.locator("#digest").wait_for()
    look(visitor, "released")
    with page.expect_download() as download:
        page.get_by_role("link", name="The bundle").click()
    assert "dsse" in json.loads(Path(download.value.path()).read_bytes())


@pytest.mark.slow
def test_organising(visitor: Visitor):
    page = visitor.page
    page.get_by_role("button", name="Try the sample").click()
    page.wait_for_url("**/home")
    look(visitor, "home")
    page.get_by_role("link", name="People and new sessions").click()
    look(visitor, "dialogue")
    page.get_by_role("link", name="How evenly people spoke").click()
    page.get_by_label("Fernanda Rivas").check()
    page.get_by_role("button", name="Count again").click()
    page.locator("figure.voices").wait_for()
    look(visitor, "voices")
    page.get_by_role("link", name="← The dialogue").click()
    page.get_by_role("link", name="Open a session").click()
    look(visitor, "session-new")
    page.get_by_label("Topic").fill("Second meeting")
    page.get_by_label("Agenda").fill("Warnings\nMoney")
    page.get_by_label("Or paste it").fill("Dr Jane Doe, head of research, Example Institute")
    page.get_by_role("button", name="Look at the list first").click()
    page.locator("#people table").wait_for()
    look(visitor, "session-new-list")
    page.get_by_role("button", name="Open the session").click()
    page.wait_for_url("**/roster")
    look(visitor, "roster")
    page.get_by_role("link", name="← The session").click()
    page.get_by_role("link", name="Recommend to officials").click()
    page.get_by_text("Nothing was released yet").wait_for()
    look(visitor, "recommend-empty")


@pytest.mark.slow
def test_nothing_is_left_behind(tmp_path: Path):
    """No word of a note in the desk's home, its temporary folder or the browser's profile."""
    with (
        running(tmp_path / "home", tmp_path / "temp") as run,
        browsing(tmp_path / "profile") as visitor,
    ):
        visitor.enter(run)
        to_sample(visitor)
        page = visitor.page
        page.get_by_role("link", name="Write notes").click()
        page.locator("#e0").click()
        page.keyboard.type(NOTE)
        page.locator(".finding").first.wait_for()
        page.get_by_text("Kept, sealed").wait_for()
        page.reload()
        page.locator(".finding").first.wait_for()
        page.get_by_role("button", name="Seal and send").click()
        page.get_by_role("heading", name="Sealed and sent").wait_for()
        page.goto(f"{run.root}/rooms/1/review")
        page.locator(".row").first.wait_for()
        page.get_by_text(CANARY).first.wait_for()
        page.keyboard.press("c")
        page.locator(".changing textarea").fill(f"The {CANARY} plan was explored.")
        page.locator(".changing textarea").press("Control+Enter")
        page.wait_for_timeout(4000)
        page.get_by_role("button", name="Close the desk").click()
        page.get_by_role("heading", name="The desk is closed").wait_for()
        run.process.wait(20)
        page.wait_for_timeout(1000)
    left = [
        path.relative_to(tmp_path)
        for folder in ("home", "temp", "profile")
        for path in (tmp_path / folder).rglob("*")
        if path.is_file() and holds(path.read_bytes())
    ]
    assert left == []


def holds(content: bytes) -> bool:
    words = (CANARY, "Admiral Quispe", "coastal water warms")
    return any(w.encode(code) in content for w in words for code in ("utf-8", "utf-16-le"))


@pytest.mark.slow
def test_pages_are_quick(visitor: Visitor):
    """Server time of each page, printed; the target is 100 ms on an idle machine."""
    page = visitor.page
    to_sample(visitor)
    root = page.url.removesuffix("/rooms/1")
    page.goto(f"{root}/rooms/1/review")
    page.locator(".row").first.wait_for()
    for path in ("/home", "/rooms/1", "/rooms/1/write", "/rooms/1/review/1", "/rooms/1/release"):
        times = []
        for _ in range(5):
            page.goto(root + path)
            entry = "performance.getEntriesByType('navigation')[0].toJSON()"
            timing = page.evaluate(entry)
            times.append(timing["responseEnd"] - timing["requestStart"])
            time.sleep(0.2)
        print(f"{path.replace('1', 'N'):22} {min(times):6.1f} ms")
        assert min(times) < 250, path
