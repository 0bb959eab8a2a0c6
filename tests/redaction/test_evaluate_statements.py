"""What would leave, measured: the arithmetic by hand, the curve, the calibration, the command."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from redaction.annotated import Gold, Mark
from redaction.curve import svg
from redaction.documents import Document
from redaction.evaluate import main
from redaction.evaluate_statements import below, calibration, curve, leaving, row, says
from redaction.roster import Roster
from redaction.statements import Statement

TEXT = "Han said in Geneva that the old survey of the reef fell by ten per cent in 1998."


def mark(text: str, label: str) -> Mark:
    start = TEXT.index(text)
    return Mark(start, start + len(text), label, () if label == "KEEP" else ("p1",))


GOLD = Gold(
    "a1/notes",
    Document(TEXT),
    Roster(()),
    (
        mark("Han", "NAME"),
        mark("the old survey of the reef", "FACT"),  # content words: old, survey, reef
        mark("Geneva", "KEEP"),
        mark("ten per cent", "KEEP"),
        mark("1998", "KEEP"),
    ),
    (),
)
WHOLE = ((0, len(TEXT)),)
SAFE = Statement("It was said that it fell by ten per cent.", WHOLE, "", 0.1)  # 10 words
FACT = Statement("One said that the reef survey was of 1998.", WHOLE, "", 0.3)  # 9 words
NAME = Statement("Han's cent per ten.", WHOLE, "", 0.6)  # 4 words
ELSEWHERE = Statement("Han was in Geneva in 1998.", ((200, 220),), "", 0.0)  # 6 words


def test_by_hand() -> None:
    found = leaving(GOLD, [SAFE, FACT, ELSEWHERE])
    assert (found.marks, found.leaked) == ({"NAME": 1, "FACT": 1}, {"FACT": 1})
    assert (found.keep, found.carried) == (3, 2)
    assert (found.statements, found.words) == (3, 25)
    assert found.leak_share == 50
    assert found.per_thousand == 40
    assert found.keep_share == pytest.approx(66.67, abs=0.01)
    assert [(name, m.label, text) for name, m, text in found.leaks] == [
        ("a1/notes", "FACT", FACT.text)
    ]
    assert [TEXT[m.start : m.end] for _, m in found.lost] == ["Geneva"]


def test_a_mark_leaks_once_and_a_name_by_one_word() -> None:
    assert leaving(GOLD, [FACT, FACT]).leaked == {"FACT": 1}
    assert leaving(GOLD, [NAME]).leaked == {"NAME": 1}
    one_of_three = Statement("The reef is blue.", WHOLE, "", 0.0)
    assert not says(one_of_three, mark("the old survey of the reef", "FACT"), TEXT)
    assert says(one_of_three, mark("the old survey of the reef", "AFFIL"), TEXT)


def test_nothing_leaves_nothing_leaks() -> None:
    found = leaving(GOLD, [])
    assert (found.per_thousand, found.keep_share, found.statements) == (0, 0, 0)
    assert "0 statements, 0 words" in row("a1", found)


def test_the_curve() -> None:
    said = [(GOLD, (SAFE, FACT, NAME))]
    low, middle, high = curve(said, (0.1, 0.5, 1.0))
    assert low.per_thousand == 0
    assert low.keep_share == pytest.approx(100 / 3)
    assert middle.per_thousand == pytest.approx(1000 / 19)
    assert middle.keep_share == pytest.approx(200 / 3)
    assert high.per_thousand == pytest.approx(2000 / 23)
    assert [round(p.kept_share) for p in (low, middle, high)] == [33, 67, 100]
    assert below(said, 0.05).statements == 0


def test_the_calibration() -> None:
    zero = Statement("The reef is blue.", WHOLE, "", 0.0)
    bins = calibration([(GOLD, (zero, SAFE, FACT, NAME))], (0.0, 0.2, 0.5, 0.9, 1.0))
    assert [(b.count, b.true) for b in bins] == [(2, 0.0), (1, 1.0), (1, 1.0)]
    assert bins[0].predicted == pytest.approx(0.05)


def test_the_picture_is_well_formed() -> None:
    picture = ElementTree.fromstring(svg([(0.0, 5.0, "0.02"), (12.0, 50.0, "<0.5")]))
    assert len(picture.findall("{http://www.w3.org/2000/svg}circle")) == 2
    assert ElementTree.fromstring(svg([])) is not None


def test_the_bound_in_use_is_ringed_and_labels_do_not_cover_each_other() -> None:
    picture = svg([(1.0, 20.0, "0.1"), (5.0, 50.0, "0.34"), (5.05, 50.0, "0.35")], "0.35")
    assert picture.count('class="ring"') == 1
    assert ">0.35, in use<" in picture
    assert ">0.1<" in picture
    assert ">0.34<" not in picture


DIALOGUE = """---
id: a1
roster:
  - {id: p1, name: Han Seo-yeon}
  - {id: p2, name: Tomasz Nowak}
---

## transcript

p1: Thank you, ⟦NAME:p2|Tomasz⟧. The old dam is full in ⟦KEEP|the spring⟧ and loses water.

## notes

- ⟦NAME:p1|Han⟧ argued that the harbour of ⟦KEEP|Danzig⟧ freezes each winter.
"""


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, picture = tmp_path / "a1.md", tmp_path / "curve.svg"
    file.write_text(DIALOGUE, encoding="utf-8")
    main([str(file), "--statements", "--leaks", "--lost", "--most", "1", "--svg", str(picture)])
    table = capsys.readouterr().out
    assert "a1 " in table
    assert "ALL" in table
    assert "KEEP carried" in table
    assert "risk at most" in table
    assert "predicted" in table
    assert picture.read_text(encoding="utf-8").startswith("<svg")
