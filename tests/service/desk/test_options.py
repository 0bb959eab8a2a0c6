"""Options: from released statements and recommendations alone, kept sealed."""

from __future__ import annotations

import pytest

from keys.opening import Identity
from service.desk.home import Home
from service.desk.options import (
    Board,
    Option,
    Recommended,
    Stage,
    ask_uptake,
    load_board,
    save_board,
    statements,
)
from service.protocol.uptake import Uptake

DOCUMENT = """# Early warning at sea

This is what was said, and by nobody in particular.

## Warning

- Warnings could be published within one hour.
- A shared fund could pay for repairs.

## Funding

A grant without conditions.
"""


@pytest.fixture
def board() -> Board:
    first, second = statements(DOCUMENT)
    recommended = Recommended(name="r" * 43, points=(second.text,), uptake=(Uptake.RECEIVED,))
    return Board(options=(first, second), recommended=(recommended,))


def test_statements_keep_their_place():
    first, second = statements(DOCUMENT)
    assert first == Option(
        text="Warnings could be published within one hour.",
        release="Early warning at sea",
        item="Warning",
    )
    assert second.item == "Warning"


def test_how_far_options_came(board: Board):
    first, second = board.options
    assert board.taken(first) == ()
    assert [one.uptake for one in board.taken(second)] == [(Uptake.RECEIVED,)]
    assert (board.count(Stage.RAISED, Stage.EXPLORED), board.to_officials) == (0, 1)
    marked = board.mark(
        {first.text: Stage.RAISED, second.text: Stage.EXPLORED, "other": Stage.NONE}
    )
    assert marked.count(Stage.RAISED, Stage.EXPLORED) == 2
    assert marked.count(Stage.EXPLORED) == 1


def test_it_is_kept_sealed(tmp_path, board: Board, identities: list[Identity]):
    home = Home(tmp_path)
    assert load_board(home, identities[0], "d" * 43) == Board()
    save_board(home, identities[0], "d" * 43, board)
    assert load_board(home, identities[0], "d" * 43) == board
    assert b"Warnings" not in home.load("options", "d" * 43)


def test_only_who_sent_it_asks(tmp_path, board: Board):
    """Tracking tokens stay at the desk that sent a recommendation."""
    assert ask_uptake(Home(tmp_path), board, "http://127.0.0.1:9") == board
