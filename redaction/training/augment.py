"""Variations of an annotated session, so that the encoder learns the task and not the names.

All work on a session and give back a session whose marks still fit its text.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from redaction.annotated import Paragraph, Session
from redaction.roster import Participant, Roster
from redaction.words import WORD, normalise

Change = tuple[int, int, str]

SWAP = 0.35  # share of sessions in which people get other names
SPOKEN = 0.15  # share of transcripts written as a speech recogniser would
THIN = 0.25  # chance of each optional roster field to be missing
MISHEARD = 0.04  # share of name words that are misspelt
_SHORT = 4

_SLIPS = (("ph", "f"), ("v", "w"), ("c", "k"), ("k", "c"), ("i", "ee"), ("y", "i"), ("z", "s"),
          ("th", "t"), ("sh", "s"), ("e", "a"), ("o", "u"), ("a", "e"), ("b", "p"), ("d", "t"),
          ("g", "k"), ("l", "r"), ("m", "n"), ("h", ""), ("ai", "ay"), ("ou", "u"))  # fmt: skip


def varied(session: Session, names: Sequence[str], chance: random.Random) -> Session:
    """Return a random variation of `session`; `names` are full names to borrow."""
    if chance.random() < SWAP:
        session = with_other_names(session, names, chance)
    session = replace(session, roster=thinned(session.roster, chance))
    session = _each(session, lambda p: misheard(p, chance))
    if session.turns and chance.random() < SPOKEN:
        session = replace(session, turns=tuple(as_recognised(p, chance) for p in session.turns))
    return session


def _each(session: Session, change: Callable[[Paragraph], Paragraph]) -> Session:
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


def with_other_names(session: Session, names: Sequence[str], chance: random.Random) -> Session:
    """Give everybody another name, in the roster and in NAME marks; other text stays."""
    swap: dict[str, str] = {}
    for member in session.roster:
        old = WORD.findall(member.name)
        new = WORD.findall(chance.choice(names))
        for i, word in enumerate(old):
            other = new[0] if i == 0 else new[-1] if i == len(old) - 1 else chance.choice(new)
            if len(word) >= _SHORT - 1 and len(other) >= _SHORT - 1:
                swap.setdefault(normalise(word), other)

    def name(text: str) -> str:
        return WORD.sub(lambda m: _like(m.group(), swap.get(normalise(m.group()))), text)

    def person(p: Participant) -> Participant:
        return replace(p, name=name(p.name), also=tuple(map(name, p.also)))

    def paragraph(p: Paragraph) -> Paragraph:
        changes = [
            (w.start(), w.end(), _like(w.group(), swap[normalise(w.group())]))
            for mark in p.marks
            if mark.label == "NAME"
            for w in WORD.finditer(p.text, mark.start, mark.end)
            if normalise(w.group()) in swap
        ]
        return rewritten(p, sorted(changes))

    return replace(_each(session, paragraph), roster=Roster(tuple(map(person, session.roster))))


def _like(old: str, new: str | None) -> str:
    """Return `new` in the case of `old`, with its possessive; `old` itself without a new one."""
    if new is None:
        return old
    end = old[-2:] if old.endswith(("'s", "’s")) else ""
    stem = old.removesuffix(end)
    if stem.islower():
        new = new.lower()
    elif stem.isupper() and len(stem) > 1:
        new = new.upper()
    return new + end


def thinned(roster: Roster, chance: random.Random) -> Roster:
    """Return the roster as a less careful person keeps it: optional fields missing."""

    def person(p: Participant) -> Participant:
        def missing(share: float = THIN) -> bool:
            return chance.random() < share

        return replace(
            p,
            bio="" if missing() else p.bio,
            also=() if missing() else p.also,
            also_organisation=() if missing() else p.also_organisation,
            pronouns="" if missing(THIN / 3) else p.pronouns,
            honorific="" if missing(THIN / 4) else p.honorific,
        )

    return Roster(tuple(map(person, roster)))


def misheard(paragraph: Paragraph, chance: random.Random) -> Paragraph:
    """Misspell a few words inside NAME marks."""
    changes = []
    for mark in paragraph.marks:
        if mark.label != "NAME":
            continue
        for word in WORD.finditer(paragraph.text, mark.start, mark.end):
            if len(word.group()) > _SHORT and chance.random() < MISHEARD:
                old, new = chance.choice(_SLIPS)
                changed = word.group().replace(old, new, 1)
                if changed[:1].lower() != word.group()[:1].lower():
                    continue
                changes.append((word.start(), word.end(), changed))
    return rewritten(paragraph, sorted(changes))


def as_recognised(paragraph: Paragraph, chance: random.Random) -> Paragraph:
    """Write a turn as a speech recogniser does: no capitals, (almost) no punctuation."""
    keep_stops = chance.random() < 0.3  # noqa: PLR2004  (some recognisers set full stops)
    text = paragraph.text.lower()
    if len(text) != len(paragraph.text):
        return paragraph
    drop = ',;:!"“”()—–' if keep_stops else ',;:!?."“”()—–'
    changes = [
        (i, i + 1, "")
        for i, c in enumerate(text)
        if c in drop and not (text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit())
    ]
    return rewritten(replace(paragraph, text=text), changes)
