"""The review in a terminal, with a person's keys scripted."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from rich.console import Console

from redaction.findings import Redaction
from redaction.policy import Policy
from redaction.readers import read_text
from redaction.roster import Participant, Roster
from service.desk import review_screen
from service.desk.reading import Note
from service.desk.redacting import Redacted
from service.desk.review_screen import Screen, show_findings
from service.desk.reviewing import Proposal, Review, State

TEXT = "- Boats need radios. Nets cost money.\n"
ROSTER = Roster((Participant("p1", "Milagros Tejada", "Dr"),))


@pytest.fixture
def shown() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def screen(shown: io.StringIO) -> Screen:
    note = Note("n", "a", b"", read_text(TEXT, ROSTER))
    console = Console(file=shown, width=100)
    room = SimpleNamespace(roster=ROSTER, policy=Policy())
    return Screen(room, [Redacted(note, Redaction((), TEXT), ())], console)


@pytest.fixture
def review() -> Review:
    proposals = [
        Proposal(text=t, proposed=t, item="", risk=0.1, submission="n", sources=(span,))
        for t, span in (("Boats needed radios.", (2, 20)), ("Nets cost money.", (21, 37)))
    ]
    return Review(session="s" * 43, proposals=tuple(proposals), redactions={})


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def press(*pressed: str, typed: tuple[str, ...] = ()) -> None:
        answers, lines = iter(pressed), iter(typed)
        monkeypatch.setattr(review_screen.typer, "prompt", lambda *_, **__: next(answers))
        monkeypatch.setattr(review_screen, "_edit", lambda _: next(lines))

    return press


def states(review: Review) -> list[State]:
    return [proposal.state for proposal in review.proposals]


def test_each_decision_is_saved(screen, review, keys):
    keys("a", "d")
    saved: list[Review] = []
    decided = screen.run(review, saved.append)
    assert states(decided) == [State.ACCEPTED, State.DROPPED]
    assert [one.open for one in saved] == [1, 0]


def test_undo_takes_the_last_decision_back(screen, review, keys):
    keys("d", "u", "a", "a")
    assert states(screen.run(review, lambda _: None)) == [State.ACCEPTED, State.ACCEPTED]


def test_quitting_keeps_what_was_decided(screen, review, keys):
    keys("a", "q")
    assert states(screen.run(review, lambda _: None)) == [State.ACCEPTED, State.OPEN]


def test_skipping_leaves_it_open_and_an_unknown_key_explains(screen, review, keys, shown):
    keys("?", "s", "a")
    assert states(screen.run(review, lambda _: None)) == [State.OPEN, State.ACCEPTED]
    assert review_screen.KEYS in shown.getvalue()


def test_own_words_are_taken_once_they_expose_nobody(screen, review, keys, shown):
    keys("c", "a", typed=("Dr Tejada wants radios.", "Radios should be on every boat."))
    decided = screen.run(review, lambda _: None)
    assert decided.proposals[0].text == "Radios should be on every boat."
    assert states(decided)[0] is State.CHANGED
    assert "The gate would stay closed" in shown.getvalue()


def test_an_emptied_line_changes_nothing(screen, review, keys):
    keys("c", "a", "a", typed=("",))
    assert states(screen.run(review, lambda _: None)) == [State.ACCEPTED, State.ACCEPTED]


def test_the_source_stands_beside_the_proposal(screen, review, shown):
    screen.show(review, 0)
    assert "Boats need radios." in shown.getvalue()
    assert "Boats needed radios." in shown.getvalue()


def test_findings_are_shown_with_whom_they_expose(shown):
    from redaction.findings import Finding

    document = read_text("Dr Tejada left.", ROSTER)
    finding = Finding(0, 9, "CH102", ("p1",), "Part of a name.")
    redaction = Redaction((), "One participant left.", (finding,))
    note = Note("n", "a", b"", document)
    show_findings(Console(file=shown, width=100), ROSTER, 1, Redacted(note, redaction, ()))
    for words in ("CH102", "Dr Tejada", "Milagros Tejada", "Part of a name."):
        assert words in shown.getvalue()
