"""The key to which everything about a series is sealed, and the next one when members change."""

from __future__ import annotations

import base64

import pytest
from house import House, Person, sealed

from keys.opening import RoomSecret, announce_room, open_envelope, unwrap_room
from keys.opening.envelopes import rewrap_envelope
from keys.sealing import PAYLOAD_START, Context, seal
from service.hub.keyroom import SqlKeyStore
from service.protocol.epochs import DialogueKeyView
from service.protocol.purposes import Purpose
from service.protocol.series import SeriesView
from service.protocol.wire import new_identifier


@pytest.fixture
def path(house: House) -> str:
    return f"/dialogues/{house.dialogue}"


@pytest.fixture
def first(house: House, organiser: Person, path: str) -> RoomSecret:
    secret = RoomSecret.generate(house.dialogue, 1)
    request = house.dialogue_key(secret)
    for _ in range(2):
        assert organiser.post(f"{path}/key", request).status_code == 201
    return secret


def _view(person: Person, path: str) -> DialogueKeyView:
    return DialogueKeyView.model_validate_json(person.get(f"{path}/key").content)


def _goal(organiser: Person, path: str, secret: RoomSecret, words: bytes) -> tuple[str, Context]:
    goal = new_identifier()
    context = Context(secret.room, secret.epoch, goal, Purpose.GOAL)
    envelope = base64.b64encode(seal(words, {}, secret.public, context)).decode()
    answer = organiser.post_json(f"{path}/goals", {"goal": goal, "sealed": envelope})
    assert answer.status_code == 201
    return goal, context


def test_everybody_can_seal_to_it_and_organisers_open_it(house, second, first, path):
    rapporteur = house.people["rapporteur"]
    assert _view(rapporteur, path).wrap is None
    view = _view(second, path)
    assert unwrap_room(view.wrap, second.identity, house.dialogue, 1) == first
    assert view.announcer == house.people["organiser"].identity.public.to_json()


def test_there_is_none_before_an_organiser_makes_it(organiser, path):
    answer = organiser.get(f"{path}/key")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_the_next_key_opens_what_was_sealed_to_the_last(house, organiser, second, first, path):
    goal, context = _goal(organiser, path, first, b"an office for both")
    member = f"{path}/members/{second.person}"
    assert organiser.delete(member).status_code == 200
    (kept,) = SeriesView.model_validate_json(organiser.get(f"{path}/series").content).goals
    following = first.next_epoch()
    moved = rewrap_envelope(kept.sealed, first, following.public, context)
    head = {goal: moved[:PAYLOAD_START]}
    to_who_left = house.dialogue_key(following, **head)
    assert organiser.post(f"{path}/key", to_who_left).json()["code"] == "bad-room"
    request = to_who_left.model_copy(
        update={"wraps": {organiser.person: to_who_left.wraps[organiser.person]}}
    )
    for _ in range(2):
        assert organiser.post(f"{path}/key", request).status_code == 201
    (after,) = SeriesView.model_validate_json(organiser.get(f"{path}/series").content).goals
    assert after.sealed == moved
    secret = unwrap_room(_view(organiser, path).wrap, organiser.identity, house.dialogue, 2)
    there = Context(house.dialogue, 2, goal, Purpose.GOAL)
    assert open_envelope(after.sealed, secret, there).note == b"an office for both"


def test_a_key_must_fit(house, organiser, first, path):
    goal, _ = _goal(organiser, path, first, b"x")
    following = first.next_epoch()
    head = base64.b64decode(sealed())[:PAYLOAD_START]
    elsewhere = announce_room(RoomSecret.generate(new_identifier(), 2), organiser.identity)
    whole = house.dialogue_key(following, **{goal: head})
    cases = {
        "nothing rewrapped": (house.dialogue_key(following), 409),
        "no head": (house.dialogue_key(following, **{goal: b"x"}), 422),
        "skips one": (house.dialogue_key(following.next_epoch(), **{goal: head}), 422),
        "another room": (whole.model_copy(update={"announcement": elsewhere.to_json()}), 422),
    }
    for name, (request, status) in cases.items():
        assert organiser.post(f"{path}/key", request).status_code == status, name
    assert _view(organiser, path).epoch == 1


def test_who_leaves_has_no_wrap_any_more(house, organiser, second, first, path):
    organiser.delete(f"{path}/members/{second.person}")
    assert second.get(f"{path}/key").status_code == 401
    with house.client.app.state.hub.database.read() as db:
        holders = {name.holder for name in SqlKeyStore(db).names(house.dialogue)}
    assert second.person not in holders
