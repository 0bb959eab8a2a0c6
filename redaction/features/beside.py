"""What stands beside a name of the roster: its bearer's other names, a title, or a stranger.

"Taras Shevchenko" is a stranger where only Taras Oliinyk is in the room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redaction.data import common_words
from redaction.features.columns import COLUMN, Matrix
from redaction.features.tables import Who
from redaction.features.vocabulary import LOCATING, PARTICLES, TITLES
from redaction.words import STOP


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of a block that may be a name, and what stands beside it.

    Attributes:
        place: which word of the block; people: bits of those who may be meant.
        known: beside another name or a title of theirs; strange: beside a stranger's.
        located: after a preposition of place.
    """

    place: int
    people: int
    known: bool
    strange: bool
    located: bool


def mentions(
    out: Matrix, forms: Sequence[str], who: Sequence[Who], gaps: Sequence[str]
) -> Iterator[Mention]:
    """Yield the mentions of a block, and fill the columns that hang on it alone."""
    near = [False, *(gap in {" ", "-"} for gap in gaps), False]
    for i, masks in enumerate(who):
        if not masks[0]:
            continue
        known = strange = False
        for other, column in ((i - 1, "stranger_before"), (i + 1, "stranger_after")):
            if not near[max(i, other)]:
                continue
            if who[other][0] & masks[0]:
                out[i, COLUMN["name_beside"]] = 1
                known = True
            elif other < i and forms[other] in TITLES:
                out[i, COLUMN["title_before"]] = 1
                out[i, COLUMN["title_fits"]] = bool(who[other][1] & masks[0])
                known = True
            elif _is_strange(out, forms, other, i):
                out[i, COLUMN[column]] = 1
                strange = True
        located = near[i] and forms[i - 1] in LOCATING
        out[i, COLUMN["located"]] = located
        yield Mention(i, masks[0], known, strange, located)


def _is_strange(out: Matrix, forms: Sequence[str], other: int, name: int) -> bool:
    word = forms[other]
    both = out[other, COLUMN["capital"]] and out[name, COLUMN["capital"]]
    if not both or word in STOP or word in PARTICLES or word in TITLES:
        return False
    return not (out[other, COLUMN["sentence_start"]] and word in common_words())
