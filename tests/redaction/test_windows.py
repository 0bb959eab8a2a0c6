"""Cutting documents for the encoder."""

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from redaction.annotated import documents, load
from redaction.documents import Block, Document
from redaction.features.columns import FEATURES
from redaction.features.index import RosterIndex
from redaction.features.spans import spans
from redaction.roster import Participant, Roster
from redaction.windows import CLS, COLUMNS, LIMIT, SEP, Window, feature_table, windows

ROSTER = Roster((Participant("p1", "Han Seo-yeon", role="former ambassador to ASEAN"),))
TOKENIZER = Tokenizer.from_file("redaction/model/tokenizer.json")


def cut(document: Document, roster: Roster = ROSTER, limit: int = LIMIT) -> list[Window]:
    return list(windows(document, roster, spans(document), TOKENIZER, limit))


def one_block(text: str) -> Document:
    return Document(text, (Block("turn", 0, len(text), None, "p1", 0),))


def scored(found: list[Window]) -> list[int]:
    return [word for window in found for word in window.words.tolist()]


@pytest.mark.parametrize(
    "text",
    [
        "One. " * 3000,
        "word " * 5000,
        "no-stop-at-all-" * 900,
        "supercalifragilisticexpialidocious" * 2 + " is " * 400,
        "3.14 " * 700,
        "日本語のテキスト。" * 300,
        "é" * 90 + " " + "x" * 300,
    ],
)
@pytest.mark.parametrize("limit", [LIMIT // 2, LIMIT])
def test_every_word_of_a_long_paragraph_is_scored_once(text: str, limit: int) -> None:
    document = one_block(text)
    found = cut(document, limit=limit)
    assert scored(found) == list(range(len(spans(document).starts)))
    assert max(len(window.ids) for window in found) <= limit


def test_every_word_of_a_dialogue_is_scored_once() -> None:
    path = sorted(Path("redaction/training/dialogues").glob("*.md"))[0]
    for gold in documents(load(path)):
        found = cut(gold.document, gold.roster)
        assert scored(found) == list(range(len(spans(gold.document).starts)))
        assert max(len(window.ids) for window in found) <= LIMIT


def test_a_word_that_begins_inside_a_token_is_scored() -> None:
    assert scored(cut(one_block("we paid £1 and 5€ now"))) == list(range(6))


def test_a_window_begins_with_what_was_said_before() -> None:
    found = cut(one_block("Seven little words stand in this sentence. " * 60))
    assert len(found) > 1
    first, second = found[:2]
    assert first.ids[0] == second.ids[0] == CLS
    context = second.ids[1 : second.ids.tolist().index(SEP)]
    assert context.tolist() == first.ids[-len(context) - 1 : -1].tolist()
    assert not set(range(1, 1 + len(context))) & set(second.places.tolist())


def test_a_turn_is_preceded_by_what_the_roster_says_of_the_speaker() -> None:
    (window,) = cut(one_block("yes"))
    words = TOKENIZER.decode(window.ids.tolist())
    assert "former ambassador to asean" in words
    assert "han" not in words.split()


def test_tokens_point_at_their_rows() -> None:
    document = one_block("Han spoke, twice")
    at = spans(document)
    table = feature_table(RosterIndex(ROSTER).matrix(document, at))
    assert table.shape == (len(at.starts) + 2, COLUMNS)
    (window,) = cut(document)
    name = FEATURES.index("name_first")
    assert table[window.rows][window.places][:, name].tolist() == [1, 0, 0]
    assert np.flatnonzero(table[window.rows][:, -1]).tolist() == list(range(1, window.places[0]))


def test_a_document_without_words_has_no_windows() -> None:
    assert cut(one_block("... !")) == []
    assert cut(Document("", ())) == []
