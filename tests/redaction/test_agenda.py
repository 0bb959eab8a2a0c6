"""Agenda items are guessed by what is said, before and after as well."""

from redaction.agenda import fit

ITEMS = ("Levels of the reservoir", "Who pays for the pumps", "Publishing data")


def test_words_of_a_title_in_any_form() -> None:
    assert fit(["The reservoirs are low.", "He paid for one pump."], ITEMS) == list(ITEMS[:2])


def test_talk_stays_with_its_item() -> None:
    texts = ["The reservoir is low.", "It was worse in spring.", "The level fell twice."]
    assert set(fit(texts, ITEMS)) == {ITEMS[0]}


def test_words_learnt_from_sure_statements_tell_too() -> None:
    texts = [
        "The reservoir lost a metre to evaporation.",
        "The level falls by evaporation.",
        "Who pays for diesel?",
        "The pumps burn diesel.",
        "Evaporation lowers the level.",
    ]
    assert fit(texts, ITEMS) == [ITEMS[0], ITEMS[0], ITEMS[1], ITEMS[1], ITEMS[0]]


def test_it_goes_back_when_much_is_said_of_an_earlier_item() -> None:
    texts = ["Publish the data.", "The reservoir level is the reservoir level.", "The data."]
    assert fit(texts, ITEMS)[1] == ITEMS[0]


def test_nothing_to_go_by() -> None:
    assert fit(["The sky is blue."], ITEMS) == [""]
    assert fit(["The sky is blue."], ()) == [""]
    assert fit([], ITEMS) == []
