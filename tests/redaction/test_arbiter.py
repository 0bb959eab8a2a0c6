"""Rules and detector weighed against each other."""

from dataclasses import replace

import numpy as np
import pytest

from redaction.arbiter import Arbiter, Weights, settled
from redaction.findings import Finding
from redaction.policy import Policy
from redaction.prediction import LABELS, Prediction

TEXT = "Hope said that hope dies last"


def prediction(**rows: dict[str, float]) -> Prediction:
    words, starts, at = TEXT.split(), [], 0
    for word in words:
        starts.append(TEXT.index(word, at))
        at = starts[-1] + len(word)
    table = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    for place in range(len(words)):
        for label, value in rows.get(f"w{place}", {}).items():
            table[place, LABELS.index(label)] = value
        table[place, 0] = 1 - table[place, 1:].sum()
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Prediction(np.array(starts), np.array(ends), np.zeros(len(words), dtype=np.int64), table)


def words(findings: tuple[Finding, ...]) -> list[str]:
    return [TEXT[finding.start : finding.end] for finding in findings]


NAMES = [Finding(0, 4, "CH102", ("p1",), "", 0.8), Finding(15, 19, "CH102", ("p1",), "", 0.1)]


def test_rules_alone_use_their_own_score() -> None:
    assert words(Arbiter(Policy()).decide(NAMES, None, TEXT)) == ["Hope"]


def test_the_detector_confirms_and_refuses() -> None:
    agrees = prediction(w0={"NAME": 0.9}, w3={"KEEP": 0.8})
    assert words(Arbiter(Policy()).decide(NAMES, agrees, TEXT)) == ["Hope"]
    refuses = prediction(w0={"KEEP": 0.95}, w3={"KEEP": 0.8})
    assert words(Arbiter(Policy()).decide(NAMES, refuses, TEXT)) == []


def test_the_detector_alone_finds_phrases_over_gaps() -> None:
    row = {"SELF": 0.9}
    found = Arbiter(Policy()).decide([], prediction(w2=row, w3=row, w5=row), TEXT)
    assert words(found) == ["that hope dies last"]
    assert found[0].code == "CH401"


def test_what_lies_between_two_words_that_go_may_go_as_well() -> None:
    sure, likely = {"NAME": 0.9}, {"NAME": 0.25}
    between = prediction(w2=sure, w3=likely, w4=likely, w5=sure)
    arbiter = Arbiter(Policy(), replace(Weights.load(), grow_direct=0.3, gap=2, bridge=0.15))
    assert words(arbiter.decide([], between, TEXT)) == ["that hope dies last"]
    substance = prediction(w2=sure, w3=likely, w4={"NAME": 0.25, "KEEP": 0.6}, w5=sure)
    assert words(arbiter.decide([], substance, TEXT)) == ["that", "last"]


def test_overlapping_findings_become_one_with_all_people() -> None:
    one = Finding(0, 8, "CH101", ("p1",), "", 0.9)
    other = Finding(4, 6, "CH201", ("p2",), "", 0.95)
    assert settled([other, one]) == (Finding(0, 8, "CH101", ("p1", "p2"), "", 0.95),)


def test_integrity_yields() -> None:
    cut, warned = Finding(0, 8, "CH302"), Finding(4, 12, "CH901")
    assert settled([cut, warned]) == (cut,)
    assert settled([warned]) == (warned,)


def test_a_clause_that_falls_does_not_take_words_with_it_that_the_detector_is_sure_of() -> None:
    clause = Finding(0, len(TEXT), "CH106", ("p1",), "", 0.01)
    only = prediction(w0={"SELF": 0.95}, w1={"SELF": 0.95})
    assert words(Arbiter(Policy()).decide([clause], only, TEXT)) == ["Hope said"]


@pytest.mark.parametrize(("last", "found"), [(0.3, []), (0.9, ["that hope"])])
def test_a_link_word_is_no_reason_to_hide_the_words_beside_it(
    last: float, found: list[str]
) -> None:
    linked = prediction(w2={"ROLE": 0.9}, w3={"ROLE": last})
    text = TEXT.replace("that", "with")
    assert words(Arbiter(Policy()).decide([], linked, text)) == found


@pytest.mark.parametrize(("exposure", "found"), [(0.6, []), (0.9, ["Hope"])])
def test_of_a_heading_the_detector_must_be_surer(exposure: float, found: list[str]) -> None:
    rows = np.zeros((1, len(LABELS)), dtype=np.float32)
    rows[:, LABELS.index("NAME")] = exposure
    rows[:, 0] = 1 - exposure
    heading = Prediction(np.array([0]), np.array([4]), np.zeros(1, dtype=np.int64), rows)
    assert words(Arbiter(Policy()).decide([], heading, TEXT)) == found
