"""Waivers brought into a room: what each desk's gate lets pass, until it is taken back or used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from house import release_statement
from locked_desk import PASSPHRASE
from shown import enter_room
from typer.testing import CliRunner

from keys.errors import SignatureError, WaiverError
from keys.opening import sign
from service.cli import app
from service.desk.errors import DeskError, GateError, MismatchError
from service.desk.held_waivers import bring, bring_back, brought, waived
from service.desk.outcome import outcome
from service.desk.policies import STANDARD
from service.desk.previewing import compare
from service.desk.releasing import inspect, judge, release, trust_of
from service.desk.reviewing import Proposal, State
from service.desk.waiving import Wish, give, take_back
from service.protocol.canonical import sha256_hex
from service.protocol.drafts import DraftRequest
from service.protocol.purposes import Purpose
from service.protocol.statements import PAYLOAD_TYPE, Kind
from service.protocol.wire import new_identifier

LINE = "Dr Tejada warned that anchovy moves south."
WISH = Wish(sha256_hex(LINE.encode()), LINE, "public")


@pytest.fixture
def scene(dialogue, identities):
    """The first organiser's hub and room, and Dr Tejada's identity and waiver."""
    with dialogue.first.hub() as hub:
        room = enter_room(hub, dialogue)
        waiver = give(room.secret.public, identities[5], WISH, date(2026, 3, 1))
        yield hub, dialogue.first, room, identities[5], waiver


def composed(room) -> bytes:
    proposal = Proposal(
        text=LINE,
        proposed=LINE,
        item="Warning",
        risk=0.1,
        state=State.ACCEPTED,
        submission="n",
        sources=((0, 1),),
    )
    return outcome(room.agenda, [proposal])


def lay(hub, room, verdict, document: bytes) -> str:
    name = new_identifier()
    statement = release_statement(
        document, policy=STANDARD.digest(), checks=verdict.checks, waivers=verdict.waivers
    )
    sealed = room.seal(document, {}, name, Purpose.DRAFT)
    hub.propose(
        room.session.session,
        DraftRequest(draft=name, kind=Kind.RELEASE, document=sealed, payload=statement.encode()),
    )
    return name


def test_it_passes_where_the_fingerprint_was_compared(scene):
    hub, own, room, tejada, waiver = scene
    with pytest.raises(SignatureError):
        bring(hub, own.home, own.identity, room, waiver, own.identity.public, "p3")
    with pytest.raises(DeskError, match="Nobody on the roster"):
        bring(hub, own.home, own.identity, room, waiver, tejada.public, "p99")
    bring(hub, own.home, own.identity, room, waiver, tejada.public, "p3")
    (one,) = brought(hub, own.home, room)
    assert (one.compared, one.stands, one.used) == (False, False, False)
    assert waived(hub, own.home, room) == ()
    compare(own.home, tejada.public.key_id)
    (passing,) = waived(hub, own.home, room)
    assert (passing.person, passing.wording) == ("p3", LINE)
    private = give(
        room.secret.public, tejada, Wish(WISH.statement, LINE, "officials"), date(2026, 3, 1)
    )
    bring(hub, own.home, own.identity, room, private, tejada.public, "p3")
    assert waived(hub, own.home, room) == (passing,)  # what is released is read by everybody


def test_released_with_it_and_taken_back_too_late(scene, dialogue):
    hub, own, room, tejada, waiver = scene
    bring(hub, own.home, own.identity, room, waiver, tejada.public, "p3")
    compare(own.home, tejada.public.key_id)
    document = composed(room)
    assert not judge(STANDARD, room.roster, (), document, ()).passed
    verdict = judge(STANDARD, room.roster, (), document, (), (), waived(hub, own.home, room))
    verdict.require()
    draft, withdrawn = (lay(hub, room, verdict, document) for _ in range(2))

    def enter(_: str):
        return room

    mine = partial(judge, waived=waived(hub, own.home, room))
    assert inspect(hub, room, draft, enter, mine).verdict.waivers == verdict.waivers
    with pytest.raises(GateError):  # a desk that compared nobody
        inspect(hub, room, draft, enter)
    unsaid = lay(hub, room, replace(verdict, waivers=()), document)
    with pytest.raises(MismatchError):
        inspect(hub, room, unsaid, enter, mine)

    dialogue.second.home.trust(own.home.public().key_id)
    with dialogue.second.hub() as other:
        for name in (draft, withdrawn):
            for theirs, identity in ((hub, own.identity), (other, dialogue.second.identity)):
                payload = hub.draft(name).payload
                theirs.approve(name, sign(payload, PAYLOAD_TYPE, identity).to_json())
    trust = trust_of(hub, own.home, dialogue.dialogue)
    (one,) = brought(hub, own.home, room)
    back = take_back(room.secret.public, tejada, waiver.waiver)
    strangers = take_back(room.secret.public, own.identity, waiver.waiver)
    with pytest.raises(SignatureError):
        bring_back(hub, own.home, own.identity, room, strangers, one)
    release(hub, room, draft, trust)
    (one,) = brought(hub, own.home, room)
    assert one.used
    with pytest.raises(WaiverError, match="used already"):
        bring_back(hub, own.home, own.identity, room, back, one)


def test_taken_back_before_it_leaves(scene, dialogue):
    hub, own, room, tejada, waiver = scene
    bring(hub, own.home, own.identity, room, waiver, tejada.public, "p3")
    compare(own.home, tejada.public.key_id)
    document = composed(room)
    verdict = judge(STANDARD, room.roster, (), document, (), (), waived(hub, own.home, room))
    assert verdict.waivers == (waiver.waiver,)
    draft = lay(hub, room, verdict, document)
    (one,) = brought(hub, own.home, room)
    back = take_back(room.secret.public, tejada, waiver.waiver)
    bring_back(hub, own.home, own.identity, room, back, one)
    assert waived(hub, own.home, room) == ()
    assert brought(hub, own.home, room)[0].taken_back
    trust = trust_of(hub, own.home, dialogue.dialogue)
    with pytest.raises(DeskError, match="taken back"):
        release(hub, room, draft, trust)


def test_brought_in_from_the_command_line(scene, tmp_path, monkeypatch):
    _, own, room, tejada, waiver = scene
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("SEALEDROOM_HOME", str(own.home.folder))
    monkeypatch.setenv("SEALEDROOM_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    (tmp_path / "waiver").write_text(waiver.model_dump_json())
    (tmp_path / "identity").write_text(tejada.public.to_json())
    back = take_back(room.secret.public, tejada, waiver.waiver)
    (tmp_path / "back").write_text(back.model_dump_json())
    bring_it = ["waiver", "bring", str(tmp_path / "waiver"), "--who", "p3"]
    bring_it += ["--person", str(tmp_path / "identity")]
    for more, told in (
        ([], "does not pass"),
        (["--compared", tejada.public.key_id], "lets it pass"),
        (["--revocation", str(tmp_path / "back")], "does not pass"),
    ):
        ran = CliRunner().invoke(app, [*bring_it, *more])
        assert told in ran.stdout, ran.exception
