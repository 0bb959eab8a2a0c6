"""The table of the evaluation."""

from pathlib import Path

import pytest

from redaction.evaluate import evaluate, golds, main, row
from redaction.findings import Edit

DIALOGUE = """---
id: {id}
roster:
  - {{id: p1, name: Han Seo-yeon}}
  - {{id: p2, name: Tomasz Nowak}}
---

## transcript

p1: Thank you, ⟦NAME:p2|Tomasz⟧. In ⟦KEEP|Warsaw⟧ the treaty was signed.

## notes

- ⟦NAME:p1|Han⟧ opened.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b1", "a1"):
        (tmp_path / f"{name}.md").write_text(DIALOGUE.format(id=name), encoding="utf-8")
    (tmp_path / "README.md.txt").write_text("no dialogue", encoding="utf-8")
    return tmp_path


def test_files_of_a_folder_are_read_in_order(folder: Path) -> None:
    names = ["a1/transcript", "a1/notes", "b1/transcript", "b1/notes"]
    assert [gold.name for gold in golds([folder])] == names
    assert len(list(golds([folder / "a1.md"]))) == 2


def test_one_row_a_file(folder: Path) -> None:
    def first_mark(gold: object) -> list[Edit]:
        return [Edit(m.start, m.end, "", "CH101") for m in gold.hidden]  # type: ignore[attr-defined]

    results = list(evaluate(golds([folder]), first_mark))
    assert [name for name, _, _ in results] == ["a1", "b1"]
    for name, found, seconds in results:
        assert found.share("NAME") == 100
        assert found.keep_share == 100
        assert seconds >= 0
        assert row(name, found, 1.0).startswith("a1" if name == "a1" else "b1")


def test_nothing_to_measure(tmp_path: Path) -> None:
    assert list(evaluate(golds([tmp_path]), lambda _: [])) == []


@pytest.mark.parametrize("way", ["redactor", "rules", "detector"])
def test_the_command_prints_table_leaks_and_losses(
    folder: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    main([str(folder), "--leaks", "--lost", "--by", way])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["a1", "b1", "ALL"]
    assert all(line.split()[0] in {"leak", "lost"} for line in lines[3:])
