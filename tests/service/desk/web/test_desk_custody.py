"""Custody at the desk: shares sealed or on paper, handed over, and put together again."""

from __future__ import annotations

import base64
import html
import io
import re
import zipfile

import pytest
from desk_browser import CHROMIUM, browsing
from shown import join
from test_desk_objections import at_desk, look

from service.protocol.roles import Role


def sent(*contents: bytes) -> str:
    return " ".join(base64.b64encode(one).decode() for one in contents)


@pytest.fixture
def custodian(dialogue, tmp_path, identities):
    return join(dialogue, tmp_path / "custodian", identities[3], Role.CUSTODIAN)


def test_shares_sealed_handed_over_and_put_together(dialogue, custodian, visitors):
    second = dialogue.second
    second.home.trust(dialogue.first.home.public().key_id)
    keepers = [custodian.home.public(), second.home.public()]
    organiser = visitors(dialogue.first)
    organiser.get("/home/list")
    shown = organiser.get("/rooms/1/custody").text
    assert all(one.key_id[:4] in shown for one in keepers)
    chosen = {"keeper": [one.key_id for one in keepers], "threshold": "2"}
    assert organiser.post("/rooms/1/custody/sealed", {"threshold": "2"}).status_code == 422
    packed = organiser.post("/rooms/1/custody/sealed", chosen).content
    files = {name: zipfile.ZipFile(io.BytesIO(packed)).read(name)
             for name in zipfile.ZipFile(io.BytesIO(packed)).namelist()}  # fmt: skip
    room = files.pop("room.json")
    assert room == organiser.get("/rooms/1/custody/room").content
    to = sent(keepers[1].to_json().encode())
    keeper = visitors(custodian)
    mine = files[f"share-{keepers[0].person}.json"]
    theirs = files[f"share-{keepers[1].person}.json"]
    assert keeper.post("/custody/hand", {"share": sent(theirs), "to": to}).status_code == 422
    handed = keeper.post("/custody/hand", {"share": sent(mine), "to": to}).content
    other = visitors(second)
    few = {"room": sent(room), "shares": sent(theirs)}
    assert other.post("/custody/recover", few).status_code == 422
    both = few | {"shares": sent(theirs, handed)}
    assert "The room is back" in other.post("/custody/recover", both).text
    other.get("/home/list")
    assert other.desk.card(1).room is not None


def test_pages_are_shown_once_and_typed_again(dialogue, custodian, visitors):
    organiser = visitors(dialogue.first)
    organiser.get("/home/list")
    page = organiser.post("/rooms/1/custody/paper", {"pages": "3", "threshold": "2"}).text
    shares = [html.unescape(one) for one in re.findall(r"<pre[^>]*>([^<]+)</pre>", page)]
    assert len(shares) == 3
    room = organiser.get("/rooms/1/custody/room").content
    words = [" ".join(one.partition("Words:")[2].split()) for one in shares]
    home = custodian.home
    keeper = visitors(custodian)
    assert keeper.get("/rooms/1/custody").status_code == 404
    typed = {"room": sent(room), "typed": f"{words[0]}\r\n\r\n{words[2]}"}
    assert keeper.post("/custody/recover", typed | {"typed": words[0][:-9]}).status_code == 422
    assert "2 shares" in keeper.post("/custody/recover", typed).text
    assert home.names("recovered") == (f"{dialogue.session}.json",)
    other = visitors(custodian)
    other.get("/home/list")
    assert other.desk.card(1).room is not None  # the recovered key opens it at this desk
    kept = b"".join(path.read_bytes() for path in home.folder.rglob("*") if path.is_file())
    assert " ".join(words[0].split()[:3]).encode() not in kept


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_custody_in_a_browser(dialogue, custodian, tmp_path):
    with (
        browsing(tmp_path / "profile") as visitor,
        at_desk(dialogue.first, visitor, tmp_path / "one"),
    ):
        page = visitor.page
        page.get_by_role("link", name="Early warning at sea").click()
        look(visitor, "session-organiser")
        page.get_by_role("link", name="Split the key").click()
        look(visitor, "custody")
        page.get_by_role("button", name="Show the pages to print").click()
        page.get_by_role("heading", name="Print the shares").wait_for()
        look(visitor, "custody-pages")
        words = [" ".join(one.partition("Words:")[2].split())
                 for one in page.locator(".share").all_inner_texts()]  # fmt: skip
        with page.expect_download() as download:
            page.get_by_role("link", name="Save the room’s file").click()
        download.value.save_as(tmp_path / "room.json")
        page.get_by_role("link", name="Your keys").click()
        page.get_by_role("link", name="A custodian’s share").click()
        look(visitor, "custody-share")
        page.set_input_files("#roomfile", tmp_path / "room.json")
        page.get_by_label("Or typed from paper").fill("\n\n".join(words[:2]))
        page.get_by_role("button", name="Bring the room back").click()
        page.get_by_role("heading", name="The room is back").wait_for()
        look(visitor, "custody-recovered")
