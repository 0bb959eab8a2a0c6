"""A roster with a reader's eyes: what else people are called, and by what they would be known."""

from collections import Counter
from dataclasses import dataclass

from redaction.closure import forms
from redaction.roster import Participant, Roster
from redaction.singling.uniqueness import Singled, uniqueness


@dataclass(frozen=True)
class Attendee:
    """One person of the list. `variants` are found in notes though the list does not say them."""

    person: Participant
    variants: tuple[str, ...]
    singled: Singled


@dataclass(frozen=True)
class Attendees:
    """Everybody, and names that several of them share."""

    people: tuple[Attendee, ...]
    shared: tuple[str, ...]


def see(roster: Roster, k: int) -> Attendees:
    """Look at a roster. `k`: how many must fit a description before it tells of nobody."""
    names = Counter(" ".join(person.name.casefold().split()) for person in roster)
    return Attendees(
        people=tuple(
            Attendee(person, _variants(person), singled)
            for person, singled in zip(roster, uniqueness(roster, k), strict=True)
        ),
        shared=tuple(
            dict.fromkeys(
                person.name
                for person in roster
                if names[" ".join(person.name.casefold().split())] > 1
            )
        ),
    )


def _variants(person: Participant) -> tuple[str, ...]:
    known = forms(person)
    short = sorted(one.title() for one in known.short)
    return (*short, *sorted(known.initials))
