"""The shipped detector."""

import tracemalloc

import numpy as np
import pytest

from redaction.detector import Detector
from redaction.documents import Block, Document
from redaction.prediction import HIDE, LABELS, Prediction, Thresholds
from redaction.roster import Participant, Roster

ROSTER = Roster(
    (
        Participant("p1", "Han Seo-yeon", "Ambassador", (), "she", "former ambassador to ASEAN",
                    "Institute for Maritime Futures", (), "Republic of Korea"),
        Participant("p2", "Tomasz Nowak", "Dr", (), "he", "session chair", "Trave Forum"),
    )
)  # fmt: skip
TURN = "Thank you, Tomasz. When I ran the mission in Jakarta, the treaty was two pages long."


def document(*turns: str) -> Document:
    text = ""
    blocks = []
    for turn in turns:
        blocks.append(Block("turn", len(text), len(text) + len(turn), None, "p1", len(text)))
        text += turn + "\n\n"
    return Document(text, tuple(blocks))


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector.load()


def test_every_word_has_probabilities(detector: Detector) -> None:
    doc = document(TURN, TURN)
    found = detector.predict(doc, ROSTER)
    assert found.probabilities.shape == (len(found), len(LABELS))
    assert np.allclose(found.probabilities.sum(axis=1), 1, atol=1e-5)
    assert doc.text[found.starts[0] : found.ends[0]] == "Thank"
    assert found.blocks.tolist() == sorted(found.blocks.tolist())


def test_the_same_input_gives_the_same_answer(detector: Detector) -> None:
    first, second = (detector.predict(document(TURN), ROSTER) for _ in range(2))
    assert np.array_equal(first.probabilities, second.probabilities)


def test_the_model_is_loaded_once() -> None:
    assert Detector.load() is Detector.load()


def test_a_name_is_found_and_the_treaty_stays(detector: Detector) -> None:
    doc = document(TURN)
    found = detector.predict(doc, ROSTER)
    name = doc.text.index("Tomasz")
    assert found.between(name, name + 6)[LABELS.index("NAME")] > 0.5
    topic = doc.text.index("pages")
    assert found.between(topic, topic + 5)[:2].sum() > 0.5


def test_an_empty_document_and_an_empty_roster_are_fine(detector: Detector) -> None:
    nothing = detector.predict(Document("", ()), ROSTER)
    assert len(nothing) == 0
    assert nothing.spans() == ()
    assert len(detector.predict(document(TURN), Roster())) == 16


def test_a_long_document_stays_in_bounds(detector: Detector) -> None:
    doc = document(*[TURN] * 600)
    tracemalloc.start()
    found = detector.predict(doc, ROSTER)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 600 * 16
    assert peak < 100 * 2**20


def prediction(*rows: tuple[str, float], blocks: list[int] | None = None) -> Prediction:
    """A word of one letter a row: its label and that label's probability, the rest O."""
    table = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    for i, (label, sure) in enumerate(rows):
        table[i, LABELS.index(label)] = sure
        table[i, 0] += 1 - sure
    starts = np.arange(len(rows)) * 2
    return Prediction(starts, starts + 1, np.array(blocks or [0] * len(rows)), table)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("O", 1.0), ("NAME", 0.9)], [(2, 3, "NAME")]),
        ([("NAME", 0.9), ("NAME", 0.35)], [(0, 3, "NAME")]),  # grows
        ([("NAME", 0.35), ("O", 1.0)], []),  # no seed
        ([("FACT", 0.9), ("O", 1.0), ("FACT", 0.9)], [(0, 5, "FACT")]),  # closed
        ([("NAME", 0.9), ("O", 1.0), ("NAME", 0.9)], [(0, 1, "NAME"), (4, 5, "NAME")]),
        ([("NAME", 0.9), ("FACT", 0.9), ("SELF", 0.8)], [(0, 1, "NAME"), (2, 5, "FACT")]),
        ([("KEEP", 0.9)], []),
        ([("PRON", 0.9)], [(0, 1, "PRON")]),
    ],
)
def test_words_become_spans(
    rows: list[tuple[str, float]], expected: list[tuple[int, int, str]]
) -> None:
    chosen = Thresholds(dict.fromkeys(HIDE, 0.5), 0.3, 0.3, 2)
    found = prediction(*rows).spans(chosen)
    assert [(s.start, s.end, s.label) for s in found] == expected


def test_spans_do_not_cross_paragraphs() -> None:
    found = prediction(("FACT", 0.9), ("FACT", 0.9), blocks=[0, 1]).spans()
    assert len(found) == 2


def test_labels_are_pinned() -> None:
    assert LABELS[:2] == ("O", "KEEP")
    assert LABELS[2:] == HIDE
    assert HIDE == ("NAME", "ROLE", "AFFIL", "SELF", "PRESENCE", "STYLE", "FACT", "PRON")


def test_a_span_without_words_is_ordinary() -> None:
    assert prediction(("NAME", 0.9)).between(1, 2)[0] == 1
