"""A member leaves: their keys and sign-ins end, and the room gets a key that they never had."""

from __future__ import annotations

import pytest
from house import AGENDA, NOTE, ROSTER, House, Person

from keys.opening import announce_room, open_envelope, unwrap_room, wrap_room
from keys.opening.envelopes import rewrap_envelope
from keys.sealing import PAYLOAD_START, Context, seal
from service.protocol.dialogues import SessionView
from service.protocol.epochs import EpochRequest
from service.protocol.purposes import Purpose
from service.protocol.submissions import SubmissionView


def _remove(house: House, name: str):
    path = f"/dialogues/{house.dialogue}/members/{house.people[name].person}"
    return house.people["organiser"].delete(path)


def _request(house: House, people: list[Person], **changes: object) -> EpochRequest:
    organiser = house.people["organiser"]
    following = house.room.next_epoch()
    heads = {}
    listed = organiser.get(f"/sessions/{house.session}/submissions").json()["submissions"]
    for one in listed:
        answer = organiser.get(f"/submissions/{one['submission']}")
        view = SubmissionView.model_validate_json(answer.content)
        context = house.context(view.submission, Purpose.NOTE)
        moved = rewrap_envelope(view.envelope, house.room, following.public, context)
        heads[view.submission] = moved[:PAYLOAD_START]
    agenda, roster = (
        Context(house.session, following.epoch, house.session, purpose)
        for purpose in (Purpose.AGENDA, Purpose.ROSTER)
    )
    request = EpochRequest(
        announcement=announce_room(following, organiser.identity).to_json(),
        wraps={one.person: wrap_room(following, one.identity.public) for one in people},
        sealed_agenda=seal(AGENDA, {}, following.public, agenda),
        sealed_roster=seal(ROSTER, {}, following.public, roster),
        heads=heads,
    )
    return request.model_copy(update=changes)


def test_who_leaves_is_out_at_once(house, second):
    answer = _remove(house, "second")
    assert answer.json() == {"sessions": [house.session]}
    assert second.get("/me").status_code == 401
    assert _remove(house, "second").status_code == 404
    members = house.people["organiser"].get(f"/dialogues/{house.dialogue}/members").json()
    assert second.person not in {one["person"] for one in members["members"]}


def test_a_dialogue_keeps_an_organiser(house):
    _remove(house, "second")
    answer = _remove(house, "organiser")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_the_next_epoch_opens_what_was_sealed_before(house, organiser, rapporteur):
    path = f"/sessions/{house.session}"
    sent = house.submission()
    assert rapporteur.post(f"{path}/submissions", sent).status_code == 201
    _remove(house, "second")
    request = _request(house, [organiser])
    for _ in range(2):
        assert organiser.post(f"{path}/epochs", request).status_code == 201
    view = SessionView.model_validate_json(organiser.get(path).content)
    assert view.epoch == house.room.epoch + 1
    assert view.wrap is not None
    secret = unwrap_room(view.wrap, organiser.identity, house.session, view.epoch)
    answer = organiser.get(f"/submissions/{sent.submission}")
    moved = SubmissionView.model_validate_json(answer.content).envelope
    assert moved[PAYLOAD_START:] == sent.envelope[PAYLOAD_START:]
    context = Context(house.session, view.epoch, sent.submission, Purpose.NOTE)
    assert open_envelope(moved, secret, context).note == NOTE


def test_a_note_that_nobody_could_open_is_not_taken(house, organiser, rapporteur):
    path = f"/sessions/{house.session}"
    sent, late = house.submission(), house.submission()
    first = rapporteur.post(f"{path}/submissions", sent).json()
    assert organiser.post(f"{path}/epochs", _request(house, [organiser])).status_code == 201
    refused = rapporteur.post(f"{path}/submissions", late)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale-key")
    repeated = rapporteur.post(f"{path}/submissions", sent)
    assert (repeated.status_code, repeated.json()["leaf"]) == (201, first["leaf"])


def test_an_epoch_must_fit(house, organiser, second, rapporteur):
    path = f"/sessions/{house.session}"
    rapporteur.post(f"{path}/submissions", house.submission())
    whole = _request(house, [organiser])
    stranger = house.people["stranger"]
    cases = {
        "nothing rewrapped": (whole.model_copy(update={"heads": {}}), 409),
        "no head": (whole.model_copy(update={"heads": dict.fromkeys(whole.heads, b"x")}), 422),
        "to a stranger": (_request(house, [organiser, stranger]), 422),
        "skips one": (
            whole.model_copy(
                update={
                    "announcement": announce_room(
                        house.room.next_epoch().next_epoch(), organiser.identity
                    ).to_json()
                }
            ),
            422,
        ),
    }
    for name, (request, status) in cases.items():
        assert organiser.post(f"{path}/epochs", request).status_code == status, name
    assert SessionView.model_validate_json(second.get(path).content).epoch == house.room.epoch


@pytest.mark.parametrize("name", ["participant", "rapporteur", "auditor"])
def test_who_held_no_key_leaves_the_rooms_as_they_are(house, name):
    assert _remove(house, name).json() == {"sessions": []}
