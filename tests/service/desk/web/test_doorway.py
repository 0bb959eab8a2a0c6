"""Who may come in: a row for each step of the doorway, and for each way to try."""

from __future__ import annotations

import pytest
from desk_visits import Visit
from locked_desk import PASSPHRASE


def test_the_link_opens_once(stranger: Visit):
    link = stranger.entrance.link
    first = stranger.client.get(link)
    assert first.status_code == 200
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert f"path={stranger.entrance.root.lower()};" in cookie
    assert stranger.entrance.link == ""
    stranger.client.cookies.clear()
    again = stranger.client.get(link)
    assert again.status_code == 401
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("key", ["", "wrong", "é"])
def test_a_wrong_key_opens_nothing_and_spends_nothing(stranger: Visit, key: str):
    answer = stranger.client.get(f"{stranger.entrance.root}/enter", params={"key": key})
    assert answer.status_code == 401
    assert stranger.entrance.link


def test_without_the_cookie_there_is_nothing(stranger: Visit):
    for path in ("/", "/unlock", "/home", "/pulse", "/sheet/backup"):
        assert stranger.get(path).status_code == 401
    assert stranger.post("/unlock", {"passphrase": PASSPHRASE}).status_code == 401
    assert not stranger.desk.is_open


@pytest.mark.parametrize(
    "host", ["localhost:8480", "evil.example:8480", "127.0.0.1", "127.0.0.1:1", "127.1:8480"]
)
def test_another_host_name_is_not_this_desk(person: Visit, host: str):
    answer = person.get("/unlock", Host=host)
    assert answer.status_code == 421
    assert person.entrance.root not in answer.text


@pytest.mark.parametrize("path", ["/", "/unlock", "/enter", "//unlock", "/%2e%2e/unlock"])
def test_outside_the_folder_of_this_run_there_is_nothing(person: Visit, path: str):
    answer = person.client.get(f"{person.entrance.origin}{path}")
    assert answer.status_code == 404
    assert person.entrance.root not in answer.text


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://127.0.0.1:3000", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost:8480"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_page_reaches_neither_reading_nor_writing(person: Visit, headers: dict[str, str]):
    read = person.client.get(f"{person.entrance.root}/unlock", headers=headers)
    written = person.client.post(
        f"{person.entrance.root}/unlock", data={"passphrase": PASSPHRASE}, headers=headers
    )
    assert read.status_code == written.status_code == 403
    assert person.entrance.root not in read.text
    assert not person.desk.is_open


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "none"}])
def test_a_change_needs_a_page_of_ours(person: Visit, headers: dict[str, str]):
    answer = person.client.post(
        f"{person.entrance.root}/unlock", data={"passphrase": PASSPHRASE}, headers=headers
    )
    assert answer.status_code == 403


def test_our_own_form_without_fetch_metadata(person: Visit):
    answer = person.client.post(
        f"{person.entrance.root}/unlock",
        data={"passphrase": PASSPHRASE},
        headers={"Origin": person.entrance.origin},
    )
    assert answer.status_code == 303
    assert person.desk.is_open


def test_a_preflight_is_answered_without_a_word_of_cors(person: Visit):
    answer = person.client.options(
        f"{person.entrance.root}/unlock",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
    )
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_multipart_would_be_spilled_to_disk(person: Visit):
    answer = person.client.post(
        f"{person.entrance.root}/unlock",
        files={"passphrase": ("name.txt", b"words")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 415


def test_headers_of_every_answer(person: Visit):
    for answer in (person.get("/unlock"), person.get("/static/desk.css"), person.get("/nothing")):
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert not [name for name in answer.headers if name.startswith("access-control")]
