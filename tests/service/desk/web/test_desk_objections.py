"""The two pages of an objection, in a real browser, by two people with desks of their own."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest
from desk_browser import Visitor, browsing, running
from desk_visits import visit
from house import release_statement
from locked_desk import PASSPHRASE
from shown import enter_room, join

from service.desk.outcome import outcome
from service.desk.policies import STANDARD
from service.desk.releasing import judge
from service.desk.reviewing import Proposal, State
from service.protocol.drafts import DraftRequest
from service.protocol.purposes import Purpose
from service.protocol.statements import Kind
from service.protocol.wire import new_identifier
from tests.browser import violations
from tests.browser.chromium import CHROMIUM, DESKTOP, TELEPHONE

TEXTS = (
    "Several participants argued that warnings should be published within one hour.",
    "One participant doubted that buoys alone are enough.",
    "Participants explored a shared fund for repairs.",
)
COMMENT = "This can only be one of us. Say that some doubted it."
WHY = "Three people said so, and it was in the papers in May."


@pytest.fixture
def participant(dialogue, tmp_path, identities):
    return join(dialogue, tmp_path / "participant", identities[3])


@pytest.fixture
def draft(dialogue) -> str:
    """A draft that the gate lets through."""
    with dialogue.first.hub() as hub:
        room = enter_room(hub, dialogue)
        items = [item.title for item in room.agenda.items]
        proposals = [
            Proposal(
                text=text,
                proposed=text,
                item=items[at % 2],
                risk=0.1,
                state=State.ACCEPTED,
                submission="n",
                sources=((0, 1),),
            )
            for at, text in enumerate(TEXTS)
        ]
        document = outcome(room.agenda, proposals)
        verdict = judge(STANDARD, room.roster, (), document, ())
        verdict.require()
        name = new_identifier()
        statement = release_statement(document, policy=STANDARD.digest(), checks=verdict.checks)
        sealed = room.seal(document, {}, name, Purpose.DRAFT)
        request = DraftRequest(
            draft=name, kind=Kind.RELEASE, document=sealed, payload=statement.encode()
        )
        return hub.propose(dialogue.session, request).draft


def test_who_sees_which_page(dialogue, participant):
    """Before anything is shown, and for whom the pages are not."""
    for one in visit(participant.home):
        one.enter()
        one.post("/unlock", {"passphrase": PASSPHRASE})
        one.get("/home/list")
        session = one.get("/rooms/1").text
        assert "Read the draft" in session
        assert "Write notes" not in session
        assert "You were shown no draft yet" in one.get("/rooms/1/preview").text
        assert one.post("/rooms/1/drafts/9/early", {"why": "x"}).status_code == 404
    for one in visit(dialogue.first.home):
        one.enter()
        one.post("/unlock", {"passphrase": PASSPHRASE})
        one.get("/home/list")
        assert "Read the draft" not in one.get("/rooms/1").text


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_shown_objected_answered(dialogue, participant, draft, tmp_path):
    with (
        browsing(tmp_path / "profile") as organiser,
        at_desk(dialogue.first, organiser, tmp_path / "one"),
    ):
        to_draft(organiser)
        organiser.page.get_by_text("Sign exactly this text").wait_for()
        look(organiser, "draft-not-shown")
        organiser.page.get_by_role("checkbox").first.check()
        organiser.page.get_by_role("button", name="Show it to them").click()
        organiser.page.get_by_text("They may object until").wait_for()
    with (
        browsing(tmp_path / "other") as reader,
        at_desk(participant, reader, tmp_path / "two"),
    ):
        page = reader.page
        page.get_by_role("link", name="Session of").click()
        look(reader, "session-of-participant")
        page.get_by_role("link", name="Read the draft").click()
        look(reader, "preview")
        passage = page.locator(".passage", has_text="One participant doubted")
        passage.locator("summary").click()
        passage.get_by_role("textbox").fill(COMMENT)
        look(reader, "preview-objecting")
        passage.get_by_role("button", name="Send this objection").click()
        page.get_by_text("You objected").wait_for()
        assert COMMENT in page.locator(".passage", has_text="One participant doubted").inner_text()
        look(reader, "preview-sent")
    with (
        browsing(tmp_path / "profile") as organiser,
        at_desk(dialogue.first, organiser, tmp_path / "one"),
    ):
        page = organiser.page
        to_draft(organiser)
        page.get_by_text("then this text can be signed").wait_for()
        assert page.get_by_text(COMMENT).is_visible()
        look(organiser, "draft-objected")
        page.get_by_text("Not taken up, because").click()
        page.get_by_label("Why not?").fill(WHY)
        page.get_by_role("button", name="Keep this answer").click()
        page.get_by_text("Sign exactly this text").wait_for()
        assert page.get_by_text(WHY).is_visible()
        look(organiser, "draft-answered")


@contextmanager
def at_desk(person, visitor: Visitor, temp: Path):
    """Their own desk, open, at the list of sessions."""
    with running(person.home.folder, temp) as run:
        visitor.enter(run)
        visitor.page.get_by_label("Passphrase").fill(PASSPHRASE)
        visitor.page.get_by_role("button", name="Open").click()
        visitor.page.wait_for_url("**/home")
        visitor.page.locator("#dialogues h3 a").first.wait_for()
        yield run
        assert not visitor.complaints


def to_draft(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name="Early warning at sea").click()
    visitor.page.get_by_role("link", name="Approve and release").click()
    visitor.page.get_by_role("link", name="Draft of").click()


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
