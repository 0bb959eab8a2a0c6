"""A released bundle reaches the outbound side, however long that was away; then it is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from house import DOCUMENT, House

from service.hub.tables import Delivery
from service.hub.work.deliveries import FIRST_PAUSE, LONGEST_PAUSE, deliver, due_deliveries
from service.outbound.app import create_app
from service.outbound.settings import OutboundSettings
from service.outbound.setup import init
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.problems import Problem, ProblemCode
from service.protocol.work import DeliveryView

NOW = 2_000_000_000
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def house(tmp_path, identities, database, monkeypatch):
    """A hub that was told where the outbound side is."""
    monkeypatch.setenv("SEALEDROOM_HUB_OUTBOUND", "http://127.0.0.1:9")
    with House.build(tmp_path / "hub", identities, database) as house:
        yield house


@pytest.fixture
def draft(house: House) -> str:
    """A released draft whose bundle is on its way."""
    bundle = house.bundle()
    draft = house.people["organiser"].get(f"/sessions/{house.session}/drafts").json()["drafts"][0]
    path = f"/drafts/{draft['draft']}/delivery"
    answer = house.people["organiser"].post_json(path, {"bundle": bundle.decode()})
    assert answer.status_code == 201, answer.text
    assert answer.json()["state"] == "queued"
    return str(draft["draft"])


@pytest.fixture
def attempt(house: House, draft: str) -> Callable[..., DeliveryView]:
    """Try as a worker would, and see what the organiser sees then."""

    def attempt(answer: Answer, number: int, now: int = NOW) -> DeliveryView:
        outbound = httpx.Client(transport=httpx.MockTransport(answer), base_url="http://far")
        deliver(house.client.app.state.hub, outbound, draft, number, now)
        seen = house.people["auditor"].get(f"/drafts/{draft}/delivery")
        return DeliveryView.model_validate_json(seen.content)

    return attempt


def away(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("away")


def with_status(status: int) -> Answer:
    return lambda _: httpx.Response(status)


def row_of(house: House, draft: str) -> Delivery:
    with house.client.app.state.hub.database.read() as db:
        return db.get_one(Delivery, draft)


def test_it_arrives_and_is_forgotten_here(house: House, draft: str, attempt, tmp_path: Path):
    settings = OutboundSettings(folder=tmp_path / "outbound", trust=tmp_path / "trust.json")
    settings.trust.write_text(house.trust.to_json())
    init(settings)
    with TestClient(create_app(settings)) as far:

        def outbound(request: httpx.Request) -> httpx.Response:
            answer = far.post(request.url.path, content=request.content, headers=request.headers)
            return httpx.Response(answer.status_code, content=answer.content)

        view = attempt(outbound, 0)
        assert (view.state, view.attempts, view.problem, view.due) == ("delivered", 1, None, None)
        assert view.delivered == today()
        assert view.document == sha256_hex(DOCUMENT)
        assert far.get(f"/releases/{view.document}").status_code == 200
    assert row_of(house, draft).bundle is None
    assert attempt(away, 1) == view


@pytest.mark.parametrize(
    ("answer", "problem"),
    [(away, "unreachable"), (with_status(503), "http-503"), (with_status(429), "http-429")],
)
def test_what_may_pass_is_tried_again(house: House, draft: str, attempt, answer, problem):
    view = attempt(answer, 0)
    assert (view.state, view.attempts, view.problem) == ("queued", 1, problem)
    assert row_of(house, draft).due == NOW + FIRST_PAUSE
    with house.client.app.state.hub.database.read() as db:
        assert due_deliveries(db, NOW + FIRST_PAUSE - 1) == []
        assert due_deliveries(db, NOW + FIRST_PAUSE) == [(draft, 1)]


def test_pauses_grow_and_end_growing(house: House, draft: str, attempt):
    pauses = []
    for number in range(14):
        attempt(away, number)
        pauses.append(row_of(house, draft).due - NOW)
    assert pauses[:4] == [30, 60, 120, 240]
    assert pauses[-1] == LONGEST_PAUSE == max(pauses)
    assert row_of(house, draft).bundle is not None
    assert attempt(with_status(201), 14).state == "delivered"


def test_what_is_refused_is_not_sent_again_until_somebody_asks(house: House, draft: str, attempt):
    problem = Problem(code=ProblemCode.BAD_BUNDLE, title="no", status=422, detail="no", hint="no")
    view = attempt(lambda _: httpx.Response(422, content=problem.model_dump_json()), 0)
    assert (view.state, view.problem, view.due) == ("refused", "bad-bundle", None)
    assert row_of(house, draft).bundle is None
    assert attempt(with_status(201), 1).state == "refused"


def test_a_refused_one_can_be_sent_anew(house: House, attempt, draft: str):
    sent = row_of(house, draft).bundle
    attempt(with_status(400), 0)
    again = house.people["organiser"].post_json(
        f"/drafts/{draft}/delivery", {"bundle": sent.decode()}
    )
    assert again.json()["state"] == "queued"
    assert attempt(with_status(201), 1).state == "delivered"


def test_a_late_repetition_of_an_attempt_does_nothing(house: House, draft: str, attempt):
    attempt(away, 0)
    called = []
    view = attempt(lambda request: called.append(request) or httpx.Response(201), 0)
    assert (view.attempts, called) == (1, [])


def test_asking_twice_sends_once(house: House, draft: str, attempt):
    sent = row_of(house, draft).bundle
    ask = {"bundle": sent.decode()}
    attempt(away, 0)
    again = house.people["organiser"].post_json(f"/drafts/{draft}/delivery", ask)
    assert (again.status_code, again.json()["attempts"]) == (201, 1)
    attempt(with_status(201), 1)
    again = house.people["organiser"].post_json(f"/drafts/{draft}/delivery", ask)
    assert (again.status_code, again.json()["state"]) == (201, "delivered")


def test_only_this_release_s_bundle_is_taken(house: House):
    organiser = house.people["organiser"]
    other = house.bundle().decode()
    request = house.draft(b"# Another\n\n- Statement.\n")
    house.lay(request)
    path = f"/drafts/{request.draft}/delivery"
    assert organiser.post_json(path, {"bundle": other}).json()["code"] == "not-released"
    for name in ("organiser", "second"):
        house.approve(name, request)
    assert organiser.post(f"/drafts/{request.draft}/release").status_code == 201
    for bundle in (other, "{}", "not a bundle"):
        assert organiser.post_json(path, {"bundle": bundle}).json()["code"] == "bad-bundle"
    assert organiser.get(path).status_code == 404


def test_a_hub_without_an_outbound_side_says_so(tmp_path, identities):
    with House.build(tmp_path / "hub", identities) as house:
        bundle = house.bundle()
        organiser = house.people["organiser"]
        draft = organiser.get(f"/sessions/{house.session}/drafts").json()["drafts"][0]["draft"]
        answer = organiser.post_json(f"/drafts/{draft}/delivery", {"bundle": bundle.decode()})
        assert answer.json()["code"] == "no-outbound"
        assert "SEALEDROOM_HUB_OUTBOUND" in answer.json()["hint"]
