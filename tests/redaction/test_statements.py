"""Statements: reported speech of one idea each, said by nobody."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.data import load_yaml
from redaction.documents import Document
from redaction.findings import Redaction
from redaction.roster import Participant, Roster
from redaction.spoken import Spoken
from redaction.statements import MOST_RISK, Statement, statements
from redaction.sweep import Sweep
from tests.redaction.marked import marked

ROSTER = Roster(
    (
        Participant("p1", "Grace Okello", "Dr", role="regulator", delegation="Uganda"),
        Participant("p2", "Emil Brandt", "Mr", role="engineer", delegation="Germany"),
    )
)


def stated(text: str, kind: str = "turn", items: tuple[str, ...] = ()) -> tuple[Statement, ...]:
    document, findings = marked(text, kind)
    return statements(document, Redaction((), "", findings), ROSTER, items, most=1.0)


def claims(text: str, kind: str = "turn") -> list[str]:
    """Return statements without their frames."""
    frames = [
        str(frame)
        for kind, listed in load_yaml("reporting.yaml").items()
        if isinstance(listed, list)
        for frame in listed
    ]
    longest = sorted(frames, key=len, reverse=True)
    said = re.compile("^(?:" + "|".join(map(re.escape, longest)) + ") ")
    return [said.sub("", one.text) for one in stated(text, kind)]


@pytest.mark.parametrize(
    ("spoken", "reported"),
    [
        ("I think the reservoir is too small for two cities.",
         "the reservoir was too small for two cities."),
        ("Well, um, you know, the pumps don't work in winter.",
         "the pumps did not work in winter."),
        ("The canal will carry twelve thousand tonnes of grain.",
         "the canal would carry twelve thousand tonnes of grain."),
        ("The ministry closed the old canal in 1998.",
         "the ministry had closed the old canal in 1998."),
        ("Who pays for the new pumps in winter?", "who paid for the new pumps in winter."),
        ("Does the treaty cover the northern reservoir?",
         "whether the treaty covered the northern reservoir."),
        ("Is the northern reservoir covered by the treaty?",
         "whether the northern reservoir was covered by the treaty."),
        ("Publish the level of the reservoir every week.",
         "make public the level of the reservoir each week."),
        ("The two cities should publish the level of the lake.",
         "the two cities publish the level of the lake."),
        ("How many services stand at one pit?", "how many services stood at one pit."),
        ("Don't build one rule for two valleys.",
         "One suggestion was not to build one rule for two valleys."),
        ("We can't measure the lake without new gauges.",
         "they could not measure the lake without new gauges."),
        ("The new gauge wasn't in the lake.", "the new gauge had not been in the lake."),
        ("The canal has to pass the exemption, which I never liked.",
         "the canal had to pass the exemption."),
        ("The fund gives you a cheaper pump in the northern valley.",
         "the fund gave one a cheaper pump in the northern valley."),
        ("The whole mill used to be a school.", "the entire mill used to be a school."),
        ("Nobody's done anything wrong in the valley.",
         "no one had done anything wrong in the valley."),
        ("If we'd had the pumps in the valley then we'd have saved the money.",
         "if they had had the pumps in the valley then they would have saved the money."),
        ("The cities get a share of the price and use it for pumps.",
         "the cities got a share of the price and used it for pumps."),
        ("The price was, well, it was 140 million euros in the spring.",
         "the price had been 140 million euros in the spring."),
        ("Rule 10 covers fishing vessels.", "Rule 10 covered fishing vessels."),
        ("Besides, the whole idea of a gauge is old.",
         "the entire idea of a gauge was old."),
        ("A whole valley pays for one flood.", "an entire valley paid for one flood."),
        ("I totally defend the autonomy of the northern valley.",
         "There was support for the autonomy of the northern valley."),
        ("Was the northern gauge a mistake.", "whether the northern gauge was a mistake."),
        ("How many floods have there been in the last five years?",
         "how many floods there had been in the last five years."),
    ],
)  # fmt: skip
def test_spoken(spoken: str, reported: str) -> None:
    assert claims(spoken) == [reported]


@pytest.mark.parametrize(
    ("noted", "reported"),
    [
        ("⟦NAME:p1|Dr Okello⟧ argued that the reservoir is too small.",
         "It was argued that the reservoir was too small."),
        ("⟦NAME:p1|Okello⟧: the reservoir shd be deepened w/ local money.",
         "the reservoir be deepened with local money."),
        ("Tanker can't see two miles ahead of the bow.",
         "the tanker could not see two miles ahead of the bow."),
        ("⟦NAME:p1|Okello⟧ supported the idea of a joint gauge.",
         "There was support for the idea of a joint gauge."),
        ("⟦NAME:p2|Brandt⟧ pushed back on the price of water.",
         "There was resistance to the price of water."),
        ("⟦NAME:p2|Brandt⟧ wondered whether the gauges are reliable.",
         "It was asked whether the gauges were reliable."),
    ],
)  # fmt: skip
def test_noted(noted: str, reported: str) -> None:
    (one,) = stated(noted, "note")
    assert one.text.endswith(reported)


@pytest.mark.parametrize(
    "talk",
    [
        "Thank you very much, Chair, for the kind introduction.",
        "Good morning, everybody, please sit down.",
        "I agree completely.",
        "Can you hear me?",
        "⟦SELF:p1|I ran the water authority for ten years⟧.",
        "So I will be quiet now.",
        "Our first item is early warning of floods.",
        "The second item, quotas and prices.",
        "Sea temperature near the coast is not.",
        "A record of proceedings will be published in the usual way.",
        "Do members have any interests to declare?",
        "Does the committee agree to take in private the draft letter on pumps?",
        "The ninth meeting was opened with a word on pumps and gauges.",
        "We'll move on to item 3, which is papers to note.",
        "Last week we heard from young people in the northern valley.",
        "Your study of two years shows no water in the northern valley.",
        "The level of the water went up by.",
        "The phrase in the treaty is 'nearest suitable.",
    ],
)
def test_talk_is_left_out(talk: str) -> None:
    assert stated(talk) == ()


@pytest.mark.parametrize(
    "note",
    [
        "Median of at least seven stations, so that no single buoy decides.",
        "Minutes = read twice, price > cost of the gauge.",
        "Twelve thousand jobs a month each time.",
        "Cf. copper stabilisation fund.",
    ],
)
def test_a_note_that_is_no_sentence_is_left_out(note: str) -> None:
    assert stated(note, "note") == ()


def test_what_there_was_not() -> None:
    (one,) = stated("No agreement on whether the law can move the quota in a season.", "note")
    assert one.text == (
        "There was no agreement on whether the law could move the quota in a season."
    )


def test_two_sentences_with_a_comma_are_two() -> None:
    first, second = stated("Peru closes within ten days, the quota is fixed in June.", "note")
    assert first.text.endswith("that Peru closed within ten days.")
    assert second.text.endswith("that the quota was fixed in June.")


def test_what_somebody_listed_is_several_thoughts() -> None:
    said = "Someone reported that the dam was old, that the gates leaked and that the lake was low."
    assert claims(said, "note") == [
        "the dam had been old.",
        "the gates had leaked.",
        "the lake had been low.",
    ]


def test_a_condition_is_never_left_out() -> None:
    assert not claims("If I have the key to the gate, the lake is not safe.")


@pytest.mark.parametrize(
    ("noted", "reported"),
    [
        ("Price of the gauges 1.4 million, half of it wages.",
         "price of the gauges 1.4 million, half of it wages."),
        ("No capital committed for the northern canals.",
         "no capital was committed for the northern canals."),
        ("Two groups of the ministry still to give a figure.",
         "two groups of the ministry were still to give a figure."),
    ],
)  # fmt: skip
def test_a_note_without_its_helping_verb_is_given_one(noted: str, reported: str) -> None:
    assert claims(noted, "note") == [reported]


def test_advice_that_goes_on_is_framed_as_advice() -> None:
    (one,) = stated("The northern gauge is older than the dam. It should be replaced in two years.")
    assert re.search(r", and (?:it was|one recommendation)[^,]* that it be replaced", one.text)


def test_what_was_found_is_left_out_of_the_thought() -> None:
    text = "When ⟦SELF:p1|I ran the authority⟧, the lake lost a metre of water each year."
    (one,) = stated(text)
    assert "authority" not in one.text
    assert "metre of water" in one.text


@pytest.mark.parametrize(
    ("spoken", "begins"),
    [
        ("But the reservoir is too small for two cities.", "It was objected that"),
        ("If the dam breaks, the two valleys will drown.", "There was a warning that"),
        ("If the gauge is wrong, the two cities pay too much.", "It was observed that"),
        ("The lake may rise again in the spring.", "It was thought possible that"),
        ("The ministry closed the old canal in 1998.", "It was recalled that"),
        ("The lake has 12 gauges in two valleys.", "It was noted that"),
        ("The cities should share the price of water.", "It was suggested that"),
        (
            "Tell the Lake Commission about the water in spring, because it buys the pumps.",
            "One suggestion was to tell the Lake Commission",
        ),
        ("You must measure the level of the water in spring.", "It was suggested that"),
    ],
)
def test_frames_tell_what_a_sentence_does(spoken: str, begins: str) -> None:
    (one,) = stated(spoken)
    assert one.text.startswith(begins)


def test_semicolons_divide_ideas() -> None:
    first, second = stated("Gauges are cheap in winter; the cities publish the price.", "note")
    assert first.text.endswith("gauges were cheap in winter.")
    assert second.text.endswith("the cities published the price.")


def test_speech_without_stops_is_divided_and_cased() -> None:
    said = [
        one.text
        for one in stated(
            "the gauge in kampala stands on the old pier so it sinks a little each year"
            " but the cities pay for the new pier in march and the price of water goes up"
        )
    ]
    assert any("gauge in Kampala" in text for text in said)
    assert len(said) > 1


def test_a_second_verb_takes_its_subject_along() -> None:
    text = "The old dam ⟦SELF:p1|drowned my village⟧ and holds forty metres of water today."
    (one,) = stated(text)
    assert one.text.endswith("the old dam held forty metres of water that day.")


def test_hectares_are_no_laughter() -> None:
    (one,) = stated("The two valleys lost 400 ha of forest in the flood.")
    assert "400 ha of forest" in one.text


def test_doubt_is_not_turned_round() -> None:
    (one,) = stated("I do not think that the treaty covers the northern lake.")
    assert one.text == "Doubt was expressed that the treaty covered the northern lake."


def test_a_second_clause_goes_on() -> None:
    (one,) = stated("A joint gauge ends the quarrel about the lake. It costs ten thousand euros.")
    assert one.text.endswith(
        "a joint gauge ended the quarrel about the lake, and that it cost ten thousand euros."
    )
    assert len(one.sources) == 2


def test_what_points_back_goes_on_with_this() -> None:
    text = "The new gauge is in the northern valley. That is the price of ten years of water."
    (one,) = stated(text)
    assert one.text.endswith("valley, and that this was the price of ten years of water.")


def test_the_same_is_not_said_twice() -> None:
    (one,) = stated("The old dam is full in spring.\nThe old dam is full in spring.")
    assert one.text.endswith("the old dam was full in spring.")


def test_speech_without_stops_that_was_not_divided_is_left_out() -> None:
    run = "the old dam in the valley" + " with the gauge near the pier" * 6 + " leaks every spring"
    assert stated(run) == ()


def test_sources_are_where_it_was_said() -> None:
    text = "The old dam is full in the spring. The new dam is two metres lower."
    first, second = stated(text)
    assert text[slice(*first.sources[0])] == "The old dam is full in the spring."
    assert text[slice(*second.sources[0])] == "The new dam is two metres lower."


def test_items_are_given_by_their_words() -> None:
    text = "The gauges on the lake are old and broken.\nThe price of water is far too low."
    first, second = stated(text, items=("Gauges and data", "Price of water"))
    assert (first.item, second.item) == ("Gauges and data", "Price of water")


def test_without_items_there_is_none() -> None:
    (one,) = stated("The gauges on the lake are old and broken.")
    assert one.item == ""


def test_risky_ones_are_not_offered() -> None:
    document, findings = marked("The gauges on the lake are old and broken.")
    redaction = Redaction((), "", findings)
    assert statements(document, redaction, ROSTER, most=0.0) == ()
    assert all(s.risk <= MOST_RISK for s in statements(document, redaction, ROSTER))


def test_an_empty_document_says_nothing() -> None:
    assert statements(Document(""), Redaction((), ""), ROSTER) == ()


_PIECES = st.sampled_from(
    ["Okello", "Grace", "Mr Brandt", "she", "I", "we", "the lake", "is", "rises", "think that",
     "in 2012", ",", ".", "?", "and", "because", "you", "should publish", "the data", "of Uganda",
     "asked", "whether", "pumps", "thank you", "when", "not"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(_PIECES, min_size=4, max_size=40), st.sampled_from(["turn", "note"]))
def test_no_name_no_pronoun_no_spoken_sentence_leaves(pieces: list[str], kind: str) -> None:
    text = " ".join(pieces)
    offered = stated(text, kind)
    for one in offered:
        assert not Sweep(ROSTER).find(one.text)
        assert not re.search(r"\b(?:he|she|his|her|him|I|me|my|we|our)\b", one.text)
        assert one.text[0].isupper()
        assert one.text.endswith(".")
        assert 0 <= one.risk <= 1
        for start, end in one.sources:
            assert 0 <= start < end <= len(text)
        if kind == "turn":
            assert not Spoken([text]).find(one.text)
