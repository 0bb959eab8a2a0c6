"""CH602 and CH603: descriptions that each fit enough people, and together too few.

What leaves is read line by line, as its readers do: two descriptions in one line, or in two lines
that a reader would link, may be of one person; so may one in an earlier release of the series.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redaction.findings import Finding
from redaction.rules.singling import too_few
from redaction.singling.descriptors import Descriptor
from redaction.singling.linking import Passage, links, passages
from redaction.singling.people import People

_TOGETHER = "Together with another description in line {line}: {why}"
_EARLIER = "Together with a description in an earlier release: {why}"


def singled(text: str, people: People, k: int, earlier: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return combined descriptions of an outbound text that fewer than `k` people fit.

    Args:
        earlier: the texts of earlier releases of the same series.

    Returns:
        Findings in order of place, in code points of `text`; each stands at the later description.
    """
    found = passages(text, people)
    one_line = [
        (one, first, one, second)
        for one in found
        for at, second in enumerate(one.found)
        for first in one.found[:at]
        if first.beside != second.beside
    ]
    linked = [
        (one, first, other, second)
        for one, other in links(found)
        for first in one.found
        for second in other.found
    ]
    before = [
        (old, first, new, second)
        for text_before in earlier
        for old, new in links(found, passages(text_before, people))
        for first in old.found
        for second in new.found
    ]
    made = [
        *_combined(one_line + linked, people, k, "CH602", _TOGETHER),
        *_combined(before, people, k, "CH603", _EARLIER),
    ]
    return tuple(sorted({(f.start, f.end, f.code): f for f in made}.values()))


def _combined(
    pairs: Sequence[tuple[Passage, Descriptor, Passage, Descriptor]],
    people: People,
    k: int,
    code: str,
    reason: str,
) -> Iterator[Finding]:
    for one, first, other, second in pairs:
        who = first.who & second.who
        alone = min(len(first.who), len(second.who))  # below k it is CH601 that says so
        if first.number == second.number and alone >= k and 0 < len(who) < k:
            why = too_few(len(who), len(people.everybody), k)
            start, end = other.start + second.start, other.start + second.end
            told = reason.format(line=one.line, why=why[0].lower() + why[1:])
            yield Finding(start, end, code, tuple(sorted(who)), told)
