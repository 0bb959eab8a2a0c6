"""Changes to an annotated text that keep its marks in place."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from redaction.annotated import Paragraph, Session

Change = tuple[int, int, str]


def each(session: Session, change: Callable[[Paragraph], Paragraph]) -> Session:
    """Return the session with every turn and note changed."""
    turns = tuple(change(paragraph) for paragraph in session.turns)
    notes = tuple(change(paragraph) for paragraph in session.notes)
    return replace(session, turns=turns, notes=notes)


def rewritten(paragraph: Paragraph, changes: Sequence[Change]) -> Paragraph:
    """Return the paragraph with sorted `changes` made; none may cross the edge of a mark."""
    if not changes:
        return paragraph
    text = ""
    at = 0
    moved: list[tuple[int, int]] = []
    for start, end, new in changes:
        text += paragraph.text[at:start] + new
        at = end
        moved.append((end, len(text) - end))
    text += paragraph.text[at:]

    def place(position: int) -> int:
        shift = 0
        for end, by in moved:
            if end > position:
                break
            shift = by
        return position + shift

    marks = tuple(replace(m, start=place(m.start), end=place(m.end)) for m in paragraph.marks)
    return replace(paragraph, text=text, marks=tuple(m for m in marks if m.end > m.start))
