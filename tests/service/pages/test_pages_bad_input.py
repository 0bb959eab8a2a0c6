"""Nonsense gets a clear refusal on every page, and nothing of it comes back."""

from __future__ import annotations

import pytest
from house import ADDRESS, House

from service.protocol.wire import new_identifier

NONSENSE = (
    "",
    "Quillfeather \x00",
    "é" * 50,
    "-1",
    "٣٤٥٦٧٨",
    "99999999999999999999",
    "' OR 1=1 --",
    "<script>Quillfeather</script>",
    "..",
    "00" * 60,
)
FORMS = {
    "/sign-in/passphrase": ("name", "passphrase", "code"),
    "/join/passphrase": ("token", "sealed", "passphrase", "code"),
    "/recover": ("code",),
}
CREDENTIALS = (
    {},
    {"id": 1},
    {"id": "Quillfeather", "rawId": "", "type": "public-key", "response": []},
    {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "e30"}},
    {"id": "AAAA", "response": {"clientDataJSON": "////"}},
    {"id": "AAAA", "response": {"clientDataJSON": None}},
    {"id": "AA", "response": {"clientDataJSON": "eyJ0eXBlIjoxLCJjaGFsbGVuZ2UiOiLDqSJ9"}},
)


@pytest.fixture(scope="module")
def house(tmp_path_factory, identities):
    """One house for all: nothing here changes anything."""
    with House.build(tmp_path_factory.mktemp("nonsense") / "hub", identities) as house:
        yield house


@pytest.fixture
def visit(house):
    """A browser on a page of the hub."""
    cookie = new_identifier()
    token = house.client.app.state.hub.door.vault.mac("form", cookie)
    return {"Cookie": f"__Host-visit={cookie}", "Origin": ADDRESS, "X-Form-Token": token}


@pytest.mark.parametrize("words", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("path", FORMS)
def test_forms(house, visit, path, words):
    data = dict.fromkeys(FORMS[path], words) | {"form_token": visit["X-Form-Token"]}
    answer = house.client.post(path, data=data, headers=visit | {"Accept": "text/html"})
    assert 400 <= answer.status_code < 500
    assert "Quillfeather" not in answer.text


@pytest.mark.parametrize("missing", ["form_token", "name", "passphrase", "code"])
def test_missing_and_overlong_fields(house, visit, missing):
    data = {"form_token": visit["X-Form-Token"], "name": "a", "passphrase": "b", "code": "1"}
    short = {name: value for name, value in data.items() if name != missing}
    assert house.client.post("/sign-in/passphrase", data=short, headers=visit).status_code < 500
    overlong = data | {missing: "Quillfeather" * 100}
    answer = house.client.post("/sign-in/passphrase", data=overlong, headers=visit)
    assert 400 <= answer.status_code < 500
    assert "Quillfeather" not in answer.text


@pytest.mark.parametrize("credential", CREDENTIALS, ids=range(len(CREDENTIALS)))
@pytest.mark.parametrize("path", ["/sign-in/passkey", "/join/passkey"])
def test_credentials(house, visit, path, credential):
    body = {"credential": credential}
    if path == "/join/passkey":
        body["token"] = new_identifier()
    answer = house.client.post(path, json=body, headers=visit)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")


@pytest.mark.parametrize("query", ["old=-1", "old=x", "old=99999999999999999999", "start=999999"])
def test_the_log_page(house, organiser, query):
    headers = {"Cookie": f"__Host-session={organiser.token}", "Accept": "text/html"}
    assert house.client.get(f"/audit?{query}", headers=headers).status_code < 500
