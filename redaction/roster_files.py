"""Read attendance lists: YAML, JSON, CSV, XLSX, lines of text, and a dialogue's front block."""

import csv
import io
import json
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import PurePath
from typing import Any

import yaml

from redaction.attendance import Row, pasted, table
from redaction.encoding import decode
from redaction.errors import DamagedError, DocumentError, RosterError
from redaction.formats.package import Package
from redaction.roster import Participant

_FIELDS = frozenset(field.name for field in fields(Participant))
_LISTS = frozenset({"also", "also_organisation"})
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Attendance lists are short; anything larger is another file given by mistake.
MAX_ROSTER_BYTES = 5_000_000


def participants(data: bytes, filename: str) -> tuple[Participant, ...]:
    """Return the people of an attendance list, each with an id.

    Raises:
        RosterError: see `Roster.load`.
    """
    if len(data) > MAX_ROSTER_BYTES:
        raise RosterError("The roster file is too large to be an attendance list.")
    suffix = PurePath(filename).suffix.lower()
    if suffix == ".xlsx":
        return _people(_workbook(data))
    reader = _READERS.get(suffix)
    if reader is None:
        raise RosterError(hint=f"Give the roster as a {', '.join([*_READERS, '.xlsx'])} file.")
    try:
        text = decode(data)
    except DocumentError as error:
        raise RosterError("The roster could not be decoded.", hint=error.hint) from error
    return _people(reader(text))


def _workbook(data: bytes) -> Iterable[Row]:
    try:
        return _xlsx(data)
    except DocumentError as error:
        raise RosterError(str(error), hint=error.hint) from None


def _people(rows: Iterable[Row]) -> tuple[Participant, ...]:
    people: list[Participant] = []
    seen: set[str] = set()
    for place, (line, row) in enumerate(rows, 1):
        person = _person(row, line, f"p{place}")
        if person.id in seen:
            raise RosterError(f"Line {line}: this id is used twice in the roster.")
        seen.add(person.id)
        people.append(person)
    return tuple(people)


def _person(row: Mapping[str, object], line: int, default_id: str) -> Participant:
    for field in row:
        if field not in _FIELDS:
            raise RosterError(f"Line {line}: unknown field {field!r} in the roster.")
    values: dict[str, Any] = {
        field: _texts(value) if field in _LISTS else _text(value, field, line)
        for field, value in row.items()
        if value is not None
    }
    if not values.get("name"):
        raise RosterError(f"Line {line}: this person has no name.")
    return Participant(**{"id": default_id, **{k: v for k, v in values.items() if v}})


def _text(value: object, field: str, line: int) -> str:
    if isinstance(value, Mapping | list):
        raise RosterError(f"Line {line}: the field {field!r} must be one text.")
    return " ".join(str(value).split())


def _texts(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value).split(";")
    return tuple(text for part in parts if (text := " ".join(str(part).split())))


def _front_block(text: str) -> Iterable[Row]:
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:  # noqa: PLR2004
        raise RosterError("The Markdown file has no front block between two lines of ---.")
    return _yaml("\n".join(["", *lines[1 : ends[1]]]))


def _yaml(text: str) -> Iterable[Row]:
    try:
        root = yaml.compose(text, Loader=_Loader)
        value = yaml.load(text, Loader=_Loader)  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"Line {mark.line + 1}: t" if mark else "T"
        raise RosterError(f"{where}he roster is not valid YAML.") from None
    rows = _rows(value)
    return zip(_yaml_lines(root), rows, strict=True)


def _yaml_lines(root: Any) -> list[int]:
    if isinstance(root, yaml.MappingNode):
        root = next(value for key, value in root.value if key.value == "roster")
    return [node.start_mark.line + 1 for node in root.value]


def _json(text: str) -> Iterable[Row]:
    try:
        rows = _rows(json.loads(text))
    except json.JSONDecodeError as error:
        raise RosterError(f"Line {error.lineno}: the roster is not valid JSON.") from None
    return [(_json_line(text, row), row) for row in rows]


def _json_line(text: str, row: Mapping[str, object]) -> int:
    odd = next((field for field in row if field not in _FIELDS), None)
    return text.count("\n", 0, text.find(json.dumps(odd))) + 1 if odd else 1


def _rows(value: object) -> list[Mapping[str, object]]:
    if isinstance(value, Mapping):
        if "roster" not in value:
            raise RosterError("The file has no list called roster.")
        value = value["roster"]
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise RosterError("The roster must be a list of people with named fields.")
    return value


def _csv(text: str) -> Iterable[Row]:
    reader = csv.reader(io.StringIO(text), _dialect(text), strict=True)
    try:
        return _table([(reader.line_num, row) for row in reader])
    except csv.Error:
        raise RosterError(f"Line {reader.line_num}: the roster is not valid CSV.") from None


def _dialect(text: str) -> type[csv.Dialect]:
    """Spreadsheets write commas, semicolons or tabs, after the customs of the country."""
    heading = text.strip().partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    return type("Separated", (csv.excel,), {"delimiter": delimiter})


def _xlsx(data: bytes) -> Iterable[Row]:
    """The first sheet of a workbook; formulas give the values they had when it was saved."""
    import openpyxl  # noqa: PLC0415  (a third of a second, which only spreadsheets should cost)

    Package.open(data, "xl/workbook.xml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles that it leaves out
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            rows = [
                (line, ["" if cell is None else str(cell) for cell in row])
                for line, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1)
            ]
        except Exception:  # openpyxl raises whatever a broken part makes it stumble over
            raise DamagedError from None
    return _table(rows)


def _table(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterable[Row]:
    try:
        return list(table(rows))
    except ValueError as error:
        raise RosterError(f"Line {error}: more columns than the first line names.") from None


_READERS = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
    ".csv": _csv,
    ".md": _front_block,
    ".txt": pasted,
}
