"""The search after a whole session finds words in whatever form they were left."""

from __future__ import annotations

from base64 import b64encode

import pytest

from tests.e2e.six_people.searching import places_of

SENTENCE = "the gauges of Quillfeather are broken"


WORDS = "gauges of Quillfeather"
FORMS = {
    "plain": str.encode,
    "capitals": lambda text: text.upper().encode(),
    "utf-16": lambda text: text.encode("utf-16-le"),
    "base64": lambda text: b64encode(text.encode()),
}


@pytest.mark.parametrize("offset", range(3))
@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_found_in_any_form(tmp_path, form: str, offset: int):
    file = tmp_path / "deep" / "file"
    file.parent.mkdir()
    file.write_bytes(b"\0\1" + FORMS[form]("x" * offset + SENTENCE))
    assert [place for place, _ in places_of(["Umberwood", WORDS], [tmp_path])] == [str(file)]


def test_what_is_not_there_is_not_found(tmp_path):
    (tmp_path / "file").write_bytes(SENTENCE.encode())
    assert places_of(["Umberwood"], [tmp_path]) == []
