"""Forms of verbs."""

import pytest

from redaction.levelling import plain_openers, plain_words, settle, written_out
from redaction.verbs import base, participle, past


@pytest.mark.parametrize(
    ("present", "then", "done"),
    [
        ("goes", "went", "gone"),
        ("carries", "carried", "carried"),
        ("stops", "stopped", "stopped"),
        ("visits", "visited", "visited"),
        ("teaches", "taught", "taught"),
        ("uses", "used", "used"),
        ("controls", "controlled", "controlled"),
        ("opens", "opened", "opened"),
    ],
)
def test_forms(present: str, then: str, done: str) -> None:
    assert (past(present), participle(present)) == (then, done)


def test_bases_and_modals() -> None:
    assert [base(word) for word in ("has", "is", "passes", "tries", "loses")] == [
        "have", "be", "pass", "try", "lose"
    ]  # fmt: skip
    assert [past(word) for word in ("will", "can", "must", "should", "'re")] == [
        "would", "could", "must", "should", "were"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Well, um, you know, it is late.", "it is late."),
        ("It is, like I said — late…", "It is, like I said, late"),
        ("It is late. [laughter]", "It is late."),
        ("The the dam is old, no?", "The dam is old."),
    ],
)
def test_settled(text: str, level: str) -> None:
    assert plain_openers(settle(text)) == level


def test_words() -> None:
    assert plain_words("maybe nobody knows") == "possibly no one knows"
    assert written_out("shd meet w/ the gov't") == "should meet with the government"
