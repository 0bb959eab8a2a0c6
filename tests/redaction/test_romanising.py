"""Names of the roster in another script than the text has them in."""

import pytest

from redaction.readers import read
from redaction.redactor import Redactor
from redaction.romanising import foreign
from redaction.roster import Participant, Roster
from redaction.spelling import key


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Дмитрий", "dmitrii"),
        ("김민재", "gimminjae"),
        ("Ελένη", "eleni"),
        ("أحمد", "ahmd"),
        ("Մկրտչյան", "mkrtchyan"),
        ("ნინო", "nino"),
        ("田中さん", "田中"),
        ("Nguyễn", "nguyen"),
    ],
)
def test_keys_are_in_latin_letters_as_far_as_they_can_be(written: str, latin: str) -> None:
    assert key(written) == latin


def test_foreign_means_letters_of_another_script() -> None:
    assert foreign("Dr 김민재")
    assert not foreign("Þór Ólafsson, 2 m²")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Dmitri Sokolov", "Дмитрий Соколов"),
        ("Dmitri Sokolov", "Соколова"),
        ("Kim Min-jae", "김민재"),
        ("Kim Min-jae", "민재"),
        ("Ahmed al-Rashidi", "أحمد الرشيدي"),
        ("Eleni Papadopoulou", "Ελένη Παπαδοπούλου"),
        ("Дмитрий Соколов", "Dmitri Sokolov"),
        ("김민재", "Kim Minjae"),
        ("أحمد الرشيدي", "Ahmed al-Rashidi"),
        ("王晓明", "王晓明先生"),
        ("Yuki Tanaka (田中ゆき)", "田中ゆきさん"),
    ],
)
def test_a_name_is_found_in_the_other_script(name: str, said: str) -> None:
    roster = Roster((Participant("p1", name), Participant("p2", "Ada Holm")))
    document = read(f"Ada Holm: {said} proposed a joint register.".encode(), "a.txt", roster)
    text = Redactor(roster).redact(document).text
    assert not set(said.split()) & set(text.split())
    assert text.endswith("proposed a joint register.")


def test_other_words_of_another_script_stay() -> None:
    roster = Roster((Participant("p1", "Dmitri Sokolov"), Participant("p2", "Ada Holm")))
    document = read("Ada Holm: The word глубина means depth.".encode(), "a.txt", roster)
    assert "глубина" in Redactor(roster).redact(document).text
