"""Two organisers on one review over a real hub, and without it in the middle of the work."""

from __future__ import annotations

from contextlib import contextmanager

import httpx
import pytest
from shown import enter_room
from test_ledger import change, dismissal, drop, review

from service.desk.errors import UnreachableError
from service.desk.records import Kind, put_down
from service.desk.reviewing import Standing, State, load_review
from service.desk.rooms import enter
from service.desk.sharing import Batch, SharedReview
from service.desk.submitting import OUTGOING


@pytest.fixture
def both(dialogue):
    """Each organiser's hub, and their review of the session."""
    mine = review().model_copy(update={"session": dialogue.session})
    found = []
    for one in (dialogue.first, dialogue.second):
        hub = one.hub()
        room = enter(hub, one.keys, dialogue.session)
        found.append((hub, SharedReview(one.home, one.keys, room, mine)))
    yield found
    for hub, _ in found:
        hub._http.close()


@contextmanager
def away(hub):
    working = hub._http
    with httpx.Client(base_url="http://127.0.0.1:9", timeout=1, trust_env=False) as dead:
        hub._http = dead
        yield
        hub._http = working


def test_what_one_decides_the_other_sees(both, dialogue):
    (hub, first), (other_hub, second) = both
    first.decide(change(0, "The catch of Quillfeather moved."))
    first.decide(lambda r: r.dismiss(dismissal("Park", dialogue.first.identity.person)))
    assert first.share(hub)
    assert first.untold == 0
    assert second.share(other_hub)
    assert second.review.proposals[0].text == "The catch of Quillfeather moved."
    second.decide(lambda r: r.settle("Park", Standing.CONFIRMED, dialogue.second.identity.person))
    second.share(other_hub)
    first.share(hub)
    assert [one.words for one in first.review.let_through] == ["Park"]
    kept = load_review(dialogue.first.home, dialogue.first.identity, dialogue.session)
    assert kept == first.review == second.review
    before = len(hub.submissions(dialogue.session).submissions)
    first.share(hub)
    assert len(hub.submissions(dialogue.session).submissions) == before, "nothing to say"


def test_without_the_hub_work_goes_on_and_nothing_is_lost(both, dialogue):
    (hub, first), (other_hub, second) = both
    with away(hub):
        first.decide(drop(0))
        assert not first.share(hub)
    second.decide(change(0, "Un."))
    second.share(other_hub)
    room = enter_room(hub, dialogue)
    later = SharedReview(dialogue.first.home, dialogue.first.keys, room, first.review)
    assert later.untold == 1, "as after a crash"
    assert later.share(hub)
    second.share(other_hub)
    assert later.review.proposals[0].state is State.CONTESTED
    assert second.review == later.review


def test_an_answer_lost_on_the_way_sends_the_same_record_again(both, dialogue, monkeypatch):
    (hub, first), (other_hub, second) = both
    first.decide(drop(0))
    monkeypatch.setattr(hub, "submit", gone)
    assert not first.share(hub)
    assert len(dialogue.first.home.names(OUTGOING)) == 1
    monkeypatch.undo()
    assert first.share(hub)
    assert dialogue.first.home.names(OUTGOING) == ()
    assert len(hub.submissions(dialogue.session).submissions) == 1
    second.share(other_hub)
    assert second.review == first.review


def gone(*_):
    raise UnreachableError


def test_nobody_speaks_for_somebody_else(both, dialogue):
    (hub, first), (other_hub, second) = both
    first.decide(lambda r: r.dismiss(dismissal("Park", dialogue.first.identity.person)))
    first.share(hub)
    (asked,) = first.review.dismissals
    forged = asked.model_copy(
        update={"standing": Standing.CONFIRMED, "second": dialogue.second.identity.person}
    )
    (decision,) = first.ledger.decisions
    confirmation = decision.model_copy(
        update={
            "decision": "f" * 43,
            "person": dialogue.second.identity.person,
            "after": (decision.decision,),
            "dismissal": forged,
        }
    )
    room = enter_room(hub, dialogue)
    batch = Batch(decisions=(confirmation,))
    put_down(hub, dialogue.first.home, room, dialogue.first.identity, Kind.DECISIONS, batch)
    first.share(hub)
    second.share(other_hub)
    assert not first.review.let_through
    assert not second.review.let_through


def test_somebody_not_yet_compared_is_heard_later(both, dialogue):
    (hub, first), (other_hub, second) = both
    second.decide(drop(0))
    second.share(other_hub)
    home, keys = dialogue.first.home, dialogue.first.keys
    room = enter_room(hub, dialogue)
    alone = type(keys)(keys.identity, frozenset({home.public().key_id}))
    stranger = SharedReview(home, alone, room, first.review)
    stranger.share(hub)
    assert stranger.review.proposals[0].state is State.OPEN
    trusting = SharedReview(home, keys, room, first.review)
    trusting.share(hub)
    assert trusting.review.proposals[0].state is State.DROPPED


def test_the_hub_learns_nothing(both, dialogue):
    (hub, first), _ = both
    first.decide(change(0, "Quillfeather."))
    first.share(hub)
    for path in dialogue.folder.rglob("*"):
        if path.is_file():
            assert b"Quillfeather" not in path.read_bytes()
