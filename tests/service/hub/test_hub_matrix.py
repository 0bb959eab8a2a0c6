"""Every role at every address: each pair is written down, and none is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi.routing import APIRoute
from house import House, Person

from keys.opening import Identity, RoomSecret, sign
from service.hub.api import ROUTERS
from service.protocol.roles import Role
from service.protocol.statements import PAYLOAD_TYPE
from service.protocol.wire import Message, new_identifier

MEMBERS = frozenset(role.value for role in Role)
ORGANISER = frozenset({"organiser"})
SIGNED_IN = MEMBERS | {"stranger"}
CALLERS = ("nobody", "forger", "stranger", *sorted(MEMBERS))


@dataclass(frozen=True)
class Scene:
    """A house with one of everything, to be approached by any caller."""

    house: House
    draft: str
    payload: bytes
    submission: str


@dataclass(frozen=True)
class Address:
    """An address, a request that would succeed for the right caller, and who that is."""

    method: str
    template: str
    path: Callable[[Scene], str]
    body: Callable[[Scene, Person], Message | dict | None]
    success: int
    allowed: frozenset[str]
    open: bool = False
    outsider: int = 404

    @property
    def name(self) -> str:
        return f"{self.method} {self.template}"

    def expected(self, caller: str) -> int:
        if self.open or caller in self.allowed:
            return self.success
        if caller in ("nobody", "forger"):
            return 401
        return self.outsider if caller == "stranger" else 403


def _nothing(_: Scene, __: Person) -> None:
    return None


def _dialogue(_: Scene, __: Person) -> dict:
    return {"dialogue": new_identifier(), "policy": "0" * 64, "sealed_title": "AAAA"}


def _signature(scene: Scene, caller: Person) -> dict:
    return {"signature": sign(scene.payload, PAYLOAD_TYPE, caller.identity).to_json()}


def _session(scene: Scene, _: Person) -> Message:
    return scene.house.session_request(RoomSecret.generate(new_identifier(), 1))


def _account(_: Scene, __: Person) -> dict:
    return {"invitation": new_identifier(), "identity": "{}"}


def _member(scene: Scene, _: Person) -> dict:
    return {"person": scene.house.people["guest"].person, "role": "participant"}


def _in_dialogue(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/dialogues/{scene.house.dialogue}{rest}"


def _in_session(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/sessions/{scene.house.session}{rest}"


def _of_draft(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/drafts/{scene.draft}{rest}"


def _plain(path: str) -> Callable[[Scene], str]:
    return lambda _: path


READERS = frozenset({"organiser", "auditor"})
ADDRESSES = (
    Address("POST", "/accounts", _plain("/accounts"), _account, 403, frozenset(), open=True),
    Address("GET", "/me", _plain("/me"), _nothing, 200, SIGNED_IN),
    Address("POST", "/dialogues", _plain("/dialogues"), _dialogue, 201, ORGANISER, outsider=403),
    Address("GET", "/dialogues/{dialogue}", _in_dialogue(""), _nothing, 200, MEMBERS),
    Address(
        "POST",
        "/dialogues/{dialogue}/invitations",
        _in_dialogue("/invitations"),
        lambda _, __: {"role": "rapporteur"},
        201,
        ORGANISER,
    ),
    Address(
        "POST",
        "/dialogues/{dialogue}/members",
        _in_dialogue("/members"),
        _member,
        201,
        ORGANISER,
    ),
    Address(
        "GET", "/dialogues/{dialogue}/members", _in_dialogue("/members"), _nothing, 200, READERS
    ),
    Address(
        "POST",
        "/dialogues/{dialogue}/sessions",
        _in_dialogue("/sessions"),
        _session,
        201,
        ORGANISER,
    ),
    Address("GET", "/sessions/{session}", _in_session(""), _nothing, 200, MEMBERS),
    Address(
        "POST",
        "/sessions/{session}/submissions",
        _in_session("/submissions"),
        lambda scene, _: scene.house.submission(),
        201,
        ORGANISER | {"rapporteur"},
    ),
    Address(
        "GET",
        "/sessions/{session}/submissions",
        _in_session("/submissions"),
        _nothing,
        200,
        ORGANISER,
    ),
    Address(
        "GET",
        "/submissions/{submission}",
        lambda scene: f"/submissions/{scene.submission}",
        _nothing,
        200,
        ORGANISER,
    ),
    Address(
        "POST",
        "/sessions/{session}/drafts",
        _in_session("/drafts"),
        lambda scene, _: scene.house.draft(),
        201,
        ORGANISER,
    ),
    Address("GET", "/sessions/{session}/drafts", _in_session("/drafts"), _nothing, 200, READERS),
    Address("GET", "/drafts/{draft}", _of_draft(""), _nothing, 200, READERS),
    Address(
        "POST", "/drafts/{draft}/approvals", _of_draft("/approvals"), _signature, 201, ORGANISER
    ),
    Address("POST", "/drafts/{draft}/release", _of_draft("/release"), _nothing, 409, ORGANISER),
    Address(
        "POST", "/drafts/{draft}/rejections", _of_draft("/rejections"), _nothing, 201, ORGANISER
    ),
    Address(
        "GET", "/log/checkpoint", _plain("/log/checkpoint"), _nothing, 200, SIGNED_IN, open=True
    ),
    Address(
        "GET",
        "/log/consistency",
        _plain("/log/consistency?old=1"),
        _nothing,
        200,
        SIGNED_IN,
        open=True,
    ),
    Address("GET", "/log/proof", _plain("/log/proof?index=0"), _nothing, 200, SIGNED_IN),
    Address("GET", "/log/leaves", _plain("/log/leaves"), _nothing, 200, SIGNED_IN),
)


@pytest.fixture(scope="module")
def scene(tmp_path_factory, identities):
    with House.build(tmp_path_factory.mktemp("matrix") / "hub", identities) as house:
        draft, submission = house.draft(), house.submission()
        house.lay(draft)
        path = f"/sessions/{house.session}/submissions"
        assert house.people["organiser"].post(path, submission).status_code == 201
        yield Scene(house, draft.draft, draft.payload, submission.submission)


@pytest.fixture(scope="module")
def callers(scene) -> dict[str, Person]:
    stray = Identity.generate()
    outsiders = {
        "nobody": Person(scene.house.client, stray, ""),
        "forger": Person(scene.house.client, stray, new_identifier()),
    }
    return scene.house.people | outsiders


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_every_caller_at_every_address(scene, callers, address, caller):
    person = callers[caller]
    path = address.path(scene)
    if address.method == "GET":
        answer = person.get(path)
    else:
        body = address.body(scene, person)
        answer = person.post_json(path, body) if isinstance(body, dict) else person.post(path, body)
    assert answer.status_code == address.expected(caller), answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["hint"]


def test_no_address_and_no_role_is_missing():
    routes = {
        f"{method} {route.path}"
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    assert routes == {address.name for address in ADDRESSES}
    assert set(CALLERS) >= {role.value for role in Role}
