"""Signing in by an identity: what a proof is bound to, and what no answer tells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from house import ADDRESS, Person, sign_in
from sqlmodel import func, select

from keys.opening import Identity, sign
from keys.signatures import Signature
from service.hub.signin import challenges, limits, sessions
from service.hub.signin.door import Door
from service.hub.signin.errors import WrongHost
from service.hub.tables import SignIn, SpentChallenge
from service.protocol.roles import NEEDS_FRESH_SIGN_IN, Role
from service.protocol.signing_in import SIGN_IN_TYPE, SignInRequest, SignInStatement
from service.protocol.statements import PAYLOAD_TYPE


def ahead(house, seconds: int) -> None:
    """Move the hub's clock on."""
    hub = house.client.app.state.hub
    before = hub.door.clock
    hub.door = replace(hub.door, clock=lambda: before() + seconds)


def prove(house, identity: Identity, kind: str = SIGN_IN_TYPE, **changes) -> SignInRequest:
    """A proof, in which something may be wrong."""
    challenge = house.client.post("/sign-in/challenges").json()
    fields = {"hub": ADDRESS, "person": identity.public.person} | challenge
    statement = SignInStatement(**(fields | changes)).encode()
    return SignInRequest(statement=statement, signature=sign(statement, kind, identity).to_json())


def send(house, proof: SignInRequest):
    return house.client.post("/sign-in/desk", json=proof.model_dump(mode="json"))


def test_a_proof_opens_once(house, organiser):
    proof = prove(house, organiser.identity)
    assert send(house, proof).status_code == 201
    assert send(house, proof).status_code == 401


def test_a_proof_is_for_this_hub_this_person_and_these_minutes(house, organiser, second):
    mine, theirs = organiser.identity, second.identity
    other = prove(house, theirs)
    stolen = Signature.from_json(other.signature)
    late = prove(house, mine)
    refused = [
        prove(house, mine, hub="https://elsewhere.example"),
        prove(house, mine, hub="http://127.0.0.1:8471"),
        prove(house, mine, person=theirs.public.person),
        prove(house, mine, kind=PAYLOAD_TYPE),
        prove(house, mine, challenge=f"{'0' * 32}.9999999999.{'0' * 64}"),
        prove(house, Identity.generate()),
        prove(house, mine).model_copy(update={"signature": stolen.to_json()}),
        prove(house, mine).model_copy(update={"statement": b"{}"}),
        prove(house, mine).model_copy(update={"signature": "{}"}),
    ]
    answers = [send(house, proof) for proof in refused]
    ahead(house, challenges.CHALLENGE_SECONDS + 1)
    answers.append(send(house, late))
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1


def test_asking_for_challenges_writes_nothing_and_answered_ones_are_forgotten(house, organiser):
    hub = house.client.app.state.hub

    def spent() -> int:
        with hub.database.read() as db:
            return db.exec(select(func.count()).select_from(SpentChallenge)).one()

    before = spent()
    for _ in range(20):
        house.client.post("/sign-in/challenges")
    assert spent() == before
    ahead(house, 3600)
    sign_in(house.client, organiser.identity)
    assert spent() == 1


def test_a_sign_in_ends_after_thirty_minutes_without_use(house, organiser):
    ahead(house, 29 * 60)
    assert organiser.get("/me").status_code == 200
    ahead(house, 29 * 60)
    assert organiser.get("/me").status_code == 200
    ahead(house, 30 * 60 + 1)
    assert organiser.get("/me").status_code == 401


def test_a_sign_in_ends_after_twelve_hours_in_any_case(house, organiser):
    for _ in range(sessions.LIFE_SECONDS // 1200):
        assert organiser.get("/me").status_code == 200
        ahead(house, 1200)
    ahead(house, 1)
    assert organiser.get("/me").status_code == 401


def test_ended_sign_ins_are_forgotten(house, organiser):
    ahead(house, 3600)
    sign_in(house.client, organiser.identity)
    with house.client.app.state.hub.database.read() as db:
        assert len(db.exec(select(SignIn)).all()) == 1


def test_signing_out_ends_one_or_all(house, organiser):
    other = Person(house.client, organiser.identity, sign_in(house.client, organiser.identity))
    assert organiser.post("/sign-out").json() == {"ended": 1}
    assert organiser.get("/me").status_code == 401
    third = Person(house.client, organiser.identity, sign_in(house.client, organiser.identity))
    assert other.post("/sign-out/everywhere").json() == {"ended": 2}
    assert third.get("/me").status_code == 401


def test_signing_out_serves_after_a_while_too(house, organiser):
    ahead(house, 20 * 60)
    assert organiser.post("/sign-out/everywhere").json() == {"ended": 1}
    assert organiser.get("/me").status_code == 401


def test_what_cannot_be_undone_takes_a_fresh_sign_in(house, organiser):
    draft = house.draft()
    house.lay(draft)
    ahead(house, sessions.FRESH_SECONDS + 1)
    dialogue = f"/dialogues/{house.dialogue}"
    guest = {"person": house.people["guest"].person, "role": "auditor"}
    stale = [
        organiser.post(f"/drafts/{draft.draft}/release"),
        organiser.post_json(f"{dialogue}/members", guest),
        organiser.post_json(f"{dialogue}/invitations", {"role": "auditor"}),
        organiser.post("/me/browsers"),
    ]
    assert {(one.status_code, one.json()["code"]) for one in stale} == {(401, "fresh-sign-in")}
    assert organiser.get(dialogue).status_code == 200
    organiser.token = sign_in(house.client, organiser.identity)
    assert organiser.post_json(f"{dialogue}/members", guest).status_code == 201


def test_no_role_learns_that_a_fresh_sign_in_would_help(house):
    ahead(house, sessions.FRESH_SECONDS + 1)
    path = f"/dialogues/{house.dialogue}/invitations"
    for role in set(Role) - {Role.ORGANISER}:
        answer = house.people[role.value].post_json(path, {"role": "auditor"})
        assert answer.json()["code"] == "forbidden"
    assert NEEDS_FRESH_SIGN_IN


def test_everybody_together_is_limited(house, organiser, monkeypatch):
    monkeypatch.setattr(limits, "ALL", limits.Limit(3, 60))
    answers = [send(house, prove(house, Identity.generate())) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "too-many-attempts"
    assert organiser.get("/me").status_code == 200
    ahead(house, 61)
    assert send(house, prove(house, organiser.identity)).status_code == 201


@pytest.mark.parametrize(
    ("address", "host", "origin"),
    [
        (None, "127.0.0.1:8470", "http://127.0.0.1:8470"),
        (None, "localhost:1", "http://localhost:1"),
        (None, "evil.example", None),
        (None, "", None),
        (None, "127.0.0.1.evil.example", None),
        ("https://hub.example", "hub.example", "https://hub.example"),
        ("https://hub.example", "evil.example", None),
        ("https://hub.example", "hub.example:8443", None),
        ("https://hub.example", "localhost", None),
    ],
)
def test_a_name_that_somebody_else_chose_is_not_believed(address, host, origin):
    door = Door(vault=None, address=address)
    if origin is None:
        with pytest.raises(WrongHost):
            door.origin(host)
    else:
        assert door.origin(host) == origin


def test_the_secret_of_sign_in_is_a_file_for_its_owner_only(house):
    assert house.settings.sign_in_key.stat().st_mode & 0o777 == 0o600
