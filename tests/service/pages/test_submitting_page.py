"""A browser seals a note: what it sends opens at the desk, and nothing of it stays behind."""

from __future__ import annotations

import base64
import json

import pytest
from browsing import Live, visiting
from house import House
from people import join_by_passkey, submission_link

from keys.logproof import LogProof
from keys.opening import Opened, open_envelope
from redaction.readers import read
from redaction.roster import Roster
from service.protocol.log import Leaf, commitment
from service.protocol.purposes import Purpose
from service.web.errors import TooLarge
from tests.browser.chromium import DESKTOP, TELEPHONE

NOTE = "Canary note: Zephyrine said – “the gauges are broken” 水.\n"


def opened(house: House, submission: str) -> tuple[Opened, bytes]:
    """What the organisers' desk makes of a submission, and its envelope."""
    answer = house.people["organiser"].get(f"/submissions/{submission}")
    envelope = base64.b64decode(answer.json()["envelope"])
    context = house.context(submission, Purpose.NOTE)
    return open_envelope(envelope, house.room, context), envelope


def send(page, text: str = NOTE) -> dict:
    """Seal and send; gives the receipt as it is downloaded."""
    page.get_by_label("Your note").fill(text)
    page.get_by_role("button", name="Seal and send").click()
    page.get_by_role("heading", name="Sealed and stored").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the receipt").click()
    return json.loads(download.value.path().read_text())


def check(live: Live, receipt: dict, note: bytes, suffix: str) -> None:
    """The note opens, the desk's reader reads it, and the receipt proves it."""
    found, envelope = opened(live.house, receipt["submission"])
    assert found.note == note
    assert found.header == {"author": "", "salt": receipt["salt"], "suffix": suffix}
    assert read(found.note, f"note{suffix}", Roster()).text
    leaf = base64.b64decode(receipt["leaf"])
    salt = base64.b64decode(receipt["salt"])
    expected = commitment(salt, receipt["submission"], envelope)
    assert Leaf.model_validate_json(leaf).artefact == expected
    path = tuple(map(base64.b64decode, receipt["inclusion"]))
    proof = LogProof(receipt["index"], leaf, path, receipt["checkpoint"])
    proof.verify(live.house.new.verification_key)


def test_a_note_by_link_opens_at_the_desk_and_leaves_nothing(page, live):
    page.goto(submission_link(live))
    page.get_by_text("The room’s key is the one that your link names.").wait_for()
    assert "#" not in page.url
    check(live, send(page), NOTE.encode(), ".md")
    left = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, document.cookie,"
        " (await indexedDB.databases()).length, document.getElementById('text').value]"
    )
    assert left == [0, 0, "", 0, ""]


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize(("suffix", "size"), [(".txt", 10), (".vtt", 40_000), (".md", 2_000_000)])
def test_a_file_of_any_size_opens_at_the_desk(chromium, live, tmp_path, viewport, suffix, size):
    note = ("WEBVTT\n\n00:01.000 --> 00:02.000\n" if suffix == ".vtt" else "").encode()
    note += b"Zephyrine. " * (size // 11 + 1)
    file = tmp_path / f"Ambassador-Zephyrine{suffix}"
    file.write_bytes(note)
    with visiting(chromium, live, viewport) as page:
        page.goto(submission_link(live))
        page.get_by_label("Or choose a file").set_input_files(file)
        check(live, send(page, ""), note, suffix)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.slow
def test_whoever_is_signed_in_needs_no_link(page, live):
    join_by_passkey(page, live, "rapporteur")
    page.goto("/dialogues")
    page.get_by_role("link", name="Submit a note").click()
    fingerprint = page.locator("#fingerprint")
    fingerprint.wait_for()
    assert fingerprint.inner_text().replace(" ", "") == live.house.room.public.key_id
    check(live, send(page), NOTE.encode(), ".md")
    page.get_by_role("button", name="Another note").click()
    check(live, send(page, "Second"), b"Second", ".md")


@pytest.mark.slow
def test_another_key_than_the_link_names_stops_everything(page, live):
    page.goto(submission_link(live, "0" * 64))
    page.get_by_text("Stop: this hub shows another key").wait_for()
    assert not page.get_by_role("button", name="Seal and send").is_visible()


@pytest.mark.slow
def test_a_page_without_its_link_says_what_to_do(page, live):
    page.goto("/submit")
    page.get_by_text("There is no invitation in this address.").wait_for()
    page.goto(f"{live.address}/sign-in")
    page.goto(f"/submit#{'x' * 43}.{'0' * 64}")
    page.get_by_text("This invitation, code or link is unknown, used or expired.").wait_for()


@pytest.mark.slow
def test_words_stay_in_the_form_when_sending_fails(page, live):
    page.goto(submission_link(live))
    page.get_by_text("The room’s key is the one").wait_for()
    problem = TooLarge().problem().model_dump(mode="json")
    page.route("**/submit/submissions", lambda route: route.fulfill(status=413, json=problem))
    page.get_by_label("Your note").fill(NOTE)
    page.get_by_role("button", name="Seal and send").click()
    page.get_by_text("Your words are still in the form.").wait_for()
    assert page.get_by_label("Your note").input_value() == NOTE


@pytest.mark.slow
def test_by_keyboard_alone(page, live):
    page.goto(submission_link(live))
    page.get_by_text("The room’s key is the one").wait_for()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    page.keyboard.type("By keyboard")
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "send":
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sealed and stored").wait_for()
    assert page.evaluate("document.activeElement.id") == "receipt-title"
