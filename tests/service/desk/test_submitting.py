"""From a file on the writer's machine to an opened note on the organiser's."""

import pytest

from redaction.errors import EmptyDocumentError, UnreadableError
from service.desk.errors import DeskError, MismatchError
from service.desk.files import File, take
from service.desk.reading import read_notes
from service.desk.rooms import enter
from service.desk.submitting import submit


def test_a_note_arrives_whole_and_its_receipt_is_kept(dialogue, note):
    writer = dialogue.rapporteur
    with writer.hub() as hub:
        receipt = submit(hub, writer.home, dialogue.session, note)
    assert writer.home.load("receipts", f"{receipt.submission}.json")
    assert not list((writer.home.folder / "outgoing").iterdir())
    with dialogue.second.hub() as hub:
        room = enter(hub, dialogue.second.identity, dialogue.session)
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
        enter(hub, writer.identity, dialogue.session)


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
    from service.desk.home import Connection

    forged = LogKey.generate(other[0]).vkey
    writer.home.save_connection(Connection(connection.hub, connection.token, forged))
    with writer.hub() as hub, pytest.raises(ProofError):
        submit(hub, writer.home, dialogue.session, note)


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(DeskError, match="No such file"):
        take(tmp_path / "nothing.txt")
