"""Attendance lists as people keep them: tables with headings of their own, and pasted lines."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from redaction import titles
from redaction.data import words
from redaction.places import of_delegation
from redaction.spelling import key

Row: TypeAlias = tuple[int, Mapping[str, object]]
"""The line of a list, and the fields that stand there."""

_HEADINGS = {
    "name": "full name, participant, participant name, attendee, person",
    "given": "first name, given name, given names, forename, forenames",
    "family": "last name, family name, surname",
    "honorific": "title, salutation, prefix, form of address",
    "also": "alias, aliases, nickname, nicknames, also known as, known as, other names",
    "pronouns": "pronoun",
    "role": "position, function, job, job title, post, occupation",
    "organisation": "organization, institution, affiliation, employer, company, ministry",
    "delegation": "country, side, party, nationality, state",
    "bio": "biography, background, notes on the person",
}
_FIELD = {heading: field for field, text in _HEADINGS.items() for heading in text.split(", ")}
_LISTED = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,3}[.)])\s+")
_SEPARATORS = re.compile(r"\s*(?:\t|;|\||,|\s[–—-]\s)\s*")
_BRACKET = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_MOST_NAME_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+")


def table(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    """People of a table whose first filled row is its headings.

    Headings may be this program's fields or what people write instead ("Full name", "Position",
    "Country"); given and family name in two columns make one name.

    Raises:
        ValueError: a row has more cells than there are headings; the message is its line.
    """
    filled = ((line, row) for line, row in rows if any(cell.strip() for cell in row))
    _, first = next(filled, (0, ()))
    header = [_field(cell) for cell in first]
    for line, row in filled:
        if any(cell.strip() for cell in row[len(header) :]):
            raise ValueError(str(line))
        yield line, _named(dict(zip(header, (cell.strip() for cell in row), strict=False)))


def _field(heading: str) -> str:
    plain = " ".join(heading.lower().replace("_", " ").split())
    return _FIELD.get(plain, plain.replace(" ", "_"))


def _named(row: dict[str, str]) -> dict[str, str]:
    given, family = row.pop("given", ""), row.pop("family", "")
    if not row.get("name") and (given or family):
        row["name"] = f"{given} {family}".strip()
    return {field: value for field, value in row.items() if field or value}


def pasted(text: str) -> Iterator[Row]:
    """People of a pasted list, one a line: "Dr Ana Roy (Uruguay), Rector, Institute of Water".

    A line that ends in a colon and names a country or a delegation holds for the lines below it.
    What a part is, role, organisation or delegation, is a proposal that a person should look at.
    """
    delegation = ""
    for number, line in enumerate(text.splitlines(), 1):
        entry = _LISTED.sub("", line).strip()
        if entry.endswith(":"):
            delegation = entry.rstrip(": ")
        elif entry:
            yield number, _entry(entry, delegation)


def _entry(entry: str, delegation: str) -> dict[str, object]:
    person: dict[str, object] = {"delegation": delegation} if delegation else {}
    inside = _BRACKET.findall(entry)
    first, *rest = [part for part in _SEPARATORS.split(_BRACKET.sub("", entry)) if part] or [entry]
    honorific, name = _honorific(first)
    person |= {"name": name} | ({"honorific": honorific} if honorific else {})
    also: list[str] = []
    for part in [*inside, *rest]:
        field = _kind(part)
        if field not in person:
            person[field] = part
        elif field != "role":
            also.append(part)
    return person | ({"also_organisation": also} if also else {})


def _honorific(text: str) -> tuple[str, str]:
    """Cut "Prof. Dr Ana Roy" into its titles and its name."""
    parts = text.split()
    known = titles.before()
    count = 0
    while count < len(parts) - 1 and key(parts[count].rstrip(".")) in known:
        count += 1
    return " ".join(parts[:count]), " ".join(parts[count:])


def _kind(part: str) -> str:
    """What a part of an entry most likely is."""
    said = [key(word) for word in _WORD.findall(part)]
    if of_delegation(part) and len(said) <= _MOST_NAME_WORDS and not _is_role(said):
        return "delegation" if len(said) <= len(of_delegation(part)) + 2 else "organisation"
    return "role" if _is_role(said) else "organisation"


def _is_role(said: Sequence[str]) -> bool:
    """Whether a noun for a person heads the part: "Deputy Director, ...", "Head of Research"."""
    head = said[: said.index("of")] if "of" in said else said
    return any(word in words("people.yaml", "person") for word in head)
