"""Whom descriptions fit, and whether they are enough."""

import pytest

from redaction import pipeline
from redaction.policy import Policy
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Participant, Roster
from redaction.singling.descriptors import Descriptor, descriptors, instead
from redaction.singling.fitting import fitting
from redaction.singling.people import People
from redaction.singling.singled import singled
from redaction.singling.terms import terms
from redaction.singling.uniqueness import uniqueness

ROSTER = Roster(
    (
        Participant("p1", "Rhee Dong-hyuk", "Ambassador", (), "he", "former head of mission",
                    "Hallyeo Institute", (), "Republic of Korea"),
        Participant("p2", "Park Eun-byul", "Dr", (), "she", "marine geologist",
                    "Namhae Centre", (), "Republic of Korea"),
        Participant("p3", "Alison Cook", "Ms", (), "she", "former security official",
                    "Kauri Centre", (), "New Zealand"),
        Participant("p4", "Ngaire Hohepa", "Dr", (), "she", "lecturer in law",
                    "Aotea University", (), "New Zealand"),
        Participant("p5", "Viliame Koroivuki", "Ratu", (), "he", "retired naval commander",
                    "Vanua Trust", (), "Fiji"),
        Participant("p6", "Shalini Prasad", "Ms", (), "she", "former telecommunications regulator",
                    "Suva Collective", (), "Fiji"),
        Participant("p7", "Maruyama Tetsuo", "Professor", (), "he", "professor of engineering",
                    "Kuroshio University", (), "Japan"),
        Participant("p8", "Noguchi Haruka", "Ms", (), "she", "coast guard lawyer",
                    "Umi Office", (), "Japan"),
    )
)  # fmt: skip
PEOPLE = People(ROSTER)


def described(text: str) -> Descriptor:
    (found,) = descriptors(next(pipeline.parse([text])), PEOPLE)
    return found


@pytest.mark.parametrize(
    ("text", "words", "who", "new"),
    [
        ("A retired naval officer warned of it.", "A retired naval officer", "p5",
         "a former official"),
        ("One woman jurist objected.", "One woman jurist", "p4 p8", "an expert"),
        ("A uniformed participant objected.", "A uniformed participant", "p5", "one participant"),
        ("A participant from Seoul objected.", "A participant from Seoul", "p1 p2",
         "one participant"),
        ("Two former officials agreed.", "Two former officials", "p1 p3 p5 p6",
         "two former officials"),
        ("The lawyer said so.", "The lawyer", "p4 p8", "an expert"),
        ("It was denied by a geologist.", "a geologist", "p2", "an expert"),
    ],
)  # fmt: skip
def test_a_description_knows_whom_it_fits(text: str, words: str, who: str, new: str) -> None:
    found = described(text)
    assert text[found.start : found.end] == words
    assert sorted(found.who) == who.split()
    assert found.acts
    assert instead(found, PEOPLE, 3) == new


@pytest.mark.parametrize(
    "text",
    [
        "It was suggested that a lawyer be consulted.",
        "Regulators price in the dark.",
        "A commander should sign it.",
    ],
)
def test_who_is_only_thought_of_does_not_act(text: str) -> None:
    assert not described(text).acts


@pytest.mark.parametrize(
    "text",
    ["One participant warned of it.", "A thoughtful delegate agreed.", "The cable failed twice."],
)
def test_what_fits_everybody_is_no_description(text: str) -> None:
    assert not list(descriptors(next(pipeline.parse([text])), PEOPLE))


def test_a_word_about_people_elsewhere_fits_nobody() -> None:
    assert described("The Peruvian lawyer agreed.").who == frozenset()


def test_terms_are_broadened_step_by_step() -> None:
    broader = list(terms().broader(terms().of("admirals")))
    assert broader == ["admiral", "sailor", "officer", "official", "participant"]


def test_a_release_says_nothing_that_too_few_fit() -> None:
    text = "- A retired naval officer warned of it."
    findings = Redactor(ROSTER).find(read_text(text, ROSTER))
    assert [f for f in findings if text[f.start : f.end].endswith("naval officer")]
    loose = Policy(k=2)
    text = "- It was said by a participant from Seoul."
    assert not [
        f for f in Redactor(ROSTER, loose).find(read_text(text, ROSTER)) if f.family == "CH6"
    ]


def test_a_reviewer_reads_what_enough_people_fit() -> None:
    text = "A retired naval officer warned of delays at the border."
    redaction = Redactor(ROSTER).redact(read_text(text, ROSTER))
    assert redaction.text == "A former official warned of delays at the border."


def test_two_descriptions_in_one_line_are_one_person() -> None:
    text = "- One woman argued for it; as the former official added, permits decide."
    (finding,) = singled(text, PEOPLE, 3)
    assert finding.code == "CH602"
    assert finding.persons == ("p3", "p6")
    assert "fits 2 of 8" in finding.reason


def test_two_people_in_one_line_are_two() -> None:
    assert singled("- One woman and a former official agreed.", PEOPLE, 3) == ()


def test_lines_that_point_back_are_read_together() -> None:
    text = (
        "- One woman argued for it.\n- The same participant, a former official, doubted the date."
    )
    assert [f.code for f in singled(text, PEOPLE, 3)] == ["CH602"]
    apart = "- One woman argued for it.\n- A former official doubted the date."
    assert singled(apart, PEOPLE, 3) == ()


def test_an_earlier_release_of_the_same_thought_counts() -> None:
    before = "- A former official asked whether armoured landing stations pay for themselves."
    now = "- One woman held that armoured landing stations never pay."
    (finding,) = singled(now, PEOPLE, 3, [before])
    assert finding.code == "CH603"
    assert now[finding.start : finding.end] == "One woman"
    assert singled("- One woman wanted a shorter agenda.", PEOPLE, 3, [before]) == ()


def test_who_could_this_still_be() -> None:
    text = "It was argued that Hohepa knew.\nA woman said that a fee was due.\nPermits decide."
    first, second = fitting(text, ROSTER)
    assert (first.who, first.evidence[0].kind) == (frozenset({"p4"}), "name")
    assert sorted(second.who) == ["p2", "p3", "p4", "p6", "p8"]
    assert text[second.evidence[0].start : second.evidence[0].end] == "A woman"


def test_before_the_meeting_the_list_says_who_stands_out() -> None:
    found = {one.person: one for one in uniqueness(ROSTER, 3)}
    assert "sailor" in found["p5"].alone
    assert "official" not in found["p5"].alone
    assert ("academic", "woman") not in found["p3"].pairs
    assert uniqueness(Roster()) == ()


def test_nobody_on_an_empty_list_is_singled_out() -> None:
    nobody = People(Roster())
    (found,) = descriptors(next(pipeline.parse(["A retired admiral left."])), nobody)
    assert found.who == frozenset()
    assert singled("A retired admiral left.", nobody, 3) == ()
