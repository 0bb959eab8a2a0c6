"""Every role at every address: each pair is written down in `addresses`, and none is missing."""

from __future__ import annotations

import pytest
from addresses import ADDRESSES, Scene
from fastapi.routing import iter_route_contexts
from house import ADDRESS, House, Person, sign_in
from page_addresses import LINKS, PAGES, SCRIPTED
from previewed import object_to, show
from queued import queue_job

from keys.opening import Identity, RoomSecret
from service.protocol.roles import ROLE_PERMISSIONS, Permission, Role
from service.protocol.wire import new_identifier

EVERYWHERE = ADDRESSES + PAGES + LINKS
CALLERS = ("nobody", "forger", "stranger", *sorted(role.value for role in Role))


@pytest.fixture(scope="module")
def scene(tmp_path_factory, identities):
    with House.build(tmp_path_factory.mktemp("matrix") / "hub", identities) as house:
        draft, submission = house.draft(), house.submission()
        key = house.dialogue_key(RoomSecret.generate(house.dialogue, 1))
        path = f"/dialogues/{house.dialogue}/key"
        assert house.people["organiser"].post(path, key).status_code == 201
        house.lay(draft)
        path = f"/sessions/{house.session}/submissions"
        assert house.people["organiser"].post(path, submission).status_code == 201
        job = queue_job(house, submission.submission)
        shown = house.lay(house.draft())
        show(house, shown, "organiser", "participant")
        objection = object_to(house, shown)
        yield Scene(house, draft.draft, draft.payload, submission.submission, job, shown, objection)


@pytest.fixture(scope="module")
def callers(scene) -> dict[str, Person]:
    stray = Identity.generate()
    outsiders = {
        "nobody": Person(scene.house.client, stray, ""),
        "forger": Person(scene.house.client, stray, new_identifier()),
    }
    return scene.house.people | outsiders


@pytest.fixture
def person(scene, callers, caller) -> Person:
    """The caller, who is signed in again if an address before this one signed them out."""
    person = callers[caller]
    return _signed_in(person) if caller in scene.house.people else person


def _signed_in(person: Person) -> Person:
    if person.get("/me").status_code == 401:
        person.token = sign_in(person.client, person.identity)
    return person


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_every_caller_at_every_address(scene, person, address, caller):
    path = address.path(scene)
    if address.method == "GET":
        answer = person.get(path)
    elif address.method == "DELETE":
        answer = person.delete(path)
    else:
        body = address.body(scene, person)
        answer = person.post_json(path, body) if isinstance(body, dict) else person.post(path, body)
    assert answer.status_code == address.expected(caller), answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["hint"]


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_every_caller_at_every_page(scene, person, address, caller):
    answer = _visit(scene.house, address, address.path(scene), person)
    assert answer.status_code == address.expected(caller), answer.text


@pytest.mark.parametrize("address", [page for page in PAGES if page.method == "POST"])
@pytest.mark.parametrize(
    "forgery",
    [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Cookie": ""}],
    ids=lambda forgery: next(iter(forgery)),
)
def test_no_page_takes_a_form_from_elsewhere(scene, address, forgery):
    organiser = _signed_in(scene.house.people["organiser"])
    answer = _visit(scene.house, address, address.path(scene), organiser, forgery)
    assert answer.status_code in {401, 403}
    assert organiser.get("/me").status_code == 200


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("address", LINKS, ids=lambda address: address.name)
def test_a_link_serves_whoever_holds_it(scene, caller, person, address):
    house = scene.house
    holder = Person(house.client, person.identity, _link(house))
    answer = holder.post_json(address.path(scene), address.body(scene, person))
    assert answer.status_code == address.expected(caller), answer.text


def _link(house: House) -> str:
    organiser = _signed_in(house.people["organiser"])
    return str(organiser.post(f"/sessions/{house.session}/links").json()["token"])


def _visit(house, address, path, person, forgery=None):
    """What a browser sends: cookies, where it comes from, and the token of the form."""
    visit = new_identifier()
    token = house.client.app.state.hub.door.vault.mac("form", visit)
    session = f"; __Host-session={person.token}" if person.token else ""
    headers = {"Cookie": f"__Host-visit={visit}{session}", "Origin": ADDRESS}
    body = {"headers": headers, "follow_redirects": False}
    if address.method == "GET":
        return house.client.get(path, **body)
    data = address.body(Scene(house, "", b"", ""), person)
    if path.endswith(SCRIPTED):
        headers["X-Form-Token"] = token
        headers.update(forgery or {})
        return house.client.post(path, json=data, **body)
    headers.update(forgery or {})
    return house.client.post(path, data=data | {"form_token": token}, **body)


def test_no_address_is_missing(scene):
    routes = iter_route_contexts(scene.house.client.app.routes)
    served = sorted(f"{method} {route.path}" for route in routes for method in route.methods or ())
    assert served == sorted(address.name for address in EVERYWHERE)


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_asked_for_and_its_roles_are_those_let_in(permission):
    let_in = [a.allowed for a in EVERYWHERE if a.permission is permission]
    roles = {role for role, granted in ROLE_PERMISSIONS.items() if permission in granted}
    assert let_in
    assert all(allowed == roles for allowed in let_in)
