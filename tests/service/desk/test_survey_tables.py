"""No published table lets an answer be recovered: every possible survey of small groups is tried.

What an attacker has: the tables, how they are made, and k - 1 of the answers. They recover
somebody's answer when in every survey that fits what they have, everybody whom they do not know
answered within the same band.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desk.survey_tables import BANDS, Cell, Pair, cells, compared

ONE_OF_EACH = [low for low, _ in BANDS]
"""An answer of each band: within a band no figure differs, as the first property says."""

scale = st.integers(1, 7)
thresholds = st.integers(2, 6)


def band(answer: int) -> int:
    return next(at for at, (low, high) in enumerate(BANDS) if low <= answer <= high)


@given(st.lists(scale, max_size=40), thresholds, st.randoms())
def test_answers_within_a_band_are_never_told_apart(answers: list[int], k: int, dice):
    others = [dice.randint(*BANDS[band(one)]) for one in answers]
    assert cells(others, k) == cells(answers, k)


@given(st.lists(scale, max_size=40), thresholds)
def test_k_answers_stand_behind_every_figure_and_every_difference(answers: list[int], k: int):
    found = cells(answers, k)
    assert all(cell.people >= k for cell in found)
    if len(answers) < k:
        assert found == ()
    else:
        assert sum(cell.people for cell in found) == len(answers)  # nothing is left out to infer
        assert [found[0].low, found[-1].high] == [1, 7]
        assert len(found) == 1 or all(len(answers) - cell.people >= k for cell in found)


@given(st.lists(st.tuples(scale, scale), max_size=40), thresholds)
def test_before_and_after_speak_of_the_same_people(pairs: list[Pair], k: int):
    before, after = compared(pairs, k)
    assert sum(cell.people for cell in before) == sum(cell.people for cell in after)


@pytest.mark.parametrize("others", [[2, 2], [2, 7], [4, 7]])
def test_neither_unanimity_nor_a_lone_answer_shows(others: list[int]):
    """All in one band, all but one, and all but two look the same."""
    assert cells([1, 1, 2, 2, *others], 3) == (Cell(1, 7, 6),)


@pytest.mark.parametrize(("people", "k"), [*product(range(1, 10), (2, 3)), (9, 4), (12, 4)])
def test_nobody_who_knows_k_less_one_answers_learns_another(people: int, k: int):
    surveys = defaultdict(list)
    for answers in combinations_with_replacement(ONE_OF_EACH, people):
        surveys[cells(answers, k)].append(Counter(answers))
    for fitting in surveys.values():
        for rests in _unknown(fitting, k):
            assert len(set().union(*rests)) != 1


@pytest.mark.parametrize(("people", "k"), [(3, 2), (4, 2), (5, 2), (3, 3), (5, 3), (6, 3)])
def test_nor_from_both_tables_together_even_when_one_answer_is_public(people: int, k: int):
    """Who said aloud what they thought before does not thereby tell what they think after."""
    kinds = list(product(ONE_OF_EACH, repeat=2))
    surveys = defaultdict(list)
    for pairs in combinations_with_replacement(kinds, people):
        surveys[compared(pairs, k)].append(Counter(pairs))
    for fitting in surveys.values():
        for rests in _unknown(fitting, k):
            left = set().union(*rests)
            for known, asked in ((0, 1), (1, 0)):
                assert len({pair[asked] for pair in left}) != 1
                for said in ONE_OF_EACH:
                    assert len({pair[asked] for pair in left if pair[known] == said}) != 1


def test_a_lone_leaver_does_not_show():
    """Twelve answered before and eleven after: only the eleven are counted, both times."""
    eleven = [(1, 2)] * 5 + [(6, 7)] * 6
    before, after = compared(eleven, 3)
    assert before == after == (Cell(1, 5, 5), Cell(6, 7, 6))


def _unknown(fitting: list[Counter], k: int) -> Iterator[list[set]]:
    """For each set of fewer than k known answers: who may be left, in each survey that fits."""
    known = {
        tuple(sorted(some))
        for survey in fitting
        for size in range(k)
        for some in combinations_with_replacement(sorted(survey), size)
    }
    for some in known:
        taken = Counter(some)
        rests = [set(survey - taken) for survey in fitting if survey >= taken]
        if rests and all(rests):
            yield rests
