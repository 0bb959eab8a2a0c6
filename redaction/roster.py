"""The people in the room, as far as the attendance list knows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Participant:
    """One person on the roster; every text is "" when the list does not say."""

    id: str
    name: str
    honorific: str = ""
    also: tuple[str, ...] = ()
    pronouns: str = ""
    role: str = ""
    organisation: str = ""
    also_organisation: tuple[str, ...] = ()
    delegation: str = ""
    bio: str = ""


@dataclass(frozen=True)
class Roster:
    """A closed list of participants, in the order of the attendance list."""

    participants: tuple[Participant, ...] = ()

    @classmethod
    def load(cls, data: bytes, filename: str) -> Roster:
        """Read a roster from YAML, JSON, CSV, or the front block of a Markdown file.

        The kind is taken from the suffix of `filename`.  People without an id are given p1, p2, ...
        by their place in the list.

        Raises:
            RosterError: unknown suffix or field, a person without a name, an id used twice.
        """
        from redaction.roster_files import participants  # noqa: PLC0415  (import cycle)

        return cls(participants(data, filename))

    @cached_property
    def by_id(self) -> dict[str, Participant]:
        """Participants by id."""
        return {person.id: person for person in self.participants}

    def __iter__(self) -> Iterator[Participant]:
        return iter(self.participants)

    def __len__(self) -> int:
        return len(self.participants)
