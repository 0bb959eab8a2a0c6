"""Weigh what the rules found against what the learned detector thinks of each word.

1. Every candidate of a rule gets a new score: its own, the detector's mean probability of exposure
   and of substance over its words, and its family, added in log-odds (`data/arbiter.yaml`).
2. A candidate that reaches the policy's threshold for its label stands, whole.
3. Words outside those stand by the detector alone.
4. Words that stand are joined to spans: a span grows over likely words beside it and short gaps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from redaction.codes import PHRASES, label
from redaction.data import load_yaml
from redaction.findings import Finding
from redaction.neutral import links
from redaction.policy import Policy
from redaction.prediction import HIDE, Prediction
from redaction.reach import FLOOR, Floats, bridged, closed, covered, grown

#: Labels whose marks are words for people; the others are phrases, and spans grow over gaps.
_DIRECT = frozenset({"NAME", "ROLE", "AFFIL", "PRON"})
#: Families that are counted or told by form: the detector has no say.
_COUNTED = frozenset({"CH6", "CH8", "CH9"})
_FIELDS = {"SELF": "own"}
_CODES = {
    "NAME": "CH102",
    "ROLE": "CH201",
    "AFFIL": "CH302",
    "SELF": "CH401",
    "PRESENCE": "CH501",
    "STYLE": "CH701",
    "FACT": "CH411",
    "PRON": "CH211",
}
#: Why the detector marks words, by label: what a reader could conclude from such words, here.
_REASONS = {
    "NAME": "Reads as a form of a participant's name, as a listener may have heard it.",
    "ROLE": "Reads as a title or description by which one person in the room can be told.",
    "AFFIL": "Reads as whom somebody in the room belongs to or speaks for.",
    "SELF": "Reads as the speaker's own life or work, which a biography would match.",
    "PRESENCE": "Reads as who was there, where they sat, how they came or whom they met.",
    "STYLE": "Reads as a turn of phrase by which those who know the speaker would tell them.",
    "FACT": "Reads as something only one person in the room would know or have done.",
    "PRON": "A gendered pronoun for one participant.",
}
#: No finding that a person may argue with is certain.
_CEILING = 0.999


@dataclass(frozen=True, slots=True)
class Weights:
    """How evidence is added, and how far spans of the detector reach.

    Attributes:
        families: by family of codes: bias, then weights of the rule's log-odds and of the
            detector's for exposure and for substance.
        codes: the same for single codes that the detector knows little about.
        grow_direct, grow: exposure from which a word beside a span joins it.
        gap: words that may lie between two parts of one phrase.
        bridge: exposure from which words between two that go, at most `gap`, go as well.
        inside: exposure below which a word does not go with the clause a rule found around it.
        kept, kept_name: probability of substance from which a word stays unless a rule says
            otherwise; of a word that it rather takes for a name, more.
        few, sure: in a block of at most so many words, a heading, say, the detector sees little to
            go by, and must be that sure.
    """

    families: dict[str, tuple[float, float, float, float]]
    codes: dict[str, tuple[float, float, float, float]]
    grow_direct: float
    grow: float
    gap: int
    bridge: float
    inside: float
    kept: float
    kept_name: float
    few: int
    sure: float

    @classmethod
    def load(cls) -> Weights:
        """Return the weights that are shipped."""
        return _weights()


@lru_cache(maxsize=1)
def _weights() -> Weights:
    return Weights(**load_yaml("arbiter.yaml"))


def evidence(candidate: Finding, prediction: Prediction) -> tuple[float, float, float]:
    """Return a candidate's own log-odds, and the detector's for exposure and for substance."""
    mean = prediction.between(candidate.start, candidate.end)
    return logit(candidate.score), logit(float(mean[2:].sum())), logit(float(mean[1]))


def logit(probability: float) -> float:
    """Return log-odds, kept within what a probability of 0.1 % or 99.9 % gives."""
    kept = min(max(probability, FLOOR), 1 - FLOOR)
    return math.log(kept / (1 - kept))


class Arbiter:
    """Decides under one policy."""

    def __init__(self, policy: Policy, weights: Weights | None = None) -> None:
        self._policy = policy
        self._weights = weights or Weights.load()

    def decide(
        self, candidates: Sequence[Finding], prediction: Prediction | None, text: str
    ) -> tuple[Finding, ...]:
        """Return what stands, sorted and without overlap.

        Without a prediction (nothing to predict, or no model) the rules' own scores count.

        Args:
            text: what the offsets of candidates and prediction are of.
        """
        if prediction is None or not len(prediction):
            return settled(c for c in candidates if c.score >= self.threshold(c.code))
        weighed = [
            candidate if candidate.family in _COUNTED else self._weigh(candidate, prediction)
            for candidate in candidates
        ]
        stand = [
            part
            for c in weighed
            if c.score >= self.threshold(c.code)
            for part in self._trimmed(c, prediction)
        ]
        return settled([*stand, *self._learned(prediction, stand, text)])

    def threshold(self, code: str) -> float:
        """Return the least score at which a finding of `code` stands."""
        name = label(code)
        if not name:
            return 0.5
        value: float = getattr(self._policy.thresholds, _FIELDS.get(name, name.lower()))
        return value

    def _weigh(self, candidate: Finding, prediction: Prediction) -> Finding:
        own, exposed, kept = evidence(candidate, prediction)
        weights = self._weights
        bias, rule, exposure, substance = weights.codes.get(
            candidate.code, weights.families[candidate.family]
        )
        odds = bias + rule * own + exposure * exposed + substance * kept
        return replace(candidate, score=min(round(1 / (1 + math.exp(-odds)), 3), _CEILING))

    def _trimmed(self, candidate: Finding, prediction: Prediction) -> list[Finding]:
        """Leave out of a phrase what the detector takes for substance or for ordinary words."""
        if candidate.family not in PHRASES:
            return [candidate]
        first = int(np.searchsorted(prediction.ends, candidate.start, "right"))
        last = int(np.searchsorted(prediction.starts, candidate.end, "left"))
        rows = prediction.probabilities[first:last]
        stays = (prediction.exposure[first:last] >= self._weights.inside) & (
            rows[:, 1] < self._weights.kept
        )
        places = np.flatnonzero(stays)
        if not len(places):
            return []
        runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
        return [
            replace(
                candidate,
                start=max(candidate.start, int(prediction.starts[first + run[0]])),
                end=min(candidate.end, int(prediction.ends[first + run[-1]])),
            )
            for run in runs
        ]

    def _learned(
        self, prediction: Prediction, stand: Sequence[Finding], text: str
    ) -> list[Finding]:
        """Return findings of the detector for words that no standing candidate covers."""
        labels = prediction.labels
        least = np.array([self.threshold(_CODES[name]) for name in HIDE])[labels]
        exposure = prediction.exposure.astype(np.float64)
        taken = covered(prediction, stand)
        direct = np.array([name in _DIRECT for name in HIDE])[labels]
        grow = np.where(direct, self._weights.grow_direct, self._weights.grow)
        named = labels == HIDE.index("NAME")
        least_kept = np.where(named, self._weights.kept_name, self._weights.kept)
        kept = prediction.probabilities[:, 1] >= least_kept
        number = prediction.blocks - prediction.blocks[0]
        few = np.bincount(number)[number] <= self._weights.few
        least = np.where(few, np.maximum(least, self._weights.sure), least)
        seed, wide = (exposure >= least) & ~kept, ((exposure >= grow) & ~kept) | taken
        for place in np.flatnonzero(seed).tolist():
            seed[place] = not links(text[prediction.starts[place] : prediction.ends[place]])
        chosen = grown(seed, wide, prediction.blocks) | taken
        gap = self._weights.gap
        phrases = closed(chosen, ~direct, prediction.blocks, gap) & (~kept | taken)
        likely = direct & (exposure >= self._weights.bridge) & ~kept
        between = bridged(chosen, likely, prediction.blocks, gap)
        kinds = np.where(direct & (chosen | between), labels, -1)
        return _spans(prediction, (phrases | between) & ~taken, kinds, exposure)


def _spans(
    prediction: Prediction,
    chosen: NDArray[np.bool_],
    kinds: NDArray[np.int64],
    exposure: Floats,
) -> list[Finding]:
    """Cut chosen words into findings of one kind: a label for people, or -1 for all phrases."""
    out: list[Finding] = []
    at = 0
    for first in np.flatnonzero(chosen).tolist():
        if first < at:
            continue
        at = first + 1
        while (
            at < len(chosen)
            and chosen[at]
            and prediction.blocks[at] == prediction.blocks[first]
            and kinds[at] == kinds[first]
        ):
            at += 1
        weight = prediction.probabilities[first:at, 2:].sum(axis=0)
        kind = HIDE[int(weight.argmax())]
        sure = min(round(float(exposure[first:at].max()), 3), _CEILING)
        start, end = int(prediction.starts[first]), int(prediction.ends[at - 1])
        out.append(Finding(start, end, _CODES[kind], (), _REASONS[kind], sure))
    return out


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings and make overlapping ones one: the longer keeps its code, both their people.

    Of two as long the one counts that knows what may be said instead.  Findings of integrity yield
    to all others.
    """
    ordered = sorted(findings, key=lambda f: (f.family == "CH9", f.start, -f.end))
    out: list[Finding] = []
    for finding in [f for f in ordered if f.family != "CH9"]:
        if not out or finding.start >= out[-1].end:
            out.append(finding)
            continue
        last = out.pop()
        longer = max(last, finding, key=lambda f: (f.end - f.start, bool(f.instead)))
        out.append(
            replace(
                longer,
                start=last.start,
                end=max(last.end, finding.end),
                persons=tuple(sorted({*last.persons, *finding.persons})),
                score=max(last.score, finding.score),
            )
        )
    free = [
        f
        for f in ordered
        if f.family == "CH9" and not any(o.start < f.end and f.start < o.end for o in out)
    ]
    return tuple(sorted([*out, *free]))
