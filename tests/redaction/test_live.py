"""While a text is typed the findings are those of a first reading."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from redaction import pipeline
from redaction.live import Live
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Participant, Roster

ROSTER = Roster(
    (
        Participant("p1", "Ngaire Hohepa", "Dr", pronouns="she", role="marine lawyer"),
        Participant("p2", "Han Seo-yeon", "Ambassador", pronouns="she", delegation="Korea"),
        Participant("p3", "May Will Park", "Mr", pronouns="he", role="minister of culture"),
    )
)
TEXT = (
    "# Cables\n\nNgaire Hohepa: Thank you, Ambassador Han. The permit takes three months, and the "
    "Korean side knows why.\n\nHan Seo-yeon: I agree with Dr Hohepa. When I ran the mission in "
    "Canberra, we had no such law.\n\nMr Park asked why the law of 1996 says nothing about it; he "
    "may ask again.\n\nWelcome to Ngaire Hohepa, the curator of the archive. The curator said so.\n"
)
#: Words that change what is known far away: capitals, roles, labels, quotes, disguises.
PIECES = (
    "the curator", "May", "may", "she", "our chair", "\u200b", "\n\n", "“", "ambassador",
    "we at the Institute ", "Han Seo-yeon: ", "welcome Ngaire Hohepa, the minister of fish, who",
    "THE END", "Speaker 3: ", ". ", "14:07 ", " hoh\u00adepa",
)  # fmt: skip


def first_reading(text: str) -> object:
    return Redactor(ROSTER).find(read_text(text, ROSTER))


edits = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(("", *PIECES)), st.integers(0, 40)),
    min_size=1,
    max_size=4,
)


def settle_like_a_first_reading(changes: list[tuple[float, str, int]]) -> None:
    live = Live(ROSTER)
    text = TEXT
    live.find(text)
    for place, new, gone in changes:
        at = int(place * len(text))
        text = text[:at] + new + text[at + gone * (not new) :]
        quick = live.find(text)
        if live.settled:
            assert quick == first_reading(text)
    assert live.settle() == first_reading(text)
    assert live.settled


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits)
def test_settled_findings_are_those_of_a_first_reading(
    changes: list[tuple[float, str, int]],
) -> None:
    settle_like_a_first_reading(changes)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits)
def test_after_any_edits(changes: list[tuple[float, str, int]]) -> None:
    settle_like_a_first_reading(changes)


@pytest.mark.parametrize("text", ["", "\n\n", "Hohepa", "🙂"])
def test_odd_little_texts(text: str) -> None:
    live = Live(ROSTER)
    assert live.find(text) == first_reading(text)
    assert live.find(TEXT) == first_reading(TEXT)


def test_what_an_edit_does_not_touch_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    live = Live(ROSTER)
    live.find(TEXT)
    read: list[str] = []
    parse = pipeline.parse

    def noting(texts: Iterable[str], **how: bool) -> Iterator[Doc]:
        kept = list(texts)
        read.extend(kept)
        return parse(kept, **how)

    monkeypatch.setattr(pipeline, "parse", noting)
    live.find(TEXT)
    live.find(TEXT.replace("nothing about", "little about"))
    assert [text[:8] for text in read] == ["Mr Park "]


def test_a_word_that_changes_the_rest_is_settled_in_a_second_pass() -> None:
    live = Live(ROSTER)
    live.find(TEXT)
    text = TEXT.replace("so.\n", "so, hohepa too.\n")
    live.find(text)
    live.settle()
    assert live.find(text) == first_reading(text)
    assert live.settled
