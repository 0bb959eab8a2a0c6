"""The rewriter: plain English, small edits, nothing repeated."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.documents import Block, Document
from redaction.findings import Finding, apply
from redaction.rewrite import rewrite
from redaction.wording import said
from tests.redaction.marked import marked, parsed


def rewritten(text: str, kind: str = "turn") -> str:
    document, findings = marked(text, kind)
    return apply(document.text, rewrite(document, findings, parsed(document)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('It was hard: ⟦FACT:p1|the grade was "good⟧". It ended.', "It was hard. It ended."),
        (
            "The lake must fall since ⟦ROLE:p1|the General⟧ ⟦PRESENCE:p1|has a flight at six⟧.",
            "The lake must fall.",
        ),
        (
            "The lake rose. ⟦AFFIL:p1|Khasi, from Shillong, so you may stop looking⟧. It fell.",
            "The lake rose. It fell.",
        ),
        ("Thank you, ⟦NAME:p1|Dr Okello⟧.", "Thank you."),
        ("Thank you, ⟦NAME:p1|Dr Okello⟧, and good morning.", "Thank you, and good morning."),
        ("⟦NAME:p1|Lena⟧, can you repeat the figure?", "Can you repeat the figure?"),
        ("The tariff is too high, ⟦ROLE:p1|Madam Chair⟧.", "The tariff is too high."),
        (
            "The grid failed when ⟦SELF:p1|I ran the control room⟧.",
            "The grid failed.",
        ),
        (
            "When ⟦SELF:p1|I ran the control room⟧, the grid failed twice.",
            "The grid failed twice.",
        ),
        ("⟦FACT:p1|Her forty samples⟧ show the rate.", "Some cases show the rate."),
        ("⟦PRON:p1|She⟧ was against the tariff.", "They were against the tariff."),
        ("⟦PRON:p1|He⟧ thinks that the pipe leaks.", "They think that the pipe leaks."),
        ("⟦PRON:p1|He⟧ wrote the first draft.", "They wrote the first draft."),
        ("⟦PRON:p1|She⟧'s been against it.", "They've been against it."),
        ("The plan was ⟦PRON:p1|his⟧ idea.", "The plan was their idea."),
        (
            "The rule applies, as it did ⟦PRESENCE:p1|last night at⟧ ⟦ROLE:p1|the Admiral⟧'s "
            "⟦AFFIL:p1|house⟧.",
            "The rule applies.",
        ),
        (
            "Half of the crews ⟦AFFIL:p1|in my province⟧ ⟦SELF:p1|are⟧ under twenty-five.",
            "Half of the crews are under twenty-five.",
        ),
        (
            "They will draft a paragraph over ⟦PRESENCE:p1|coffee⟧.",
            "They will draft a paragraph.",
        ),
        (
            "⟦SELF:p1|In my book I argued⟧ that the treaty is the only text on tuna.",
            "The treaty is the only text on tuna.",
        ),
        ("Half of the ships ⟦SELF:p1|carried my flag⟧.", "Half of the ships were mentioned."),
        (
            "Nobody writes to ⟦AFFIL:p1|us. We⟧ ⟦SELF:p1|see crabs⟧.",
            "Nobody writes to those present. ",
        ),
    ],
)
def test_turns(before: str, after: str) -> None:
    assert rewritten(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "⟦NAME:p1|Okello⟧ (⟦AFFIL:p1|UG⟧, ⟦ROLE:p1|ex regulator⟧): tariffs are too high.",
            "One participant: tariffs are too high.",
        ),
        (
            "⟦NAME:p1|Dr Okello⟧ ⟦PRESENCE:p1|in⟧ ⟦ROLE:p1|the chair⟧, ⟦NAME:p2|JP⟧ notes.",
            "",
        ),
        (
            "- ⟦NAME:p1|Amb. Okello⟧ pushed back hard on the tariff.",
            "- One participant pushed back hard on the tariff.",
        ),
        (
            "⟦AFFIL:p1+p2|The Ugandan side⟧ said that the lake was rising.",
            "Some participants said that the lake was rising.",
        ),
        (
            "The chair took up ⟦NAME:p1|Okello's⟧ point.",
            "The chair took up one participant's point.",
        ),
    ],
)
def test_notes(before: str, after: str) -> None:
    got = rewritten(before, "note")
    assert got.replace("A participant", "One participant").replace("a part", "one part") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("As ⟦ROLE:p1|the Ambassador⟧ said, we can wait.", "We can wait."),
        ("We can wait, as ⟦NAME:p1|Okello⟧ said.", "We can wait."),
        ("What ⟦SELF:p1|I found in my survey⟧ is that the nets are old.", "The nets are old."),
        ("The room has become ⟦PRESENCE:p1|warmer⟧.", "The room has become so."),
        ("It rained; ⟦SELF:p1|my night in the jeep⟧, was recounted.",
         "It rained; some experience was recounted."),
        ("[⟦NAME:p1|Translation] Thank you, Grace⟧. The pumps are old.", "The pumps are old."),
        ("I am ⟦NAME:p1|Grace⟧. The nets are old.", "The nets are old."),
        ("The town relies on ⟦FACT:p1|the plant that I ran⟧.", "The town relies on one example."),
        ("We welcome ⟦NAME:p1|Okello⟧, who is ⟦ROLE:p1|the regulator⟧.",
         "We welcome one participant."),
        ("⟦SELF:p1|I told them so⟧, because the pumps are old.", "The pumps are old."),
        ("If ⟦SELF:p1|my crews⟧ won't sail, the port is shut.",
         "If some experience won't sail, the port is shut."),
        ("⟦SELF:p1|We've⟧ got pumps for a whole town.", "Some have got pumps for a whole town."),
        ("⟦NAME:p1|Okello⟧ does not agree, and the pumps are old.",
         "One participant does not agree, and the pumps are old."),
        ("The ⟦AFFIL:p1|US⟧ Senate voted.", "The Senate voted."),
        ("I spoke to ⟦NAME:p1|Dr⟧. ⟦NAME:p1|Okello⟧ about the pumps.",
         "I spoke to one participant about the pumps."),
        ("So it is not that ⟦AFFIL:p1|our ministry⟧ is slow.",
         "So it is not that one group is slow."),
    ],
)  # fmt: skip
def test_what_the_rest_of_a_sentence_needs(before: str, after: str) -> None:
    got = rewritten(before)
    assert got.replace("A participant", "One participant").replace("a part", "one part") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("⟦AFFIL:p1|One speaker from the region⟧ argued for a code.",
         "One participant argued for a code."),
        ("⟦AFFIL:p1|The Ugandan team⟧ withdrew its offer.", "One group withdrew its offer."),
        ("Comments go to ⟦AFFIL:p1|the Meridian Trust⟧ by May.",
         "Comments go to an institution by May."),
        ("⟦AFFIL:p1|None of the Ugandan side⟧ agreed.", "No participant agreed."),
        ("⟦NAME:p1|Okello⟧ (\"⟦NAME:p1|Oh hello⟧\"): pumps are old.",
         "One participant: pumps are old."),
        ("His formula \"⟦STYLE:p1|we punish mercy⟧\" was noted.",
         "His formula was noted."),
        ("He spoke of \"⟦STYLE:p1|we punish mercy⟧\" twice.", "He spoke of a remark twice."),
        ("⟦NAME:p1|K. Okello (ASR⟧: bad) said that pumps are old.",
         "One participant: bad said that pumps are old."),
        ("⟦NAME:p1|Okello⟧; ⟦ROLE:p2|the engineer⟧ and ⟦NAME:p3|Lima⟧ agreed.",
         "Some participants agreed."),
        ("⟦NAME:p1|Okello S⟧. preferred both.", "One participant preferred both."),
        ("Assigned: gauge to ⟦AFFIL:p1|Kampala⟧.", "Assigned: gauge to one country."),
        ("Comments from ⟦AFFIL:p1|Icelanders⟧ are due.",
         "Comments from some participants are due."),
        ("⟦AFFIL:p1|NO side⟧ will drive it.", "Some participants will drive it."),
        ("It was noted with pleasure ⟦PRESENCE:p1|that the luggage had arrived⟧.",
         "It was noted with pleasure."),
    ],
)  # fmt: skip
def test_sides_organisations_and_slips_of_notes(before: str, after: str) -> None:
    got = rewritten(before, "note")
    assert got.replace("A participant", "One participant").replace("a part", "one part") == after


def test_a_turn_of_which_nothing_is_left_goes_with_its_label() -> None:
    text = "Okello: I ran it.\n\nBrandt: The lake is rising."
    first, second = Block("turn", 0, 17, (0, 6), "p1", 8), Block("turn", 19, 45, (19, 25), "p2", 27)
    document = Document(text, (first, second))
    found = [Finding(0, 6, "CH801"), Finding(8, 16, "CH401"), Finding(19, 25, "CH801")]
    edits = rewrite(document, found, parsed(document))
    assert apply(text, edits).partition(": ")[2] == "The lake is rising."
    assert apply(text, edits).count(":") == 1


def test_an_emptied_bullet_goes_with_its_line() -> None:
    assert rewritten("- ⟦PRESENCE:p1|Lunch with Okello⟧.\n- The lake is rising.", "note") == (
        "- The lake is rising."
    )


def test_two_people_in_a_sentence_are_told_apart() -> None:
    got = rewritten("⟦NAME:p1|Okello⟧ disagreed with ⟦NAME:p2|Brandt⟧ about the lake.", "note")
    assert got.endswith("disagreed with another participant about the lake.")


def test_a_list_of_people_becomes_some() -> None:
    got = rewritten("⟦NAME:p1|Okello⟧ and ⟦NAME:p2|Brandt⟧ agreed on the lake.", "note")
    assert got == "Some participants agreed on the lake."


def test_a_replacement_that_would_repeat_the_word_is_another() -> None:
    got = rewritten("⟦ROLE:p1|One participant from Kampala⟧ disagreed.", "note")
    assert "participant" not in got
    assert got.endswith("disagreed.")


def test_whole_sentences_go_with_their_stop() -> None:
    text = "The lake is rising. ⟦PRESENCE:p1|I froze for a second⟧. The dam is old."
    assert rewritten(text) == "The lake is rising. The dam is old."


def test_labels_become_participants_and_time_stamps_go() -> None:
    text = "Okello: The lake is rising."
    document = Document(text, (Block("turn", 0, len(text), (0, 6), "p1", 8),))
    edits = rewrite(document, [Finding(0, 6, "CH801", ("p1",))], parsed(document))
    assert apply(text, edits) in {
        "One participant: The lake is rising.",
        "A participant: The lake is rising.",
    }


def test_what_stands_beside_is_untouched() -> None:
    document, findings = marked(
        "⟦NAME:p1|Okello⟧ said that Lake Victoria rose 2 m in 2020.", "note"
    )
    edits = rewrite(document, findings, parsed(document))
    assert [(edit.start, edit.end) for edit in edits] == [(0, 6)]


def test_a_finding_that_begins_with_the_stop_before_takes_the_words_behind_it() -> None:
    text = "The dam? At Kampala it rose."
    document = Document(text, (Block("turn", 0, len(text)),))
    finding = Finding(text.index("?"), text.index(" it"), "CH101", ("p1",))
    assert apply(text, rewrite(document, [finding], parsed(document))) == "The dam? It rose."


_WORDS = st.sampled_from(
    [
        "Okello",
        "she",
        "the",
        "lake,",
        "and",
        "Brandt.",
        "who",
        "when",
        "I",
        "was",
        "(rising)",
        "said",
        "it;",
        "my",
        "old",
        "dam?",
        "At",
        "Kampala",
        "we",
        "thank",
        "you",
        "—",
        "…",
        "because",
        "their",
    ]
)


_NOTHING_SAID = {"the", "a", "an", "they", "their", "was"}


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, min_size=3, max_size=25), st.data())
def test_edits_are_sorted_inside_apart_and_repeat_nothing(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    document = Document(text, (Block("turn", 0, len(text)),))
    findings = []
    at = 0
    while at < len(text) - 1:
        start = data.draw(st.integers(at, len(text) - 1))
        end = data.draw(st.integers(start + 1, min(len(text), start + 20)))
        code = data.draw(st.sampled_from(["CH101", "CH201", "CH301", "CH401", "CH501", "CH211"]))
        findings.append(Finding(start, end, code, ("p1",)))
        at = end + 5
    edits = rewrite(document, findings, parsed(document))
    for edit in edits:
        assert 0 <= edit.start < edit.end <= len(text)
    for one, other in pairwise(edits):
        assert one.end <= other.start
    for finding in findings:
        if finding.code == "CH211":
            continue
        over = [e for e in edits if e.start < finding.end and finding.start < e.end]
        assert over or not any(c.isalnum() for c in text[finding.start : finding.end])
        gone = said(text[finding.start : finding.end])
        for edit in over:
            if len(edit.replacement) > 1:
                assert not (gone & said(edit.replacement)) - _NOTHING_SAID
