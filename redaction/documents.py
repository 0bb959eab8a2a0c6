"""A document as the rules see it: one text, and the blocks in which people speak or are noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["turn", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: `text[start:end]`, in code points.

    A turn has a label (the span of the speaker's name, without colon), which lies inside the block,
    and a speaker: a person's id, or "" when the label is nobody on the roster.
    """

    kind: Kind
    start: int
    end: int
    label: tuple[int, int] | None = None
    speaker: str = ""
    body: int = -1

    @property
    def content(self) -> int:
        """Where the words begin: after label and colon."""
        return self.body if self.body >= 0 else self.start


@dataclass(frozen=True, slots=True)
class Form:
    """A span that is no word of anybody but gives away form: a time stamp, a cue number, a tag."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Document:
    """The decoded text of a file and what its form says about it; offsets are code points.

    `notices` tell the person what the file held beside its text.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    forms: tuple[Form, ...] = ()
    notices: tuple[str, ...] = ()
