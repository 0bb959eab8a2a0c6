"""The autonomy dilemma in figures: how evenly people speak, across the sessions of a series.

Influential people carry ideas out and newcomers think freely, so an organiser wants to see, without
exposing anybody, whether a few dominate.  Everything here is worked out from opened transcripts at
the desk; `aggregates` is the only part that may be shown elsewhere.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from redaction.documents import Document
from redaction.roster import Roster
from redaction.spelling import key

DOMINANT = 3
"""Of how many people the share of words is watched."""

STEP = 5
"""Percent to which exported shares are rounded: exact ones could be matched with a recording."""


@dataclass(frozen=True)
class Speaking:
    """Who said how much in one session.

    Args:
        words: words said by each person of the roster, zero for who was silent; by name key.
        newcomers: name keys of people on no earlier roster of the series.
        young: name keys that the organiser marked as young or early in their career.
    """

    words: dict[str, int]
    newcomers: frozenset[str]
    young: frozenset[str]

    @property
    def silent(self) -> int:
        """How many people said nothing."""
        return sum(not words for words in self.words.values())

    @property
    def gini(self) -> float:
        """Gini coefficient of the words a person: 0 when all say as much, near 1 when one talks."""
        counts = sorted(self.words.values())
        total, people = sum(counts), len(counts)
        if not total:
            return 0.0
        weighted = sum(rank * count for rank, count in enumerate(counts, 1))
        return 2 * weighted / (people * total) - (people + 1) / people

    @property
    def voices(self) -> float:
        """Effective number of speakers: the exponential of Shannon's entropy of their shares."""
        total = sum(self.words.values())
        shares = [count / total for count in self.words.values() if count]
        return exp(-sum(share * log(share) for share in shares)) if shares else 0.0

    @property
    def dominance(self) -> float:
        """Share of all words that the three most talkative people said, 0 to 1."""
        most = sorted(self.words.values(), reverse=True)[:DOMINANT]
        return sum(most) / total if (total := sum(self.words.values())) else 0.0

    def share(self, group: Collection[str]) -> float:
        """Share of all words that a group said, 0 to 1."""
        total = sum(self.words.values())
        return sum(self.words[person] for person in group) / total if total else 0.0

    def curve(self) -> tuple[tuple[float, float], ...]:
        """The Lorenz curve: share of people, from the quietest on, and share of words they said."""
        counts = sorted(self.words.values())
        total = sum(counts) or 1
        points, said = [(0.0, 0.0)], 0
        for rank, count in enumerate(counts, 1):
            said += count
            points.append((rank / len(counts), said / total))
        return tuple(points)


def speaking(
    roster: Roster,
    transcripts: Iterable[Document],
    earlier: Iterable[Roster] = (),
    young: Collection[str] = (),
) -> Speaking:
    """Count the words of one session's transcripts.

    Args:
        roster: who was there.
        transcripts: opened transcripts; of two of one meeting only one should be given.
        earlier: the rosters of the series' earlier sessions.
        young: names whom the organiser marked.
    """
    names = {person.id: key(person.name) for person in roster}
    said: Counter[str] = Counter()
    for document in transcripts:
        for block in document.blocks:
            if block.kind == "turn" and block.speaker in names:
                words = document.text[block.content : block.end].split()
                said[names[block.speaker]] += len(words)
    known = {key(person.name) for before in earlier for person in before}
    present = frozenset(names.values())
    return Speaking(
        words={name: said[name] for name in names.values()},
        newcomers=present - known,
        young=present & frozenset(map(key, young)),
    )


def aggregates(sessions: Sequence[Speaking], k: int) -> list[dict[str, Any]]:
    """What may be shown of each session: figures that at least k people stand behind.

    A group is left out when it, or everybody else, has fewer than k people: either would tell of
    persons.  Shares are rounded to STEP percent, numbers of people are given only from k on.
    """
    return [_aggregate(session, k) for session in sessions]


def _aggregate(session: Speaking, k: int) -> dict[str, Any]:
    people = len(session.words)
    speakers = people - session.silent
    told: dict[str, Any] = {"people": people if people >= k else None}
    whole = speakers >= max(k, DOMINANT + 1)
    told["gini"] = round(session.gini, 1) if whole else None
    told["effective speakers"] = round(session.voices) if whole else None
    told["words of the three who spoke most, percent"] = (
        _percent(session.dominance) if whole and speakers >= DOMINANT + k else None
    )
    for name, group in (("newcomers", session.newcomers), ("young", session.young)):
        told[name] = _group(session, group, k)
    return told


def _group(session: Speaking, group: frozenset[str], k: int) -> dict[str, int] | None:
    people = len(session.words)
    if len(group) < k or people - len(group) < k:
        return None
    return {
        "of the people, percent": _percent(len(group) / people),
        "of the words, percent": _percent(session.share(group)),
    }


def _percent(share: float) -> int:
    return STEP * round(100 * share / STEP)
