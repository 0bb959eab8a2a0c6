"""What a developer relies on: pages, conditional requests, a description that is true."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from house import ADDRESS, House, Person

from service.hub import paging
from service.hub.api.description import describe
from service.hub.api.token_first import SMALL
from service.hub.app import create_app
from service.protocol.status import Status


def _all_pages(person: Person, path: str, kind: str) -> list[dict]:
    """Everything on every page of two."""
    found, cursor = [], ""
    while cursor is not None:
        page = person.get(f"{path}?cursor={cursor}").json()
        assert len(page[kind]) <= 2
        found += page[kind]
        cursor = page["next"]
    return found


def test_notes_come_in_pages(house, organiser, rapporteur, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 2)
    path = f"/sessions/{house.session}/submissions"
    sent = [house.submission() for _ in range(5)]
    for request in sent:
        rapporteur.post(path, request)
    listed = [one["submission"] for one in _all_pages(organiser, path, "submissions")]
    assert listed == sorted(one.submission for one in sent)
    assert organiser.get(f"{path}?cursor=%00").status_code == 422


def test_drafts_and_members_come_in_pages(house, organiser, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 2)
    laid = [house.lay(house.draft()) for _ in range(4)]
    drafts = _all_pages(organiser, f"/sessions/{house.session}/drafts", "drafts")
    assert [one["draft"] for one in drafts] == sorted(laid)
    members = _all_pages(organiser, f"/dialogues/{house.dialogue}/members", "members")
    outside = {"stranger", "guest"}
    inside = {one.person for name, one in house.people.items() if name not in outside}
    assert [one["person"] for one in members] == sorted(inside)


def test_what_the_client_has_is_not_sent_again(house, organiser, rapporteur):
    path = f"/sessions/{house.session}/submissions"
    headers = {"Authorization": f"Bearer {organiser.token}"}
    first = house.client.get(path, headers=headers)
    headers["If-None-Match"] = f'W/"x", {first.headers["etag"]}'
    again = house.client.get(path, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    rapporteur.post(path, house.submission())
    changed = house.client.get(path, headers=headers)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert "etag" not in organiser.get("/sessions/x").headers


def test_a_stranger_cannot_make_the_hub_read_much(house):
    path = f"/sessions/{house.session}/submissions"
    large = b'{"envelope": "' + b"A" * SMALL
    for headers in ({}, {"Authorization": "Bearer " + "A" * 43}):
        answer = house.client.post(path, content=large, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")


def test_the_description_names_every_address_and_what_is_closed():
    document = describe()
    submit = document["paths"]["/sessions/{session}/submissions"]["post"]
    assert submit["security"] == [{"token": []}]
    assert "security" not in document["paths"]["/log/checkpoint"]["get"]
    assert "4XX" in submit["responses"]
    assert "Problem" in document["components"]["schemas"]


@pytest.mark.parametrize(("serves", "status"), [(False, 404), (True, 200)])
def test_the_description_is_served_only_when_the_host_says_so(on_sqlite: House, serves, status):
    settings = on_sqlite.settings.model_copy(update={"openapi": serves})
    with TestClient(create_app(settings), base_url=ADDRESS) as client:
        assert client.get("/openapi.json").status_code == status
        assert client.get("/docs").status_code == 404


def test_an_organiser_sees_how_a_session_stands(house, organiser, second, rapporteur):
    path = f"/sessions/{house.session}"
    for _ in range(2):
        rapporteur.post(f"{path}/submissions", house.submission())
    request = house.draft()
    house.lay(request)
    house.approve("organiser", request)
    status = Status.model_validate_json(organiser.get(f"{path}/status").content)
    assert [(one.size_class, one.count) for one in status.arrived] == [("16 KiB", 2)]
    (waiting,) = status.awaiting_approval
    assert (waiting.draft, waiting.missing) == (request.draft, 1)
    assert waiting.approved == (organiser.person,)
    assert waiting.can_approve == (second.person,)
    assert [mark.mark for mark in status.clock.marks][:3] == [
        "draft-due",
        "objections-end",
        "release-due",
    ]
