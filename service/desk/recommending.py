"""The separate channel: a recommendation to officials, made from released statements alone.

It is gated and signed like a release and sealed to each official's own key. The outbound side
stores it unread; the official opens it, and checks that two organisers signed this very text.
"""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from pydantic import BaseModel, ConfigDict

from keys.bundle import verify_bundle
from keys.identity import PublicIdentity
from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from keys.trust import Trust
from redaction.policy import Policy
from redaction.roster import Roster
from service.desk.client import Hub, Outbound
from service.desk.errors import DeskError, MismatchError
from service.desk.gate import Gate, Verdict
from service.desk.home import Home
from service.desk.outcome import random_reference, statements_of
from service.desk.reading import Note, read_notes
from service.desk.releasing import Inspection, authors, require_same, subject
from service.desk.rooms import Room
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.drafts import DraftRequest, DraftView
from service.protocol.outbound import InboxItem, RecommendationRequest
from service.protocol.purposes import Purpose
from service.protocol.statements import (
    Kind,
    RecommendationPredicate,
    RecommendationStatement,
    parse_statement,
)
from service.protocol.transfers import verify_transfer
from service.protocol.wire import Envelope, new_identifier

PERSONAL = (
    "This text is made of released statements. Nobody spoke on behalf of a state, and there is no "
    "expectation that it is accepted."
)


@dataclass(frozen=True)
class Draft:
    """What an organiser wants to tell officials.

    Attributes:
        title: its first line.
        points: statements, each as it stands in one of the released documents.
        opens: the earliest date on which it may be collected, or None.
    """

    title: str
    points: tuple[str, ...]
    recipients: tuple[PublicIdentity, ...]
    opens: date | None = None


class _Content(BaseModel):
    """What the sealed draft holds: the text, and the envelopes that will be sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    envelopes: dict[str, Envelope]


@dataclass(frozen=True)
class Collected:
    """A recommendation opened by its official."""

    recommendation: str
    text: str
    date: date


def released_points(bundles: Sequence[bytes], trust: Trust) -> tuple[str, ...]:
    """The statements of verified releases, in order. Raises `keys.errors.BundleError`."""
    return _points(_released(bundles, trust))


def _released(bundles: Sequence[bytes], trust: Trust) -> tuple[bytes, ...]:
    return tuple(verify_bundle(bundle, trust).document for bundle in bundles)


def _points(documents: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(point for document in documents for point in statements_of(document))


def judge(
    policy: Policy,
    roster: Roster,
    notes: Sequence[Note],
    text: bytes,
    points: Sequence[str],
) -> Verdict:
    """The gate's verdict on a recommendation, whose points must stand among the released."""
    return Gate(roster, policy, notes).check_recommendation(text, points)


Judge = Callable[[Policy, Roster, Sequence[Note], bytes, Sequence[str]], Verdict]
"""`judge`, here or in a process of its own."""


def propose(
    hub: Hub,
    room: Room,
    draft: Draft,
    bundles: Sequence[bytes],
    trust: Trust,
    judge: Judge = judge,
) -> Inspection:
    """Compose, check, seal to each recipient and put up for approval.

    Raises:
        GateError: a point stands in no release, or something attributable is left.
        DeskError: there is no point or no recipient.
    """
    if not draft.points or not draft.recipients:
        raise DeskError("A recommendation needs at least one point and one recipient.")
    notes = read_notes(hub, room)
    released = _released(bundles, trust)
    name, content = new_identifier(), _compose(draft)
    verdict = judge(room.policy, room.roster, notes, content, _points(released))
    verdict.require()
    envelopes = {
        person.person: seal(content, {}, person, _context(person.person, name))
        for person in draft.recipients
    }
    statement = RecommendationStatement(
        subject=(
            subject("recommendation", content),
            *(subject("envelope", envelope) for envelope in envelopes.values()),
        ),
        predicate=RecommendationPredicate(
            policy=room.policy.digest(),
            tool_version=version("sealedroom"),
            date=today(),
            sources=tuple(sha256_hex(document) for document in released),
            checks=verdict.checks,
            recommendation=name,
            opens=draft.opens,
        ),
    )
    request = new_identifier()
    sealed = room.seal(
        _Content(text=content.decode(), envelopes=envelopes).model_dump_json().encode(),
        {},
        request,
        Purpose.DRAFT,
    )
    view = hub.propose(
        room.session.session,
        DraftRequest(
            draft=request, kind=Kind.RECOMMENDATION, document=sealed, payload=statement.encode()
        ),
    )
    return Inspection(view, content, verdict, authors(notes))


