"""Parts behind the pages: vendored files, the process for plaintext, dismissals, the map."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

import pytest

from redaction.policy import Policy
from redaction.roster import Participant, Roster
from service.desk.gate import Gate
from service.desk.notebook import Notebook, Part
from service.desk.reviewing import Dismissal, Proposal, Review, State
from service.desk.web.checking import check
from service.desk.web.map import draw
from service.desk.web.worker import Progress, Report, Worker, WorkError

ROSTER = Roster(
    (Participant("p1", "Jane Quillfeather", role="judge"), Participant("p2", "Tom Lim"))
)


def test_vendored_scripts_are_those_of_the_manifest():
    folder = files("service.desk.web").joinpath("static")
    manifest = json.loads(folder.joinpath("vendored.json").read_text())
    for name, entry in manifest.items():
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["version"] and entry["licence"]


def test_no_template_has_inline_style_or_script():
    for file in files("service.desk.web").joinpath("templates").iterdir():
        text = file.read_text()
        assert "<style" not in text and " style=" not in text, file.name
        assert "<script>" not in text and " onclick" not in text, file.name
        assert "hx-on" not in text and "://" not in text.replace('"https://"', ""), file.name


def double(report: Report, number: int) -> int:
    report(Progress(0.5, "Half"))
    return 2 * number


def fail(_: Report) -> None:
    raise ValueError("canary-Quillfeather")


def test_a_worker_answers_reports_and_tells_no_secret():
    worker, seen = Worker(), []
    try:
        assert worker.call(double, 21, report=seen.append) == 42
        assert seen == [Progress(0.5, "Half")]
        with pytest.raises(WorkError) as stopped:
            worker.call(fail)
        assert "ValueError" in str(stopped.value)
        assert "canary" not in str(stopped.value)
        assert worker.call(double, 1) == 2
    finally:
        worker.end()
    assert not worker.alive
    with pytest.raises(WorkError):
        worker.call(double, 1)


def test_marks_count_as_browsers_do():
    text = "😀 Jane Quillfeather agreed."
    marks = check(lambda _: None, ROSTER, "editor", text, pause=True).marks
    first = marks[0]
    units = text.encode("utf-16-le")
    assert units[2 * first.start : 2 * first.end].decode("utf-16-le") == "Jane Quillfeather"
    assert first.who == ("Jane Quillfeather",)
    assert first.instead


def test_wordings_for_a_long_text_come_bit_by_bit():
    text = "\n".join(f"Jane Quillfeather spoke of {number} gauges." for number in range(5))
    first = check(lambda _: None, ROSTER, "long", text)
    assert not first.settled
    assert [mark.instead is None for mark in first.marks].count(True) == 3
    rest = check(lambda _: None, ROSTER, "long", text, pause=True)
    assert rest.settled
    assert all(mark.instead for mark in rest.marks)
    assert [mark.start for mark in rest.marks] == [mark.start for mark in first.marks]


def test_words_are_let_through_only_when_dismissed():
    document = (
        b"# Topic\n\n- It was said that the ferry Quillfeather should sail twice a day.\n\n"
        b"## Funding\n\nA fund.\n"
    )
    assert not Gate(ROSTER, Policy(), ()).check_release(document).passed
    verdict = Gate(ROSTER, Policy(), (), ["quillfeather"]).check_release(document)
    assert verdict.passed, verdict.problems


def proposal(text: str, risk: float = 0.01, state: State = State.ACCEPTED) -> Proposal:
    return Proposal(
        text=text, proposed=text, item="One", risk=risk, state=state, submission="s", sources=()
    )


def test_a_dismissal_replaces_the_one_before_and_can_be_taken_back():
    review = Review(session="s", proposals=(), redactions={})
    for reason in ("first", "second"):
        review = review.dismiss(
            Dismissal(words="Park", code="CH102", reason=reason, person="p" * 22)
        )
    assert [one.reason for one in review.dismissals] == ["second"]
    assert review.restore("park").dismissals == ()


def test_decisions_outlive_notes_that_come_in_later():
    earlier = Review(session="s", proposals=(proposal("a"),), redactions={})
    later = Review(
        session="s",
        proposals=(proposal("b", state=State.OPEN), proposal("a", state=State.OPEN)),
        redactions={},
    )
    assert [p.state for p in later.carry(earlier).proposals] == [State.OPEN, State.ACCEPTED]


def test_the_map_shows_what_leaves_and_how_risky_it_is():
    strips = draw(["One"], [proposal("a"), proposal("b", 0.2), proposal("c", 0.2, State.DROPPED)])
    assert [strip.title for strip in strips] == ["One"]
    assert [(cell.index, cell.shade) for cell in strips[0].cells] == [(0, 0), (1, 3)]


def test_a_notebook_says_which_words_belong_to_which_item():
    notebook = Notebook(
        session="s",
        parts=(Part(segment="a", text=" one "), Part(segment="b"), Part(segment="c", text="two")),
    )
    note, places = notebook.note()
    text = note.content.decode()
    assert [(name, text[start:end]) for name, start, end in places] == [("a", "one"), ("c", "two")]
