"""The gate: leak checks over the exact outbound bytes. It fails closed.

The checks, by the names under which two people sign their verdicts:

findings          the pipeline, run over the document as if it were a note, finds nothing; nor do
                  descriptions of people together, in this and earlier releases, single anybody out
roster-sweep      no form of any participant's name or organisation, exact or nearly
verbatim          no sentence as it stands in a sealed transcript
metadata          plain text only: no control or invisible characters, no links, comments or tags
state-commitment  no state is made to agree, commit or promise
funding-statement who pays is said

A name or quotation passes the first three where its own person allowed it (`service.desk.waived`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from redaction.findings import Finding
from redaction.policy import Policy
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Roster
from redaction.singling.people import People
from redaction.singling.singled import singled
from redaction.spoken import Spoken
from redaction.sweep import Sweep
from service.desk.errors import GateError
from service.desk.reading import Note
from service.desk.waived import INTEGRITY, Waived, Waivers
from service.desk.waived import Place as Permitted
from service.protocol.statements import Check

_MARKUP = re.compile(r"<[A-Za-z!/]|\]\(|https?://|www\.|!\[|^\[[^\]]+\]:", re.MULTILINE)
_OWN_NUMBER = re.compile(r"Release(?: \d{5})+\s*")
_FUNDING = re.compile(r"^## Funding\n\n\S", re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    """What a check still found: where in the document, and why it cannot leave."""

    check: str
    line: int
    reason: str


@dataclass(frozen=True)
class Verdict:
    """Every check with its count, and the problems behind the counts."""

    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    waivers: tuple[str, ...] = ()
    """Digests of the waivers whose wording stands in the document."""

    @property
    def passed(self) -> bool:
        """Whether the document may leave."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    def require(self) -> None:
        """Raise `GateError` unless every check passed."""
        if not self.passed:
            failed = ", ".join(check.name for check in self.checks if not check.passed)
            message = f"The gate is closed by: {failed}. Nothing was signed or sent."
            raise GateError(message, self)


Place = tuple[int, str]
"""Where in the text, in code points, and why."""

_Check = Callable[[str], list[Place]]


class Gate:
    """The checks of one session: its roster, its policy, its sealed notes.

    Args:
        dismissed: words that expose nobody, as two people say; they are found and let through.
        earlier: the texts of earlier releases of the same dialogue.
        waived: what people allow to leave of their own.
    """

    def __init__(
        self,
        roster: Roster,
        policy: Policy,
        notes: Sequence[Note],
        dismissed: Iterable[str] = (),
        earlier: Sequence[str] = (),
        waived: Sequence[Waived] = (),
    ) -> None:
        self._roster = roster
        self._dismissed = frozenset(words.casefold() for words in dismissed)
        self._redactor = Redactor(roster, policy)
        self._people = People(roster)
        self._k = policy.k
        self._earlier = earlier
        self._sweep = Sweep(roster)
        transcripts = [note.document for note in notes if note.spoken]
        self._spoken = Spoken([document.text for document in transcripts])
        self._waivers = Waivers(waived, transcripts)

    def check_release(self, document: bytes) -> Verdict:
        """Check an outcome document."""
        return self._run(document, {"funding-statement": _funding})

    def check_recommendation(self, text: bytes, released: Sequence[str]) -> Verdict:
        """Check a recommendation, whose every point must stand in a released document."""

        def from_releases(text: str) -> list[Place]:
            points = [line for line in text.splitlines() if line.startswith("- ")]
            return [
                (text.index(point), "this is in none of the releases")
                for point in points
                if point.removeprefix("- ") not in released
            ]

        return self._run(text, {"released-material": from_releases})

    def _run(self, document: bytes, own: dict[str, _Check]) -> Verdict:
        text = document.decode()
        allowed = self._waivers.places(text)
        found = self._leaks(text, allowed) | {name: check(text) for name, check in own.items()}
        return Verdict(
            checks=tuple(
                Check(name=name, passed=not places, count=len(places))
                for name, places in sorted(found.items())
            ),
            problems=tuple(
                Problem(name, text.count("\n", 0, start) + 1, reason)
                for name, places in found.items()
                for start, reason in places
            ),
            waivers=tuple(sorted({one.waiver for one in allowed})),
        )

    def _leaks(self, text: str, allowed: Sequence[Permitted]) -> dict[str, list[Place]]:
        together = singled(text, self._people, self._k, self._earlier)
        findings = self._standing(text, [*self._find(text), *together], allowed)
        return {
            "findings": _places(f for f in findings if f.family != INTEGRITY),
            "roster-sweep": _places(self._standing(text, self._sweep.find(text), allowed)),
            "verbatim": _places(self._standing(text, self._spoken.find(text), allowed)),
            "metadata": _metadata(text),
            "state-commitment": _places(f for f in findings if f.family == INTEGRITY),
        }

    def _standing(
        self, text: str, findings: Iterable[Finding], allowed: Sequence[Permitted]
    ) -> list[Finding]:
        """Findings that nobody dismissed, and nobody waived."""
        return [
            finding
            for finding in findings
            if text[finding.start : finding.end].casefold() not in self._dismissed
            and not any(one.lets(text, finding) for one in allowed)
        ]

    def _find(self, text: str) -> list[Finding]:
        """Line by line: what a statement exposes must not hang on what chance put beside it."""
        lines = text.splitlines(keepends=True)
        starts = accumulate(map(len, lines), initial=0)
        read = ("\n" if _OWN_NUMBER.fullmatch(line) else line for line in lines)
        documents = [read_text(line, self._roster) for line in read]
        return [
            finding.moved(start)
            for start, found in zip(starts, self._redactor.find_each(documents), strict=False)
            for finding in found
        ]


def _places(findings: Iterable[Finding]) -> list[Place]:
    return [(finding.start, f"{finding.code}: {finding.reason}") for finding in findings]


def _metadata(text: str) -> list[Place]:
    """Places of whatever is not plain text."""
    places = [
        (match.start(), "markup or a link, which can carry more than words")
        for match in _MARKUP.finditer(text)
    ]
    places += [
        (at, f"an invisible or control character, U+{ord(character):04X}")
        for at, character in enumerate(text)
        if character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"}
    ]
    if text != unicodedata.normalize("NFC", text):
        places.append((0, "characters in another than the usual form (NFC)"))
    return places


def _funding(text: str) -> list[Place]:
    if _FUNDING.search(text):
        return []
    return [(0, "there is no funding statement")]
