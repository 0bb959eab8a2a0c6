"""What every page carries, and what a sign-out takes away."""

from __future__ import annotations

import pytest
from house import ADDRESS

from service.protocol.wire import new_identifier

HTML = {"Accept": "text/html"}
OPEN = ("/sign-in", "/join", "/recover", "/submit", "/no-such-page")


@pytest.mark.parametrize("path", OPEN)
def test_a_page_runs_nothing_but_our_own_and_is_kept_nowhere(house, path):
    answer = house.client.get(path, headers=HTML)
    policy = dict(part.strip().partition(" ")[::2] for part in _policy(answer).split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["strict-transport-security"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-visit=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(cookie.split("; "))
    assert "Max-Age" not in cookie


def test_data_stays_under_the_strictest_policy(house):
    assert "script-src" not in _policy(house.client.get("/log/checkpoint"))


def test_a_sign_in_that_ended_leads_to_the_way_in(house):
    headers = HTML | {"Cookie": f"__Host-session={new_identifier()}"}
    for path in ("/dialogues", "/account", "/audit", f"/status/{house.session}"):
        answer = house.client.get(path, headers=headers, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert '__Host-session=""' in answer.headers["set-cookie"]


def test_signing_out_clears_the_browser(house, organiser):
    visit = new_identifier()
    form = house.client.app.state.hub.door.vault.mac("form", visit)
    headers = {
        "Cookie": f"__Host-visit={visit}; __Host-session={organiser.token}",
        "Origin": ADDRESS,
    }
    answer = house.client.post(
        "/leave", data={"form_token": form}, headers=headers, follow_redirects=False
    )
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert organiser.get("/me").status_code == 401


def test_a_fault_of_ours_is_a_page_for_people(house, monkeypatch):
    monkeypatch.setattr("service.hub.pages.entering.page", None)
    answer = house.client.get("/sign-in", headers=HTML)
    assert answer.status_code == 500
    assert "Our fault" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def _policy(answer) -> str:
    return str(answer.headers["content-security-policy"])
