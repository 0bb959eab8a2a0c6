"""Papers made for training hold nobody; paragraphs that stand alone hold what they held."""

import random

import pytest

from redaction.annotated import KEEP, Mark, Paragraph, Session
from redaction.roster import Participant, Roster
from redaction.training import papers

PEOPLE = Roster((Participant("p1", "Grace Marsh"),))
TURN = Paragraph(
    "p1",
    "I chaired it for years. The marsh stores twice the water of Lake Chad. Nobody can pay alone.",
    (Mark(0, 22, "SELF", ("p1",)), Mark(60, 69, KEEP)),
)
SESSION = Session("x", PEOPLE, (TURN,) * 3, (Paragraph("", "Marsh agreed.", ()),))


@pytest.mark.parametrize("seed", range(20))
def test_a_paper_holds_nobody(seed: int) -> None:
    made = papers.paper(SESSION, random.Random(seed))
    assert made.roster == PEOPLE
    assert not made.turns
    headings = [note.text for note in made.notes if not note.text.startswith("- ")]
    assert not any("marsh" in heading.casefold() for heading in headings)
    for note in made.notes:
        assert "chaired" not in note.text
        assert {note.text[m.start : m.end] for m in note.marks} <= {"Lake Chad"}
        assert ("Lake Chad" in note.text) == bool(note.marks) or note.text in headings


def test_headings_and_reports_come_about() -> None:
    texts = [n.text for seed in range(20) for n in papers.paper(SESSION, random.Random(seed)).notes]
    assert any(not text.startswith("- ") for text in texts)
    assert any(text.startswith("- It was suggested that the marsh stores") for text in texts)


def test_paragraphs_alone_keep_their_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "ALONE", 1.0)
    found = list(papers.alone(SESSION, random.Random(1)))
    assert len(found) == len(SESSION.turns) + len(SESSION.notes)
    assert found[0].notes[0].marks == TURN.marks
    assert not found[0].turns
    assert not found[0].notes[0].speaker
