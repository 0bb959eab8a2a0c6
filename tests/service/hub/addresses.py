"""Every address of the hub, and who may use it. A new address needs its row here.

A row says who is let in (`allowed`, written by hand, apart from the table in
`service.protocol.roles`), and the permission that decides it, if a role does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from house import House, Person, sealed
from previewed import answer_request, objection_request, preview_request
from queued import job_request, queue_job

from keys.opening import RoomSecret, sign
from service.protocol.roles import Permission, Role
from service.protocol.statements import PAYLOAD_TYPE
from service.protocol.wire import Message, new_identifier

MEMBERS = frozenset(role.value for role in Role)
ORGANISER = frozenset({"organiser"})
READERS = frozenset({"organiser", "auditor"})
SHOWN = frozenset({"organiser", "participant"})
SIGNED_IN = MEMBERS | {"stranger"}


@dataclass(frozen=True)
class Scene:
    """A house with one of everything, to be approached by any caller."""

    house: House
    draft: str
    payload: bytes
    submission: str
    job: str = ""
    shown: str = ""
    objection: str = ""


@dataclass(frozen=True)
class Address:
    """An address, a request that would succeed for the right caller, and who that is.

    `permission` is None where no role decides: any account may come, or (`open`) anybody.
    """

    name: str
    permission: Permission | None
    path: Callable[[Scene], str]
    body: Callable[[Scene, Person], Message | dict | None]
    success: int
    allowed: frozenset[str]
    open: bool = False
    outsider: int = 404

    @property
    def method(self) -> str:
        return self.name.partition(" ")[0]

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


def _job_request(scene: Scene, caller: Person) -> Message:
    return job_request(scene.house, caller.identity, scene.submission)


def _forged_sign_in(_: Scene, caller: Person) -> dict:
    return {"statement": "AAAA", "signature": "{}"}


def _member(scene: Scene, _: Person) -> dict:
    return {"person": scene.house.people["guest"].person, "role": "participant"}


def _sealed(name: str, **rest: object) -> Callable[[Scene, Person], dict]:
    return lambda _, __: {name: new_identifier(), "sealed": sealed(), **rest}


def _first_key(scene: Scene, caller: Person) -> dict:
    """The key that the dialogue has already: the request is a repeated one."""
    path = f"/dialogues/{scene.house.dialogue}/key"
    announcement = scene.house.people["organiser"].get(path).json()["announcement"]
    return {"announcement": announcement, "wraps": {caller.person: "AAAA"}, "heads": {}}


def _same_epoch(scene: Scene, _: Person) -> dict:
    """The epoch that the room has already: the request is a repeated one."""
    house = scene.house
    session = house.people["organiser"].get(f"/sessions/{house.session}").json()
    wraps = {house.people["organiser"].person: "AAAA"}
    sealed = {"sealed_agenda": "AAAA", "sealed_roster": "AAAA", "heads": {}}
    return {"announcement": session["announcement"], "wraps": wraps, **sealed}


def _in_dialogue(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/dialogues/{scene.house.dialogue}{rest}"


def _in_session(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/sessions/{scene.house.session}{rest}"


def _of_draft(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/drafts/{scene.draft}{rest}"


def _of_job(rest: str) -> Callable[[Scene], str]:
    return lambda scene: f"/jobs/{scene.job}{rest}"


def _plain(path: str) -> Callable[[Scene], str]:
    return lambda _: path


SERIES = tuple(
    Address(
        f"POST /dialogues/{{dialogue}}/{part}",
        permission,
        _in_dialogue(f"/{part}"),
        body,
        201,
        allowed,
    )
    for part, permission, body, allowed in (
        (
            "charter",
            Permission.SERIES_CHANGE,
            _sealed("charter", label="track-2", rule="0" * 64),
            ORGANISER,
        ),
        ("delegations", Permission.SERIES_CHANGE, _sealed("delegation"), ORGANISER),
        ("goals", Permission.SERIES_CHANGE, _sealed("goal"), ORGANISER),
        ("funders", Permission.SERIES_CHANGE, _sealed("funder"), ORGANISER),
        ("seats", Permission.SEAT_CREATE, _sealed("seat"), ORGANISER),
        ("breaches", Permission.BREACH_CREATE, _sealed("breach"), MEMBERS),
    )
)

WITH_SEAT_TOKEN = tuple(
    Address(name, None, _plain(name.partition(" ")[2]), body, 401, frozenset(), open=True)
    for name, body in (
        ("GET /seat", _nothing),
        ("POST /seat/acknowledgement", lambda _, __: {"rule": "0" * 64}),
        ("POST /seat/capacity", lambda _, __: {"capacity": "personal"}),
    )
)
"""To the token of an account they are closed."""

ADDRESSES = (
    *SERIES,
    *WITH_SEAT_TOKEN,
    Address("GET /health", None, _plain("/health"), _nothing, 200, SIGNED_IN, open=True),
    Address(
        "GET /sessions/{session}/status",
        Permission.SUBMISSION_READ,
        _in_session("/status"),
        _nothing,
        200,
        ORGANISER,
    ),
    Address(
        "GET /dialogues/{dialogue}/series",
        Permission.SERIES_READ,
        _in_dialogue("/series"),
        _nothing,
        200,
        READERS,
    ),
    Address(
        "POST /dialogues/{dialogue}/goals/{goal}/agreements",
        Permission.SERIES_CHANGE,
        _in_dialogue(f"/goals/{new_identifier()}/agreements"),
        lambda _, __: {"delegation": new_identifier()},
        404,
        ORGANISER,
    ),
    Address(
        "POST /dialogues/{dialogue}/funders/{funder}/disclosures",
        Permission.SERIES_CHANGE,
        _in_dialogue(f"/funders/{new_identifier()}/disclosures"),
        lambda _, __: {"date": "2026-03-01"},
        404,
        ORGANISER,
    ),
    Address(
        "POST /dialogues/{dialogue}/acknowledgements",
        Permission.ACKNOWLEDGEMENT_CREATE,
        _in_dialogue("/acknowledgements"),
        lambda _, __: {"rule": "0" * 64},
        201,
        MEMBERS,
    ),
    Address(
        "DELETE /dialogues/{dialogue}/members/{person}",
        Permission.MEMBER_END,
        _in_dialogue(f"/members/{'A' * 22}"),
        _nothing,
        404,
        ORGANISER,
    ),
    Address(
        "POST /sessions/{session}/epochs",
        Permission.SESSION_CREATE,
        _in_session("/epochs"),
        _same_epoch,
        201,
        ORGANISER,
    ),
    Address(
        "GET /dialogues/{dialogue}/key",
        Permission.DIALOGUE_READ,
        _in_dialogue("/key"),
        _nothing,
        200,
        MEMBERS,
    ),
    Address(
        "POST /dialogues/{dialogue}/key",
        Permission.SERIES_CHANGE,
        _in_dialogue("/key"),
        _first_key,
        201,
        ORGANISER,
    ),
    Address(
        "GET /log/tiles/checkpoint",
        None,
        _plain("/log/tiles/checkpoint"),
        _nothing,
        200,
        SIGNED_IN,
        open=True,
    ),
    Address(
        "GET /log/tiles/tile/{level}/{place:path}",
        None,
        _plain("/log/tiles/tile/0/000.p/1"),
        _nothing,
        200,
        SIGNED_IN,
        open=True,
    ),
    Address(
        "GET /log/tiles/tile/entries/{place:path}",
        None,
        _plain("/log/tiles/tile/entries/000.p/1"),
        _nothing,
        200,
        SIGNED_IN,
    ),
    Address(
        "GET /log/cosigned", None, _plain("/log/cosigned"), _nothing, 200, SIGNED_IN, open=True
    ),
    Address(
        "POST /log/cosigned",
        None,
        _plain("/log/cosigned"),
        lambda _, __: {"checkpoint": "x"},
        422,
        frozenset(),
        open=True,
    ),
    Address("POST /accounts", None, _plain("/accounts"), _account, 403, frozenset(), open=True),
    Address(
        "POST /sign-in/challenges",
        None,
        _plain("/sign-in/challenges"),
        _nothing,
        201,
        frozenset(),
        open=True,
    ),
    Address(
        "POST /sign-in/desk",
        None,
        _plain("/sign-in/desk"),
        _forged_sign_in,
        401,
        frozenset(),
        open=True,
    ),
    Address("POST /me/browsers", None, _plain("/me/browsers"), _nothing, 201, SIGNED_IN),
    Address("GET /me", None, _plain("/me"), _nothing, 200, SIGNED_IN),
    Address("POST /dialogues", None, _plain("/dialogues"), _dialogue, 201, ORGANISER, outsider=403),
    Address(
        "GET /dialogues/{dialogue}",
        Permission.DIALOGUE_READ,
        _in_dialogue(""),
        _nothing,
        200,
        MEMBERS,
    ),
    Address(
        "POST /dialogues/{dialogue}/invitations",
        Permission.INVITATION_CREATE,
        _in_dialogue("/invitations"),
        lambda _, __: {"role": "rapporteur"},
        201,
        ORGANISER,
    ),
    Address(
        "POST /dialogues/{dialogue}/members",
        Permission.MEMBER_CREATE,
        _in_dialogue("/members"),
        _member,
        201,
        ORGANISER,
    ),
    Address(
        "GET /dialogues/{dialogue}/members",
        Permission.MEMBER_READ,
        _in_dialogue("/members"),
        _nothing,
        200,
        READERS,
    ),
    Address(
        "POST /dialogues/{dialogue}/sessions",
        Permission.SESSION_CREATE,
        _in_dialogue("/sessions"),
        _session,
        201,
        ORGANISER,
    ),
    Address(
        "GET /sessions/{session}",
        Permission.SESSION_READ,
        _in_session(""),
        _nothing,
        200,
        MEMBERS,
    ),
    Address(
        "POST /sessions/{session}/submissions",
        Permission.SUBMISSION_CREATE,
        _in_session("/submissions"),
        lambda scene, _: scene.house.submission(),
        201,
        ORGANISER | {"rapporteur"},
    ),
    Address(
        "POST /sessions/{session}/links",
        Permission.LINK_CREATE,
        _in_session("/links"),
        _nothing,
        201,
        ORGANISER,
    ),
    Address(
        "GET /sessions/{session}/submissions",
        Permission.SUBMISSION_READ,
        _in_session("/submissions"),
        _nothing,
        200,
        ORGANISER,
    ),
    Address(
        "GET /submissions/{submission}",
        Permission.SUBMISSION_READ,
        lambda scene: f"/submissions/{scene.submission}",
        _nothing,
        200,
        ORGANISER,
    ),
    Address(
        "POST /sessions/{session}/drafts",
        Permission.DRAFT_CREATE,
        _in_session("/drafts"),
        lambda scene, _: scene.house.draft(),
        201,
        ORGANISER,
    ),
    Address(
        "GET /sessions/{session}/drafts",
        Permission.DRAFT_READ,
        _in_session("/drafts"),
        _nothing,
        200,
        READERS,
    ),
    Address("GET /drafts/{draft}", Permission.DRAFT_READ, _of_draft(""), _nothing, 200, READERS),
    Address(
        "POST /drafts/{draft}/approvals",
        Permission.APPROVAL_CREATE,
        _of_draft("/approvals"),
        _signature,
        201,
        ORGANISER,
    ),
    Address(
        "POST /drafts/{draft}/release",
        Permission.RELEASE_CREATE,
        _of_draft("/release"),
        _nothing,
        409,
        ORGANISER,
    ),
    Address(
        "POST /drafts/{draft}/rejections",
        Permission.REJECTION_CREATE,
        _of_draft("/rejections"),
        _nothing,
        201,
        ORGANISER,
    ),
    Address(
        "POST /drafts/{draft}/previews",
        Permission.PREVIEW_CREATE,
        lambda scene: f"/drafts/{scene.shown}/previews",
        lambda scene, _: preview_request(scene.house, scene.shown, "participant"),
        201,
        ORGANISER,
    ),
    Address("GET /previews", None, _plain("/previews"), _nothing, 200, SIGNED_IN),
    Address(
        "GET /drafts/{draft}/preview",
        Permission.PREVIEW_READ,
        lambda scene: f"/drafts/{scene.shown}/preview",
        _nothing,
        200,
        SHOWN,
    ),
    Address(
        "POST /drafts/{draft}/objections",
        Permission.OBJECTION_CREATE,
        lambda scene: f"/drafts/{scene.shown}/objections",
        lambda scene, _: objection_request(scene.house),
        201,
        SHOWN,
    ),
    Address(
        "GET /drafts/{draft}/objections",
        Permission.OBJECTION_READ,
        lambda scene: f"/drafts/{scene.shown}/objections",
        _nothing,
        200,
        ORGANISER,
    ),
    Address(
        "POST /objections/{objection}/answer",
        Permission.ANSWER_CREATE,
        lambda scene: f"/objections/{scene.objection}/answer",
        lambda scene, _: answer_request(scene.house),
        201,
        ORGANISER,
    ),
    Address(
        "POST /drafts/{draft}/early-release",
        Permission.RELEASE_HASTEN,
        lambda scene: f"/drafts/{scene.shown}/early-release",
        lambda scene, _: {"reason": "r" * 43, "envelope": "AAAA"},
        422,
        ORGANISER,
    ),
    Address(
        "POST /dialogues/{dialogue}/terms",
        Permission.TERMS_CREATE,
        _in_dialogue("/terms"),
        lambda _, __: {"release": 30},
        201,
        ORGANISER,
    ),
    Address(
        "GET /dialogues/{dialogue}/terms",
        Permission.DIALOGUE_READ,
        _in_dialogue("/terms"),
        _nothing,
        200,
        MEMBERS,
    ),
    Address(
        "GET /sessions/{session}/clock",
        Permission.SESSION_READ,
        _in_session("/clock"),
        _nothing,
        200,
        MEMBERS,
    ),
    Address(
        "POST /sessions/{session}/hold",
        Permission.HOLD_CREATE,
        _in_session("/hold"),
        lambda _, __: {"hold": "h" * 43},
        201,
        ORGANISER,
    ),
    Address(
        "POST /sessions/{session}/hold/end",
        Permission.HOLD_END,
        _in_session("/hold/end"),
        _nothing,
        201,
        ORGANISER,
    ),
    Address(
        "POST /sessions/{session}/destruction",
        Permission.DESTRUCTION_CREATE,
        _in_session("/destruction"),
        lambda _, __: {"session": "s" * 43},
        409,
        ORGANISER,
    ),
    Address(
        "GET /sessions/{session}/destruction",
        Permission.DESTRUCTION_READ,
        _in_session("/destruction"),
        _nothing,
        404,
        READERS,
    ),
    Address(
        "POST /drafts/{draft}/delivery",
        Permission.DELIVERY_CREATE,
        _of_draft("/delivery"),
        lambda _, __: {"bundle": "{}"},
        409,
        ORGANISER,
    ),
    Address(
        "GET /drafts/{draft}/delivery",
        Permission.DELIVERY_READ,
        _of_draft("/delivery"),
        _nothing,
        404,
        READERS,
    ),
    Address(
        "POST /sessions/{session}/jobs",
        Permission.JOB_CREATE,
        _in_session("/jobs"),
        _job_request,
        201,
        ORGANISER,
    ),
    Address("GET /jobs", None, _plain("/jobs"), _nothing, 200, SIGNED_IN),
    Address("GET /jobs/{job}", Permission.JOB_READ, _of_job(""), _nothing, 200, ORGANISER),
    Address(
        "POST /jobs/{job}/grant",
        Permission.JOB_CREATE,
        _of_job("/grant"),
        lambda _, __: {"grant": "{}"},
        409,
        ORGANISER,
    ),
    Address(
        "POST /jobs/{job}/result",
        Permission.JOB_WORK,
        _of_job("/result"),
        lambda _, __: {"review": "AAAA", "signed": "{}"},
        409,
        ORGANISER,
    ),
    Address(
        "GET /jobs/{job}/result",
        Permission.JOB_READ,
        _of_job("/result"),
        _nothing,
        404,
        ORGANISER,
    ),
    Address(
        "POST /jobs/{job}/worker",
        Permission.JOB_WORK,
        _of_job("/worker"),
        lambda _, __: {"worker": "{}"},
        201,
        ORGANISER,
    ),
    Address(
        "POST /jobs/{job}/end",
        Permission.JOB_CREATE,
        lambda scene: f"/jobs/{queue_job(scene.house, scene.submission)}/end",
        _nothing,
        201,
        ORGANISER,
    ),
    Address(
        "GET /log/checkpoint", None, _plain("/log/checkpoint"), _nothing, 200, SIGNED_IN, open=True
    ),
    Address(
        "GET /log/consistency",
        None,
        _plain("/log/consistency?old=1"),
        _nothing,
        200,
        SIGNED_IN,
        open=True,
    ),
    Address("GET /log/proof", None, _plain("/log/proof?index=0"), _nothing, 200, SIGNED_IN),
    Address("GET /log/leaves", None, _plain("/log/leaves"), _nothing, 200, SIGNED_IN),
    Address("POST /sign-out", None, _plain("/sign-out"), _nothing, 200, SIGNED_IN),
    Address(
        "POST /sign-out/everywhere",
        None,
        _plain("/sign-out/everywhere"),
        _nothing,
        200,
        SIGNED_IN,
    ),
)
