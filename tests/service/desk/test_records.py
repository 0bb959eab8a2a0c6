"""What a room keeps beside its notes: told apart once opened, signed by organisers."""

from __future__ import annotations

import pytest
from shown import enter_room

from keys.errors import OpeningError
from service.desk.reading import read_notes
from service.desk.records import Kind, put_down, records, seal_record, signed_records
from service.desk.submitting import submit
from service.desk.working import make_job
from service.protocol.purposes import Purpose
from service.protocol.wire import Message


class Said(Message):
    why: str


SAID = Said(why="A court asked for Quillfeather's words.")


def test_a_record_is_no_note(dialogue, note):
    first, writer = dialogue.first, dialogue.rapporteur
    with first.hub() as hub:
        room = enter_room(hub, dialogue)
        put_down(hub, first.home, room, first.identity, Kind.HOLD, SAID)
        assert read_notes(hub, room) == ()
        with writer.hub() as theirs:
            submit(theirs, writer.home, dialogue.session, note)
        assert len(read_notes(hub, room)) == 1
        assert len(make_job(hub, room, first.identity).notes) == 1
        assert len(hub.submissions(dialogue.session).submissions) == 2
        assert [one.content for one in records(hub, room, Kind.SURVEY)] == []
        (record,) = records(hub, room, Kind.HOLD)
        with pytest.raises(OpeningError):
            room.open(hub.submission(record.name).envelope, record.name, Purpose.NOTE)


def test_only_what_an_organiser_signed_counts(dialogue):
    first, writer = dialogue.first, dialogue.rapporteur
    with first.hub() as hub, writer.hub() as theirs:
        room = enter_room(hub, dialogue)
        put_down(hub, first.home, room, first.identity, Kind.HOLD, SAID)
        put_down(theirs, writer.home, room, writer.identity, Kind.HOLD, Said(why="Mine."))
        unsigned = seal_record(room.secret.public, Kind.HOLD, SAID.model_dump_json().encode())
        theirs.submit(dialogue.session, unsigned)
        other = put_down(hub, first.home, room, first.identity, Kind.SURVEY, SAID)
        swapped = seal_record(room.secret.public, Kind.HOLD, other.to_json().encode())
        theirs.submit(dialogue.session, swapped)
        assert len(records(hub, room, Kind.HOLD)) == 4
        found = signed_records(hub, room, first.home.known(), Kind.HOLD, Said)
        assert [said for _, said in found] == [SAID]
        assert signed_records(hub, room, frozenset(), Kind.HOLD, Said) == ()


def test_the_hub_sees_an_envelope_like_any_other(dialogue):
    first = dialogue.first
    with first.hub() as hub:
        room = enter_room(hub, dialogue)
        put_down(hub, first.home, room, first.identity, Kind.HOLD, SAID)
        (one,) = hub.submissions(dialogue.session).submissions
        sent = hub.submission(one.submission).model_dump_json()
    assert "Quillfeather" not in sent
    assert first.identity.person not in sent
