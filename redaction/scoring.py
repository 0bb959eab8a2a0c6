"""How well edits match what a person marked.

A mark is hidden when each of its content words is covered by an edit and does not come back in that
edit's replacement (a trailing 's may stay).  A KEEP mark is kept when no edit touches it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redaction.annotated import Gold, Mark
from redaction.findings import Edit
from redaction.words import WORD

LABEL = "LABEL"  # speaker labels, counted beside the marks
DIRECT = ("NAME", "ROLE", "AFFIL")
INDIRECT = ("SELF", "PRESENCE", "STYLE", "FACT", "PRON")

# Words that carry nothing by themselves; part of the definition of the score, so not shared.
_EMPTY = frozenset(
    """a an the of in on at to for from by with and or nor but as is are was were be been being it
    its this that these those there here i me my mine we us our ours you your yours he him his she
    her hers they them their theirs who whom whose which what when where while if so than then not
    no do did does done had has have having will would can could shall should may might must s t re
    ve ll d m""".split()  # noqa: SIM905  (a list of words is read as words)
)


@dataclass(slots=True)
class Score:
    """Counts over one or several documents; add with `+`."""

    marks: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    keep: int = 0
    kept: int = 0
    plain: int = 0
    plain_kept: int = 0
    edited: int = 0
    edited_rightly: int = 0
    words: int = 0
    leaks: list[tuple[str, Mark]] = field(default_factory=list)
    lost: list[tuple[str, Mark]] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.marks + other.marks,
            self.hidden + other.hidden,
            self.keep + other.keep,
            self.kept + other.kept,
            self.plain + other.plain,
            self.plain_kept + other.plain_kept,
            self.edited + other.edited,
            self.edited_rightly + other.edited_rightly,
            self.words + other.words,
            self.leaks + other.leaks,
            self.lost + other.lost,
        )

    def share(self, *labels: str) -> float:
        """Percentage of the marks with these labels that are hidden; nan without such marks."""
        return _percent(sum(self.hidden[x] for x in labels), sum(self.marks[x] for x in labels))

    @property
    def keep_share(self) -> float:
        """Percentage of KEEP marks left untouched."""
        return _percent(self.kept, self.keep)

    @property
    def plain_share(self) -> float:
        """Percentage of unmarked words left untouched."""
        return _percent(self.plain_kept, self.plain)

    @property
    def precision(self) -> float:
        """Percentage of edited words that a person marked."""
        return _percent(self.edited_rightly, self.edited)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else float("nan")


def _normal(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def is_content(word: str) -> bool:
    """Tell whether a word must be covered for a mark to count as hidden."""
    return word.lower() not in _EMPTY


def score(gold: Gold, edits: Sequence[Edit]) -> Score:
    """Score `edits` of the document of `gold`."""
    text = gold.document.text
    cover: list[Edit | None] = [None] * len(text)
    for edit in edits:
        end = min(edit.end, len(text))
        cover[edit.start : end] = [edit] * (end - edit.start)
    out = Score(words=sum(1 for _ in WORD.finditer(text)))
    marked = bytearray(len(text))
    for mark in gold.hidden:
        _mark(marked, mark.start, mark.end)
        out.marks[mark.label] += 1
        if _is_hidden(text, mark.start, mark.end, cover):
            out.hidden[mark.label] += 1
        else:
            out.leaks.append((gold.name, mark))
    for start, end in gold.labels:
        _mark(marked, start, end)
        out.marks[LABEL] += 1
        out.hidden[LABEL] += _is_hidden(text, start, end, cover)
    for mark in gold.kept:
        out.keep += 1
        if any(cover[mark.start : mark.end]):
            out.lost.append((gold.name, mark))
        else:
            out.kept += 1
    for word in WORD.finditer(text):
        right = any(marked[word.start() : word.end()])
        changed = cover[word.start()] is not None or cover[word.end() - 1] is not None
        out.plain += not right
        out.plain_kept += not right and not changed
        out.edited += changed
        out.edited_rightly += changed and right
    return out


def total(scores: Iterable[Score]) -> Score:
    """Add scores up."""
    return sum(scores, Score())


def _mark(marked: bytearray, start: int, end: int) -> None:
    marked[start:end] = b"\1" * (end - start)


def _is_hidden(text: str, start: int, end: int, cover: Sequence[Edit | None]) -> bool:
    found = list(WORD.finditer(text[start:end]))
    content = [w for w in found if is_content(w.group())] or found
    for word in content:
        first = start + word.start()
        last = start + word.end() - 2 * word.group().endswith(("'s", "’s"))
        covering = cover[first:last]
        if None in covering:
            return False
        edit = cover[first]
        if edit and _normal(word.group()) in map(_normal, WORD.findall(edit.replacement)):
            return False
    return True
