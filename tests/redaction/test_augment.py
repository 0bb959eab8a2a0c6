"""Variations of annotated sessions keep their marks in place."""

import random
from pathlib import Path

import pytest

from redaction.annotated import Mark, Paragraph, Session, load
from redaction.roster import Participant, Roster
from redaction.training.augment import Stock, as_recognised, misheard, misspelt, varied
from redaction.training.mishearing import Mishearer
from redaction.training.renaming import with_other_names, with_words_for_names
from redaction.training.rewriting import rewritten

PEOPLE = Roster((Participant("p1", "Han Seo-yeon", also=("Amb. Han",)),))


def test_marks_follow_a_change() -> None:
    paragraph = Paragraph(
        "p1", "As Han said to Hanoi", (Mark(3, 6, "NAME", ("p1",)), Mark(15, 20, "KEEP"))
    )
    changed = rewritten(paragraph, [(3, 6, "Okonkwo")])
    assert changed.text == "As Okonkwo said to Hanoi"
    assert [changed.text[m.start : m.end] for m in changed.marks] == ["Okonkwo", "Hanoi"]


def test_names_are_swapped_in_roster_and_marks_only() -> None:
    turn = Paragraph("p1", "HAN's paper, not Han river.", (Mark(0, 5, "NAME", ("p1",)),))
    new = with_other_names(Session("x", PEOPLE, (turn,), ()), ["Okonkwo Adaeze"], random.Random(1))
    assert new.roster.by_id["p1"].name.startswith("Okonkwo ")
    assert new.roster.by_id["p1"].also == ("Amb. Okonkwo",)
    assert new.turns[0].text == "OKONKWO's paper, not Han river."


def test_a_recognised_turn_has_no_capitals_and_keeps_numbers() -> None:
    turn = Paragraph("p1", "Well, Han: 1,200 tonnes!", (Mark(6, 9, "NAME", ("p1",)),))
    heard = as_recognised(turn, random.Random(3))
    assert heard.text == "well han 1,200 tonnes"
    assert heard.text[heard.marks[0].start : heard.marks[0].end] == "han"


def test_a_misspelt_name_keeps_its_first_letter() -> None:
    turn = Paragraph("p1", "Stankunaite " * 900, tuple(
        Mark(12 * i, 12 * i + 11, "NAME", ("p1",)) for i in range(900)))  # fmt: skip
    heard = misspelt(turn, random.Random(5))
    spellings = {heard.text[m.start : m.end] for m in heard.marks}
    assert len(spellings) > 1
    assert all(s.startswith("S") for s in spellings)


def test_a_name_is_misheard_as_words_that_others_use() -> None:
    turn = Paragraph("p1", "they say a lassie can", ())
    ears = Mishearer([Session(name, PEOPLE, (turn,), ()) for name in "ab"])
    chance = random.Random(1)
    assert {ears.heard("Selasi", chance) for _ in range(20)} == {"say lassie"}
    assert ears.heard("Nguyen", chance) is None
    spoken = Paragraph("p1", "thank you selasi " * 200, tuple(
        Mark(17 * i + 10, 17 * i + 16, "NAME", ("p1",)) for i in range(200)))  # fmt: skip
    heard = misheard(spoken, ears, chance)
    spellings = {heard.text[m.start : m.end] for m in heard.marks}
    assert spellings == {"selasi", "say lassie"}


def test_people_get_names_that_the_session_says_otherwise() -> None:
    marks = (Mark(0, 3, "NAME", ("p1",)), Mark(9, 15, "KEEP"))
    turn = Paragraph("p1", "Han, not Warsaw, has no power", marks)
    new = with_words_for_names(Session("x", PEOPLE, (turn,), ()), random.Random(2))
    name = new.roster.by_id["p1"].name.lower()
    assert "warsaw" in name or "power" in name
    assert new.turns[0].text.endswith(", not Warsaw, has no power")


@pytest.mark.parametrize("seed", range(4))
def test_no_variation_moves_a_mark_off_its_words(seed: int) -> None:
    path = sorted(Path("redaction/training/dialogues").glob("*.md"))[0]
    session = load(path)
    new = varied(session, Stock.of([session]), random.Random(seed))
    pairs = zip((*session.turns, *session.notes), (*new.turns, *new.notes), strict=True)
    for old, changed in pairs:
        was = [old.text[m.start : m.end] for m in old.marks if m.label != "NAME"]
        now = [changed.text[m.start : m.end] for m in changed.marks if m.label != "NAME"]
        letters = [[c for c in s.lower() if c.isalpha()] for s in was]
        assert letters == [[c for c in s.lower() if c.isalpha()] for s in now]
