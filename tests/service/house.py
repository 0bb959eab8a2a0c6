"""The cast of the service tests: people who talk to a hub over HTTP as a desk would."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from pydantic import SecretStr

from keys.bundle import REQUIRED_CHECKS, build
from keys.logproof import LogProof
from keys.opening import Identity, RoomSecret, announce_room, sign, wrap_room
from keys.sealing import Context, seal
from keys.signatures import DsseEnvelope
from keys.trust import Trust
from service.hub.app import create_app
from service.hub.settings import HubSettings
from service.hub.setup import NewHub, init
from service.protocol.canonical import canonical_json, sha256_hex
from service.protocol.coarse import today
from service.protocol.dialogues import Profile, Segment, SessionRequest
from service.protocol.drafts import DraftRequest, ReleaseAnswer
from service.protocol.epochs import DialogueKeyRequest
from service.protocol.outbound import RecommendationRequest
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.signing_in import SIGN_IN_TYPE, SignInRequest, SignInStatement
from service.protocol.statements import (
    PAYLOAD_TYPE,
    Check,
    Kind,
    RecommendationPredicate,
    RecommendationStatement,
    ReleasePredicate,
    ReleaseStatement,
    Sha256,
    Subject,
)
from service.protocol.submissions import SubmissionRequest
from service.protocol.wire import Message, new_identifier, new_salt

ADDRESS = "http://127.0.0.1:8470"
POLICY = canonical_json({"k": 3, "profile": "chatham-house"}).decode()
DOCUMENT = b"""# Water and trust

## Sharing data on the river

- Several participants argued that flow data should be published each month.
- One participant doubted that the gauges could be trusted.

## Next steps

