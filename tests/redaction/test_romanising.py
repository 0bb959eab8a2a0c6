"""Names of the roster in another script than the text has them in."""

import pytest

from redaction.pipeline import docs
from redaction.readers import read
from redaction.redactor import Redactor
from redaction.romanising import foreign
from redaction.room import Room
from redaction.roster import Participant, Roster
from redaction.scene import scene_of
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
        ("김선생님", "gim"),
        ("たなか", "tanaka"),
        ("シャルマ", "sharuma"),
        ("नरेन्द्र", "narendra"),
        ("คุณสมชาย", "smchaay"),
        ("አበበ", "ababa"),
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
        ("Wang Po-wen", "王先生"),
        ("Wong Mei-ling", "黃小姐"),
        ("Yuki Tanaka", "田中さん"),
        ("Yuki Tanaka", "タナカ"),
        ("Choe Sun-hi", "최 대사님"),
        ("王志远", "Dr Wang"),
        ("Narendra Sharma", "नरेन्द्र शर्मा"),
        ("Somchai Rattanakul", "คุณสมชาย"),
        ("Tahmina Akhter", "তাহমিনা"),
        ("Kebede Abebe", "ከበደ አበበ"),
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


@pytest.mark.parametrize("word", ["長江", "南海", "이제", "शान्ति", "ประชาชน"])
def test_words_that_read_like_nobody_here_stay(word: str) -> None:
    roster = Roster((Participant("p1", "Wang Po-wen"), Participant("p2", "Ada Holm")))
    document = read(f"Ada Holm: They call it {word} in the old books.".encode(), "a.txt", roster)
    (doc,) = docs(document, Room(roster))
    assert not [one for one in doc._.scene.found if one.family == "CH1" and one.start > len("Ada")]


def test_a_family_name_in_another_script_makes_no_english_word_a_name() -> None:
    roster = Roster(
        (Participant("p1", "Lee Min"), Participant("p2", "安心"), Participant("p3", "Oh U"))
    )
    document = read(b"- I saw an ox in a yi of rice, and so it goes on.", "a.txt", roster)
    found = [one for doc in docs(document, Room(roster)) for one in scene_of(doc).found]
    assert not [one for one in found if one.score >= 0.2]
