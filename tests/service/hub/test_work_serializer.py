"""Nothing but ids and numbers can reach the tables of dbos."""

from __future__ import annotations

import pytest

from service.hub.work.serializer import IdsOnly, WorkError
from service.protocol.wire import new_identifier

SERIALIZER = IdsOnly()


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        True,
        pytest.param(new_identifier(), id="an identifier"),
        "draft-due",
        [1, "a"],
        {"a": [None, {"b": 2}]},
    ],
)
def test_ids_come_back_as_they_were(value):
    assert SERIALIZER.deserialize(SERIALIZER.serialize(value)) == value


def test_arguments_come_back_as_a_tuple():
    given = {"args": ("a", 1), "kwargs": {}}
    assert SERIALIZER.deserialize(SERIALIZER.serialize(given)) == given


@pytest.mark.parametrize(
    "value", ["two words", "x" * 129, b"bytes", 1.5, {"a note": 1}, ["Zephyrine said"], object()]
)
def test_words_are_refused(value):
    with pytest.raises(TypeError) as caught:
        SERIALIZER.serialize(value)
    assert "Zephyrine" not in str(caught.value)


class ToldError(Exception):
    code = "bad-bundle"


class ChattyError(Exception):
    code = "what Zephyrine said"


@pytest.mark.parametrize(
    ("error", "text"),
    [(ToldError("Zephyrine"), "ToldError bad-bundle"), (ChattyError("Zephyrine"), "ChattyError")],
)
def test_of_an_exception_its_type_and_code_are_left(error, text):
    written = SERIALIZER.serialize(error)
    assert "Zephyrine" not in written
    revived = SERIALIZER.deserialize(written)
    assert isinstance(revived, WorkError)
    assert str(revived) == text
