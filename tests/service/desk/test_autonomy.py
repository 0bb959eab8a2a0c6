"""Who speaks how much: the figures, and what of them may be shown."""

from math import isclose

from redaction.readers import read
from redaction.roster import Participant, Roster
from service.desk.autonomy import Speaking, aggregates, speaking

PEOPLE = ["Ana Roy", "Bo Lund", "Cy Field", "Di Marsh"]
ROSTER = Roster(tuple(Participant(f"p{n}", name) for n, name in enumerate(PEOPLE, 1)))


def said(*words: int, newcomers: int = 0) -> Speaking:
    names = [f"person {n}" for n in range(len(words))]
    return Speaking(dict(zip(names, words, strict=True)), frozenset(names[:newcomers]), frozenset())


def test_words_are_counted_by_person_and_silence_counts() -> None:
    transcript = b"Ana Roy: one two three.\n\nBo Lund: one.\n\nAna Roy: four.\n\nStranger X: five."
    before = Roster((Participant("x", "Ana  ROY"),))
    session = speaking(ROSTER, [read(transcript, "t.txt", ROSTER)], [before], ["Bo Lund"])
    assert sorted(session.words.values()) == [0, 0, 1, 4]
    assert session.silent == 2
    assert len(session.newcomers) == 3
    assert len(session.young) == 1
    assert isclose(session.share(session.young), 0.2)


def test_even_and_uneven_talk() -> None:
    even, uneven = said(10, 10, 10, 10), said(40, 0, 0, 0)
    assert isclose(even.gini, 0, abs_tol=1e-9)
    assert isclose(even.voices, 4)
    assert isclose(even.dominance, 0.75)
    assert isclose(uneven.gini, 0.75)
    assert isclose(uneven.voices, 1)
    assert even.curve()[2] == (0.5, 0.5)
    assert said(0, 0).gini == said(0, 0).voices == said(0, 0).dominance == 0


def test_only_figures_that_k_people_stand_behind_are_shown() -> None:
    wide = said(*[10] * 9, newcomers=4)
    (shown,) = aggregates([wide], k=3)
    assert shown == {
        "people": 9,
        "gini": 0.0,
        "effective speakers": 9,
        "words of the three who spoke most, percent": 35,
        "newcomers": {"of the people, percent": 45, "of the words, percent": 45},
        "young": None,
    }
    for few in (2, 7):
        (shown,) = aggregates([said(*[10] * 9, newcomers=few)], k=3)
        assert shown["newcomers"] is None
    (shown,) = aggregates([said(5, 6)], k=3)
    assert set(shown.values()) == {None}
