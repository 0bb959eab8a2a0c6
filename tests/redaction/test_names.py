"""Names as machines, slips and jokes leave them: what the rules propose."""

import pytest

from redaction.closure import PART
from redaction.pipeline import docs
from redaction.readers import read_text
from redaction.room import Room
from redaction.roster import Participant, Roster
from redaction.rules.names import places

ROSTER = Roster(
    (
        Participant("p1", "Tamara Lvovna Kan", "Dr", (), "she"),
        Participant("p2", "Dagur Jónsson", "Captain", (), "he"),
        Participant("p3", "Furaha Nsimire", "Mama", (), "she"),
        Participant("p4", "Tofig Aliyev", "Mr", (), "he"),
        Participant("p5", "Þóra Sigurðardóttir", "Ms", (), "she"),
        Participant("p6", "Win Sein", "U", ("U Win Sein",), "he"),
        Participant("p7", "Samir al-Mazroub", "Mr", (), "he"),
        Participant("p8", "Patience Moyo", "Ms", (), "she"),
    )
)


def found(text: str, roster: Roster = ROSTER) -> dict[str, tuple[str, ...]]:
    """Return what is proposed as a name or talk about one, with whose it is."""
    document = read_text(text, roster)
    return {
        document.text[finding.start : finding.end].strip(): finding.persons
        for doc in docs(document, Room(roster))
        for finding in doc._.scene.found
        if finding.family == "CH1" and finding.score >= 0.5
    }


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        (
            "Furaha Nsimire: and the captions say tomorrow love now can",
            "tomorrow love now can",
            "p1",
        ),
        ('- Samir (captions: "Summer") on intakes.', "Summer", "p7"),
        ("Furaha Nsimire: dagger sorry dagur you start", "dagger", "p2"),
        ("Tofig Aliyev: And this Aliyev says less.", "Aliyev", "p4"),
        ("- ÞS to close.", "ÞS", "p5"),
        ("- Fine with the crew (al-Masrub).", "al-Masrub", "p7"),
        ("- Not maps (Tamarra L.).", "Tamarra L", "p1"),
        ("- Ms S'dóttir to close.", "Ms S'dóttir", "p5"),
        ("- A pot of one dollar (SaM) for the crew.", "SaM", "p7"),
        ("- Thora, not Thor: Sigurdardottir.", "Sigurdardottir", "p5"),
        ("- UWS to open.", "UWS", "p6"),
        ("The crew of Mr al-M. has water.", "Mr al-M", "p7"),
    ],
)
def test_names_are_proposed(text: str, name: str, who: str) -> None:
    assert found(text).get(name) == (who,)


@pytest.mark.parametrize(
    "text",
    [
        "Furaha is joy in Swahili.",
        "Furaha Nsimire: You say Furaha and people smile.",
        "It was a pun on her own office.",
        "Patience Moyo: Moyo, the heart of the matter for my teachers.",
        "Tofig Aliyev: Aliyev. They gave it to my grandfather at a desk in Tiflis.",
        "- Banter on the surname of the captain.",
        "Patience Moyo: In my language it is what you ask of a cow.",
        "Patience Moyo: He was christened after the bishop.",
    ],
)
def test_talk_that_plays_with_a_name_is_proposed(text: str) -> None:
    assert any(words in text and len(words.split()) > 2 for words in found(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- ALIYEV WANTS THE LIST TODAY, KAN DOES NOT.", "ALIYEV"),
        ("- TO: ALIYEV TO CLOSE THE SESSION.", "ALIYEV"),
        ("- PATIENCE MOYO ASKED FOR TIME.", "PATIENCE MOYO"),
        ("- DR KAN HAS THE FLOOR AFTER LUNCH.", "DR KAN"),
    ],
)
def test_names_are_found_where_all_is_in_capitals(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "- IT TAKES PATIENCE AND A WIN FOR BOTH SIDES.",
        "- THE PORT IS TO BE OPENED BY MAY AT ALL COSTS.",
        "- AS TO FUEL, WE SAW NO LIST OF IT.",
    ],
)
def test_words_stay_where_all_is_in_capitals(text: str) -> None:
    roster = (*ROSTER, Participant("p9", "Tove Olsen"), Participant("p10", "Anna Stone"))
    assert not set(found(text, Roster(roster))) - {text.strip("- ")}


def test_the_late_bearer_of_a_name_is_nobody_here() -> None:
    assert not found("- The first licence was signed by the late Mr Aliyev, as minister.")
    assert "Mr Aliyev" in found("- The tired Mr Aliyev asked about the first licence.")


def test_a_machine_in_another_sentence_makes_no_names() -> None:
    assert not found("The machine is off. We talked of summer and of canals.")


def test_a_name_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert "patience. Patience" not in found("It took patience. Patience was urged.")


@pytest.mark.parametrize(
    "text",
    [
        "Tofig Aliyev: Dr Moyo, Ms Sigurdardottir and aliyev said so; ask @tofigAliyev.",
        "furaha nsimire: and the captions say tomorrow love now can",
    ],
)
def test_where_names_may_be_is_known_before_a_text_is_tagged(text: str) -> None:
    for doc in docs(read_text(text, ROSTER), Room(ROSTER)):
        scene = doc._.scene
        known = set(places(scene, doc.text, frozenset(PART.findall(doc.text))))
        names = {
            (one.start - scene.offset, one.end - scene.offset)
            for one in scene.found
            if one.family == "CH1" and one.code != "CH106"
        }
        assert names
        assert names <= known
