"""The series around the sessions: sealed parts, shared goals, seats without accounts."""

from __future__ import annotations

import pytest
from house import House, Person, sealed

from keys.opening import Identity
from service.hub.tables import HubTable
from service.protocol.series import SeriesView
from service.protocol.wire import new_identifier

RULE, OTHER_RULE = "a" * 64, "b" * 64
SEALED, OTHER = sealed(), sealed()


@pytest.fixture
def path(house: House) -> str:
    return f"/dialogues/{house.dialogue}"


def _add(person: Person, path: str, kind: str, **rest: str) -> str:
    key = new_identifier()
    answer = person.post_json(f"{path}/{kind}s", {kind: key, "sealed": SEALED, **rest})
    assert answer.status_code == 201, answer.text
    return key


def _charter(person: Person, path: str, label: str = "track-2", rule: str = RULE):
    body = {"charter": new_identifier(), "label": label, "rule": rule, "sealed": SEALED}
    return person.post_json(f"{path}/charter", body)


def _seat(house: House, organiser: Person, path: str) -> tuple[str, Person]:
    seat = new_identifier()
    answer = organiser.post_json(f"{path}/seats", {"seat": seat, "sealed": SEALED})
    return seat, Person(house.client, Identity.generate(), answer.json()["token"])


def test_a_goal_is_shared_once_every_delegation_agreed(organiser, path):
    first, second = (_add(organiser, path, "delegation") for _ in range(2))
    goal = _add(organiser, path, "goal")
    for delegation, shared in ((first, False), (first, False), (second, True)):
        agreed = organiser.post_json(f"{path}/goals/{goal}/agreements", {"delegation": delegation})
        view = SeriesView.model_validate_json(agreed.content)
        assert view.goals[0].shared is shared
    assert {one.delegation for one in view.delegations} == {first, second}


def test_a_participant_needs_no_account(house, organiser, path):
    seat, participant = _seat(house, organiser, path)
    assert participant.get("/me").status_code == 401
    assert participant.post_json("/seat/acknowledgement", {"rule": RULE}).status_code == 404
    _charter(organiser, path)
    wrong = participant.post_json("/seat/acknowledgement", {"rule": OTHER_RULE})
    assert wrong.json()["code"] == "conflict"
    assert participant.post_json("/seat/acknowledgement", {"rule": RULE}).status_code == 201
    own = participant.post_json("/seat/capacity", {"capacity": "personal"}).json()
    assert own == {
        "dialogue": house.dialogue,
        "label": "track-2",
        "rule": RULE,
        "acknowledged": RULE,
        "capacity": "personal",
    }
    (listed,) = organiser.get(f"{path}/series").json()["seats"]
    assert (listed["seat"], listed["acknowledged"]) == (seat, True)
    _charter(organiser, path, rule=OTHER_RULE)
    (listed,) = organiser.get(f"{path}/series").json()["seats"]
    assert not listed["acknowledged"]


def test_a_repeated_seat_draws_another_token_and_ends_the_first(house, organiser, path):
    seat, participant = _seat(house, organiser, path)
    answer = organiser.post_json(f"{path}/seats", {"seat": seat, "sealed": SEALED})
    assert participant.get("/seat").status_code == 401
    participant.token = answer.json()["token"]
    assert participant.get("/seat").status_code == 200


def test_under_instruction_it_is_no_track_two(house, organiser, path):
    _charter(organiser, path)
    _, participant = _seat(house, organiser, path)
    own = participant.post_json("/seat/capacity", {"capacity": "under-instruction"}).json()
    assert own["label"] == "track-1.5"
    refused = _charter(organiser, path)
    assert (refused.status_code, refused.json()["code"]) == (409, "under-instruction")
    assert _charter(organiser, path, label="backchannel").status_code == 201


def test_funders_are_disclosed_once(organiser, path):
    funder = _add(organiser, path, "funder")
    url = f"{path}/funders/{funder}/disclosures"
    for date, status in (("2026-03-01", 201), ("2026-03-01", 201), ("2026-03-02", 409)):
        assert organiser.post_json(url, {"date": date}).status_code == status
    (listed,) = organiser.get(f"{path}/series").json()["funders"]
    assert listed["disclosed"] == "2026-03-01"


def test_every_member_may_report_a_breach_and_nobody_sees_who_did(house, organiser, path):
    rapporteur = house.people["rapporteur"]
    breach = new_identifier()
    answer = rapporteur.post_json(f"{path}/breaches", {"breach": breach, "sealed": SEALED})
    assert answer.status_code == 201
    assert [one["breach"] for one in organiser.get(f"{path}/series").json()["breaches"]] == [breach]
    assert "person" not in HubTable.metadata.tables["breach"].columns


def test_members_acknowledge_the_rule_too(house, organiser, path):
    _charter(organiser, path)
    rapporteur = house.people["rapporteur"]
    assert rapporteur.post_json(f"{path}/acknowledgements", {"rule": RULE}).status_code == 201
    assert rapporteur.post_json(f"{path}/acknowledgements", {"rule": RULE}).status_code == 201
    assert organiser.get(f"{path}/series").json()["acknowledged"] == [rapporteur.person]


@pytest.mark.parametrize("kind", ["delegation", "goal", "funder"])
def test_an_id_stands_for_one_sealed_part(organiser, path, kind):
    key = new_identifier()
    url = f"{path}/{kind}s"
    for sent, status in ((SEALED, 201), (SEALED, 201), (OTHER, 409), ("AAAA", 422)):
        assert organiser.post_json(url, {kind: key, "sealed": sent}).status_code == status


def test_an_id_stands_for_one_part_of_whatever_kind(house, organiser, path):
    goal = _add(organiser, path, "goal")
    _charter(organiser, path)
    charter = organiser.get(f"{path}/series").json()["charter"]["charter"]
    for taken in (goal, charter):
        breach = {"breach": taken, "sealed": sealed()}
        assert house.people["auditor"].post_json(f"{path}/breaches", breach).status_code == 409
    body = {"charter": goal, "label": "track-2", "rule": RULE, "sealed": SEALED}
    assert organiser.post_json(f"{path}/charter", body).status_code == 409


def test_parts_of_another_dialogue_are_not_there(house, organiser, path):
    other = new_identifier()
    body = {"dialogue": other, "policy": "0" * 64, "sealed_title": SEALED}
    assert organiser.post_json("/dialogues", body).status_code == 201
    goal = _add(organiser, f"/dialogues/{other}", "goal")
    delegation = _add(organiser, path, "delegation")
    answer = organiser.post_json(f"{path}/goals/{goal}/agreements", {"delegation": delegation})
    assert answer.status_code == 404
