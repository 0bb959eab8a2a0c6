"""Two organisers at two desks, on one review: what each sees of the other's decisions."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest
from desk_browser import browsing
from desk_visits import Visit, visit
from locked_desk import PASSPHRASE
from shown import enter_room
from test_desk_objections import at_desk, look
from test_desk_with_hub import away

from redaction.findings import Finding, Redaction
from redaction.provenance import digest as pipeline_digest
from service.desk.files import File
from service.desk.reading import read_notes
from service.desk.redacted import save_redacted
from service.desk.redacting import Redacted
from service.desk.reviewing import Dismissal, Proposal, Review, load_review, save_review
from service.desk.rooms import enter
from service.desk.sharing import SharedReview
from service.desk.submitting import submit
from tests.browser.chromium import CHROMIUM

WORDS = "Park"
TEXT = "Park benches cost little. Nets cost money.\n"
NOTE = File("note.md", TEXT.encode())
PART = {"HX-Request": "true"}
ACCEPT = "/rooms/1/review/proposals/0/accept"


@pytest.fixture
def read(dialogue):
    """A note that both organisers' desks have read; nothing is decided."""
    with dialogue.rapporteur.hub() as hub:
        submit(hub, dialogue.rapporteur.home, dialogue.session, NOTE)
    with dialogue.first.hub() as hub:
        room = enter_room(hub, dialogue)
        (note,) = read_notes(hub, room)
    finding = Finding(0, 4, "CH102", (), "Somebody’s name.")
    found = (Redacted(note, Redaction((), TEXT, (finding,)), ()),)
    proposals = tuple(
        Proposal(
            text=TEXT[start:end],
            proposed=TEXT[start:end],
            item="",
            risk=0.1,
            submission=note.submission,
            sources=((start, end),),
        )
        for start, end in ((0, 25), (26, 42))
    )
    review = Review(session=dialogue.session, proposals=proposals, redactions={})
    for one in (dialogue.first, dialogue.second):
        save_redacted(one.home, one.identity, dialogue.session, pipeline_digest(), found)
        save_review(one.home, one.identity, review)


@contextmanager
def desk_of(person):
    for one in visit(person.home):
        one.enter()
        one.post("/unlock", {"passphrase": PASSPHRASE})
        one.get("/home/list")
        yield one


def share(*desks: Visit) -> str:
    """Every desk sends and fetches; what the last one's page says of it."""
    return [one.get("/rooms/1/review/shared", **PART).text for one in (*desks, *desks)][-1]


def test_decisions_and_a_dismissal_meet(dialogue, read):
    with desk_of(dialogue.first) as first, desk_of(dialogue.second) as second:
        second.get("/rooms/1/review/2")
        first.post(ACCEPT, {"seen": "none"}, **PART)
        assert "took 1 decision" in share(first, second)
        page = second.get("/rooms/1/review/2").text
        assert "by the other organiser" in page
        assert "took 1 decision" not in page

        drop = ACCEPT.replace("accept", "drop")
        late = second.post(drop, {"seen": "none"}, **PART).text  # from the page before
        assert "changed this meanwhile" in late
        assert "it leaves as proposed" in late
        share(first, second)
        contested = first.get("/rooms/1/review/2").text
        assert "Keep yours" in contested
        row = first.desk.sitting(1).row(0)
        chosen = {"seen": row.seen, "decision": row.last[0].decision}
        path = ACCEPT.replace("accept", "choose")
        assert "changed this meanwhile" not in first.post(path, chosen, **PART).text
        assert first.post(path, chosen | {"decision": "x"}, **PART).status_code == 404

        finding = "/rooms/1/review/findings/0-0"
        first.post(f"{finding}/dismiss", {"reason": "A bench in a garden."}, **PART)
        share(first, second)
        assert "for the other organiser" in first.get("/rooms/1/review/2").text
        assert "waits for you" in second.get("/rooms/1/review/2").text
        own = first.post("/rooms/1/review/dismissals/confirmed", {"words": WORDS}, **PART)
        assert own.status_code == 422
        assert not first.desk.sitting(1).review.let_through
        second.post("/rooms/1/review/dismissals/confirmed", {"words": WORDS}, **PART)
        share(first)
        assert "A second person agreed" in first.get(finding, **PART).text
        assert [one.words for one in first.desk.sitting(1).review.let_through] == [WORDS]


def test_the_hub_goes_away_in_the_middle(dialogue, read):
    with desk_of(dialogue.first) as first, desk_of(dialogue.second) as second:
        first.get("/rooms/1/review/2")
        with away(first):
            first.post(ACCEPT, {"seen": "none"}, **PART)
            assert "The hub does not answer" in share(first)
            assert "The hub does not answer" in first.get("/rooms/1/review/2").text
        assert "Shared with" in share(first)
        assert "took 1 decision" in share(second) or second.desk.sitting(1).row(0).last


def test_undo_leaves_what_somebody_changed_since(dialogue, read):
    with desk_of(dialogue.first) as first, desk_of(dialogue.second) as second:
        first.post(ACCEPT, {"seen": "none"}, **PART)
        share(first, second)
        seen = second.desk.sitting(1).row(0).seen
        second.post(ACCEPT.replace("accept", "drop"), {"seen": seen}, **PART)
        share(second, first)
        refused = first.post("/rooms/1/review/undo", **PART)
        assert "nothing was taken back" in refused.text
        assert first.desk.sitting(1).review.proposals[0].state.value == "dropped"
        first.post("/rooms/1/review/proposals/1/accept", {"seen": "none"}, **PART)
        assert first.post("/rooms/1/review/undo", **PART).status_code in {200, 204}
        assert first.desk.sitting(1).review.proposals[1].state.value == "open"


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_what_a_browser_shows_of_the_other_s_work(dialogue, read, tmp_path: Path):
    person = dialogue.second.identity.person
    with dialogue.second.hub() as hub:
        room = enter(hub, dialogue.second.keys, dialogue.session)
        kept = load_review(dialogue.second.home, dialogue.second.identity, dialogue.session)
        other = SharedReview(dialogue.second.home, dialogue.second.keys, room, kept)
        with (
            browsing(tmp_path / "profile") as visitor,
            at_desk(dialogue.first, visitor, tmp_path / "one"),
        ):
            page = visitor.page
            page.get_by_role("link", name="Early warning at sea").click()
            page.get_by_role("link", name="Review the notes").click()
            page.locator("#p0").wait_for()
            other.decide(lambda r: r.replace(0, r.proposals[0].change("Benches cost little.")))
            asked = Dismissal(words=WORDS, code="CH102", reason="A bench.", person=person)
            other.decide(lambda r: r.dismiss(asked))
            other.share(hub)
            page.locator("#p0").get_by_role("button", name="Accept").click()
            page.get_by_text("since this page was loaded").wait_for()
            look(visitor, "review-news")
            page.get_by_role("link", name="Show them").click()
            page.get_by_text("The other organiser changed this meanwhile").wait_for()
            look(visitor, "review-contested")
            page.get_by_role("button", name="Take theirs").click()
            page.locator("#p0.changed").wait_for()
            page.get_by_role("button", name="It exposes nobody: confirm").click()
            page.get_by_role("heading", name="Words that somebody").wait_for(state="detached")
            page.locator("mark").first.click()
            page.get_by_text("A second person agreed").wait_for()
            look(visitor, "review-confirmed")
        other.share(hub)
        assert [one.words for one in other.review.let_through] == [WORDS]
