"""Waivers at two desks: given, brought in, compared, taken back."""

from __future__ import annotations

import base64
import re

import pytest
from desk_browser import CHROMIUM, browsing
from shown import join
from test_desk_objections import at_desk, look

from service.desk.held_waivers import waived

LINE = "Dr Tejada warned that anchovy moves south."
GIVEN = {"statement": LINE, "wording": "Dr Tejada warned", "audience": "public"}


def sent(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture
def participant(dialogue, tmp_path, identities):
    return join(dialogue, tmp_path / "participant", identities[3])


def test_given_brought_in_compared_taken_back(dialogue, participant, visitors):
    person, organiser = visitors(participant), visitors(dialogue.first)
    for one in (person, organiser):
        one.get("/home/list")
    assert "Let words of yours leave" in person.get("/rooms/1/waivers").text
    bad = person.post("/rooms/1/waivers/give", GIVEN | {"wording": "Somebody else"})
    assert bad.status_code == 422
    waiver = person.post("/rooms/1/waivers/give", GIVEN).content
    assert b"Tejada" not in waiver
    identity = person.get("/you/identity").content
    assert "No waiver yet" in organiser.get("/rooms/1/waivers").text
    brought = {"waiver": sent(waiver), "identity": sent(identity), "who": "p3"}
    own = organiser.get("/you/identity").content
    assert organiser.post("/rooms/1/waivers", brought | {"identity": sent(own)}).status_code == 422
    assert person.post("/rooms/1/waivers", brought).status_code == 404
    assert organiser.post("/rooms/1/waivers", brought).status_code == 303
    page = organiser.get("/rooms/1/waivers").text
    assert "Milagros Tejada" in page
    assert "waits to be compared" in page
    path = re.search(r"(/rooms/1/waivers/\d+)/compared", page)[1]
    room, hub = organiser.desk.card(1).room, organiser.desk.hub
    assert waived(hub, organiser.desk.home, room) == ()
    organiser.post(f"{path}/compared")
    assert "passes the gate here" in organiser.get("/rooms/1/waivers").text
    assert [one.wording for one in waived(hub, organiser.desk.home, room)] == ["Dr Tejada warned"]
    back = person.post("/rooms/1/waivers/revoke", {"waiver": sent(waiver)}).content
    assert organiser.post(f"{path}/back", {"back": sent(waiver)}).status_code == 422
    assert organiser.post(f"{path}/back", {"back": sent(back)}).status_code == 303
    assert "taken back" in organiser.get("/rooms/1/waivers").text
    assert waived(hub, organiser.desk.home, room) == ()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_waivers_in_a_browser(dialogue, participant, tmp_path):
    with (
        browsing(tmp_path / "other") as reader,
        at_desk(participant, reader, tmp_path / "two"),
    ):
        page = reader.page
        page.get_by_role("link", name="Session of").click()
        page.get_by_role("link", name="Be quoted").click()
        page.get_by_label("The statement").fill(LINE)
        page.get_by_label("The words that you allow").fill(LINE)
        look(reader, "waiver-give")
        with page.expect_download() as download:
            page.get_by_role("button", name="Make the file", exact=True).click()
        download.value.save_as(tmp_path / "waiver.json")
        with page.expect_download() as download:
            page.get_by_role("link", name="your public identity").click()
        download.value.save_as(tmp_path / "identity.json")
    with (
        browsing(tmp_path / "profile") as visitor,
        at_desk(dialogue.first, visitor, tmp_path / "one"),
    ):
        page = visitor.page
        page.get_by_role("link", name="Early warning at sea").click()
        page.get_by_role("link", name="See the waivers").click()
        look(visitor, "waivers-empty")
        page.set_input_files("#waiverfile", tmp_path / "waiver.json")
        page.set_input_files("#identityfile", tmp_path / "identity.json")
        page.get_by_label("Who gave it").select_option(label="Milagros Tejada")
        page.get_by_role("button", name="Bring it in").click()
        page.get_by_text("waits to be compared").wait_for()
        look(visitor, "waivers")
        page.get_by_role("button", name="It is the same").click()
        page.get_by_text("passes the gate here").wait_for()
