"""The sample dialogue's hub, in memory: it keeps sealed notes, counts approvals and signs a log.

The desk talks to it as to any hub, so that nothing on the pages is different. The second organiser
is played by the desk itself.
"""

from datetime import timedelta

from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.merkle import Tree, leaf_hash
from keys.opening import Identity, sign
from keys.sealing import RoomPublic
from keys.signatures import DsseEnvelope, Signature
from service.desk.client import Hub
from service.desk.errors import RefusedError
from service.protocol.accounts import Me, Membership
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.dialogues import (
    DialogueRequest,
    DialogueView,
    Member,
    SessionRequest,
    SessionView,
)
from service.protocol.drafts import (
    APPROVAL_DAYS,
    APPROVALS_NEEDED,
    Approval,
    DraftRequest,
    Drafts,
    DraftState,
    DraftSummary,
    DraftView,
    ReleaseAnswer,
)
from service.protocol.log import CheckpointAnswer, Event, Inclusion, Leaf, commitment
from service.protocol.objections import Objections
from service.protocol.problems import ProblemCode
from service.protocol.roles import Role
from service.protocol.statements import PAYLOAD_TYPE
from service.protocol.submissions import (
    Receipt,
    SubmissionRequest,
    Submissions,
    SubmissionSummary,
    SubmissionView,
)
from service.protocol.work import Terms

SIZE = "sample"
"""Size class of every note: there is nobody to hide a size from."""


class SampleLog:
    """A signed log of one process."""

    def __init__(self) -> None:
        self._key = LogKey.generate("sample.invalid/log")
        self._tree = Tree()
        self._leaves: list[bytes] = []

    @property
    def vkey(self) -> str:
        """The key that verifies it."""
        return self._key.vkey

    def append(self, event: Event, artefact: str) -> int:
        """Add an entry and return its index."""
        leaf = Leaf(event=event, artefact=artefact, date=today()).encode()
        self._leaves.append(leaf)
        return self._tree.append(leaf_hash(leaf))

    def inclusion(self, index: int) -> Inclusion:
        """The entry and its proof."""
        return Inclusion(
            index=index,
            leaf=self._leaves[index],
            inclusion=self._tree.inclusion_proof(index),
            checkpoint=self.checkpoint(),
        )

    def checkpoint(self) -> str:
        """The present tree head, signed."""
        head = Checkpoint(self._key.origin, self._tree.size, self._tree.root())
        return sign_checkpoint(head, self._key)