- Participants explored a joint inspection of the gauges.
"""
TITLE, AGENDA, ROSTER, NOTE = (
    b"Canary title Quillfeather",
    b"Canary agenda Umberwood",
    b"Canary roster Ambassador Zephyrine Okonkwo-Thrace",
    b"Canary note: Zephyrine said the gauges are broken",
)


def sealed() -> str:
    """A whole envelope, for what the hub takes without opening it; no two are the same."""
    context = Context("room", 1, "x", Purpose.GOAL)
    return _b64(seal(b"sealed", {}, RoomSecret.generate("room", 1).public, context))


@dataclass
class Person:
    """Somebody who is signed in."""

    client: TestClient
    identity: Identity
    token: str

    @property
    def person(self) -> str:
        return self.identity.public.person

    def get(self, path: str):
        return self.client.get(path, headers=self._headers)

    def post(self, path: str, body: Message | bytes | None = None):
        content = body.model_dump_json().encode() if isinstance(body, Message) else body
        headers = self._headers | ({"Content-Type": "application/json"} if content else {})
        return self.client.post(path, content=content, headers=headers)

    def delete(self, path: str):
        return self.client.delete(path, headers=self._headers)

    def post_json(self, path: str, value: Any):
        return self.post(path, json.dumps(value).encode())

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@dataclass
class House:
    """One hub with one dialogue and one session."""

    settings: HubSettings
    new: NewHub
    client: TestClient
    people: dict[str, Person]
    room: RoomSecret
    dialogue: str

    @classmethod
    @contextmanager
    def build(cls, folder: Path, identities: list[Identity], database: str = "") -> Iterator[House]:
        settings = HubSettings(
            folder=folder, origin="hub.example/log", database=SecretStr(database)
        )
        new = init(settings)
        with TestClient(create_app(settings), base_url=ADDRESS) as client:
            room = RoomSecret.generate(new_identifier(), 1)
            house = cls(settings, new, client, {}, room, new_identifier())
            house._move_in(identities)
            yield house

    def _move_in(self, identities: list[Identity]) -> None:
        organiser = self.sign_up("organiser", identities[0], self.new.bootstrap_token)
        title = seal(
            TITLE,
            {},
            organiser.identity.public,
            Context(self.dialogue, 0, self.dialogue, Purpose.TITLE),
        )
        request = {
            "dialogue": self.dialogue,
            "policy": sha256_hex(POLICY.encode()),
            "sealed_title": _b64(title),
        }
        assert organiser.post_json("/dialogues", request).status_code == 201
        self.invite("second", identities[1], Role.ORGANISER)
        for role, identity in zip(
            sorted(set(Role) - {Role.ORGANISER}), identities[2:], strict=False
        ):
            self.invite(role.value, identity, role)
        elsewhere = organiser.post_json(
            "/dialogues", request | {"dialogue": new_identifier()}
        ).json()["dialogue"]
        self.invite("stranger", identities[6], Role.ORGANISER, elsewhere)
        self.invite("guest", identities[7], Role.PARTICIPANT, elsewhere)
        answer = organiser.post(f"/dialogues/{self.dialogue}/sessions", self.session_request())
        assert answer.status_code == 201, answer.text

    def sign_up(self, name: str, identity: Identity, invitation: str) -> Person:
        body = {"invitation": invitation, "identity": identity.public.to_json()}
        answer = self.client.post("/accounts", json=body)
        assert answer.status_code == 201, answer.text
        person = Person(self.client, identity, sign_in(self.client, identity))
        self.people[name] = person
        return person

    def invite(
        self, name: str, identity: Identity, role: Role, dialogue: str | None = None
    ) -> Person:
        path = f"/dialogues/{dialogue or self.dialogue}/invitations"
        answer = self.people["organiser"].post_json(path, {"role": role})
        assert answer.status_code == 201, answer.text
        return self.sign_up(name, identity, answer.json()["token"])

    @property
    def session(self) -> str:
        return self.room.room

    def context(self, submission: str, purpose: Purpose) -> Context:
        return Context(self.session, self.room.epoch, submission, purpose)

    def session_request(self, room: RoomSecret | None = None) -> SessionRequest:
        room = room or self.room
        agenda = Context(room.room, room.epoch, room.room, Purpose.AGENDA)
        roster = Context(room.room, room.epoch, room.room, Purpose.ROSTER)
        return SessionRequest(
            announcement=announce_room(room, self.people["organiser"].identity).to_json(),
            wraps={
                person.person: wrap_room(room, person.identity.public)
                for person in (self.people["organiser"], self.people["second"])
            },
            sealed_agenda=seal(AGENDA, {}, room.public, agenda),
            sealed_roster=seal(ROSTER, {}, room.public, roster),
            segments=(
                Segment(segment=new_identifier(), profile=Profile.CHATHAM_HOUSE),
                Segment(segment=new_identifier(), profile=Profile.ON_RECORD),
            ),
        )

    def dialogue_key(self, secret: RoomSecret, **heads: bytes) -> DialogueKeyRequest:
        """A key of the dialogue, wrapped to both organisers."""
        both = (self.people["organiser"], self.people["second"])
        return DialogueKeyRequest(
            announcement=announce_room(secret, both[0].identity).to_json(),
            wraps={one.person: wrap_room(secret, one.identity.public) for one in both},
            heads=heads,
        )

    def submission(self, note: bytes = NOTE) -> SubmissionRequest:
        submission, salt = new_identifier(), new_salt()
        envelope = seal(
            note,
            {"salt": _b64(salt)},
            self.room.public,
            self.context(submission, Purpose.NOTE),
        )
        return SubmissionRequest(
            submission=submission, epoch=self.room.epoch, envelope=envelope, salt=salt
        )

    def draft(self, document: bytes = DOCUMENT, statement: Message | None = None) -> DraftRequest:
        draft = new_identifier()
        return DraftRequest(
            draft=draft,
            kind=Kind.RELEASE,
            document=seal(document, {}, self.room.public, self.context(draft, Purpose.DRAFT)),
            payload=(statement or release_statement(document)).encode(),
        )

    def recommendation(self, text: bytes, recommendation: str, envelope: bytes) -> DraftRequest:
        draft = new_identifier()
        return DraftRequest(
            draft=draft,
            kind=Kind.RECOMMENDATION,
            document=seal(text, {}, self.room.public, self.context(draft, Purpose.DRAFT)),
            payload=recommendation_statement(text, recommendation, envelope).encode(),
        )

    def lay(self, request: DraftRequest) -> str:
        answer = self.people["organiser"].post(f"/sessions/{self.session}/drafts", request)
        assert answer.status_code == 201, answer.text
        return request.draft

    def approve(self, name: str, request: DraftRequest):
        person = self.people[name]
        signature = sign(request.payload, PAYLOAD_TYPE, person.identity).to_json()
        return person.post_json(f"/drafts/{request.draft}/approvals", {"signature": signature})

    def release(self, request: DraftRequest) -> ReleaseAnswer:
        """Lay, approve twice and release."""
        self.lay(request)
        for name in ("organiser", "second"):
            assert self.approve(name, request).status_code == 201
        answer = self.people["organiser"].post(f"/drafts/{request.draft}/release")
        assert answer.status_code == 201, answer.text
        return ReleaseAnswer.model_validate_json(answer.content)

    def bundle(self, document: bytes = DOCUMENT) -> bytes:
        """A released bundle."""
        answer = self.release(self.draft(document))
        proof = LogProof(answer.index, answer.leaf, answer.inclusion, answer.checkpoint)
        return build(document, DsseEnvelope.from_json(answer.dsse), proof, POLICY)

    def transfer(self, text: bytes, official: Identity) -> RecommendationRequest:
        """A released recommendation to one official."""
        recommendation = new_identifier()
        context = Context(official.public.person, 0, recommendation, Purpose.RECOMMENDATION)
        envelope = seal(text, {}, official.public, context)
        answer = self.release(self.recommendation(text, recommendation, envelope))
        return RecommendationRequest(
            recommendation=recommendation,
            recipient=official.public.person,
            envelope=envelope,
            **answer.model_dump(),
        )

    @property
    def trust(self) -> Trust:
        organisers = (self.people["organiser"], self.people["second"])
        return Trust(
            log_vkey=self.new.verification_key,
            organisers=tuple(person.identity.public for person in organisers),
        )


def sign_in(client: TestClient, identity: Identity) -> str:
    """Answer a challenge of the hub as a desk does."""
    challenge = client.post("/sign-in/challenges").json()
    statement = SignInStatement(hub=ADDRESS, person=identity.public.person, **challenge).encode()
    signature = sign(statement, SIGN_IN_TYPE, identity).to_json()
    request = SignInRequest(statement=statement, signature=signature)
    answer = client.post("/sign-in/desk", json=request.model_dump(mode="json"))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def release_statement(document: bytes, **changes: Any) -> ReleaseStatement:
    predicate = {
        "policy": sha256_hex(POLICY.encode()),
        "pipeline": sha256_hex(b"pipeline"),
        "roster_commitment": sha256_hex(new_salt()),
        "tool_version": "0.1.0",
        "date": today(),
        "redactions": {"CH101": 12, "CH201": 3},
        "checks": _checks(),
        "funding_statement": True,
    }
    return ReleaseStatement(
        subject=(_subject("document", document),),
        predicate=ReleasePredicate(**(predicate | changes)),
    )


def recommendation_statement(
    text: bytes, recommendation: str, envelope: bytes
) -> RecommendationStatement:
    return RecommendationStatement(
        subject=(_subject("recommendation", text), _subject("envelope", envelope)),
        predicate=RecommendationPredicate(
            policy=sha256_hex(POLICY.encode()),
            tool_version="0.1.0",
            date=today(),
            sources=(sha256_hex(DOCUMENT),),
            checks=_checks(),
            recommendation=recommendation,
        ),
    )


def _checks() -> tuple[Check, ...]:
    return tuple(Check(name=name, passed=True, count=0) for name in sorted(REQUIRED_CHECKS))


def _subject(name: str, data: bytes) -> Subject:
    return Subject(name=name, digest=Sha256(sha256=sha256_hex(data)))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
