"""Accounts, invitations, dialogues, sessions: who gets in and what they see."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from house import Person, sign_in
from sqlmodel import select

from keys.announcement import verify_announcement
from keys.identity import PublicIdentity
from keys.opening import Identity, RoomSecret, announce_room, unwrap_room
from keys.signatures import DsseEnvelope
from service.hub import accounts
from service.hub.setup import invite_host
from service.hub.signin.tokens import hash_token
from service.hub.tables import SignIn
from service.protocol.coarse import today
from service.protocol.dialogues import SessionView
from service.protocol.wire import new_identifier


def _join(house, token: str, identity: Identity):
    body = {"invitation": token, "identity": identity.public.to_json()}
    return house.client.post("/accounts", json=body)


def _invite(house, role: str = "participant") -> str:
    path = f"/dialogues/{house.dialogue}/invitations"
    return house.people["organiser"].post_json(path, {"role": role}).json()["token"]


def test_an_invitation_gives_one_account_its_role(house):
    token = _invite(house, "custodian")
    identity = Identity.generate()
    assert _join(house, token, identity).json() == {"person": identity.public.person}
    person = Person(house.client, identity, sign_in(house.client, identity))
    me = person.get("/me").json()
    assert me["memberships"] == [{"dialogue": house.dialogue, "role": "custodian"}]
    assert not me["may_open_dialogues"]
    again = _join(house, token, Identity.generate())
    assert (again.status_code, again.json()["code"]) == (403, "bad-invitation")


def test_the_bootstrap_token_serves_once_and_another_can_be_made(house):
    assert _join(house, house.new.bootstrap_token, Identity.generate()).status_code == 403
    identity = Identity.generate()
    assert _join(house, invite_host(house.settings), identity).status_code == 201
    person = Person(house.client, identity, sign_in(house.client, identity))
    assert person.get("/me").json()["may_open_dialogues"]


def test_an_invitation_expires(house, monkeypatch):
    token = _invite(house)
    late = today() + timedelta(days=accounts.INVITATION_DAYS + 1)
    monkeypatch.setattr(accounts, "today", lambda: late)
    assert _join(house, token, Identity.generate()).json()["code"] == "bad-invitation"


@pytest.mark.parametrize("shared", ["person", "kem", "ed25519", "mldsa65"])
def test_no_key_serves_two_people_and_the_invitation_survives(house, organiser, shared):
    token, fresh = _invite(house), Identity.generate()
    mixed = json.loads(fresh.public.to_json())
    mixed[shared] = json.loads(organiser.identity.public.to_json())[shared]
    body = {"invitation": token, "identity": json.dumps(mixed)}
    answer = house.client.post("/accounts", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert _join(house, token, fresh).status_code == 201


def test_what_is_no_identity_is_refused(house):
    body = {"invitation": _invite(house), "identity": '{"name": "Zephyrine"}'}
    answer = house.client.post("/accounts", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-identity")


def test_of_a_token_only_the_hash_is_kept(house, organiser):
    with house.client.app.state.hub.database.read() as db:
        stored = set(db.exec(select(SignIn.token)))
    assert hash_token(organiser.token) in stored
    assert organiser.token not in stored


def test_a_dialogue_repeats_and_never_changes(house, organiser):
    request = {"dialogue": new_identifier(), "policy": "0" * 64, "sealed_title": "AAAA"}
    first = organiser.post_json("/dialogues", request)
    assert organiser.post_json("/dialogues", request).json() == first.json()
    changed = organiser.post_json("/dialogues", request | {"policy": "1" * 64})
    assert changed.json()["code"] == "conflict"


def test_a_member_has_one_role(house, organiser):
    path = f"/dialogues/{house.dialogue}/members"
    guest = {"person": house.people["guest"].person, "role": "auditor"}
    first = organiser.post_json(path, guest)
    assert organiser.post_json(path, guest).json() == first.json()
    assert organiser.post_json(path, guest | {"role": "organiser"}).json()["code"] == "conflict"
    unknown = organiser.post_json(path, guest | {"person": "A" * 22})
    assert unknown.status_code == 404


def test_members_are_listed_with_their_identities(house, organiser):
    members = organiser.get(f"/dialogues/{house.dialogue}/members").json()["members"]
    listed = {member["person"]: member["identity"] for member in members}
    assert listed[organiser.person] == organiser.identity.public.to_json()
    assert house.people["stranger"].person not in listed
    assert list(listed) == sorted(listed)


def test_a_session_gives_each_member_their_own_wrap_only(house, second, rapporteur):
    path = f"/sessions/{house.session}"
    view = SessionView.model_validate_json(second.get(path).content)
    assert view.wrap is not None
    secret = unwrap_room(view.wrap, second.identity, house.session, view.epoch)
    assert secret.public == house.room.public
    bare = SessionView.model_validate_json(rapporteur.get(path).content)
    assert (bare.wrap, bare.sealed_agenda, bare.sealed_roster) == (None, None, None)
    assert bare.segments == view.segments
    announcer = PublicIdentity.from_json(bare.announcer)
    assert announcer == house.people["organiser"].identity.public
    announced = DsseEnvelope.from_json(bare.announcement)
    room = verify_announcement(announced, [announcer], house.session, bare.epoch)
    assert room == house.room.public


def test_a_session_repeats_and_never_changes(house, organiser):
    path = f"/dialogues/{house.dialogue}/sessions"
    request = house.session_request(RoomSecret.generate(new_identifier(), 1))
    first = organiser.post(path, request)
    assert organiser.post(path, request).json() == first.json()
    fewer = request.model_copy(update={"segments": request.segments[:1]})
    assert organiser.post(path, fewer).json()["code"] == "conflict"


def test_a_room_must_fit(house, organiser):
    path = f"/dialogues/{house.dialogue}/sessions"
    request = house.session_request(RoomSecret.generate(new_identifier(), 1))
    wrap = next(iter(request.wraps.values()))
    by_another = announce_room(house.room, house.people["second"].identity)
    named = house.session_request(RoomSecret.generate("the-Zephyrine-room", 1))
    for wrong in (
        named,
        request.model_copy(update={"announcement": "{}"}),
        request.model_copy(update={"announcement": by_another.to_json()}),
        request.model_copy(update={"wraps": {house.people["stranger"].person: wrap}}),
        request.model_copy(update={"segments": (request.segments[0],) * 2}),
    ):
        answer = organiser.post(path, wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-room")
        assert "Zephyrine" not in answer.text
