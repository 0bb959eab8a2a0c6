"""From a file on the writer's machine to an opened note on the organiser's."""

from dataclasses import replace
from pathlib import Path

import pytest

from keys.errors import SignatureError
from keys.opening import RoomSecret, announce_room
from redaction.errors import EmptyDocumentError, UnreadableError
from service.desk.errors import DeskError, MismatchError, StrangerError
from service.desk.files import File, take
from service.desk.opening import Plan, open_session
from service.desk.reading import read_notes
from service.desk.rooms import enter
from service.desk.submitting import submit

SAMPLES = Path("service/desk/samples")
PLAN = Plan("Early warning at sea", ("Warning",))


def test_a_note_arrives_whole_and_its_receipt_is_kept(dialogue, note):
    writer = dialogue.rapporteur
    with writer.hub() as hub:
        receipt = submit(hub, writer.home, dialogue.session, note)
    assert writer.home.load("receipts", f"{receipt.submission}.json")
    assert not list((writer.home.folder / "outgoing").iterdir())
    with dialogue.second.hub() as hub:
        room = enter(hub, dialogue.second.keys, dialogue.session)
        (opened,) = read_notes(hub, room)
    assert opened.document.text.encode() == note.content
    assert opened.author == writer.identity.public.person
    assert not opened.spoken


def test_the_hub_keeps_no_word_of_it(dialogue, note):
    with dialogue.rapporteur.hub() as hub:
        submit(hub, dialogue.rapporteur.home, dialogue.session, note)
    kept = b"".join(p.read_bytes() for p in dialogue.folder.rglob("*") if p.is_file())
    for word in (b"Valadares", b"Quispe", b"Lantern House", b"anchovy", b"notes.md"):
        assert word not in kept


def test_a_rapporteur_cannot_enter_the_room(dialogue):
    writer = dialogue.rapporteur
    with writer.hub() as hub, pytest.raises(DeskError, match="not open to you"):
        enter(hub, writer.keys, dialogue.session)


@pytest.mark.parametrize(
    ("content", "error"), [(b"", EmptyDocumentError), (b"caf\xe9 \xff", UnreadableError)]
)
def test_an_unreadable_file_is_refused_before_anything_is_sent(dialogue, content, error):
    with dialogue.rapporteur.hub() as hub, pytest.raises(error):
        submit(hub, dialogue.rapporteur.home, dialogue.session, File("note.txt", content))
    with dialogue.first.hub() as hub:
        assert not hub.submissions(dialogue.session).submissions


def test_a_receipt_for_something_else_is_not_believed(dialogue, note, monkeypatch):
    writer = dialogue.rapporteur
    with writer.hub() as hub:
        first = submit(hub, writer.home, dialogue.session, note)
        monkeypatch.setattr(hub, "submit", lambda *_: first)
        with pytest.raises(MismatchError):
            submit(hub, writer.home, dialogue.session, note)
    assert list((writer.home.folder / "outgoing").iterdir()), "the sealed note is still there"


def test_another_log_is_found_out(dialogue, note):
    writer = dialogue.rapporteur
    other = dialogue.first.home.connection().log.split("+")
    connection = writer.home.connection()
    from keys.checkpoint import LogKey
    from keys.errors import ProofError

    forged = LogKey.generate(other[0]).vkey
    writer.home.save_connection(replace(connection, log=forged))
    with writer.hub() as hub, pytest.raises(ProofError):
        submit(hub, writer.home, dialogue.session, note)


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(DeskError, match="No such file"):
        take(tmp_path / "nothing.txt")


def test_a_room_key_that_nobody_known_announced_is_not_written_to(dialogue, note):
    writer = dialogue.rapporteur
    writer.home.save_connection(replace(writer.home.connection(), organisers=("0" * 64,)))
    with writer.hub() as hub, pytest.raises(StrangerError) as stranger:
        submit(hub, writer.home, dialogue.session, note)
    assert dialogue.first.home.public().key_id in str(stranger.value)
    with dialogue.first.hub() as hub:
        assert not hub.submissions(dialogue.session).submissions


def test_a_room_key_of_the_hubs_own_is_found_out(dialogue, note, identities, monkeypatch):
    """The hub answers with a key it made, under its own name or under the organiser's."""
    forger = identities[5]
    secret = RoomSecret.generate(dialogue.session, 1)
    forged = announce_room(secret, forger).to_json()
    writer = dialogue.rapporteur
    for announcer, error in (
        (forger.public, StrangerError),
        (dialogue.first.identity.public, SignatureError),
    ):
        with writer.hub() as hub:
            view = hub.session(dialogue.session).model_copy(
                update={"announcement": forged, "announcer": announcer.to_json()}
            )
            monkeypatch.setattr(hub, "session", lambda _, view=view: view)
            with pytest.raises(error):
                submit(hub, writer.home, dialogue.session, note)


def test_no_room_key_is_wrapped_to_a_stranger(dialogue):
    first = dialogue.first
    first.home.save_connection(replace(first.home.connection(), organisers=()))
    with first.hub() as hub, pytest.raises(StrangerError):
        open_session(hub, first.keys, dialogue.dialogue, PLAN, take(SAMPLES / "roster.yaml"))
