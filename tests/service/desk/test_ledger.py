"""Decisions of several organisers put together: any order, offline phases, late senders."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from service.desk.errors import ReviewError
from service.desk.home import Home
from service.desk.ledger import Ledger, about_words, load_ledger, save_ledger
from service.desk.reviewing import Dismissal, Proposal, Review, Standing, State

SESSION = "s" * 43
PEOPLE = ("ada", "ben", "cleo")
WORDS = ("Park", "the Admiral")


def review() -> Review:
    proposals = tuple(
        Proposal(
            text=text, proposed=text, item="", risk=0.1, submission="n", sources=((at, at + 1),)
        )
        for at, text in enumerate(("One.", "Two."))
    )
    return Review(session=SESSION, proposals=proposals, redactions={})


def dismissal(words: str, person: str, reason: str = "a park") -> Dismissal:
    return Dismissal(words=words, code="CH102", reason=reason, person=person)


class Desk:
    """One organiser's ledger and what it makes of the review."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.ledger = Ledger(session=SESSION)
        self.review = review()

    def decide(self, change, seen=None) -> None:
        before = self.review
        after = change(before)
        self.ledger = self.ledger.record(before, after, self.person, seen)
        self.review = self.ledger.apply(after)

    def hear(self, decisions) -> None:
        self.ledger = self.ledger.join(decisions)
        self.review = self.ledger.apply(self.review)

    def last(self, about: str) -> list[str]:
        return [one.decision for one in self.ledger.last_words().get(about, ())]


def drop(at: int):
    return lambda r: r.replace(at, r.proposals[at].drop())


def change(at: int, text: str):
    return lambda r: r.replace(at, r.proposals[at].change(text))


def test_a_decision_reaches_the_other_desk():
    ada, ben = Desk("ada"), Desk("ben")
    ada.decide(change(0, "Uno."))
    ben.hear(ada.ledger.decisions)
    assert ben.review.proposals[0] == ada.review.proposals[0]
    ben.decide(drop(0))
    ada.hear(ben.ledger.decisions)
    assert ada.review.proposals[0].state is State.DROPPED


def test_two_at_once_are_both_kept_until_one_chooses():
    ada, ben = Desk("ada"), Desk("ben")
    ada.decide(change(0, "Uno."))
    ben.decide(change(0, "Un."))
    for one, other in ((ada, ben), (ben, ada)):
        one.hear(other.ledger.decisions)
    assert ada.review == ben.review
    assert ada.review.proposals[0].state is State.CONTESTED
    assert ada.review.open == 2
    assert not ada.review.accept_open().proposals[0].leaves
    texts = {one.choice.text for one in ada.ledger.last_words()[ada.review.proposals[0].name]}
    assert texts == {"Uno.", "Un."}
    ben.decide(change(0, "Uno."))
    ada.hear(ben.ledger.decisions)
    assert ada.review.proposals[0].text == "Uno."


def test_the_same_decision_twice_is_no_contest():
    ada, ben = Desk("ada"), Desk("ben")
    ada.decide(drop(0))
    ben.decide(drop(0))
    ada.hear(ben.ledger.decisions)
    assert ada.review.proposals[0].state is State.DROPPED


def test_what_a_page_did_not_show_is_not_written_over():
    ada, ben = Desk("ada"), Desk("ben")
    shown = ada.last(ada.review.proposals[0].name)
    ben.decide(change(0, "Un."))
    ada.hear(ben.ledger.decisions)
    ada.decide(drop(0), shown)
    assert ada.review.proposals[0].state is State.CONTESTED


def test_a_dismissal_waits_for_somebody_else():
    ada, ben = Desk("ada"), Desk("ben")
    ada.decide(lambda r: r.dismiss(dismissal("Park", "ada")))
    assert not ada.review.let_through
    with pytest.raises(ReviewError):
        ada.review.settle("park", Standing.CONFIRMED, "ada")
    ben.hear(ada.ledger.decisions)
    ben.decide(lambda r: r.settle("park", Standing.CONFIRMED, "ben"))
    ada.hear(ben.ledger.decisions)
    assert [one.words for one in ada.review.let_through] == ["Park"]
    ada.decide(lambda r: r.dismiss(dismissal("Park", "ada", "another reason")))
    assert not ada.review.let_through, "another reason is another dismissal"


def test_one_s_own_confirmation_lets_nothing_through():
    ada = Desk("ada")
    asked = dismissal("Park", "ada")
    ada.decide(lambda r: r.dismiss(asked))
    for second in ("ada", "ben"):
        settled = asked.model_copy(update={"standing": Standing.CONFIRMED, "second": second})
        ada.decide(lambda r, settled=settled: r.dismiss(settled))
        assert not ada.review.let_through


