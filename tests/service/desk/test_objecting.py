"""Participants read the very bytes, object without a name, and are answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from house import DOCUMENT
from shown import Shown, enter_room, join, lay

from keys.errors import KeysError
from keys.identity import PublicIdentity
from keys.opening import sign_dsse
from keys.sealing import Context, seal
from service.desk.errors import DeskError, MismatchError, RefusedError, StrangerError
from service.desk.hearing import answer, hasten, hear, require_answered
from service.desk.objecting import MAX_COMMENT, object_to, sent
from service.desk.previewing import (
    Form,
    compare,
    find_preview,
    passages,
    read_preview,
    readers,
    show,
)
from service.desk.rooms import Keys
from service.protocol.objections import (
    PREVIEW_TYPE,
    ObjectionRequest,
    PreviewRequest,
)
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.wire import new_identifier, new_salt

COMMENT = "The gauges point to one of us: Quillfeather."


@pytest.fixture
def shown(dialogue, tmp_path, identities):
    participant = join(dialogue, tmp_path / "participant", identities[3])
    with dialogue.first.hub() as hub:
        room = enter_room(hub, dialogue)
        yield Shown(hub, room, participant, lay(hub, room))


def object_as(one, draft: str, number: int = 4, comment: str = COMMENT):
    with one.hub() as hub:
        preview = read_preview(hub, one.keys, draft)
        return object_to(hub, one.home, one.identity, preview, number, comment)


def test_passages_are_the_lines_with_their_numbers():
    found = passages(DOCUMENT)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert found[0].form is Form.HEADING
    assert found[0].text == "Water and trust"
    assert found[2].form is Form.STATEMENT
    assert found[2].text.startswith("Several participants")
    assert passages(b"\n\n") == ()


def test_a_participant_reads_the_very_bytes(dialogue, shown):
    assert shown.show(dialogue) == 1
    assert shown.show(dialogue) == 0, "nobody is shown it twice"
    with shown.participant.hub() as hub:
        for name in (shown.draft, dialogue.session):
            assert find_preview(hub, name).draft == shown.draft
        preview = read_preview(hub, shown.participant.keys, shown.draft)
    assert preview.document == DOCUMENT
    assert preview.shown_by == dialogue.first.home.public().key_id
    (reader,) = readers(shown.hub, dialogue.first.home, shown.room, shown.draft)
    assert reader.shown


def test_nothing_is_sealed_to_keys_that_were_not_compared(dialogue, shown):
    home = dialogue.first.home
    with pytest.raises(DeskError, match="compared"):
        show(shown.hub, home, dialogue.first.keys, shown.room, shown.draft)
    assert shown.hub.objections(shown.draft).shown == ()
    with pytest.raises(DeskError, match="64 digits"):
        compare(home, "../../elsewhere")
    compare(home, shown.participant.home.public().key_id.upper())
    assert shown.participant.home.public().key_id not in home.known(), "no organiser by that"
    assert show(shown.hub, home, dialogue.first.keys, shown.room, shown.draft) == 1


def test_a_draft_about_other_bytes_is_not_shown(dialogue, shown):
    shown.draft = lay(shown.hub, shown.room, about=b"# Something else\n")
    with pytest.raises(MismatchError):
        shown.show(dialogue)


def test_who_was_shown_nothing_hears_so(shown):
    with shown.participant.hub() as hub, pytest.raises(DeskError, match="shown no draft"):
        find_preview(hub, shown.draft)


@pytest.mark.parametrize("trick", ["stranger", "other-words", "other-draft"])
def test_a_preview_put_in_place_by_somebody_else_is_found_out(dialogue, shown, identities, trick):
    """As a hub would, that seals words of its own to a participant."""
    shown.show(dialogue)
    reader = PublicIdentity.from_json(shown.participant.identity.public.to_json())
    view = shown.hub.draft(shown.draft)
    from base64 import b64encode

    from service.desk.previewing import _statement

    signer = identities[5] if trick == "stranger" else dialogue.first.identity
    about = lay(shown.hub, shown.room) if trick == "other-draft" else shown.draft
    statement = _statement(dialogue.session, about, DOCUMENT, view.payload)
    header = {
        "payload": b64encode(view.payload).decode(),
        "signed": sign_dsse(statement, PREVIEW_TYPE, signer).to_json(),
        "organiser": signer.public.to_json(),
    }
    words = b"# Put in place\n" if trick == "other-words" else DOCUMENT
    context = Context(shown.draft, 0, reader.person, Purpose.PREVIEW)
    forged = PreviewRequest(person=reader.person, envelope=seal(words, header, reader, context))
    shown.hub.show(shown.draft, forged)
    expected = StrangerError if trick == "stranger" else MismatchError
    with shown.participant.hub() as hub, pytest.raises(expected):
        read_preview(hub, shown.participant.keys, shown.draft)


def test_a_preview_of_somebody_else_does_not_open(dialogue, shown, identities):
    shown.show(dialogue)
    other = Keys(identities[6], shown.participant.home.known())
    with shown.participant.hub() as hub, pytest.raises(KeysError):
        read_preview(hub, other, shown.draft)


def test_an_objection_reaches_the_room_without_a_name(dialogue, shown):
    shown.show(dialogue)
    made = object_as(shown.participant, shown.draft)
    hearing = hear(shown.hub, shown.room, shown.draft)
    (one,) = hearing.objections
    assert (one.words.number, one.words.comment) == (4, COMMENT)
    assert (hearing.shown, hearing.open, hearing.over) == (1, 1, False)
    sealed = shown.hub.objections(shown.draft).objections[0].envelope
    opened = shown.room.open(sealed, made.objection, Purpose.OBJECTION)
    assert set(opened.header) == {"salt"}
    assert shown.participant.identity.person.encode() not in opened.note
    home = shown.participant.home
    assert sent(home, shown.participant.identity, shown.draft) == (made,)
    assert b"Quillfeather" not in home.load("objections", shown.draft)


@pytest.mark.parametrize(
    ("number", "comment"), [(0, COMMENT), (99, COMMENT), (4, "  "), (4, "x" * (MAX_COMMENT + 1))]
)
def test_bad_objections_are_not_sent(dialogue, shown, number, comment):
    shown.show(dialogue)
    with pytest.raises(DeskError) as caught:
        object_as(shown.participant, shown.draft, number, comment)
    assert caught.value.hint
    assert "Quillfeather" not in str(caught.value)
    assert hear(shown.hub, shown.room, shown.draft).objections == ()


def test_the_longest_objection_still_fits(dialogue, shown):
    shown.draft = lay(shown.hub, shown.room, ("# T\n\n- " + "\u6f22" * 9000 + "\n").encode())
    shown.show(dialogue)
    object_as(shown.participant, shown.draft, 2, "\u6f22" * MAX_COMMENT)
    assert hear(shown.hub, shown.room, shown.draft).open == 1


def test_nothing_is_sealed_to_a_room_of_a_stranger(dialogue, shown):
    shown.show(dialogue)
    home = shown.participant.home
    with shown.participant.hub() as hub:
        preview = read_preview(hub, shown.participant.keys, shown.draft)
        home.save_connection(replace(home.connection(), organisers=("0" * 64,)))
        with pytest.raises(StrangerError):
            object_to(hub, home, shown.participant.identity, preview, 4, COMMENT)
    assert hear(shown.hub, shown.room, shown.draft).objections == ()


def test_each_objection_is_answered_before_anybody_signs(dialogue, shown):
    shown.show(dialogue)
    for number in (4, 3):
        object_as(shown.participant, shown.draft, number)
    first, second = hear(shown.hub, shown.room, shown.draft).objections
    assert (first.words.number, second.words.number) == (3, 4), "in the order of the text"
    with pytest.raises(DeskError, match="2 of 2"):
        require_answered(shown.hub.objections(shown.draft).objections)
    with pytest.raises(DeskError, match="reason"):
        answer(shown.hub, shown.room, first.objection, taken_up=False, why=" ")
    answer(shown.hub, shown.room, first.objection, taken_up=False, why="It is public.")
    answer(shown.hub, shown.room, second.objection, taken_up=True)
    hearing = hear(shown.hub, shown.room, shown.draft)
    assert [one.answer.why for one in hearing.objections] == ["It is public.", ""]
    assert hearing.open == 0
    require_answered(shown.hub.objections(shown.draft).objections)


def test_the_reason_for_haste_is_sealed_and_given_once(dialogue, shown):
    shown.show(dialogue)
    hasten(shown.hub, shown.room, shown.draft, "The ministers meet tomorrow.")
    hearing = hear(shown.hub, shown.room, shown.draft)
    assert (hearing.early, hearing.why_early) == (True, "The ministers meet tomorrow.")
    with pytest.raises(DeskError, match="already"):
        hasten(shown.hub, shown.room, shown.draft, "Another.")


def test_what_does_not_open_hides_no_other(dialogue, shown):
    """A participant who seals rubbish does not keep organisers from reading the rest."""
    shown.show(dialogue)
    object_as(shown.participant, shown.draft)
    name = new_identifier()
    context = Context(dialogue.session, 1, name, Purpose.NOTE)
    rubbish = seal(b"x", {}, shown.room.secret.public, context)
    with shown.participant.hub() as hub:
        hub.object_to(
            shown.draft, ObjectionRequest(objection=name, envelope=rubbish, salt=new_salt())
        )
    hearing = hear(shown.hub, shown.room, shown.draft)
    assert [one.words is None for one in hearing.objections] == [True, False]
    answer(shown.hub, shown.room, hearing.objections[0].objection, taken_up=False, why="Empty.")
    assert hear(shown.hub, shown.room, shown.draft).open == 1


def test_a_rapporteur_is_no_reader(dialogue, shown, tmp_path, identities):
    join(dialogue, tmp_path / "other", identities[4], Role.RAPPORTEUR)
    found = readers(shown.hub, dialogue.first.home, shown.room, shown.draft)
    assert [one.identity.person for one in found] == [shown.participant.identity.person]
    with dialogue.rapporteur.hub() as hub, pytest.raises(RefusedError):
        hub.preview(shown.draft)
