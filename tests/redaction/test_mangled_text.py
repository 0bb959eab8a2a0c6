"""Notes as people and machines leave them: whatever is in a text, the redactor answers.

Paragraphs of real shape are damaged at random: marks of all kinds between and inside words, lost
spaces and stops, capitals everywhere or nowhere. What comes out is edits in order, inside the text,
that make the redacted text, and statements that name their sources.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from redaction.annotated import documents, load
from redaction.findings import apply
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Roster
from redaction.statements import statements

DIALOGUES = Path(__file__).parents[2] / "redaction" / "training" / "dialogues"
MARKS = """
    ... — ’ “ ” ( ) [ ] / - ' " & @ % { } | ⟦ ⟧ # > _ ** … ?! 1. (1) II. e.g. U.N. Mr. Dr n't 's 'd
    he’d’ve I- —I i s/he he/she her(s) my/our p12|she me; him-self http://a.b/c 😀 名 ال é ﬁ
"""
SPACES = ("\t", "\n", "\n\n", "\r\n", "\u00a0", "\u200b", "\u2028", "- ", "x" * 300)
ODD = (*MARKS.split(), *SPACES)


def _paragraphs(chance: random.Random) -> tuple[Roster, str]:
    session = load(chance.choice(sorted(DIALOGUES.glob("*.md"))))
    parts = chance.choice(list(documents(session))).document.text.split("\n\n")
    first = chance.randrange(len(parts))
    return session.roster, "\n\n".join(parts[first : first + chance.randint(1, 5)])


def _mangled(text: str, chance: random.Random) -> str:
    words = re.split("( +)", text)
    for _ in range(chance.randint(1, 25)):
        at = chance.randrange(len(words))
        word, odd = words[at], chance.choice(ODD)
        words[at] = chance.choice(
            (word + odd, odd + word, odd, "", word.upper(), word.lower(), word[1:], word[:-1])
        )
    text = "".join(words)
    return chance.choice((text, text, text, text.lower(), re.sub("[.,]", "", text)))


def _answers(seed: int) -> None:
    chance = random.Random(seed)
    roster, text = _paragraphs(chance)
    text = _mangled(text, chance)
    document = read_text(text, roster)
    redaction = Redactor(roster).redact(document)
    assert all(0 <= edit.start <= edit.end <= len(text) for edit in redaction.edits)
    assert all(one.end <= other.start for one, other in pairwise(redaction.edits))
    assert apply(text, redaction.edits) == redaction.text
    for statement in statements(document, redaction, roster):
        assert statement.text.strip()
        assert 0 <= statement.risk <= 1
        assert all(0 <= start < end <= len(text) for start, end in statement.sources)


def test_a_word_that_is_a_pronoun_and_more() -> None:
    roster = load(DIALOGUES / "wa01.md").roster
    redaction = Redactor(roster).redact(read_text("p12|she always gets the applause.", roster))
    assert redaction.edits


@pytest.mark.parametrize("seed", range(12))
def test_it_answers(seed: int) -> None:
    _answers(seed)


@pytest.mark.slow
def test_it_answers_a_thousand_times() -> None:
    for seed in range(1000, 2000):
        _answers(seed)
