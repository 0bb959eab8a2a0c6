"""Measure the redactor on annotated dialogues and meetings.

    python -m redaction.evaluate PATH... [--by redactor|rules|detector] [--leaks] [--lost]

A path is a file or a folder of `.md` and `.json` files (see `redaction/training/FORMAT.md`).  For
each file and for all together it prints how many marks are hidden, by label, how many KEEP marks
and unmarked words stay, and words a second with everything loaded.  `--by` measures a part alone.
`--statements` measures what would leave instead (see `redaction.evaluate_statements`).
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from redaction import evaluate_statements, pipeline
from redaction.annotated import Gold, documents, load
from redaction.arbiter import Arbiter
from redaction.detector import Detector
from redaction.findings import Edit
from redaction.policy import Policy
from redaction.readers import read
from redaction.redactor import Redactor
from redaction.room import Room
from redaction.scoring import DIRECT, INDIRECT, LABEL, Score, score, total

Redact = Callable[[Gold], Sequence[Edit]]


def golds(paths: Iterable[Path]) -> Iterator[Gold]:
    """Yield the documents of all annotated files, folders in the order of their names.

    Raises:
        AnnotationError: a file is not in the format.
    """
    for path in paths:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in files:
            if file.suffix in {".md", ".json"}:
                yield from documents(load(file))


def by_redactor(gold: Gold) -> tuple[Edit, ...]:
    """Redact the text of the document as a file would be."""
    document = read(gold.document.text.encode(), f"{gold.name}.txt", gold.roster)
    return Redactor(gold.roster).redact(document).edits


def by_rules(gold: Gold) -> tuple[Edit, ...]:
    """Delete what the rules find without the detector, and the speaker labels."""
    found = [
        finding
        for doc in pipeline.docs(gold.document, Room(gold.roster))
        for finding in doc._.scene.found
        if finding.family != "CH9"
    ]
    kept = Arbiter(Policy()).decide(found, None, gold.document.text)
    return _deleted(gold, [(f.start, f.end, f.code) for f in kept])


def by_detector(gold: Gold) -> tuple[Edit, ...]:
    """Delete what the detector finds without the rules, and the speaker labels."""
    detector = Detector.load()
    spans = detector.predict(gold.document, gold.roster).spans(detector.thresholds)
    return _deleted(gold, [(s.start, s.end, s.label) for s in spans])


def _deleted(gold: Gold, spans: Iterable[tuple[int, int, str]]) -> tuple[Edit, ...]:
    labels = ((start, end, LABEL) for start, end in gold.labels)
    return tuple(Edit(start, end, "", code) for start, end, code in sorted([*spans, *labels]))


WAYS: dict[str, Redact] = {
    "redactor": by_redactor,
    "rules": by_rules,
    "detector": by_detector,
}


def row(name: str, found: Score, seconds: float) -> str:
    """Return one line of the table."""
    shares = [f"{label} {found.share(label):5.1f}" for label in (LABEL, *DIRECT, *INDIRECT)]
    return (
        f"{name:24s} direct {found.share(*DIRECT):5.1f} indirect {found.share(*INDIRECT):5.1f} | "
        f"{' '.join(shares)} | KEEP {found.keep_share:5.1f} text kept {found.plain_share:5.1f} "
        f"precision {found.precision:5.1f} | {found.words / max(seconds, 1e-9):7.0f} w/s"
    )


def evaluate(found: Iterable[Gold], redact: Redact) -> Iterator[tuple[str, Score, float]]:
    """Yield file name, score and seconds for each file; documents of a file stand together."""
    name, scores, seconds = "", [Score()], 0.0
    for gold in found:
        session = gold.name.partition("/")[0]
        if name and session != name:
            yield name, total(scores), seconds
            scores, seconds = [], 0.0
        name = session
        began = time.perf_counter()
        edits = redact(gold)
        seconds += time.perf_counter() - began
        scores.append(score(gold, edits))
    if name:
        yield name, total(scores), seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m redaction.evaluate", description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--leaks", action="store_true", help="list marks that are not hidden")
    parser.add_argument("--lost", action="store_true", help="list KEEP marks that were touched")
    parser.add_argument("--by", choices=WAYS, default="redactor", help="the whole, or a part")
    parser.add_argument("--statements", action="store_true", help="measure what would leave")
    parser.add_argument("--most", type=float, help="risk above which a statement stays")
    parser.add_argument("--svg", type=Path, help="file for the risk-coverage curve")
    chosen = parser.parse_args(arguments)
    if chosen.statements:
        evaluate_statements.report(
            golds(chosen.paths),
            most=chosen.most,
            leaks=chosen.leaks,
            lost=chosen.lost,
            picture=chosen.svg,
        )
        return
    redact = WAYS[chosen.by]
    documents_by_name = {gold.name: gold for gold in golds(chosen.paths)}
    for first in islice(documents_by_name.values(), 1):
        redact(first)  # what is loaded once does not count as speed
    results = []
    for name, found, seconds in evaluate(documents_by_name.values(), redact):
        results.append((found, seconds))
        _say(row(name, found, seconds))
    everything = total(found for found, _ in results)
    _say(row("ALL", everything, sum(seconds for _, seconds in results)))
    for wanted, title, marks in (
        (chosen.leaks, "leak", everything.leaks),
        (chosen.lost, "lost", everything.lost),
    ):
        for where, mark in marks if wanted else ():
            text = documents_by_name[where].document.text[mark.start : mark.end]
            _say(f"{title} {where}:{mark.start} {mark.label} {','.join(mark.persons)} {text}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
