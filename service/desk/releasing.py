"""From a finished review to a released bundle: propose, inspect, approve, release.

1. `propose` composes the outcome, runs the gate, and puts sealed document and statement up.
2. `inspect` is what every approver's desk does for itself: open, run the gate again, compare.
3. `approve` signs exactly that statement; the hub counts people.
4. `release` has the hub log it, and builds a bundle that verifies offline.
"""

import hashlib
import secrets
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from keys.bundle import build, verify_bundle
from keys.logproof import LogProof
from keys.opening import Identity, sign
from keys.signatures import DsseEnvelope
from keys.trust import Trust
from redaction.policy import Policy
from redaction.provenance import digest as pipeline_digest
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.errors import DeskError, MismatchError
from service.desk.gate import Gate, Verdict
from service.desk.hearing import require_answered
from service.desk.held_waivers import require_not_taken_back
from service.desk.home import Home
from service.desk.outcome import outcome
from service.desk.reading import Note, read_notes
from service.desk.reviewing import Dismissal, Review
from service.desk.rooms import Room, known_organisers
from service.desk.series import Enter, earlier_releases, released_drafts
from service.desk.waived import Waived
from service.protocol.canonical import canonical_json, sha256_hex
from service.protocol.coarse import today
from service.protocol.drafts import DraftRequest, DraftState, DraftSummary, DraftView
from service.protocol.purposes import Purpose
from service.protocol.statements import (
    PAYLOAD_TYPE,
    Kind,
    RecommendationStatement,
    ReleasePredicate,
    ReleaseStatement,
    Sha256,
    Subject,
    parse_statement,
)
from service.protocol.wire import new_identifier


