"""The gate fails closed: whatever gives somebody away keeps the document in."""

from __future__ import annotations

import pytest

from redaction.policy import Policy
from redaction.readers import read
from redaction.roster import Roster
from service.desk.errors import GateError
from service.desk.files import take
from service.desk.gate import Gate, Verdict
from service.desk.reading import Note
from service.desk.waived import Waived
from service.protocol.canonical import sha256_hex
from tests.e2e.conftest import SAMPLES

CLEAN = """# Early warning at sea

## Warning

- It was suggested that sea temperature should be published within one hour.
- The India-Pakistan list of 1988 was mentioned as a precedent.

## Funding

The costs were met by a grant that sets no conditions on the results.

Release 00771 60055 69624 28193
"""
SPOKEN = "A shared line of forty coastal stations would close the gap."


@pytest.fixture(scope="module")
def gate() -> Gate:
    roster_file, transcript = take(SAMPLES / "roster.yaml"), take(SAMPLES / "transcript.vtt")
    roster = Roster.load(roster_file.content, roster_file.name)
    document = read(transcript.content, transcript.name, roster)
    return Gate(roster, Policy(), [Note("n", "a", b"", document)])


def failed(verdict: Verdict) -> set[str]:
    return {check.name for check in verdict.checks if not check.passed}


def with_line(line: str) -> bytes:
    return CLEAN.replace("- The India", f"- {line}\n- The India").encode()


def test_clean_text_passes_every_check(gate: Gate):
    verdict = gate.check_release(CLEAN.encode())
    assert verdict.passed, verdict.problems
    assert {check.name for check in verdict.checks} == {
        "findings", "funding-statement", "metadata", "roster-sweep", "state-commitment", "verbatim",
    }  # fmt: skip
    verdict.require()


@pytest.mark.parametrize(
    "number",
    [
        "13393 98261 44909 97039 34702 62733 90709 21160",
        "48327 44566 18529 05788 26735 33412 05011 78567",
        "25865 39533 16600 05701 63273 41225 06995 79645",
    ],
)
def test_no_number_of_a_release_closes_it(gate: Gate, number: str):
    verdict = gate.check_release(CLEAN.replace("00771 60055 69624 28193", number).encode())
    assert verdict.passed, verdict.problems


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("Dr Tejada warned that anchovy moves south.", "roster-sweep"),
        ("Tehada warned that anchovy moves south.", "roster-sweep"),
        ("According to Nordhav Re the premium is six per cent.", "roster-sweep"),
        ("The former ambassador to Peru disagreed.", "findings"),
        (SPOKEN, "verbatim"),
        (f"The point was made that {SPOKEN[0].lower()}{SPOKEN[1:]}", "verbatim"),
        ("Temperature is <!-- by the admiral --> not a secret.", "metadata"),
        ("Temperature is not a se\u200bcret.", "metadata"),
        ("See [the list](https://example.org/a).", "metadata"),
        ("Temperature is not a secre\u0301t.", "metadata"),
    ],
)
def test_what_gives_somebody_away_closes_it(gate: Gate, line: str, check: str):
    verdict = gate.check_release(with_line(line))
    assert check in failed(verdict)
    with pytest.raises(GateError):
        verdict.require()


def test_it_says_where(gate: Gate):
    document = with_line("Dr Tejada warned that anchovy moves south.")
    line = document.decode().splitlines().index("- Dr Tejada warned that anchovy moves south.") + 1
    problems = gate.check_release(document).problems
    assert {problem.line for problem in problems if problem.check == "roster-sweep"} == {line}


@pytest.mark.parametrize("gone", ["## Funding", "The costs were met"])
def test_who_pays_must_be_said(gate: Gate, gone: str):
    without = "\n".join(line for line in CLEAN.splitlines() if not line.startswith(gone))
    assert "funding-statement" in failed(gate.check_release(without.encode()))


def test_a_verdict_without_checks_is_no_pass():
    assert not Verdict((), ()).passed


def test_a_recommendation_is_made_of_released_statements_only(gate: Gate):
    released = ["It was suggested that sea temperature should be published within one hour."]
    text = f"# Options\n\n- {released[0]}\n"
    assert gate.check_recommendation(text.encode(), released).passed
    more = text + "- Sea temperature should stay secret.\n"
    assert failed(gate.check_recommendation(more.encode(), released)) == {"released-material"}


def test_descriptions_that_single_out_together_close_it():
    taken = take(SAMPLES / "roster.yaml")
    roster = Roster.load(taken.content, taken.name)
    before = "- A former official asked who pays for the coastal sensors of Ecuador."
    line = "One woman held that the coastal sensors of Ecuador need no pays."
    alone = Gate(roster, Policy(), []).check_release(with_line(line))
    series = Gate(roster, Policy(), [], earlier=[before]).check_release(with_line(line))
    assert [p for p in series.problems if p.reason.startswith("CH603")]
    assert not [p for p in alone.problems if p.reason.startswith("CH603")]
    assert {check.name for check in series.checks} == {check.name for check in alone.checks}


NAMED = "Dr Tejada warned that anchovy moves south."
OTHERS = "Dr Tejada agreed with Admiral Quispe on anchovy."
HERS = "Anchovy moves south when the water warms."
PROMISE = "Dr Tejada said that Peru agreed to close its season."


def allow(line: str, wording: str = "", person: str = "p3") -> Waived:
    return Waived("ab" * 32, person, sha256_hex(line.encode()), wording or line)


def with_waiver(gate: Gate, line: str, waiver: Waived) -> Verdict:
    """The verdict of the same gate, for which somebody allowed something."""
    taken = take(SAMPLES / "transcript.vtt")
    document = read(taken.content, taken.name, gate._roster)
    session = [Note("n", "a", b"", document)]
    return Gate(gate._roster, Policy(), session, waived=[waiver]).check_release(with_line(line))


@pytest.mark.parametrize("line", [NAMED, HERS])
def test_what_its_own_person_allowed_passes_and_is_recorded(gate: Gate, line: str):
    assert not gate.check_release(with_line(line)).passed
    verdict = with_waiver(gate, line, allow(line))
    assert verdict.passed, verdict.problems
    assert verdict.waivers == ("ab" * 32,)
    assert gate.check_release(CLEAN.encode()).waivers == ()


@pytest.mark.parametrize(
    ("line", "waiver"),
    [
        (NAMED, allow(NAMED, person="p2")),  # not hers to give: another person's waiver
        (NAMED, allow("Another statement.", NAMED)),
        (NAMED, allow(NAMED, "anchovy moves south.")),  # the name stands outside the wording
        (NAMED, allow(NAMED, NAMED.upper())),
        (OTHERS, allow(OTHERS)),  # it names somebody else as well
        (SPOKEN, allow(SPOKEN)),  # somebody else spoke it
        (PROMISE, allow(PROMISE)),  # no person can waive what a state is made to say
        ("Dr Tejada is not a se\u200bcret.", allow("Dr Tejada is not a se\u200bcret.")),
    ],
)
def test_everything_else_stays_refused(gate: Gate, line: str, waiver: Waived):
    assert not with_waiver(gate, line, waiver).passed
