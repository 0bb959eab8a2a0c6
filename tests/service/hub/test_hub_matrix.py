"""Every role at every address: each pair is written down in `addresses`, and none is missing."""

from __future__ import annotations

import pytest
from addresses import ADDRESSES, Scene
from fastapi.routing import iter_route_contexts
from house import House, Person, sign_in

from keys.opening import Identity
from service.protocol.roles import ROLE_PERMISSIONS, Permission, Role
from service.protocol.wire import new_identifier

CALLERS = ("nobody", "forger", "stranger", *sorted(role.value for role in Role))


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
    if caller in scene.house.people and person.get("/me").status_code == 401:
        person.token = sign_in(scene.house.client, person.identity)
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


def test_no_address_is_missing(scene):
    routes = iter_route_contexts(scene.house.client.app.routes)
    served = sorted(f"{method} {route.path}" for route in routes for method in route.methods or ())
    assert served == sorted(address.name for address in ADDRESSES)


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_asked_for_and_its_roles_are_those_let_in(permission):
    let_in = [a.allowed for a in ADDRESSES if a.permission is permission]
    roles = {role for role, granted in ROLE_PERMISSIONS.items() if permission in granted}
    assert let_in
    assert all(allowed == roles for allowed in let_in)
