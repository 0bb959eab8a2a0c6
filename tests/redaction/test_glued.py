"""Names inside file names, addresses, handles and hashtags."""

import pytest

from redaction.readers import read
from redaction.redactor import Redactor
from redaction.room import Room
from redaction.roster import Participant, Roster
from redaction.rules.name_glued import glued

ROSTER = Roster(
    (
        Participant("p1", "Vera Maksimovna Zaitseva"),
        Participant("p2", "Grzegorz Wojna"),
        Participant("p3", "Dale Ann Snow"),
        Participant("p4", "Furaha Nsimire"),
        Participant("p5", "Joel Winter"),
        Participant("p6", "Marijke de Vries"),
    )
)
ROOM = Room(ROSTER)


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("passport_v2_VZ_Wojna_comments.docx", "VZ_Wojna", "p1 p2"),
        ("see bulletin4_wojna.pdf", "wojna", "p2"),
        ("to g.wojna@mutual.example", "g.wojna@mutual.example", "p2"),
        ("to vmzaitseva@seminar.example", "vmzaitseva@seminar.example", "p1"),
        ("comments_verazaitseva b", "comments_verazaitseva", "p1"),
        ("on pages.example/wojna today", "wojna", "p2"),
        ("notice_drift_DSnow.docx", "DSnow", "p3"),
        ("map_dsnow_b.kmz", "dsnow", "p3"),
        ("summary_v3_afterFurahaWojna.docx", "summary_v3_afterFurahaWojna.docx", "p2 p4"),
        ("draft2_snow_final.docx", "draft2_snow_final.docx", "p3"),
        ("#wojnapaint for all", "#wojnapaint", "p2"),
        ("ask @dsnow", "@dsnow", "p3"),
        ("#wojnaswater", "#wojnaswater", "p2"),
        ("deVries_notice_b3.xlsx", "deVries", "p6"),
        ("re_ovens_DASnow.xlsx", "DASnow", "p3"),
        ("run askFurahaFirst", "Furaha", "p4"),
    ],
)
def test_a_name_in_a_longer_word_is_found(text: str, name: str, who: str) -> None:
    found = [
        (text[hit.start : hit.end], " ".join(sorted(hit.persons))) for hit in glued(text, ROOM)
    ]
    assert found == [(name, who)]


@pytest.mark.parametrize(
    "text",
    [
        "winter_ice_atlas_2025.pdf",
        "minutes_lindqvist_final.docx",
        "#snowplough",
        "icarus_caiu",
        "McWinter and LaSnow on YouTube",
        "i.e. v2.1, 07.11 or U.S.",
    ],
)
def test_other_words_put_together_stay(text: str) -> None:
    assert not list(glued(text, ROOM))


def test_what_the_rest_says_stays() -> None:
    text = "- Next: mine_register_Wojna.docx, to g.wojna@mutual.example by Friday."
    new = Redactor(ROSTER).redact(read(text.encode(), "a.txt", ROSTER)).text
    assert "mine_register_name.docx" in new
    assert "to an address by Friday" in new
