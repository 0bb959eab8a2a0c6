"""Variations of an annotated session, so that the encoder learns the task and not the names.

All work on a session and give back a session whose marks still fit its text.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from redaction.annotated import Paragraph, Session
from redaction.roster import Participant, Roster
from redaction.training.mishearing import Mishearer
from redaction.training.renaming import with_other_names, with_words_for_names
from redaction.training.rewriting import each, rewritten
from redaction.words import WORD

SWAP = 0.3  # share of sessions in which people get other names
WORDS = 0.3  # share of sessions in which a few people get names that are words of the session
SPOKEN = 0.12  # share of transcripts written as a speech recogniser would
PARTLY = 0.08  # share of transcripts of which some turns are
THIN = 0.25  # chance of each optional roster field to be missing
MISSPELT = 0.03  # share of name words that are misspelt
MISHEARD = 0.01  # share of name words that become common words, in writing with capitals
MISHEARD_SPOKEN = 0.15  # the same where nothing has capitals
_SHORT = 4

_SLIPS = (("ph", "f"), ("v", "w"), ("c", "k"), ("k", "c"), ("i", "ee"), ("y", "i"), ("z", "s"),
          ("th", "t"), ("sh", "s"), ("e", "a"), ("o", "u"), ("a", "e"), ("b", "p"), ("d", "t"),
          ("g", "k"), ("l", "r"), ("m", "n"), ("h", ""), ("ai", "ay"), ("ou", "u"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stock:
    """What variations draw on: full names to borrow, and how names are mis-heard."""

    names: Sequence[str]
    ears: Mishearer

    @classmethod
    def of(cls, sessions: Sequence[Session]) -> "Stock":
        """Return the names and words of the sessions themselves."""
        names = [p.name for session in sessions for p in session.roster if " " in p.name]
        return cls(names, Mishearer(sessions))


def varied(session: Session, stock: Stock, chance: random.Random) -> Session:
    """Return a random variation of `session`."""
    if chance.random() < SWAP:
        session = with_other_names(session, stock.names, chance)
    if chance.random() < WORDS:
        session = with_words_for_names(session, chance)
    session = replace(session, roster=thinned(session.roster, chance))
    kind = chance.random()
    share = 1.0 if kind < SPOKEN else 0.5 if kind < SPOKEN + PARTLY else 0.0
    turns = tuple(as_recognised(p, chance) if chance.random() < share else p for p in session.turns)
    session = each(replace(session, turns=turns), lambda p: misspelt(p, chance))
    return each(session, lambda p: misheard(p, stock.ears, chance))


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


def misspelt(paragraph: Paragraph, chance: random.Random) -> Paragraph:
    """Misspell a few words inside NAME marks."""
    changes = []
    for mark in paragraph.marks:
        if mark.label != "NAME":
            continue
        for word in WORD.finditer(paragraph.text, mark.start, mark.end):
            if len(word.group()) > _SHORT and chance.random() < MISSPELT:
                old, new = chance.choice(_SLIPS)
                changed = word.group().replace(old, new, 1)
                if changed[:1].lower() != word.group()[:1].lower():
                    continue
                changes.append((word.start(), word.end(), changed))
    return rewritten(paragraph, sorted(changes))


def misheard(paragraph: Paragraph, ears: Mishearer, chance: random.Random) -> Paragraph:
    """Put common words that sound alike for a few words inside NAME marks."""
    spoken = paragraph.text.islower()
    changes = []
    for mark in paragraph.marks:
        if mark.label != "NAME":
            continue
        for word in WORD.finditer(paragraph.text, mark.start, mark.end):
            if chance.random() < (MISHEARD_SPOKEN if spoken else MISHEARD):
                heard = ears.heard(word.group(), chance)
                if heard:
                    new = heard if word.group().islower() else heard.title()
                    changes.append((word.start(), word.end(), new))
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
