"""Closing a room at the desk: dates, a legal hold, the end of its keys, the certificate."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import pytest
from desk_browser import CHROMIUM, browsing
from desk_visits import Visit
from locked_desk import PASSPHRASE
from test_desk_objections import at_desk, look
from test_desk_with_hub import at_desk as visiting
from test_desk_with_hub import away

from service.desk.files import File
from service.desk.submitting import submit

WHY = "The court of Valparaíso asked for the notes."
DESTROY = {"phrase": " Destroy this room ", "passphrase": PASSPHRASE}


@pytest.fixture
def organiser(dialogue) -> Iterator[Visit]:
    for one in visiting(dialogue.first):
        one.get("/home/list")
        yield one


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_dates_and_a_hold_with_its_reason(organiser: Visit, dialogue):
    assert "/rooms/1/closing" in organiser.get("/rooms/1").text
    page = words(organiser.get("/rooms/1/closing").text)
    assert "in 97 days" in page
    assert "The hub destroys the room’s keys" in page
    assert organiser.post("/rooms/1/closing/hold", {"why": " "}).status_code == 422
    with away(organiser):
        failed = organiser.post("/rooms/1/closing/hold", {"why": WHY})
        assert failed.status_code == 503
        assert WHY in failed.text  # nothing that was typed is lost
    assert organiser.post("/rooms/1/closing/hold", {"why": WHY}).status_code == 303
    for one in visiting(dialogue.first):
        one.get("/home/list")
        page = words(one.get("/rooms/1/closing").text)
        assert "A legal hold stands since" in page
        assert WHY in page
        assert "stopped by the legal hold" in page
        refused = one.post("/rooms/1/closing/destroy", DESTROY)
        assert refused.status_code == 422
        assert "hold stands" in refused.text
        one.post("/rooms/1/closing/hold/end", {"why": "The court has them."})
        page = words(one.get("/rooms/1/closing").text)
        assert "The court has them." in page
        assert "A legal hold stands" not in page


def test_nobody_destroys_by_a_slip(organiser: Visit):
    for wrong in ({"phrase": "destroy"}, {"passphrase": "another passphrase"}):
        assert organiser.post("/rooms/1/closing/destroy", DESTROY | wrong).status_code == 422
    with away(organiser):
        assert organiser.post("/rooms/1/closing/destroy", DESTROY).status_code == 422
    assert "in 97 days" in organiser.get("/rooms/1/closing").text


def test_destroyed_forgotten_and_certified_by_two(organiser: Visit, dialogue, note: File):
    with dialogue.rapporteur.hub() as hub:
        submit(hub, dialogue.rapporteur.home, dialogue.session, note)
    home = dialogue.first.home
    home.save("reviews", dialogue.session, b"sealed")
    home.save("reviews", "another", b"sealed")
    assert organiser.get("/rooms/1/closing/certificate").status_code == 404
    assert organiser.post("/rooms/1/closing/destroy", DESTROY).status_code == 303
    assert home.names("reviews") == ("another",)
    assert not any(b'"wrap":"' in home.load("hub", name) for name in home.names("hub"))
    assert organiser.desk.card(1).room is None
    page = words(organiser.get("/rooms/1/closing").text)
    assert "The keys of this room were destroyed" in page
    organiser.post("/rooms/1/closing/sign")
    assert organiser.post("/rooms/1/closing/sign").status_code == 422
    assert "1 of 2" in words(organiser.get("/rooms/1/closing").text)
    mine = organiser.get("/rooms/1/closing/certificate").content
    dialogue.second.home.trust(dialogue.first.home.public().key_id)
    for other in visiting(dialogue.second):
        other.get("/home/list")
        other.post("/rooms/1/closing/sign")
        for bad in (b"{}", mine.replace(b"a", b"b", 1)):
            assert other.post("/rooms/1/closing/join", sent(bad)).status_code == 422
        assert other.post("/rooms/1/closing/join", sent(mine)).status_code == 303
        page = words(other.get("/rooms/1/closing").text)
        assert "Verified." in page
        assert "2 of 2" in page


def test_other_desks_hear_of_it(dialogue):
    """What a rapporteur still keeps of the room goes when their desk looks again."""
    home = dialogue.rapporteur.home
    for one in visiting(dialogue.rapporteur):
        one.get("/home/list")
        home.save("writing", dialogue.session, b"a draft of notes")
        with dialogue.first.hub() as hub:
            hub.destroy(dialogue.session)
        one.get("/home/list")
        assert home.names("writing") == ()
        assert one.get("/rooms/1/closing").status_code == 404  # its organisers' page
        home.save("hub", "kept", b"answer")
        one.get("/home/list")
        assert "kept" in home.names("hub")  # forgotten once, not at every look


def sent(content: bytes) -> dict[str, str]:
    return {"certificate": base64.b64encode(content).decode()}


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_closing_in_a_browser(dialogue, tmp_path):
    with (
        browsing(tmp_path / "profile") as visitor,
        at_desk(dialogue.first, visitor, tmp_path / "one"),
    ):
        page = visitor.page
        page.get_by_role("link", name="Early warning at sea").click()
        page.get_by_role("link", name="See the dates").click()
        look(visitor, "closing")
        page.get_by_label("Why must the notes be kept?").fill(WHY)
        page.get_by_role("button", name="Set a hold").click()
        page.get_by_text("A legal hold stands").wait_for()
        look(visitor, "closing-held")
        page.get_by_label("Why is it lifted?").fill("The court has them.")
        page.get_by_role("button", name="Lift the hold").click()
        page.get_by_text("Before its day").click()
        look(visitor, "closing-destroying")
        page.get_by_label("Type “destroy this room”").fill("destroy this room")
        page.get_by_label("Your passphrase").fill(PASSPHRASE)
        page.get_by_role("button", name="Destroy the keys").click()
        page.get_by_role("heading", name="The room is closed").wait_for()
        look(visitor, "closed-room")
        page.get_by_role("button", name="Sign the certificate").click()
        page.get_by_text("Not complete yet").wait_for()
        look(visitor, "closed-room-signed")
