"""Recommendations at the desk: from released statements alone, to officials whose keys are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_browser import browsing
from desk_visits import Visit
from test_desk_objections import TEXTS, at_desk, draft, look  # noqa: F401
from test_desk_sharing import desk_of

from keys.opening import sign
from service.desk.releasing import trust_of
from service.protocol.statements import PAYLOAD_TYPE, Kind
from tests.browser.chromium import CHROMIUM

TITLE = "Warnings within the hour"


@pytest.fixture
def released(dialogue, draft: str) -> str:  # noqa: F811
    """A release with two signatures."""
    approve(dialogue, draft)
    with dialogue.first.hub() as hub:
        hub.release(draft)
    return draft


def approve(dialogue, name: str) -> None:
    for one in (dialogue.first, dialogue.second):
        with one.hub() as hub:
            payload = hub.draft(name).payload
            hub.approve(name, sign(payload, PAYLOAD_TYPE, one.identity).to_json())


def recommendation(dialogue) -> str:
    with dialogue.first.hub() as hub:
        drafts = hub.drafts(dialogue.session).drafts
    (name,) = (one.draft for one in drafts if one.kind is Kind.RECOMMENDATION)
    return name


def test_nothing_is_recommended_before_it_was_released(dialogue):
    with desk_of(dialogue.first) as one:
        assert "Nothing was released yet" in one.get("/rooms/1/recommend").text
    with desk_of(dialogue.rapporteur) as one:
        assert "in the agenda’s order" in one.get("/rooms/1/write").text
        assert one.get("/rooms/1/recommend").status_code == 404


def test_officials_are_kept_sealed(dialogue, released, identities):
    official = identities[4].public
    with desk_of(dialogue.first) as one:
        page = one.get("/rooms/1/recommend").text
        assert "whom do you write to?" in page
        bad = one.post("/rooms/1/recommend/officials", {"name": "A minister", "keys": "{}"})
        assert bad.status_code == 422
        assert "public keys" in bad.text
        assert add_official(one, official.to_json()).status_code == 303
        page = one.get("/rooms/1/recommend").text
        assert "Quillfeather" in page
        assert all(text in page for text in TEXTS)
        kept = one.desk.home.load("recommendations", "officials")
        assert b"Quillfeather" not in kept
        untitled = one.post("/rooms/1/recommend", {"point": "0", "to": official.person})
        assert "needs a title" in untitled.text
        late = {"title": TITLE, "point": "0", "to": official.person, "opens": "tomorrow"}
        assert "not a date" in one.post("/rooms/1/recommend", late).text
        alone = one.post("/rooms/1/recommend", {"title": TITLE, "to": official.person})
        assert "at least one point" in alone.text


def add_official(one: Visit, keys: str):
    data = {"name": "Quillfeather, at the ministry", "keys": keys}
    return one.post("/rooms/1/recommend/officials", data)


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_written_signed_and_handed_over(dialogue, released, identities, tmp_path: Path):
    with (
        browsing(tmp_path / "profile") as visitor,
        at_desk(dialogue.first, visitor, tmp_path / "one"),
    ):
        page = visitor.page
        page.get_by_role("link", name="Early warning at sea").click()
        look(visitor, "session-organiser")
        page.get_by_role("link", name="Recommend to officials").click()
        page.get_by_role("heading", name="whom do you write to?").wait_for()
        page.wait_for_load_state("networkidle")
        look(visitor, "recommend-first")
        page.get_by_label("Their name").fill("The minister’s office")
        page.get_by_label("Their public keys").fill(identities[4].public.to_json())
        page.get_by_role("button", name="Keep them").click()
        page.wait_for_load_state("networkidle")
        page.get_by_label("Title").fill(TITLE)
        page.get_by_label(TEXTS[0]).check()
        page.get_by_label("The minister’s office").check()
        page.get_by_label("Not before").fill("2030-03-31")
        look(visitor, "recommend")
        page.get_by_role("button", name="Put it up for signing").click()
        page.get_by_role("button", name="Sign exactly this text").wait_for()
        assert TEXTS[0] in page.locator("pre.document").inner_text()
        look(visitor, "recommendation")
        page.get_by_role("button", name="Sign exactly this text").click()
        page.get_by_text("You have signed this text").wait_for()
        second = dialogue.second
        with second.hub() as hub:
            payload = hub.draft(recommendation(dialogue)).payload
            signature = sign(payload, PAYLOAD_TYPE, second.identity)
            hub.approve(recommendation(dialogue), signature.to_json())
            assert trust_of(hub, second.home, dialogue.dialogue)
        page.reload()
        page.get_by_role("button", name="Log and send it").wait_for()
        page.get_by_text("You have signed this text").wait_for()
        look(visitor, "recommendation-signed")