@dataclass(frozen=True)
class Inspection:
    """A draft as this desk sees it, with this desk's own verdict."""

    view: DraftView
    document: bytes
    verdict: Verdict
    authors: frozenset[str]
    dismissals: tuple[Dismissal, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the exact bytes, to be compared aloud."""
        return sha256_hex(self.document)


def judge(
    policy: Policy,
    roster: Roster,
    notes: Sequence[Note],
    document: bytes,
    dismissals: Sequence[Dismissal],
    earlier: Sequence[str] = (),
    waived: Sequence[Waived] = (),
) -> Verdict:
    """The gate's verdict on exact bytes, beside the texts that left the series before."""
    dismissed = [dismissal.words for dismissal in dismissals]
    return Gate(roster, policy, notes, dismissed, earlier, waived).check_release(document)


Judge = Callable[
    [Policy, Roster, Sequence[Note], bytes, Sequence[Dismissal], Sequence[str]], Verdict
]
"""`judge`, here or in a process of its own."""


def propose(hub: Hub, room: Room, review: Review, enter: Enter, judge: Judge = judge) -> Inspection:
    """Compose, check and put up a draft.

    Raises:
        GateError: something attributable is left; nothing was sent.
    """
    notes = read_notes(hub, room)
    document = outcome(room.agenda, review.proposals)
    earlier = earlier_releases(hub, room, enter)
    verdict = judge(room.policy, room.roster, notes, document, review.let_through, earlier)
    verdict.require()
    salt = secrets.token_bytes(32)
    payload = _statement(room.policy, document, review, verdict, _commit(room.roster, salt))
    draft = new_identifier()
    header = {
        "roster_salt": b64encode(salt).decode(),
        "dismissals": [dismissal.model_dump(mode="json") for dismissal in review.let_through],
    }
    sealed = room.seal(document, header, draft, Purpose.DRAFT)
    view = hub.propose(
        room.session.session,
        DraftRequest(draft=draft, kind=Kind.RELEASE, document=sealed, payload=payload),
    )
    return Inspection(view, document, verdict, authors(notes), review.let_through)


def examine(
    hub: Hub, room: Room, review: Review, enter: Enter, judge: Judge = judge
) -> tuple[bytes, Verdict]:
    """The document and the gate's verdict, without proposing anything."""
    document = outcome(room.agenda, review.proposals)
    notes = read_notes(hub, room)
    earlier = earlier_releases(hub, room, enter)
    return document, judge(room.policy, room.roster, notes, document, review.let_through, earlier)


def inspect(hub: Hub, room: Room, draft: str, enter: Enter, judge: Judge = judge) -> Inspection:
    """Open a release draft and check it afresh.

    What the proposer dismissed is let through and shown: signing is agreeing with it.

    Raises:
        MismatchError: the statement speaks of other bytes, another policy or other verdicts.
        GateError: this desk's gate is closed.
    """
    view = hub.draft(draft)
    opened = room.open(view.document, draft, Purpose.DRAFT)
    document = opened.note
    dismissals = tuple(map(Dismissal.model_validate, opened.header.get("dismissals", ())))
    notes = read_notes(hub, room)
    earlier = earlier_releases(hub, room, enter)
    verdict = judge(room.policy, room.roster, notes, document, dismissals, earlier)
    statement = parse_statement(view.payload, Kind.RELEASE)
    predicate = statement.predicate
    require_same(statement, (subject("document", document),), room.policy, verdict)
    if predicate.waivers != verdict.waivers:
        raise MismatchError("The draft rests on waivers that do not stand at this desk.")
    return Inspection(view, document, verdict, authors(notes), dismissals)


def require_same(
    statement: ReleaseStatement | RecommendationStatement,
    subjects: Sequence[Subject],
    policy: Policy,
    verdict: Verdict,
) -> None:
    """What is put up for signing must be what this desk sees.

    Raises:
        GateError: this desk's gate is closed.
        MismatchError: the statement speaks of other bytes, another policy or other verdicts.
    """
    verdict.require()
    predicate = statement.predicate
    if tuple(statement.subject) != tuple(subjects):
        raise MismatchError
    if predicate.policy != policy.digest() or predicate.checks != verdict.checks:
        raise MismatchError("The draft was checked under another policy or by other checks.")


def subject(name: str, content: bytes) -> Subject:
    """What a statement is about, by its digest."""
    return Subject(name=name, digest=Sha256(sha256=sha256_hex(content)))


def authors(notes: Sequence[Note]) -> frozenset[str]:
    """Who wrote them: they may not approve what was made of their notes."""
    return frozenset(note.author for note in notes)


def released_bundles(hub: Hub, room: Room, enter: Enter, trust: Trust) -> tuple[bytes, ...]:
    """The bundles of everything that left this room's dialogue, verified."""
    return tuple(
        release(hub, other, draft, trust) for other, draft in released_drafts(hub, room, enter)
    )


def approve(hub: Hub, identity: Identity, inspection: Inspection) -> DraftSummary:
    """Sign what was inspected.

    Raises:
        DeskError: this person wrote one of the notes, or an objection waits for an answer.
    """
    require_answered(hub.objections(inspection.view.draft).objections)
    if identity.public.person in inspection.authors:
        raise DeskError(
            "You wrote a note of this session, so you may not approve its release.",
            hint="Ask another organiser: two people approve, and neither is an author.",
        )
    signature = sign(inspection.view.payload, PAYLOAD_TYPE, identity)
    return hub.approve(inspection.view.draft, signature.to_json())


def release(hub: Hub, room: Room, draft: str, trust: Trust) -> bytes:
    """Log the release and build its bundle, verified as every receiver will verify it.

    Raises:
        RefusedError: fewer than two people approved, or somebody rejected.
        DeskError: a person took back what they had allowed to leave.
        keys.errors.BundleError: what came back does not verify; do not send it.
    """
    view = hub.draft(draft)
    if view.state is DraftState.OPEN:
        known = frozenset(organiser.key_id for organiser in trust.organisers)
        waivers = parse_statement(view.payload, Kind.RELEASE).predicate.waivers
        require_not_taken_back(hub, room, known, waivers)
    document = room.open(view.document, draft, Purpose.DRAFT).note
    answer = hub.release(draft)
    proof = LogProof(answer.index, answer.leaf, answer.inclusion, answer.checkpoint)
    bundle = build(document, DsseEnvelope.from_json(answer.dsse), proof, room.policy.canonical())
    verify_bundle(bundle, trust)
    return bundle


def trust_of(hub: Hub, home: Home, dialogue: str) -> Trust:
    """What a verifier of this dialogue's releases pins: the log's key and the organisers.

    Raises:
        StrangerError: an organiser's fingerprint was never compared.
    """
    return Trust(home.connection().log, known_organisers(hub, dialogue, home.known()))


def _statement(
    policy: Policy, document: bytes, review: Review, verdict: Verdict, commitment: str
) -> bytes:
    return ReleaseStatement(
        subject=(subject("document", document),),
        predicate=ReleasePredicate(
            policy=policy.digest(),
            pipeline=pipeline_digest(),
            roster_commitment=commitment,
            tool_version=version("sealedroom"),
            date=today(),
            redactions=review.redactions,
            checks=verdict.checks,
            funding_statement=True,
            waivers=verdict.waivers,
        ),
    ).encode()


def _commit(roster: Roster, salt: bytes) -> str:
    """A commitment to the roster that says nothing without the salt, which stays in the room."""
    people = [[person.id, person.name] for person in roster]
    return hashlib.sha256(salt + canonical_json(people)).hexdigest()
