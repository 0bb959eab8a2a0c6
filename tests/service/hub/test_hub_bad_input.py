"""What is too large, of the wrong kind or nonsense gets one clear problem and changes nothing."""

from __future__ import annotations

import socket
import threading
import time

import pytest
import uvicorn

from service.hub.app import MAX_BODY, MAX_SMALL_BODY, create_app, serve
from service.hub.errors import AlreadyInitialised, NotInitialised
from service.hub.settings import HubSettings
from service.hub.setup import init, invite_host

FIFTY_MB = 50_000_000


@pytest.fixture
def port(house):
    """The hub behind a real server."""
    config = uvicorn.Config(
        create_app(house.settings), host="127.0.0.1", port=0, log_level="error", access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def test_fifty_megabytes_are_too_large(house, rapporteur):
    path = f"/sessions/{house.session}/submissions"
    answer = rapporteur.post(path, b'{"envelope": "' + b"A" * FIFTY_MB)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert answer.json()["hint"]


def test_a_real_client_sees_why_fifty_megabytes_were_refused(port):
    import httpx

    url = f"http://127.0.0.1:{port}/sessions/x/submissions"
    with httpx.Client(timeout=30) as client:
        answer = client.post(url, content=b"A" * FIFTY_MB)
        chunked = client.post(url, content=(b"A" * 2**20 for _ in range(50)))
    for response in (answer, chunked):
        assert (response.status_code, response.json()["code"]) == (413, "too-large")


def test_a_body_longer_than_it_says_goes_nowhere(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        raw.sendall(b"POST /accounts HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n{}{}{}{}")
        assert raw.recv(100).split(b" ")[1][:1] == b"4"


def test_other_addresses_take_far_less(house):
    assert MAX_SMALL_BODY < MAX_BODY < FIFTY_MB
    answer = house.client.post("/accounts", content=b"A" * (MAX_SMALL_BODY + 1))
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"invitation": NaN}', "application/json"),
        (b"null", "application/json"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"{}", "text/plain"),
    ],
    ids=["empty", "no text", "deep", "NaN", "null", "form", "plain"],
)
def test_nonsense_is_refused(house, body, kind):
    answer = house.client.post("/accounts", content=body, headers={"Content-Type": kind})
    assert answer.status_code in (415, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_problem_names_our_fields_and_never_the_senders(house):
    body = {"invitation": 3, "Zephyrine": 1}
    answer = house.client.post("/accounts", json=body)
    assert "identity" in answer.json()["detail"]
    assert "Zephyrine" not in answer.text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/me/"])
def test_there_is_nothing_else(house, path):
    answer = house.client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_wrong_method_is_said_to_be(house):
    answer = house.client.delete("/me")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer \xe9", "x"])
def test_without_a_token_nobody_is_anybody(house, header):
    answer = house.client.get("/me", headers={"Authorization": header.encode("latin-1")})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")


def test_every_answer_carries_the_security_headers(house, organiser):
    for answer in (
        organiser.get("/me"),
        house.client.get("/me"),
        house.client.get("/nothing"),
        house.client.post("/accounts", content=b"A" * (MAX_SMALL_BODY + 1)),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_hub_is_made_once_and_for_its_owner_only(tmp_path):
    settings = HubSettings(folder=tmp_path / "deep" / "hub")
    for start in (create_app, serve, invite_host):
        with pytest.raises(NotInitialised) as caught:
            start(settings)
        assert "hub init" in caught.value.hint
    new = init(settings)
    assert new.bootstrap_token not in repr(new)
    for file in (settings.sqlite_file, settings.keys_file, settings.log_key):
        assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(AlreadyInitialised):
        init(settings)


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SEALEDROOM_HUB_FOLDER", str(tmp_path))
    monkeypatch.setenv("SEALEDROOM_HUB_PORT", "9000")
    settings = HubSettings()
    assert (settings.folder, settings.port) == (tmp_path, 9000)
    assert all(field.description for field in HubSettings.model_fields.values())
