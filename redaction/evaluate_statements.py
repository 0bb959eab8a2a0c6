"""Measure what would leave: leaks in the statements against substance carried.

    python -m redaction.evaluate --statements PATH... [--leaks] [--lost] [--most RISK] [--svg FILE]

A mark leaks when a statement drawn from its place still says it: any content word of a NAME, ROLE,
AFFIL or PRON mark, half the content words or more of another.  A KEEP mark is carried when a
statement drawn from its place says its words.  After the table come the risk-coverage curve (what
other bounds on the risk of a statement would leave out and let through) and the calibration (how
many statements of a risk really leak).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from redaction.annotated import Gold, Mark
from redaction.curve import svg
from redaction.detector import Detector
from redaction.readers import read
from redaction.redactor import Redactor
from redaction.scoring import DIRECT, is_content
from redaction.statements import MOST_RISK, Statement, statements
from redaction.words import WORD

BOUNDS = (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
"""Risks at which the curve is drawn."""

BINS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 1.0)
"""Edges of the bins of the calibration."""

_WHOLE = frozenset({*DIRECT, "PRON"})
"""Labels of which one word is enough to give somebody away."""


@dataclass(slots=True)
class Leaving:
    """Counts over what would leave of one or several documents; add with `+`."""

    marks: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    keep: int = 0
    carried: int = 0
    statements: int = 0
    words: int = 0
    leaks: list[tuple[str, Mark, str]] = field(default_factory=list)
    lost: list[tuple[str, Mark]] = field(default_factory=list)

    def __add__(self, other: "Leaving") -> "Leaving":
        return Leaving(
            self.marks + other.marks,
            self.leaked + other.leaked,
            self.keep + other.keep,
            self.carried + other.carried,
            self.statements + other.statements,
            self.words + other.words,
            self.leaks + other.leaks,
            self.lost + other.lost,
        )

    @property
    def leak_share(self) -> float:
        """Percentage of the marks that leak."""
        return 100 * self.leaked.total() / max(1, self.marks.total())

    @property
    def per_thousand(self) -> float:
        """Leaks in 1,000 words that leave."""
        return 1000 * self.leaked.total() / max(1, self.words)

    @property
    def keep_share(self) -> float:
        """Percentage of the KEEP marks that are carried."""
        return 100 * self.carried / max(1, self.keep)


def offered(gold: Gold, detector: Detector | None = None) -> tuple[Statement, ...]:
    """Return all statements of a document, the risky ones too."""
    document = read(gold.document.text.encode(), f"{gold.name}.txt", gold.roster)
    redaction = Redactor(gold.roster, detector=detector).redact(document)
    return statements(document, redaction, gold.roster, most=1.0)


def leaving(gold: Gold, said: Sequence[Statement]) -> Leaving:
    """Score statements of the document of `gold`."""
    text = gold.document.text
    out = Leaving(statements=len(said), words=sum(len(WORD.findall(one.text)) for one in said))
    for mark in gold.hidden:
        out.marks[mark.label] += 1
        telling = next((one for one in said if says(one, mark, text)), None)
        if telling is not None:
            out.leaked[mark.label] += 1
            out.leaks.append((gold.name, mark, telling.text))
    for mark in gold.kept:
        out.keep += 1
        need = _words(text[mark.start : mark.end])
        if any(_near(one, mark) and need <= _words(one.text) for one in said):
            out.carried += 1
        else:
            out.lost.append((gold.name, mark))
    return out


def says(one: Statement, mark: Mark, text: str) -> bool:
    """Return whether a statement still says a mark of `text`."""
    if not _near(one, mark):
        return False
    found = WORD.findall(text[mark.start : mark.end])
    need = [_normal(word) for word in found if is_content(word)] or [_normal(w) for w in found]
    back = sum(word in _words(one.text) for word in need)
    return back > 0 and (mark.label in _WHOLE or 2 * back >= len(need))


def _near(one: Statement, mark: Mark) -> bool:
    return any(start < mark.end and mark.start < end for start, end in one.sources)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(_normal, WORD.findall(text)))


def _normal(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


@dataclass(frozen=True, slots=True)
class Point:
    """What leaves when the risk is bounded by `most`; shares in percent."""

    most: float
    per_thousand: float
    keep_share: float
    kept_share: float


Said = Sequence[tuple[Gold, Sequence[Statement]]]


def below(said: Said, most: float) -> Leaving:
    """Score what leaves when statements above a risk are left out."""
    scores = (leaving(gold, [one for one in all_ if one.risk <= most]) for gold, all_ in said)
    return sum(scores, Leaving())


def curve(said: Said, bounds: Sequence[float] = BOUNDS) -> list[Point]:
    """Return the risk-coverage curve."""
    every = sum(len(all_) for _, all_ in said)
    points = []
    for most in bounds:
        score = below(said, most)
        kept = 100 * score.statements / max(1, every)
        points.append(Point(most, score.per_thousand, score.keep_share, kept))
    return points


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of a risk from `low` to `high`: how many, mean risk, share that leaks (0 to 1)."""

    low: float
    high: float
    count: int
    predicted: float
    true: float


