"""What is typed into the pages is found nowhere afterwards: not at the hub, not in the browser."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from people import PASSPHRASE, code_of, invitation, submission_link
from playwright.sync_api import sync_playwright

from tests.browser.chromium import CHROMIUM, DESKTOP, QUIET

NOTE = "Canary Umberwood: Ambassador Zephyrine Okonkwo-Thrace said the gauges are broken"
FILE_NAME = "Thornfield-minutes.md"
CANARIES = ("Umberwood", "Zephyrine", "gauges are broken", "Thornfield", "Quillfeather")


@pytest.mark.slow
def test_nothing_typed_is_found_again(live, tmp_path, capfd):
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    answers: list[bytes] = []
    secrets = _visit(live, tmp_path, answers)
    live.house.client.app.state.hub.database.truncate_wal()
    wanted = [word.lower().encode() for word in (*CANARIES, *secrets)]
    files = [*_files(live.house.settings.folder), *_files(tmp_path / "profile")]
    assert len(files) > 20
    logged = "".join(capfd.readouterr()).encode()
    found = [
        (place.rpartition("/profile/")[2], word)
        for place, data in [*((str(file), file.read_bytes()) for file in files), ("log", logged)]
        for word in wanted
        for form in (word, base64.b64encode(word), word.decode().encode("utf-16-le"))
        if form.lower() in data.lower()
    ]
    assert not found, found
    shown = b"".join(answers).lower()
    assert not [word for word in CANARIES if word.lower().encode() in shown]


def _visit(live, tmp_path: Path, answers: list[bytes]) -> list[str]:
    """Go everywhere with one browser whose profile lies on disk; gives what was secret."""
    file = tmp_path / FILE_NAME
    file.write_text(NOTE)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=CHROMIUM,
            args=list(QUIET),
            base_url=live.address,
            viewport=DESKTOP,
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("response", lambda answer: answers.append(_body(answer)))
        page.goto(submission_link(live))
        page.get_by_text("The room’s key is the one").wait_for()
        page.get_by_label("Your note").fill(NOTE)
        page.get_by_role("button", name="Seal and send").click()
        page.get_by_role("heading", name="Sealed and stored").wait_for()
        page.get_by_role("button", name="Another note").click()
        page.get_by_label("Or choose a file").set_input_files(file)
        page.get_by_role("button", name="Seal and send").click()
        page.get_by_role("heading", name="Sealed and stored").wait_for()
        page.goto(f"/join#{invitation(live, 'rapporteur')}")
        name = page.locator("form strong.mono").inner_text()
        secret = page.locator(".help .mono").inner_text()
        page.get_by_label("Six digits").fill(code_of(secret, live.clock))
        page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        page.get_by_role("button", name="Use these from now on").click()
        page.wait_for_url("**/account/codes")
        page.get_by_role("button", name="Make recovery codes").click()
        page.get_by_text("Your codes, shown this once").wait_for()
        codes = page.locator(".codes li").all_inner_texts()
        session = next(c["value"] for c in context.cookies() if c["name"] == "__Host-session")
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.wait_for_url("**/sign-in")
        page.get_by_label("Sign-in name").fill(name)
        page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        page.get_by_label("Six digits").fill("000000")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_text("That did not work.").wait_for()
        context.close()
    # The tokens of links stay in the browser's history, as every address that was opened does:
    # an invitation is used up by then, and a submission link lets write, not read.
    return [PASSPHRASE, secret, session, *codes]


def _body(answer) -> bytes:
    try:
        return answer.body()
    except Exception:  # a redirect has none
        return b""


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]
