"""A series as desks write and open it, and the keys that follow when members come and leave."""

from __future__ import annotations

import pytest
from shown import enter_room, join

from keys.errors import OpeningError
from keys.opening import RoomSecret
from keys.sealing import Context, seal
from service.desk import charter
from service.desk.charter import Words, words_of
from service.desk.dialogue_keys import open_key
from service.desk.errors import DeskError, RefusedError, StrangerError
from service.desk.reading import read_notes
from service.desk.records import Kind, put_down, records
from service.desk.renewing import remove_member, renew_dialogue, renew_session
from service.desk.rooms import enter
from service.desk.submitting import submit
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.series import BreachRequest, Label
from service.protocol.wire import Message, new_identifier

THIRD_PARTY = words_of("Umberwood\nIt takes no money from either side.")
RULE = charter.RULE_TEXT.encode()


class Said(Message):
    why: str


@pytest.fixture
def first(dialogue):
    with dialogue.first.hub() as hub:
        charter.set_charter(
            hub, dialogue.first.keys, dialogue.dialogue, Label.TRACK_TWO, RULE, THIRD_PARTY
        )
        yield hub


def _read(person, dialogue):
    with person.hub() as hub:
        return charter.read_series(hub, person.keys, dialogue.dialogue)


def _breach(hub, dialogue, words: Words) -> None:
    known = dialogue.first.home.known()
    charter.report_breach(hub, known, dialogue.dialogue, words)


def test_what_one_organiser_writes_the_other_reads(first, dialogue):
    keys = dialogue.first.keys
    metrics = words_of("The north\nA hotline\n\n  An office for both  ")
    delegation = charter.add_delegation(first, keys, dialogue.dialogue, metrics)
    series = _read(dialogue.second, dialogue)
    assert series.name(series.view.charter.charter) == "Umberwood"
    assert series.lines(delegation) == ("A hotline", "An office for both")


def test_any_member_reports_a_breach_and_cannot_read_the_series(first, dialogue):
    with dialogue.rapporteur.hub() as hub:
        _breach(hub, dialogue, words_of("A name on the radio"))
    (breach,) = _read(dialogue.first, dialogue).view.breaches
    assert _read(dialogue.first, dialogue).name(breach.breach) == "A name on the radio"
    with pytest.raises(RefusedError):
        _read(dialogue.rapporteur, dialogue)


@pytest.mark.parametrize("add", [charter.add_delegation, charter.add_funder])
def test_a_name_alone_is_refused_before_anything_is_sent(first, dialogue, add):
    with pytest.raises(DeskError, match="nothing is said"):
        add(first, dialogue.first.keys, dialogue.dialogue, words_of("The north"))


@pytest.mark.parametrize("text", ["", " \n ", "x" * 201, "x\n" * 52, "x\n" + "y" * 2001])
def test_words_are_bounded(text):
    with pytest.raises(DeskError, match="There are no words here"):
        words_of(text)


def test_nobody_seals_to_a_key_that_a_stranger_announced(first, dialogue):
    with pytest.raises(StrangerError):
        charter.report_breach(first, frozenset(), dialogue.dialogue, words_of("x"))


def test_who_comes_later_has_the_next_key(first, dialogue, tmp_path, identities):
    keys = dialogue.first.keys
    third = join(dialogue, tmp_path / "third", identities[4], Role.ORGANISER)
    with pytest.raises(DeskError, match="not wrapped to you"):
        _read(third, dialogue)
    with pytest.raises(StrangerError):
        renew_dialogue(first, keys, dialogue.dialogue)
    dialogue.first.home.trust(third.home.public().key_id)
    assert renew_dialogue(first, dialogue.first.keys, dialogue.dialogue) == 2
    series = _read(third, dialogue)
    assert series.name(series.view.charter.charter) == "Umberwood"
    with third.hub() as hub, pytest.raises(DeskError, match="not open to you"):
        enter(hub, third.keys, dialogue.session)
    assert renew_session(first, dialogue.first.keys, enter_room(first, dialogue)) == 2
    with third.hub() as hub:
        assert len(enter(hub, third.keys, dialogue.session).roster) > 0


def test_who_leaves_keeps_nothing_and_the_others_keep_all(first, dialogue, note):
    own = dialogue.first
    with dialogue.rapporteur.hub() as hub:
        submit(hub, dialogue.rapporteur.home, dialogue.session, note)
    put_down(
        first, own.home, enter_room(first, dialogue), own.identity, Kind.HOLD, Said(why="A court.")
    )
    person, before = dialogue.second.identity.public.person, _key(first, dialogue)
    removed = remove_member(
        first, own.keys, lambda _: enter_room(first, dialogue), dialogue.dialogue, person
    )
    assert removed.renewed == (dialogue.session,)
    room = enter_room(first, dialogue)
    assert room.session.epoch == 2
    assert len(read_notes(first, room)) == 1
    assert len(records(first, room, Kind.HOLD)) == 1
    series = charter.read_series(first, own.keys, dialogue.dialogue)
    assert series.name(series.view.charter.charter) == "Umberwood"
    with pytest.raises(OpeningError):
        sealed = series.view.charter
        context = Context(dialogue.dialogue, 1, sealed.charter, Purpose.CHARTER)
        charter.open_envelope(sealed.sealed, before, context)


def test_rubbish_hinders_no_new_key(first, dialogue):
    with dialogue.rapporteur.hub() as hub:
        part, stray = new_identifier(), RoomSecret.generate("room", 1)
        rubbish = seal(b"x", {}, stray.public, Context("room", 1, part, Purpose.BREACH))
        hub.report_breach(dialogue.dialogue, BreachRequest(breach=part, sealed=rubbish))
    assert renew_dialogue(first, dialogue.first.keys, dialogue.dialogue) == 2
    series = _read(dialogue.first, dialogue)
    assert series.name(part) == "(does not open with the dialogue's key)"
    assert series.name(series.view.charter.charter) == "Umberwood"


def test_nobody_removes_themselves_or_a_stranger(first, dialogue):
    keys = dialogue.first.keys
    for person in (keys.identity.public.person, "A" * 22):
        with pytest.raises(DeskError):
            remove_member(first, keys, lambda _: None, dialogue.dialogue, person)
    assert len(first.members(dialogue.dialogue)) == 3


def test_a_seat_gets_another_token(first, dialogue):
    made = charter.add_seat(first, dialogue.first.keys, dialogue.dialogue, words_of("Zephyrine"))
    again = charter.reissue_seat(first, dialogue.dialogue, made.seat)
    assert (again.seat, again.token != made.token) == (made.seat, True)
    with pytest.raises(DeskError, match="no such seat"):
        charter.reissue_seat(first, dialogue.dialogue, new_identifier())


def _key(hub, dialogue) -> RoomSecret:
    return open_key(hub.dialogue_key(dialogue.dialogue), dialogue.first.keys)