def calibration(said: Said, edges: Sequence[float] = BINS) -> list[Bin]:
    """Return predicted against true risk; bins without statements are left out."""
    judged = [
        (one.risk, any(says(one, mark, gold.document.text) for mark in gold.hidden))
        for gold, all_ in said
        for one in all_
    ]
    bins = []
    for low, high in pairwise(edges):
        inside = [(risk, leak) for risk, leak in judged if low < risk <= high or risk == low == 0]
        if inside:
            predicted = sum(risk for risk, _ in inside) / len(inside)
            true = sum(leak for _, leak in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), predicted, true))
    return bins


def row(name: str, found: Leaving) -> str:
    """Return one line of the table."""
    labels = " ".join(
        f"{label} {100 * found.leaked[label] / marks:5.1f}" for label, marks in found.marks.items()
    )
    return (
        f"{name:24s} leaked {found.leak_share:5.2f} % of marks, {found.per_thousand:5.1f} per "
        f"1,000 words | {labels} | KEEP carried {found.keep_share:5.1f} | "
        f"{found.statements} statements, {found.words} words"
    )


def report(
    found: Iterable[Gold], *, most: float | None, leaks: bool, lost: bool, picture: Path | None
) -> None:
    """Print table, curve and calibration; write the curve as a picture when one is asked for."""
    bound = MOST_RISK if most is None else most
    said: list[tuple[Gold, tuple[Statement, ...]]] = []
    for session in _sessions(found):
        own = [(gold, offered(gold)) for gold in session]
        _say(row(session[0].name.partition("/")[0], below(own, bound)))
        said += own
    everything = below(said, bound)
    _say(row("ALL", everything))
    text = {gold.name: gold.document.text for gold, _ in said}
    for where, mark, telling in everything.leaks if leaks else ():
        _say(f"leak {where}:{mark.start} {mark.label} {text[where][mark.start : mark.end]!r}"
             f" in: {telling}")  # fmt: skip
    for where, mark in everything.lost if lost else ():
        _say(f"lost {where}:{mark.start} {text[where][mark.start : mark.end]}")
    points = curve(said)
    _say("\nrisk at most   leaks per 1,000 words   KEEP carried %   statements kept %")
    for point in points:
        _say(
            f"{point.most:12.2f}   {point.per_thousand:21.1f}   {point.keep_share:14.1f}   "
            f"{point.kept_share:17.1f}"
        )
    _say("\nrisk           statements   predicted   true")
    for one in calibration(said):
        _say(
            f"{one.low:.2f} to {one.high:.2f}   {one.count:10d}   {one.predicted:9.3f}   "
            f"{one.true:.3f}"
        )
    if picture is not None:
        drawn = [(p.per_thousand, p.keep_share, f"{p.most:g}") for p in points]
        picture.write_text(svg(drawn, f"{bound:g}"), encoding="utf-8")


def _sessions(found: Iterable[Gold]) -> Iterator[list[Gold]]:
    """Yield the documents of each session together."""
    session: list[Gold] = []
    for gold in found:
        if session and session[0].name.partition("/")[0] != gold.name.partition("/")[0]:
            yield session
            session = []
        session.append(gold)
    if session:
        yield session


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