class SampleHub(Hub):
    """One dialogue of two organisers."""

    def __init__(self, own: Identity) -> None:
        self._own = own
        self.second = Identity.generate()
        self.log = SampleLog()
        self._dialogue: DialogueRequest | None = None
        self._sessions: dict[str, SessionView] = {}
        self._notes: dict[str, tuple[str, SubmissionView, int]] = {}
        self._drafts: dict[str, DraftView] = {}
        self._signatures: dict[str, dict[str, Signature]] = {}

    def close(self) -> None:
        """There is nothing to close."""

    def me(self) -> Me:
        """One membership."""
        membership = Membership(dialogue=self._opened().dialogue, role=Role.ORGANISER)
        return Me(person=self._own.person, may_open_dialogues=False, memberships=(membership,))

    def open_dialogue(self, request: DialogueRequest) -> DialogueView:
        """Open the one dialogue."""
        self._dialogue = request
        return self.dialogue(request.dialogue)

    def dialogue(self, dialogue: str) -> DialogueView:
        """The one dialogue."""
        return DialogueView(
            **dict(self._opened()),
            opened=today(),
            role=Role.ORGANISER,
            sessions=tuple(self._sessions),
        )

    def members(self, dialogue: str) -> tuple[Member, ...]:
        """The two organisers."""
        return tuple(
            Member(person=one.person, role=Role.ORGANISER, identity=one.public.to_json())
            for one in (self._own, self.second)
        )

    def open_session(self, dialogue: str, request: SessionRequest) -> SessionView:
        """Open a session."""
        room = RoomPublic.from_json(DsseEnvelope.from_json(request.announcement).payload)
        view = SessionView(
            session=room.room,
            dialogue=dialogue,
            epoch=room.epoch,
            policy=self._opened().policy,
            opened=today(),
            announcement=request.announcement,
            announcer=self._own.public.to_json(),
            wrap=request.wraps[self._own.person],
            sealed_agenda=request.sealed_agenda,
            sealed_roster=request.sealed_roster,
            segments=request.segments,
        )
        self._sessions[room.room] = view
        return view

    def session(self, session: str) -> SessionView:
        """One session."""
        return self._sessions[session]

    def submit(self, session: str, request: SubmissionRequest) -> Receipt:
        """Store a sealed note."""
        if request.submission not in self._notes:
            artefact = commitment(request.salt, request.submission, request.envelope)
            index = self.log.append(Event.SUBMISSION, artefact)
            view = SubmissionView(
                submission=request.submission,
                date=today(),
                size_class=SIZE,
                envelope=request.envelope,
            )
            self._notes[request.submission] = (session, view, index)
        index = self._notes[request.submission][2]
        return Receipt(submission=request.submission, **dict(self.log.inclusion(index)))

    def submissions(self, session: str) -> Submissions:
        """What came in."""
        found = sorted(
            (view for where, view, _ in self._notes.values() if where == session),
            key=lambda view: view.submission,
        )
        return Submissions(
            submissions=tuple(
                SubmissionSummary(submission=one.submission, date=one.date, size_class=SIZE)
                for one in found
            )
        )

    def submission(self, submission: str) -> SubmissionView:
        """One sealed note."""
        return self._notes[submission][1]

    def propose(self, session: str, request: DraftRequest) -> DraftView:
        """Put a draft up."""
        self._drafts[request.draft] = DraftView(
            **dict(request), session=session, state=DraftState.OPEN, date=today(), approvals=()
        )
        self._signatures[request.draft] = {}
        return self._drafts[request.draft]

    def drafts(self, session: str) -> Drafts:
        """The session's drafts."""
        found = sorted(
            (one for one in self._drafts.values() if one.session == session),
            key=lambda one: one.draft,
        )
        return Drafts(drafts=tuple(_summary(one) for one in found))

    def draft(self, draft: str) -> DraftView:
        """One draft."""
        return self._drafts[draft]

    def approve(self, draft: str, signature: str) -> DraftSummary:
        """Add this person's signature."""
        return self._approve(draft, self._own.person, signature)

    def approve_as_second(self, draft: str) -> DraftSummary:
        """Play the second organiser, who signs what stands in the draft."""
        signature = sign(self._drafts[draft].payload, PAYLOAD_TYPE, self.second)
        return self._approve(draft, self.second.person, signature.to_json())

    def objections(self, draft: str) -> Objections:
        """There is no participant who could object."""
        return Objections(
            draft=draft,
            shown=(),
            until=self._drafts[draft].date + timedelta(days=Terms().objections),
            over=False,
            objections=(),
            early=None,
        )

    def reject(self, draft: str) -> DraftSummary:
        """Block a draft for good."""
        return self._change(draft, state=DraftState.REJECTED)

    def release(self, draft: str) -> ReleaseAnswer:
        """Log the release once two people have signed. Raises `RefusedError` otherwise."""
        view, signatures = self._drafts[draft], self._signatures[draft]
        if len(signatures) < APPROVALS_NEEDED:
            raise RefusedError(
                ProblemCode.NOT_ENOUGH_APPROVALS,
                "Two different organisers must approve first.",
                hint="Ask the other organiser.",
            )
        ordered = tuple(sorted(signatures.values(), key=lambda one: one.key_id))
        index = self.log.append(Event.RELEASE, sha256_hex(view.payload))
        self._change(draft, state=DraftState.RELEASED)
        return ReleaseAnswer(
            dsse=DsseEnvelope(view.payload, PAYLOAD_TYPE, ordered).to_json(),
            **dict(self.log.inclusion(index)),
        )

    def checkpoint(self) -> CheckpointAnswer:
        """The log's head and key."""
        return CheckpointAnswer(checkpoint=self.log.checkpoint(), verification_key=self.log.vkey)

    def _opened(self) -> DialogueRequest:
        assert self._dialogue is not None
        return self._dialogue

    def _approve(self, draft: str, person: str, signature: str) -> DraftSummary:
        self._signatures[draft][person] = Signature.from_json(signature)
        until = today() + timedelta(days=APPROVAL_DAYS)
        approvals = tuple(
            Approval(person=one, date=today(), expires=until) for one in self._signatures[draft]
        )
        return self._change(draft, approvals=approvals)

    def _change(self, draft: str, **values: object) -> DraftSummary:
        self._drafts[draft] = self._drafts[draft].model_copy(update=values)
        return _summary(self._drafts[draft])


def _summary(view: DraftView) -> DraftSummary:
    return DraftSummary(**{name: getattr(view, name) for name in DraftSummary.model_fields})
