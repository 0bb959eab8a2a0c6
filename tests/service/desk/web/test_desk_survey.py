"""A survey at two desks: drawn up, printed, answered, closed, shown."""

from __future__ import annotations

import base64
import html
import re

import pytest
from desk_browser import CHROMIUM, browsing
from shown import enter_room, join
from test_desk_objections import at_desk, look
from test_desk_with_hub import away

from service.desk.survey import Moment, Plan, draw_up
from service.desk.survey_answers import answer
from service.protocol.wire import new_identifier

QUESTIONS = ("The other side wants an agreement.", "A common list of gauges is possible.")
NEW = {"title": "Trust", "questions": "\n".join(QUESTIONS), "people": "4", "moment": "before"}


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def participant(dialogue, tmp_path, identities):
    return join(dialogue, tmp_path / "participant", identities[3])


def test_from_the_slips_to_the_figures(dialogue, participant, visitors):
    one, two = visitors(dialogue.first), visitors(participant)
    one.get("/home/list")
    assert "No survey yet" in one.get("/rooms/1/surveys").text
    bad = one.post("/rooms/1/surveys", NEW | {"title": ""})
    assert bad.status_code == 422
    assert QUESTIONS[1] in bad.text  # nothing that was typed is lost
    with away(one):
        assert QUESTIONS[1] in one.post("/rooms/1/surveys", NEW).text
    slips = one.post("/rooms/1/surveys", NEW).text
    tokens = re.findall(r'class="token">([^<]+)<', slips)
    handle = re.search(r"surveys/(\d+)/file/before", slips)[1]
    assert len(tokens) == 4
    assert not any(token in one.get("/rooms/1/surveys").text for token in tokens)
    file = one.get(f"/rooms/1/surveys/{handle}/file/before").content
    assert one.get(f"/rooms/1/surveys/{handle}/file/after").status_code == 404
    assert one.get(f"/rooms/1/surveys/{handle}/export").status_code == 404

    two.get("/home/list")
    assert "/survey" in two.get("/rooms/1").text
    assert two.get("/rooms/1/surveys").status_code == 404  # its organisers' page
    invited = {"invited": base64.b64encode(file).decode()}
    assert two.post("/survey", {"invited": "bm8="}).status_code == 422
    assert QUESTIONS[0] in two.post("/survey", invited).text
    given = invited | {"q0": "2", "q1": "", "token": "wrong"}
    again = two.post("/survey/answer", given)
    assert again.status_code == 422
    assert re.search(r'name="q0" value="2"[^>]* checked', again.text)
    for token in tokens[:3]:
        sent = two.post("/survey/answer", given | {"token": token.lower()})
        assert "Answered" in sent.text
        for name in two.desk.home.names("surveys"):
            two.desk.home.forget("surveys", name)  # as if each were another person
    assert "3 of 4 slips answered" in words(one.get("/rooms/1/surveys").text)
    close = f"/rooms/1/surveys/{handle}/close"
    assert one.post(close).status_code == 422
    assert one.post(close, {"sure": "yes"}).status_code == 303
    page = words(one.get("/rooms/1/surveys").text)
    assert "1–7 3 people" in page
    assert "Too few answered" in page
    told = one.get(f"/rooms/1/surveys/{handle}/export").json()
    assert told["questions"][0] == {"question": QUESTIONS[0], "before": [[1, 7, 3]], "after": []}


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_survey_in_a_browser(dialogue, participant, tmp_path):
    survey = new_identifier()
    with dialogue.first.hub() as hub:
        room = enter_room(hub, dialogue)
        asked = (dialogue.first.home, room, dialogue.first.identity)
        drawn = {
            moment: draw_up(hub, *asked, Plan(moment, "Trust", QUESTIONS, 9, survey))
            for moment in Moment
        }
    for at in range(9):
        participant.home.forget("surveys", f"{dialogue.session}-{survey}")
        for moment, said in ((Moment.BEFORE, (2, 4)), (Moment.AFTER, (2 + 4 * (at > 4), None))):
            wave, tokens = drawn[moment].wave, drawn[moment].tokens
            answer(participant.home, participant.identity, wave, tokens[at], said)
    with (
        browsing(tmp_path / "profile") as visitor,
        at_desk(dialogue.first, visitor, tmp_path / "one"),
    ):
        page = visitor.page
        page.get_by_role("link", name="Early warning at sea").click()
        page.get_by_role("link", name="See the surveys").click()
        page.get_by_label("Title").fill("What the meeting changed")
        page.get_by_label("Questions", exact=True).fill("\n".join(QUESTIONS))
        page.get_by_role("button", name="Draw it up").click()
        page.get_by_role("heading", name="Print the slips").wait_for()
        look(visitor, "survey-slips")
        token = page.locator(".slips .token").first.inner_text()
        with page.expect_download() as download:
            page.get_by_role("link", name="Save the file").click()
        file = tmp_path / "survey.json"
        download.value.save_as(file)
        page.get_by_role("link", name="Done").click()
        section = page.locator(".survey", has_text="Trust").first
        section.get_by_text("Close it").click()
        section.get_by_role("checkbox").check()
        look(visitor, "surveys-open")
        section.get_by_role("button", name="Close the survey").click()
        page.locator(".result").wait_for()
        look(visitor, "surveys-closed")
    with (
        browsing(tmp_path / "other") as reader,
        at_desk(participant, reader, tmp_path / "two"),
    ):
        page = reader.page
        page.get_by_role("link", name="Session of").click()
        look(reader, "session-with-survey")
        page.get_by_role("link", name="Answer a survey").click()
        look(reader, "survey-file")
        page.set_input_files("#file", file)
        page.get_by_role("button", name="See the questions").click()
        page.get_by_role("radio", name="5").first.check()
        page.keyboard.press("ArrowRight")  # the scale goes by keyboard
        page.get_by_label("The token on your slip").fill(token)
        look(reader, "survey-questions")
        page.get_by_role("button", name="Seal and send").click()
        page.get_by_role("heading", name="Answered").wait_for()
        look(reader, "survey-sent")
