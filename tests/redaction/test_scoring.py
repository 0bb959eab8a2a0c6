"""The score of edits; the cases are worked out by hand."""

import math

import pytest

from redaction.annotated import Gold, Mark
from redaction.documents import Block, Document
from redaction.findings import Edit
from redaction.roster import Roster
from redaction.scoring import DIRECT, LABEL, Score, score, total

TEXT = "Han Seo: I thank the chair of Park Lane's office, not the park."
LABELLED = ((0, 7),)


def gold(*marks: Mark) -> Gold:
    document = Document(TEXT, (Block("turn", 0, len(TEXT), (0, 7), "p1", 9),))
    return Gold("x/transcript", document, Roster(), marks, LABELLED)


def at(words: str, label: str = "NAME") -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), label, ("p1",))


def edit(words: str, replacement: str = "") -> Edit:
    start = TEXT.index(words)
    return Edit(start, start + len(words), replacement, "CH101")


@pytest.mark.parametrize(
    ("mark", "edits", "hidden"),
    [
        ("the chair", [edit("the chair")], True),
        ("the chair", [edit("chair")], True),  # "the" carries nothing
        ("the chair", [edit("the ")], False),
        ("the chair", [edit("the chair", "the chair")], False),  # comes back
        ("the chair", [edit("the chair", "a participant")], True),
        ("Park Lane's", [edit("Park Lane")], True),  # 's may stay
        ("Park Lane's", [edit("Park")], False),
        ("Park Lane's", [edit("Park"), edit("Lane")], True),
        ("Park Lane's", [edit("Park Lane", "the park's")], False),
        ("the", [edit("the chair")], True),  # only function words: all count
        ("the", [], False),
    ],
)
def test_a_mark_is_hidden_or_not(mark: str, edits: list[Edit], hidden: bool) -> None:
    found = score(gold(at(mark)), edits)
    assert found.marks["NAME"] == 1
    assert found.hidden["NAME"] == hidden
    assert len(found.leaks) == (not hidden)


def test_a_kept_mark_is_lost_by_any_touch() -> None:
    marks = gold(at("the park", "KEEP"))
    assert score(marks, []).keep_share == 100
    touched = score(marks, [edit("park.")])
    assert touched.keep_share == 0
    assert touched.lost == [("x/transcript", at("the park", "KEEP"))]


def test_words_are_counted() -> None:
    found = score(gold(at("chair", "ROLE")), [edit("chair of")])
    assert found.words == 13
    assert (found.plain, found.plain_kept) == (10, 9)  # 13 less 2 of the label less "chair"
    assert (found.edited, found.edited_rightly) == (2, 1)
    assert found.precision == 50
    assert found.plain_share == 90


def test_labels_count_beside_the_marks() -> None:
    assert score(gold(), [edit("Han Seo")]).share(LABEL) == 100
    assert score(gold(), [edit("Han")]).share(LABEL) == 0


def test_an_edit_may_reach_past_the_end() -> None:
    assert score(gold(), [Edit(len(TEXT) - 5, len(TEXT) + 9, "", "CH101")]).edited == 1


def test_scores_add_up() -> None:
    one = score(gold(at("the chair", "ROLE")), [edit("chair")])
    both = total([one, score(gold(at("Park")), [])])
    assert both.share(*DIRECT) == 50
    assert both.words == 26
    assert math.isnan(Score().share("NAME"))
