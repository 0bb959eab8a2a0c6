"""Milliseconds from an edit to its findings in a long document, and beside reading it whole.

    python tests/benchmarks/bench_live.py [FILE ...]      (annotated dialogues)

Their texts are put together until there are 20,000 words; then a few words are typed in random
paragraphs, one edit after the other, each of the kind that is seldom known from elsewhere.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from redaction.annotated import documents, load
from redaction.live import Live
from redaction.readers import read_text

WORDS = 20_000
EDITS = 40
TYPED = (" and", " that was so", " she said", " the permit", " of the Korean side", ",", " 1996")
DIALOGUES = Path(__file__).parents[2] / "redaction" / "training" / "dialogues"


def main() -> None:
    """Print the time of a first reading, of an edit, and of settling it."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(DIALOGUES.glob("*.md"))
    text, roster = "", load(files[0]).roster
    for file in files:
        text += "".join(gold.document.text for gold in documents(load(file)))
        if len(text.split()) > WORDS:
            break
    live = Live(roster)
    live.find("The model is loaded with the first words.")
    whole = _seconds(lambda: live.find(text))
    chance = random.Random(1)
    quick, settled = [], []
    for _ in range(EDITS):
        block = chance.choice(read_text(text, roster).blocks)
        at = text.find(" ", chance.randrange(block.content, block.end))
        text = text[:at] + chance.choice(TYPED) + text[at:]
        quick.append(_seconds(lambda: live.find(text)))  # noqa: B023  (called at once)
        settled.append(_seconds(live.settle))
    middle, worst = statistics.median(quick), sorted(quick)[int(0.95 * EDITS)]
    print(f"{len(text.split())} words, {EDITS} edits")
    print(f"first reading        {1000 * whole:8.0f} ms")
    print(f"an edit, median      {1000 * middle:8.0f} ms   {whole / middle:6.0f} times faster")
    print(f"an edit, 95 of 100   {1000 * worst:8.0f} ms")
    print(f"settling, median     {1000 * statistics.median(settled):8.0f} ms")


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
