"""Papers as they leave, and paragraphs that stand alone: texts without a conversation around them.

A paper is made of sentences of a session in which nobody is marked, under headings of a few of
their words.  It teaches the encoder that a heading is not a name, and that there are whole texts
with nobody in them; paragraphs that stand alone, marked or not, that few words may still be enough.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redaction.annotated import KEEP, Mark, Paragraph, Session
from redaction.training.rewriting import rewritten
from redaction.words import STOP, WORD

ALONE = 0.05  # share of paragraphs that are seen once more, alone
_SECTIONS = (2, 4)
_POINTS = (1, 5)
_WORDS = (1, 1, 2, 2, 3, 4)  # of a heading
_LINKS = frozenset({"of", "and", "in", "for", "on", "the"})  # words that may stand within one
_HEADED = re.compile(r"[^\W\d_]{4,}")  # words that may begin or end one
_FEWEST = 5  # words of a point
_STARTS = ("", "# ", "## ", "1. ", "3. ", "Agenda item 2: ")
_REPORTS = ("It was suggested that ", "The point was made that ", "It was noted that ",
            "Some held that ", "One participant said that ", "Several participants thought that ",
            "On the question of cost, ", "")  # fmt: skip
_SENTENCE = re.compile(r"\S(?:[^.?!]|[.?!](?!\s|$))*[.?!]")
_SELF = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours|you|your)\b", re.IGNORECASE)
_COMMON = re.compile(r"(?:The|A|An|It|This|That|There|These|If|In|When|What|Every|No|Nobody)\b")


def paper(session: Session, chance: random.Random) -> Session:
    """Return an outcome paper made of the session, with its roster; without notes if too short."""
    points = [point for point in map(_impersonal, _sentences(session)) if point is not None]
    chance.shuffle(points)
    people = {word.casefold() for person in session.roster for word in WORD.findall(person.name)}
    notes: list[Paragraph] = []
    for _ in range(chance.randint(*_SECTIONS)):
        count = chance.randint(*_POINTS)
        section, points = points[:count], points[count:]
        if not section:
            break
        title = _heading(chance.choice(section).text, people, chance)
        notes += [Paragraph("", title, ())] if title else []
        notes += [_reported(point, chance) for point in section]
    return replace(session, turns=(), notes=tuple(notes))


def alone(session: Session, chance: random.Random) -> Iterator[Session]:
    """Yield some of the paragraphs, each as a session without labels."""
    for paragraph in (*session.turns, *session.notes):
        if chance.random() < ALONE:
            yield replace(session, turns=(), notes=(replace(paragraph, speaker=""),))


def _sentences(session: Session) -> Iterator[Paragraph]:
    for paragraph in (*session.turns, *session.notes):
        for found in _SENTENCE.finditer(paragraph.text):
            start, end = found.span()
            marks = [m for m in paragraph.marks if m.start < end and start < m.end]
            if all(m.label == KEEP and start <= m.start and m.end <= end for m in marks):
                moved = (Mark(m.start - start, m.end - start, KEEP) for m in marks)
                yield Paragraph("", found.group(), tuple(moved))


def _impersonal(sentence: Paragraph) -> Paragraph | None:
    enough = len(WORD.findall(sentence.text)) >= _FEWEST
    return sentence if enough and not _SELF.search(sentence.text) else None


def _reported(point: Paragraph, chance: random.Random) -> Paragraph:
    report = chance.choice(_REPORTS) if _COMMON.match(point.text) else ""
    first = point.text[0].lower() if report else point.text[0]
    return rewritten(point, [(0, 0, "- " + report), (0, 1, first)])


def _heading(text: str, people: set[str], chance: random.Random) -> str:
    """Return a few words of `text` that follow each other, none of which is a name; or nothing."""
    words: Sequence[str] = [found.group() for found in WORD.finditer(text)]
    size = chance.choice(_WORDS)
    runs = [words[i : i + size] for i in range(len(words) - size + 1)]
    barred = people | (STOP - _LINKS)
    fit = [
        run
        for run in runs
        if all(_HEADED.fullmatch(word) for word in (run[0], run[-1]))
        and barred.isdisjoint(word.casefold() for word in run)
    ]
    if not fit:
        return ""
    title = " ".join(chance.choice(fit))
    return chance.choice(_STARTS) + title[0].upper() + title[1:]
