"""What the roster says about a word."""

import numpy as np
import pytest

from redaction.documents import Block, Document
from redaction.features.columns import FEATURES
from redaction.features.index import RosterIndex
from redaction.features.spans import spans
from redaction.roster import Participant, Roster
from redaction.words import normalise, sound

ROSTER = Roster(
    (
        Participant(
            "p1", "Han Seo-yeon", "Ambassador", ("Amb. Han",), "she", "former ambassador to ASEAN",
            "Institute for Maritime Futures", ("IMF-Seoul",), "Republic of Korea",
            "Wrote 'Quiet Straits'.",
        ),
        Participant("p2", "Łukasz Nowak", "Dr", (), "he", "chair", "Trave Forum", (),
                    "Poland (third party)", ""),
        Participant("p3", "Nikolaos Petrou", "", (), "he", "economist", "", (), "Greece", ""),
    )
)  # fmt: skip


def columns(text: str, word: str, speaker: str = "p1", roster: Roster = ROSTER) -> set[str]:
    """Names of the columns that are set for the first occurrence of a word."""
    document = Document(text, (Block("turn", 0, len(text), None, speaker, 0),))
    at = spans(document)
    matrix = RosterIndex(roster).matrix(document, at)
    assert matrix.shape == (len(at.starts), len(FEATURES))
    assert matrix.min() >= 0 and matrix.max() <= 1
    found = [text[s:e] for s, e in zip(at.starts, at.ends, strict=True)].index(word)
    return {name for name, value in zip(FEATURES, matrix[found], strict=True) if value}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("I thank Nowak for it", "Nowak", {"name_last", "name_other", "capital"}),
        ("i thank lukasz for it", "lukasz", {"name_first", "name_other", "lower_text"}),
        ("As Łukasz's paper says", "Łukasz's", {"name_first"}),
        ("Han here", "Han", {"name_first", "name_self", "opening", "sentence_start"}),
        ("HS pushed back", "HS", {"name_initials", "all_capitals"}),
        ("well Niko is right", "Niko", {"name_short"}),
        ("well Nowack is right", "Nowack", {"name_edit"}),
        ("well Novak is right", "Novak", {"name_edit", "name_sound"}),
        ("the no wak paper", "wak", {"joined_sound"}),
        ("our Ambassador said", "Ambassador", {"honorific", "title", "role", "role_self"}),
        ("the chair felt", "chair", {"title", "role", "role_rare", "role_other"}),
        ("we at the Maritime Futures desk", "Maritime",
         {"organisation", "organisation_rare", "organisation_pair", "organisation_self"}),
        ("the IMF paper", "IMF", {"acronym", "organisation_self"}),
        ("the Forum hosts", "Forum", {"organisation", "host"}),
        ("the Korean side", "Korean", {"demonym", "delegation_self"}),
        ("from Warsaw again", "Warsaw", {"demonym", "delegation_other"}),
        ("my Quiet Straits book", "Straits", {"bio", "bio_rare", "bio_pair", "bio_self"}),
        ("Petrou said he would", "he", {"gendered", "gender_share", "gender_recent"}),
        ("as Łukasz Nowak said", "Nowak", {"name_beside", "named_elsewhere"}),
        ("well Dr Nowak said", "Nowak", {"title_before", "title_fits"}),
        ("well Captain Nowak said", "Nowak", {"title_before"}),
        ("as Jerzy Nowak wrote", "Nowak", {"stranger_before", "stranger_elsewhere"}),
        ("as Łukasz Zal filmed", "Łukasz", {"stranger_after"}),
        ("Jerzy Nowak wrote it. So Nowak it is", "Nowak", {"stranger_elsewhere"}),
        ("we met in Han last year", "Han", {"located", "located_elsewhere"}),
        ("well thank you no whack now", "whack", {"heard", "common", "lower_block"}),
        ("the park in Oslo", "Oslo", {"place"}),
    ],
)  # fmt: skip
def test_a_word_is_matched(text: str, word: str, expected: set[str]) -> None:
    assert expected <= columns(text, word)