def test_taking_back_wins_over_confirming_at_the_same_time():
    ada, ben = Desk("ada"), Desk("ben")
    ada.decide(lambda r: r.dismiss(dismissal("Park", "ada")))
    ben.hear(ada.ledger.decisions)
    ben.decide(lambda r: r.settle("Park", Standing.CONFIRMED, "ben"))
    ada.decide(lambda r: r.restore("Park"))
    ada.hear(ben.ledger.decisions)
    assert ada.review.dismissals == ()


def test_kept_sealed(tmp_path, identities):
    ada = Desk("ada")
    ada.decide(change(0, "Anchovies moved."))
    save_ledger(Home(tmp_path), identities[0], ada.ledger)
    assert b"Anchovies" not in (tmp_path / "decisions" / SESSION).read_bytes()
    assert load_ledger(Home(tmp_path), identities[0], SESSION) == ada.ledger


class Organisers(RuleBasedStateMachine):
    """Three desks that send and fetch when they please."""

    def __init__(self) -> None:
        super().__init__()
        self.desks = {person: Desk(person) for person in PEOPLE}
        self.hub: dict[str, object] = {}
        self.shown = {person: [] for person in PEOPLE}

    @rule(who=st.sampled_from(PEOPLE), at=st.integers(0, 1), text=st.sampled_from(("", "A.", "B.")))
    def choose(self, who, at, text):
        self.desks[who].decide(change(at, text) if text else drop(at))

    @rule(who=st.sampled_from(PEOPLE))
    def look_at_the_page(self, who):
        desk = self.desks[who]
        self.shown[who] = desk.last(desk.review.proposals[0].name)

    @rule(who=st.sampled_from(PEOPLE))
    def decide_on_an_old_page(self, who):
        self.desks[who].decide(change(0, "Late."), self.shown[who])

    @rule(who=st.sampled_from(PEOPLE), words=st.sampled_from(WORDS), reason=st.sampled_from("xy"))
    def dismiss(self, who, words, reason):
        self.desks[who].decide(lambda r: r.dismiss(dismissal(words, who, reason)))

    @rule(
        who=st.sampled_from(PEOPLE),
        words=st.sampled_from(WORDS),
        standing=st.sampled_from((Standing.CONFIRMED, Standing.REFUSED)),
    )
    def settle(self, who, words, standing):
        desk = self.desks[who]
        asked = {d.words: d.person for d in desk.review.dismissals}
        if asked.get(words, who) != who:
            desk.decide(lambda r: r.settle(words, standing, who))

    @rule(who=st.sampled_from(PEOPLE), words=st.sampled_from(WORDS))
    def restore(self, who, words):
        self.desks[who].decide(lambda r: r.restore(words))

    @rule(who=st.sampled_from(PEOPLE))
    def send(self, who):
        desk = self.desks[who]
        untold = desk.ledger.untold(who)
        self.hub |= {one.decision: one for one in untold}
        desk.ledger = desk.ledger.mark(told=[one.decision for one in untold])

    @rule(who=st.sampled_from(PEOPLE), some=st.integers(0, 3))
    def fetch(self, who, some):
        """Every so many-th decision only: records come in any order."""
        self.desks[who].hear([d for at, d in enumerate(self.hub.values()) if at % (some + 1) == 0])

    @invariant()
    def nothing_is_let_through_by_one_person(self):
        every = [one for desk in self.desks.values() for one in desk.ledger.decisions]
        for desk in self.desks.values():
            for loose in desk.review.let_through:
                people = {
                    one.person
                    for one in every
                    if one.about == about_words(loose.words) and one.dismissal is not None
                }
                assert loose.second != loose.person
                assert {loose.person, loose.second} <= people

    @invariant()
    def whoever_disagrees_is_heard(self):
        for desk in self.desks.values():
            last = desk.ledger.last_words()
            for proposal in desk.review.proposals:
                choices = {one.choice for one in last.get(proposal.name, ())}
                assert (proposal.state is State.CONTESTED) == (len(choices) > 1)

    def teardown(self):
        made = {one.decision for desk in self.desks.values() for one in desk.ledger.decisions}
        for who in PEOPLE:
            self.send(who)
        for who in PEOPLE:
            self.fetch(who, 0)
        first, *rest = self.desks.values()
        assert {one.decision for one in first.ledger.decisions} == made, "a decision was lost"
        for desk in rest:
            assert desk.ledger.decisions == first.ledger.decisions
            assert desk.review == first.review


Organisers.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestOrganisers = Organisers.TestCase
