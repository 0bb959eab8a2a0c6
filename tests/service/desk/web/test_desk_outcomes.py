"""The options page of the sample dialogue, before and after a release."""

from __future__ import annotations

import re

import pytest
from desk_browser import CHROMIUM, browsing
from desk_visits import Visit
from house import release_statement
from shown import enter_room
from test_desk_objections import TEXTS, at_desk, look

from keys.opening import sign
from service.desk.options import Recommended, Stage, load_board, save_board
from service.desk.outcome import outcome
from service.desk.policies import STANDARD
from service.desk.reviewing import Proposal, State
from service.protocol.drafts import DraftRequest
from service.protocol.purposes import Purpose
from service.protocol.statements import PAYLOAD_TYPE, Kind
from service.protocol.uptake import Uptake
from service.protocol.wire import new_identifier


def release(hub, room, signers) -> None:
    """Lay a text before the organisers, sign it twice, release it."""
    proposals = [
        Proposal(text=text, proposed=text, item=room.agenda.items[at % 2].title, risk=0.1,
                 state=State.ACCEPTED, submission="n", sources=((0, 1),))
        for at, text in enumerate(TEXTS)
    ]  # fmt: skip
    document, name = outcome(room.agenda, proposals), new_identifier()
    payload = release_statement(document, policy=STANDARD.digest()).encode()
    sealed = room.seal(document, {}, name, Purpose.DRAFT)
    request = DraftRequest(draft=name, kind=Kind.RELEASE, document=sealed, payload=payload)
    hub.propose(room.session.session, request)
    for own_hub, identity in signers:
        own_hub.approve(name, sign(payload, PAYLOAD_TYPE, identity).to_json())
    hub.release(name)


def test_options_are_marked(sampler: Visit):
    sampler.get("/home")
    desk = sampler.desk
    path = f"/dialogues/{desk.handle(desk.overview.dialogues[0].dialogue)}/outcomes"
    assert "Nothing is released yet" in sampler.get(path).text
    hub, room = desk.hub, desk.card(1).room
    release(hub, room, [(hub, desk.identity), (_Second(hub), hub.second)])
    page = sampler.get(path).text
    assert all(text in page for text in TEXTS)
    fields = re.findall(r'<select name="(s\d)"', page)
    assert len(fields) == len(TEXTS)
    said = {fields[0]: "explored", fields[1]: "raised", fields[2]: "rubbish"}
    assert sampler.post(path, said).status_code == 303
    page = " ".join(re.sub(r"<[^>]+>", " ", sampler.get(path).text).split())
    assert "raised 2 of these explored 1 taken to officials 0" in page
    assert sampler.post(f"{path}/uptake", {"outbound": "http://example.org"}).status_code == 422


class _Second:
    """The sample's second organiser signs."""

    def __init__(self, hub) -> None:
        self._hub = hub

    def approve(self, draft: str, _: str) -> None:
        self._hub.approve_as_second(draft)


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_options_in_a_browser(dialogue, tmp_path):
    first, second = dialogue.first, dialogue.second
    second.home.trust(first.home.public().key_id)
    with first.hub() as hub, second.hub() as other:
        room = enter_room(hub, dialogue)
        release(hub, room, [(hub, first.identity), (other, second.identity)])
    with (
        browsing(tmp_path / "profile") as visitor,
        at_desk(first, visitor, tmp_path / "one"),
    ):
        page = visitor.page
        page.get_by_role("link", name="People and new sessions").click()
        page.get_by_role("link", name="Options and what became of them").click()
        page.get_by_role("combobox", name=TEXTS[0]).select_option("explored")
        page.get_by_role("button", name="Keep").click()
        page.locator(".tally dd", has_text="1").first.wait_for()
        board = load_board(first.home, first.identity, dialogue.dialogue)
        assert board.count(Stage.EXPLORED) == 1
        points = (TEXTS[0], TEXTS[2])
        uptake = (Uptake.ADOPTED, Uptake.RECEIVED)
        sent = Recommended(name=new_identifier(), points=points, uptake=uptake)
        board = board.model_copy(update={"recommended": (sent,)})
        save_board(first.home, first.identity, dialogue.dialogue, board)
        page.reload()
        page.get_by_text("adopted").first.wait_for()
        look(visitor, "outcomes")