def inspect(
    hub: Hub,
    room: Room,
    draft: str,
    bundles: Sequence[bytes],
    trust: Trust,
    judge: Judge = judge,
) -> Inspection:
    """Open a recommendation's draft and check it afresh, as `releasing.inspect` does a release."""
    view = hub.draft(draft)
    content = _content(room, view.document, draft)
    text = content.text.encode()
    notes = read_notes(hub, room)
    verdict = judge(room.policy, room.roster, notes, text, released_points(bundles, trust))
    subjects = [subject("recommendation", text)]
    subjects += [subject("envelope", envelope) for envelope in content.envelopes.values()]
    require_same(parse_statement(view.payload, Kind.RECOMMENDATION), subjects, room.policy, verdict)
    return Inspection(view, text, verdict, authors(notes))


def recommended_text(room: Room, view: DraftView) -> str:
    """The text of a recommendation's draft. Raises `keys.errors.OpeningError`."""
    return _content(room, view.document, view.draft).text


def send(hub: Hub, home: Home, outbound: Outbound, room: Room, draft: str) -> str:
    """Log the recommendation, hand each official's envelope over, and return its id.

    The tokens with which the sender may later ask for the uptake stay on this desk.
    """
    view = hub.draft(draft)
    content = _content(room, view.document, draft)
    answer = hub.release(draft)
    name = RecommendationStatement.model_validate_json(view.payload).predicate.recommendation
    tokens = {person: secrets.token_urlsafe(32) for person in content.envelopes}
    home.save("recommendations", f"{name}.json", json.dumps(tokens).encode())
    for person, envelope in content.envelopes.items():
        outbound.recommend(
            RecommendationRequest(
                **answer.model_dump(exclude={"dsse"}),
                recommendation=name,
                recipient=person,
                envelope=envelope,
                dsse=answer.dsse,
                tracking=sha256_hex(tokens[person].encode()),
            )
        )
    return name


def tracking_tokens(home: Home, recommendation: str) -> tuple[str, ...]:
    """One token for each recipient. Raises `DeskError` when it was not sent from this desk."""
    kept = home.load("recommendations", f"{recommendation}.json")
    if kept is None:
        raise DeskError(
            "This recommendation was not sent from this desk.",
            hint="Ask the organiser who sent it: only their desk keeps the tracking token.",
        )
    return tuple(json.loads(kept).values())


def collect(outbound: Outbound, identity: Identity, trust: Trust) -> tuple[Collected, ...]:
    """Fetch, open and verify what awaits this official.

    Raises:
        keys.errors.OpeningError: sealed to somebody else, or altered.
        TransferError: not approved by two organisers, or not logged.
        MismatchError: they approved another text.
    """
    return tuple(_collected(item, identity, trust) for item in outbound.inbox().items)


def _collected(item: InboxItem, identity: Identity, trust: Trust) -> Collected:
    statement = verify_transfer(item, trust)
    context = _context(identity.public.person, item.recommendation)
    text = open_envelope(item.envelope, identity, context).note
    if statement.subject[0] != subject("recommendation", text):
        raise MismatchError
    return Collected(item.recommendation, text.decode(), item.date)


def _content(room: Room, sealed: bytes, draft: str) -> _Content:
    return _Content.model_validate_json(room.open(sealed, draft, Purpose.DRAFT).note)


def _compose(draft: Draft) -> bytes:
    """The text, with a random reference that keeps its digest from being guessed."""
    points = "\n".join(f"- {point}" for point in draft.points)
    return f"# {draft.title}\n\n{PERSONAL}\n\n{points}\n\nReference {random_reference()}\n".encode()


def _context(person: str, recommendation: str) -> Context:
    return Context(person, 0, recommendation, Purpose.RECOMMENDATION)
