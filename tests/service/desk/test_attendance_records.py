"""What may be told of who was there, and what never is."""

from __future__ import annotations

import pytest
from shown import enter_room

from service.desk.attendance import decide, decided, told
from service.desk.errors import DeskError
from service.desk.policies import SAFETY
from service.protocol.series import Disclosure
from service.protocol.work import Terms, Tier


@pytest.fixture
def hub(dialogue):
    with dialogue.first.hub() as hub:
        yield hub


@pytest.fixture
def room(hub, dialogue):
    return enter_room(hub, dialogue)


def _decide(hub, room, dialogue, level: Disclosure, *agreed: str):
    first = dialogue.first
    return decide(hub, first.home, room, first.identity, level, agreed)


def _told(hub, room, dialogue) -> str:
    return told(room.roster, decided(hub, room, dialogue.first.home.known()))


def test_nothing_is_told_unless_it_was_decided_and_the_last_decision_counts(hub, room, dialogue):
    assert _told(hub, room, dialogue) == "Attendance is not disclosed."
    one, other, *_ = room.roster
    _decide(hub, room, dialogue, Disclosure.NAMES, one.name)
    words = _told(hub, room, dialogue)
    assert one.name in words
    assert other.name not in words
    _decide(hub, room, dialogue, Disclosure.INSTITUTIONS)
    words = _told(hub, room, dialogue)
    assert words.startswith("Participants came from: ")
    assert one.organisation in words
    assert not [person.name for person in room.roster if person.name in words]
    _decide(hub, room, dialogue, Disclosure.NONE)
    assert _told(hub, room, dialogue) == "Attendance is not disclosed."


@pytest.mark.parametrize(
    ("level", "agreed"),
    [
        (Disclosure.NAMES, ()),
        (Disclosure.NAMES, ("Nobody of the roster",)),
        (Disclosure.INSTITUTIONS, (0,)),
        (Disclosure.NONE, (0,)),
    ],
)
def test_names_are_told_of_who_agreed_and_of_nobody_else(hub, room, dialogue, level, agreed):
    people = list(room.roster)
    names = [people[one].name if isinstance(one, int) else one for one in agreed]
    with pytest.raises(DeskError):
        _decide(hub, room, dialogue, level, *names)
    assert decided(hub, room, dialogue.first.home.known()) is None


def test_in_the_safety_tier_it_is_never_told(hub, room, dialogue):
    _decide(hub, room, dialogue, Disclosure.INSTITUTIONS)
    hub.set_terms(dialogue.dialogue, Terms(tier=Tier.SAFETY, policy=SAFETY.digest()))
    assert _told(hub, room, dialogue) == "Attendance is not disclosed."
    with pytest.raises(DeskError, match="never told"):
        _decide(hub, room, dialogue, Disclosure.INSTITUTIONS)
    _decide(hub, room, dialogue, Disclosure.NONE)
