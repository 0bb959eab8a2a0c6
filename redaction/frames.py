"""What stands before a reported clause, from `data/reporting.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from spacy.tokens import Token

from redaction.data import load_yaml, words
from redaction.verbs import base, irregular_base
from redaction.wording import said


@dataclass(slots=True)
class Frames:
    """Hands out frames in turn, never one that holds a word that must not be said.

    `opening` is the word that the sentence in hand began with, when it was left out; `terse` is
    whether it is a note, which may lack its articles.
    """

    opening: str = ""
    terse: bool = False
    _turn: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str, banned: frozenset[str]) -> str:
        """Return the next frame of a kind."""
        options = table()[kind]
        for _ in options:
            at = self._turn.get(kind, 0)
            self._turn[kind] = at + 1
            frame = str(options[at % len(options)])
            if not said(frame) & banned:
                return frame
        return str(options[0])


def purpose(root: Token, tokens: Sequence[Token], opening: str) -> str:
    """Return the kind of frame that fits what a claim does.

    Args:
        opening: the word that its sentence began with, when it was left out: "but", "because".
    """
    said_words = {base(irregular_base(token.lower_)) for token in tokens}
    helpers = {c.lower_ for c in root.children if c.dep_ in {"aux", "auxpass", "advmod"}}
    signs = {
        "contrast": opening in _AGAINST,
        "warning": bool(said_words & words("reporting.yaml", "warnings")),
        "possibility": bool(helpers & _PERHAPS),
        "condition": any(t.lower_ in {"if", "unless"} and t.dep_ == "mark" for t in tokens),
        "reason": opening in _REASONS,
        "past": root.tag_ == "VBD" or bool(helpers & {"was", "were", "had"}),
        "fact": any(token.like_num or token.tag_ in {"NNP", "NNPS"} for token in tokens),
    }
    return next((kind for kind, holds in signs.items() if holds), "statement")


_AGAINST = frozenset({"but", "however", "yet", "still", "though"})
_REASONS = frozenset({"because", "since"})
_PERHAPS = frozenset({"may", "might", "perhaps", "maybe", "possibly", "probably"})


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported sentence without full stop: `frame` and what follows it.

    `personal` is whether the speaker or somebody found is still its subject; `again` is the text in
    another order, where it has one.
    """

    frame: str
    text: str
    personal: bool = False
    again: str = ""


@lru_cache(maxsize=1)
def table() -> Any:
    return load_yaml("reporting.yaml")
