"""What each family of rules proposes, before the detector has a say."""

import pytest

from redaction.codes import label
from redaction.pipeline import COMPONENTS, build, docs
from redaction.readers import read_text
from redaction.room import Room
from redaction.roster import Participant, Roster

ROSTER = Roster(
    (
        Participant(
            "p1", "Rhee Dong-hyuk", "Ambassador", ("Amb. Rhee",), "he", "former head of mission",
            "Hallyeo Institute", ("the Institute",), "Republic of Korea",
        ),
        Participant("p2", "Park Eun-byul", "Dr", (), "she", "marine geologist",
                    delegation="Republic of Korea"),
        Participant("p3", "Alison Cook", "Ms", (), "she", "lawyer", "Kauri Centre",
                    delegation="New Zealand"),
        Participant("p4", "May Will Park", "Mr", (), "he", "economist", delegation="Fiji"),
        Participant("p5", "Nguyen Van Jordan", "Colonel", (), "he", "chair",
                    delegation="third party"),
    )
)  # fmt: skip
ROOM = Room(ROSTER)


def found(text: str, least: float = 0.5) -> list[tuple[str, str]]:
    document = read_text(text, ROSTER)
    return [
        (label(finding.code), document.text[finding.start : finding.end])
        for doc in docs(document, ROOM)
        for finding in doc._.scene.found
        if finding.score >= least
    ]


def test_the_registry_is_pinned() -> None:
    assert build().pipe_names == ["tok2vec", "tagger", "parser", *COMPONENTS]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Alison Cook: Thank you, Dong-hyuk.", "Dong-hyuk"),
        ("Rhee Dong-hyuk argued for it.", "Rhee Dong-hyuk"),
        ("Dong-hyuk Rhee argued for it.", "Dong-hyuk Rhee"),
        ("Amb. Rhee argued for it.", "Amb. Rhee"),
        ("It was R. Dong-hyuk who asked.", "R. Dong-hyuk"),
        ("Cook's point was cost.", "Cook"),
        ("- RDH to draft it by Friday.", "RDH"),
        ("Eunbyul answered.", "Eunbyul"),
        ("Dr Parc said the survey was late.", "Dr Parc"),
        ("colonel win said it was late", "colonel win"),
        ("Col. Jordan agreed.", "Col. Jordan"),
        ("Mr May Will Park agreed.", "Mr May Will Park"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert ("NAME", name) in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Alison Cook: go ahead please\n\nPark Eun-byul: good morning this is pork an bull",
            "pork an bull",
        ),
        ("Alison Cook: thank you pork an bull\n\nNguyen Van Jordan: yes", ""),
    ],
)
def test_misheard_names_are_looked_for_where_they_are_due(text: str, name: str) -> None:
    names = [words for kind, words in found(text) if kind == "NAME"]
    assert (name in names) if name else not names


@pytest.mark.parametrize(
    "text",
    [
        "There is a marine park in the middle of that route.",
        "It happened in May 2023.",
        "The talks in Jordan failed.",
        "I will cook it myself, and it may work.",
        "The ship sailed through Cook Strait.",
        "President Park signed it long ago.",
        "Syngman Rhee drew that line.",
    ],
)
def test_homographs_are_no_names(text: str) -> None:
    assert not [words for kind, words in found(text) if kind == "NAME"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Alison Cook: Thank you, Ambassador, that helps.", "ROLE", "Ambassador"),
        ("The former head of mission disagreed.", "ROLE", "The former head"),
        ("Alison Cook: Our geologist said so.", "ROLE", "Our geologist"),
        ("The Korean side asked for more time.", "AFFIL", "The Korean side"),
        ("The two Koreans agreed.", "AFFIL", "The two Koreans"),
        ("Alison Cook: In my ministry nobody reads.", "AFFIL", "In my ministry"),
        ("Alison Cook: As a New Zealander I find that odd.", "AFFIL", "a New Zealander"),
        ("The Hallyeo Institute had doubts.", "AFFIL", "The Hallyeo Institute"),
        ("Dr Park said that she had tried.", "PRON", "she"),
        ("Alison Cook: My late father ran one of those.", "SELF", "late father ran"),
        ("Alison Cook: Many people in my riding ask for it.", "AFFIL", "my riding"),
        ("Welcome to the Health and Sport Committee.", "AFFIL", "Health and Sport Committee"),
        ("The opposition party asked for more time.", "AFFIL", "opposition party"),
        ("She joined us by video from Suva.", "PRESENCE", "joined us by video"),
    ],
)  # fmt: skip
def test_other_families(text: str, kind: str, words: str) -> None:
    hits = [hit.lower() for family, hit in found(text) if family == kind]
    assert any(words.lower() in hit or hit in words.lower() for hit in hits), found(text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "The French ambassador called on the minister.",
        "Korea raised its budget, and Fiji followed.",
        "The president said he would resign.",
        "Lawyers are expensive.",
    ],
)
def test_absent_people_and_states_stay(text: str) -> None:
    assert not found(text)


def test_a_state_that_agrees_is_reported() -> None:
    document = read_text("India agreed to the corridor.", ROSTER)
    codes = [f.code for doc in docs(document, ROOM) for f in doc._.scene.found]
    assert "CH901" in codes
