"""The pages say what the hub's codes mean."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from service.hub.pages import wording
from service.protocol.series import SeriesView
from service.protocol.work import DeliveryState, DeliveryView, Mark, MarkState, MarkView

TODAY = date(2026, 3, 10)
NEVER = {
    (mark, MarkState.MISSED)
    for mark in (Mark.OBJECTIONS, Mark.WARNING, Mark.RETENTION, Mark.SHREDDING)
}
"""Nothing is due on these days that could be missing."""


def _view(mark: Mark, state: MarkState, days: int = 0) -> MarkView:
    return MarkView(mark=mark, due=TODAY + timedelta(days), state=state, settled=None)


@pytest.mark.parametrize(("mark", "state"), sorted({*product(Mark, MarkState)} - NEVER))
def test_no_code_is_shown_of_a_mark(mark, state):
    assert wording.state(_view(mark, state), TODAY).lower() != state
    assert wording.MARKS[mark] != mark


def test_a_day_that_passed_without_a_worker_is_said_to_be_overdue():
    assert wording.state(_view(Mark.DRAFT, MarkState.WAITING), TODAY) == "To come"
    assert "no worker" in wording.state(_view(Mark.DRAFT, MarkState.WAITING, -1), TODAY)


def _delivery(state: DeliveryState, **rest: object) -> DeliveryView:
    given = {"attempts": 0, "due": None, "problem": None, "delivered": None} | rest
    return DeliveryView.model_validate(
        {"draft": "A" * 43, "document": "a" * 64, "state": state, **given}
    )


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (None, "Nobody asked"),
        (_delivery(DeliveryState.QUEUED, due=0), "first try"),
        (_delivery(DeliveryState.QUEUED, attempts=1, due=20, problem="unreachable"), "a minute"),
        (_delivery(DeliveryState.QUEUED, attempts=3, due=119, problem="http-502"), "“http-502”"),
        (_delivery(DeliveryState.DELIVERED, attempts=1, delivered=TODAY), "Delivered"),
        (_delivery(DeliveryState.REFUSED, attempts=1, problem="bad-bundle"), "not tried again"),
    ],
)
def test_a_release_on_its_way_says_how_it_stands(view, words):
    assert words in wording.delivery(view)


def test_a_series_is_told_in_figures_that_say_something():
    charter = {"charter": "A" * 43, "label": "track-2", "rule": "a" * 64, "date": TODAY}
    funder = {"funder": "A" * 43, "sealed": b"x", "disclosed": None}
    empty = dict.fromkeys(("delegations", "goals", "breaches", "seats", "acknowledged"), ())
    given = {"charter": charter | {"sealed": b"x"}, "funders": (funder,), **empty}
    told = wording.series(SeriesView.model_validate(given))
    assert told == "Track II. 0 of 1 funder disclosed. The Rule is acknowledged by no member."
