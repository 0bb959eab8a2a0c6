"""CH107: names addressed in the room that the list forgot."""

import pytest

from redaction.memory import Memory
from redaction.pipeline import candidates
from redaction.readers import read_text
from redaction.room import Room
from redaction.roster import Participant, Roster

ROSTER = Roster((Participant("p1", "Ngaire Hohepa"), Participant("p2", "Han Seo-yeon")))


def strangers(said: str) -> list[str]:
    document = read_text(f"Ngaire Hohepa: {said}", ROSTER)
    ruled = candidates(document, Room(ROSTER), Memory())[0]
    return [ruled.text[f.start : f.end] for f in ruled.found if f.code == "CH107"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Thank you, Ottoline, over to the next item.", ["Ottoline"]),
        ("Thanks Dr Brzezicki. The permit is slow.", ["Dr Brzezicki"]),
        ("Ottoline, would you go on?", ["Ottoline"]),
        ("Thank you, Seo-yeon, that helps.", []),
        ("Thank God, it is over.", []),
        ("Thank you, Ambassador, that helps.", []),
        ("Thanks to Ottoline this was found in 1996.", []),
        ("Ottoline wrote the law of 1996.", []),
    ],
)
def test_a_stranger_is_addressed(said: str, found: list[str]) -> None:
    assert strangers(said) == found