@pytest.mark.parametrize(
    ("text", "word", "unexpected"),
    [
        ("the of to", "of", {"role", "organisation", "bio"}),
        ("a bus came", "bus", {"name_edit", "name_sound", "name_short"}),
        ("nobody said he would", "he", {"gender_recent"}),
        ("our Minister said", "Minister", {"honorific", "role"}),
        ("Han here", "Han", {"name_other", "organisation", "note"}),
        ("Please Nowak", "Nowak", {"stranger_before"}),
        ("met Nowak. Jerzy came", "Nowak", {"stranger_after"}),
        ("the Han River", "River", {"stranger_before", "named_elsewhere"}),
        ("The thing is clear", "thing", {"heard", "heard_due"}),
    ],
)
def test_a_word_is_not_matched(text: str, word: str, unexpected: set[str]) -> None:
    assert not unexpected & columns(text, word)


def turns(*said: tuple[str, str]) -> Document:
    text, blocks = "", []
    for speaker, words in said:
        blocks.append(Block("turn", len(text), len(text) + len(words), None, speaker, len(text)))
        text += words + "\n\n"
    return Document(text, tuple(blocks))


def test_a_name_of_who_speaks_before_or_next_is_told() -> None:
    document = turns(("p1", "Nowak, please"), ("p2", "thank you Han"), ("p3", "no"))
    matrix = RosterIndex(ROSTER).matrix(document, spans(document))
    rows = [dict(zip(FEATURES, row, strict=True)) for row in matrix.tolist()]
    nowak, han = rows[0], rows[4]
    assert (nowak["name_before"], nowak["name_after"], nowak["name_speaks"]) == (0, 1, 1)
    assert (han["name_before"], han["name_after"], han["name_speaks"]) == (1, 0, 1)


def test_a_misheard_name_sounds_more_like_who_speaks_next() -> None:
    matrices = []
    for next_ in ("p2", "p3"):
        document = turns(("p1", "over to you no wack"), (next_, "yes"))
        matrices.append(RosterIndex(ROSTER).matrix(document, spans(document)))
    due = FEATURES.index("heard_due")
    assert matrices[0][4, due] > matrices[1][4, due]


def test_on_a_list_of_thousands_only_those_due_are_heard() -> None:
    many = Roster(tuple(Participant(f"p{i}", f"Abel Berg{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}"
                                    f"{chr(97 + i // 676)}o") for i in range(3000)))  # fmt: skip
    found = columns("well bur gau said so", "gau", "p0", many)
    assert "heard_due" in found and "heard" not in found


def test_without_a_roster_only_form_is_seen() -> None:
    assert columns("Nowak spoke", "Nowak", "", Roster()) == {"capital", "sentence_start", "opening"}


def test_an_empty_document_has_no_rows() -> None:
    document = Document("", ())
    assert RosterIndex(ROSTER).matrix(document, spans(document)).shape == (0, len(FEATURES))


def test_labels_of_speakers_are_no_words() -> None:
    text = "Han Seo-yeon: yes"
    document = Document(text, (Block("turn", 0, len(text), (0, 12), "p1", 14),))
    assert spans(document).starts.tolist() == [14]


def test_a_roster_of_thousands_is_looked_up_like_a_small_one() -> None:
    many = Roster(tuple(Participant(f"p{i}", f"Ada{i} Berg{i}") for i in range(5000)))
    assert {"name_last", "name_other"} <= columns("well Berg4999 said", "Berg4999", "p1", many)


@pytest.mark.parametrize(
    ("one", "other"), [("Müller’s", "muller"), ("ŁÓDŹ", "lodz"), ("O'Brien's", "o'brien")]
)
def test_spellings_are_normalised(one: str, other: str) -> None:
    assert normalise(one) == other


@pytest.mark.parametrize(
    ("one", "other"), [("novak", "nowack"), ("phan", "fan"), ("filip", "phillip")]
)
def test_what_sounds_alike_has_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_the_same_input_gives_the_same_numbers() -> None:
    text = "Nowak thanked the Ambassador; he was kind."
    document = Document(text, (Block("note", 0, len(text)),))
    first, second = (RosterIndex(ROSTER).matrix(document, spans(document)) for _ in range(2))
    assert np.array_equal(first, second)
