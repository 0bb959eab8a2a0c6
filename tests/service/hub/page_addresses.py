"""Every page of the hub, and who may open it: rows as in `addresses`."""

from __future__ import annotations

from addresses import ORGANISER, SIGNED_IN, Address, Scene, _nothing, _plain
from house import Person

from service.protocol.roles import Permission
from service.protocol.wire import new_identifier

WRITERS = ORGANISER | {"rapporteur"}
NO_CREDENTIAL = {"credential": {"id": "AAAA", "response": {}}}


def _open(name: str, success: int, body: dict | None = None) -> Address:
    path = name.partition(" ")[2].replace("{name:path}", "style.css")
    return Address(name, None, _plain(path), lambda *_: body, success, frozenset(), open=True)


def _own(name: str, success: int, body: dict | None = None) -> Address:
    path = name.partition(" ")[2]
    return Address(name, None, _plain(path), lambda *_: body, success, SIGNED_IN)


def _note(scene: Scene, _: Person) -> dict:
    return scene.house.submission().model_dump(mode="json")


FORM = {"name": "a b c", "passphrase": "x" * 20, "code": "123456", "token": new_identifier()}

PAGES = (
    _open("GET /", 303),
    _open("GET /sign-in", 200),
    _open("GET /join", 200),
    _open("GET /recover", 200),
    _open("GET /submit", 200),
    _open("GET /static/{name:path}", 200),
    _open("POST /sign-in/passphrase", 401, FORM),
    _open("POST /sign-in/passkey/options", 200, {}),
    _open("POST /sign-in/passkey", 401, NO_CREDENTIAL),
    _open("POST /join/passphrase", 403, FORM | {"sealed": "00"}),
    _open("POST /join/passkey/options", 200, {}),
    _open("POST /join/passkey", 401, NO_CREDENTIAL | {"token": new_identifier()}),
    _open("POST /recover", 403, {"code": "AAAA-AAAA-AAAA-AAAA"}),
    _own("GET /dialogues", 200),
    _own("GET /account", 200),
    _own("GET /account/codes", 200),
    _own("GET /audit", 200),
    _own("POST /account/codes", 200, {}),
    _own("POST /account/add", 200, {}),
    Address(
        "GET /status/{session}",
        Permission.SUBMISSION_READ,
        lambda scene: f"/status/{scene.house.session}",
        _nothing,
        200,
        ORGANISER,
    ),
    Address(
        "GET /write/{session}",
        Permission.SUBMISSION_CREATE,
        lambda scene: f"/write/{scene.house.session}",
        _nothing,
        200,
        WRITERS,
    ),
    Address(
        "POST /write/{session}/submissions",
        Permission.SUBMISSION_CREATE,
        lambda scene: f"/write/{scene.house.session}/submissions",
        _note,
        201,
        WRITERS,
    ),
    _own("POST /account/leave-everywhere", 303, {}),
    _open("POST /leave", 303, {}),
)
"""Answered to cookies, and to forms that came from a page of the hub."""

LINKS = (
    _open("POST /submit/room", 200),
    Address(
        "POST /submit/submissions",
        None,
        _plain("/submit/submissions"),
        _note,
        201,
        frozenset(),
        open=True,
    ),
)
"""Answered to the holder of a submission link, whoever that is."""

SCRIPTED = ("passkey", "submissions", "options")
"""Ends of addresses to which scripts send JSON; the others take forms."""
