"""The last look: names of the room, and passages as they were spoken."""

import pytest

from redaction.roster import Participant, Roster
from redaction.spoken import LONG_RUN, WHOLE_SENTENCE, Spoken
from redaction.sweep import Sweep

ROSTER = Roster(
    (
        Participant("p1", "Adaeze Nwankwo-Hale", "Professor", also=("Ada",)),
        Participant("p2", "Jordan Park", organisation="Meridian Water Trust"),
        Participant("p3", "Søren Kjærgaard", also_organisation=("NWT",), delegation="Denmark"),
        Participant("p5", "Theresa May"),
        Participant("p4", "Rose Will", organisation="Institute of Harbours and Tides"),
    )
)
SPOKEN = (
    "Park: Well, um, the harbour loses two days a year to silt. We are tired of it. "
    "Nobody has dredged the northern channel since the flood of 2011, and the pilots say that"
    " the next storm will close it for a month."
)


def words(text: str) -> set[str]:
    return {text[found.start : found.end] for found in Sweep(ROSTER).find(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was said that Nwankwo disagreed.", {"Nwankwo"}),
        ("It was said that nwankwo disagreed.", {"nwankwo"}),
        ("It was said that Nwanko disagreed.", {"Nwanko"}),
        ("It was said that Soren Kjaergaard disagreed.", {"Soren", "Kjaergaard"}),
        ("Jordan Park disagreed.", {"Jordan", "Park"}),
        ("A view of Professor Park was noted.", {"Park"}),
        ("The Meridian Water Trust disagreed.", {"Meridian Water Trust"}),
        ("The view of NWT was noted.", {"NWT"}),
    ],
)
def test_found(text: str, found: set[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Jordan has rebuilt the dam.",
        "The national park will be closed.",
        "Prices rose, and they will rise again.",
        "Denmark has announced a survey.",
        "It was said that Lake Park was dry.",
        "The dam has been closed since 9 May 2013, and will be.",
        "The institute of the harbour was praised.",
    ],
)
def test_not_found(text: str) -> None:
    assert words(text) == set()


def test_findings_say_whom_they_expose() -> None:
    (found,) = Sweep(ROSTER).find("It was said that Nwankwo disagreed.")
    assert (found.code, found.persons) == ("CH102", ("p1",))


def test_nothing_on_an_empty_roster() -> None:
    assert Sweep(Roster()).find("Jordan Park of the Meridian Water Trust") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The harbour loses two days a year to silt.",
        "It was argued that the harbour loses two days a year to silt.",
        "It was argued that THE HARBOUR, er, loses two days a year to silt!",
        "It was noted that the northern channel since the flood of 2011, and the pilots say that"
        " the next storm",
    ],
)
def test_spoken_sentences_are_caught(text: str) -> None:
    assert len(Spoken([SPOKEN]).find(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It was argued that the harbour lost two days a year to silt.",
        "It was said that the northern channel had not been dredged since the flood of 2011.",
        "They were tired of it.",
        "",
    ],
)
def test_reported_speech_passes(text: str) -> None:
    assert Spoken([SPOKEN]).find(text) == ()


def test_passages_know_their_place() -> None:
    text = "It was argued that the harbour loses two days a year to silt."
    (passage,) = Spoken([SPOKEN]).find(text)
    assert text[passage.start : passage.end] == "the harbour loses two days a year to silt"
    assert passage.code == "CH704"


def test_bounds() -> None:
    assert (WHOLE_SENTENCE, LONG_RUN) == (6, 15)
    five, six = "We lost the harbour there.", "We lost the harbour there again."
    assert not Spoken([five]).find(five)
    assert Spoken([six]).find(six)
