"""Read attendance lists: YAML, JSON, CSV, and the front block of a Markdown dialogue."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import PurePath
from typing import Any, TypeAlias

import yaml

from redaction.encoding import decode
from redaction.errors import DocumentError, RosterError
from redaction.roster import Participant

_FIELDS = frozenset(field.name for field in fields(Participant))
_LISTS = frozenset({"also", "also_organisation"})
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Attendance lists are short; anything larger is another file given by mistake.
MAX_ROSTER_BYTES = 5_000_000

Row: TypeAlias = tuple[int, Mapping[str, object]]


def participants(data: bytes, filename: str) -> tuple[Participant, ...]:
    """Return the people of an attendance list, each with an id.

    Raises:
        RosterError: see `Roster.load`.
    """
    if len(data) > MAX_ROSTER_BYTES:
        raise RosterError("The roster file is too large to be an attendance list.")
    readers = {".yaml": _yaml, ".yml": _yaml, ".json": _json, ".csv": _csv, ".md": _front_block}
    reader = readers.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise RosterError(hint="Give the roster as a .yaml, .json, .csv or .md file.")
    try:
        text = decode(data)
    except DocumentError as error:
        raise RosterError("The roster could not be decoded.", hint=error.hint) from error
    return _people(reader(text))


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
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise RosterError(f"Line {reader.line_num}: the roster is not valid CSV.") from None
    if not lines:
        return []
    header = [cell.strip().lower().replace(" ", "_") for cell in lines[0][1]]
    for line, row in lines:
        if len(row) > len(header):
            raise RosterError(f"Line {line}: more columns than the first line names.")
    return [(line, dict(zip(header, row, strict=False))) for line, row in lines[1:]]
