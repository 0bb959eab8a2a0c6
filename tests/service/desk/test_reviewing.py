"""Decisions about proposals, and the document made of them."""

import pytest

from service.desk.errors import ReviewError
from service.desk.home import Home
from service.desk.outcome import OTHER, outcome, statements_of
from service.desk.reviewing import (
    Proposal,
    Review,
    State,
    finished_review,
    load_review,
    save_review,
)
from service.desk.rooms import Agenda, AgendaItem

SESSION = "s" * 43
AGENDA = Agenda(
    topic="Nets and boats",
    funding="Paid for by a foundation.",
    items=(AgendaItem(segment="a", title="Warning"), AgendaItem(segment="b", title="Money")),
)


def proposal(text: str, item: str = "Warning", state: State = State.OPEN) -> Proposal:
    return Proposal(
        text=text,
        proposed=text,
        item=item,
        risk=0.1,
        state=state,
        submission="n",
        sources=((0, 1),),
    )


def review(*proposals: Proposal) -> Review:
    return Review(session=SESSION, proposals=proposals, redactions={"CH101": 2})


def test_decisions_replace_nothing_but_their_proposal():
    both = review(proposal("One."), proposal("Two."))
    changed = both.replace(1, both.proposals[1].change("  Deux. "))
    assert [p.text for p in changed.proposals] == ["One.", "Deux."]
    assert changed.open == 1
    assert both.open == 2, "the review before is still there for undo"
    assert changed.accept_open().proposals[1].text == "Deux."


def test_accepting_gives_back_the_proposed_words():
    assert proposal("One.").change("Other.").accept().text == "One."


def test_a_review_is_kept_sealed(tmp_path, identities):
    home = Home(tmp_path)
    save_review(home, identities[0], review(proposal("Anchovies moved south.")))
    assert b"Anchovies" not in (tmp_path / "reviews" / SESSION).read_bytes()
    assert load_review(home, identities[0], SESSION) == review(proposal("Anchovies moved south."))
    assert load_review(home, identities[0], "t" * 43) is None


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        (None, "no finished review"),
        (review(proposal("One.")), "await a decision"),
        (review(proposal("One.", state=State.DROPPED)), "nothing to release"),
    ],
)
def test_an_unfinished_review_cannot_be_proposed(tmp_path, identities, kept, message):
    home = Home(tmp_path)
    if kept:
        save_review(home, identities[0], kept)
    with pytest.raises(ReviewError, match=message):
        finished_review(home, identities[0], SESSION)


def test_the_document_holds_what_was_accepted_by_item():
    text = outcome(
        AGENDA,
        [
            proposal("One.", state=State.ACCEPTED),
            proposal("Two.", "Money", State.CHANGED),
            proposal("Three.", "nowhere", State.ACCEPTED),
            proposal("Four.", state=State.DROPPED),
            proposal("Five."),
        ],
    )
    lines = text.decode().splitlines()
    assert lines[0] == "# Nets and boats"
    assert lines[lines.index("## Warning") + 2] == "- One."
    assert lines[lines.index("## Money") + 2] == "- Two."
    assert lines[lines.index(f"## {OTHER}") + 2] == "- Three."
    assert set(statements_of(text)) == {"One.", "Two.", "Three."}
    assert "Paid for by a foundation." in lines


def test_the_order_is_not_that_of_the_notes_and_digests_cannot_be_guessed():
    texts = [f"Statement {number}." for number in range(12)]
    proposals = [proposal(text, state=State.ACCEPTED) for text in texts]
    first, second = outcome(AGENDA, proposals), outcome(AGENDA, proposals)
    assert first != second
    assert sorted(statements_of(first)) == sorted(texts)
    assert statements_of(first) != statements_of(second)
