"""Talk that plays with what a participant's name means."""

import pytest

from redaction.pipeline import docs
from redaction.readers import read_text
from redaction.room import Room
from redaction.roster import Participant, Roster

ROSTER = Roster(
    (
        Participant("p1", "Nadiya Voloshyna", "Ms", (), "she"),
        Participant("p2", "Amal Drubi", "Ms", (), "she"),
        Participant("p3", "Innocent Gasamagera", "Mr", (), "he"),
        Participant("p4", "Bjørn Skipnes", "Mr", (), "he"),
        Participant("p5", "Julian Frost", "Dr", (), "he"),
    )
)
ROOM = Room(ROSTER)


def played(text: str) -> list[tuple[str, tuple[str, ...], float]]:
    """Return what is proposed as talk about a name."""
    document = read_text(text, ROSTER)
    return [
        (document.text[finding.start : finding.end], finding.persons, finding.score)
        for doc in docs(document, ROOM)
        for finding in doc._.scene.found
        if finding.code == "CH106"
    ]


@pytest.mark.parametrize(
    ("text", "clause", "who"),
    [
        ("Amal Drubi: Two hopes on one bench, Nadiya.", "Two hopes on one bench, Nadiya", "p1 p2"),
        ("- Two bears joke about Bjorn, out.", "Two bears joke about Bjorn, out", "p4"),
        ("Innocent Gasamagera: I plead innocence by birth.", "I plead innocence by birth", "p3"),
        ("Julian Frost: My people mean the frost.", "My people mean the frost", "p5"),
    ],
)
def test_a_word_that_means_a_name_is_play_beside_its_bearer(
    text: str, clause: str, who: str
) -> None:
    scores = {persons: score for said, persons, score in played(text) if said.strip() == clause}
    assert scores[tuple(who.split())] > 0.35


@pytest.mark.parametrize(
    "text",
    [
        "Julian Frost: We lost the hope of a treaty in the third round of talks that winter.",
        "- Of polar bear numbers nobody is sure; the frost came late.",
        "Nadiya Voloshyna: A man is presumed innocent until the court has spoken.",
    ],
)
def test_the_plain_use_of_such_a_word_is_unlikely_to_be_play(text: str) -> None:
    assert all(score < 0.25 for _, _, score in played(text))


def test_words_that_mean_nobody_here_are_not_looked_at() -> None:
    assert not played("Amal Drubi: My star is a lion, and I call it peace.")
