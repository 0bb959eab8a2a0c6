"""The hub and the outbound side over HTTP. Every answer is a message of `service.protocol`."""

import ipaddress
from collections.abc import Generator, Iterator
from datetime import date
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError

from service.desk.errors import DeskError, RefusedError, UnreachableError
from service.protocol.accounts import (
    AccountAnswer,
    AccountRequest,
    InvitationAnswer,
    InvitationRequest,
    Me,
)
from service.protocol.dialogues import (
    DialogueRequest,
    DialogueView,
    Member,
    MemberRequest,
    Members,
    SessionRequest,
    SessionView,
)
from service.protocol.drafts import (
    ApprovalRequest,
    DraftRequest,
    Drafts,
    DraftSummary,
    DraftView,
    ReleaseAnswer,
)
from service.protocol.epochs import (
    Departure,
    DialogueKeyRequest,
    DialogueKeyView,
    EpochRequest,
)
from service.protocol.jobs import (
    GrantRequest,
    JobRequest,
    Jobs,
    JobView,
    ResultRequest,
    TakeRequest,
)
from service.protocol.links import LinkAnswer, RoomKey
from service.protocol.log import CheckpointAnswer
from service.protocol.objections import (
    AnswerRequest,
    EarlyRelease,
    EarlyReleaseRequest,
    Objection,
    ObjectionReceipt,
    ObjectionRequest,
    Objections,
    PreviewRequest,
    Previews,
    PreviewSummary,
    PreviewView,
)
from service.protocol.outbound import (
    Inbox,
    RecommendationReceipt,
    RecommendationRequest,
    ReleaseReceipt,
    UptakeAnswer,
    UptakeRequest,
)
from service.protocol.problems import Problem
from service.protocol.roles import Role
from service.protocol.series import (
    Acknowledged,
    AcknowledgementRequest,
    AgreementRequest,
    Breach,
    BreachRequest,
    Capacity,
    CapacityRequest,
    CharterRequest,
    DelegationRequest,
    DisclosureRequest,
    FunderRequest,
    GoalRequest,
    SeatAnswer,
    SeatOwn,
    SeatRequest,
    SeriesView,
)
from service.protocol.signing_in import SignedOut, WayInAnswer
from service.protocol.submissions import Receipt, SubmissionRequest, Submissions, SubmissionView
from service.protocol.uptake import Uptake
from service.protocol.wire import Message
from service.protocol.work import (
    Clock,
    DeliveryRequest,
    DeliveryView,
    DestructionRequest,
    DestructionView,
    HoldRequest,
    Terms,
)

TIMEOUT = 60.0
"""Seconds: a 32 MiB envelope over a slow hotel line, and still an answer within the minute."""

M = TypeVar("M", bound=Message)
P = TypeVar("P", Drafts, Members, Submissions)


class _Service:
    """Requests to one service, by whoever `auth` says."""

    def __init__(self, address: str, auth: httpx.Auth | None = None) -> None:
        self._http = httpx.Client(
            base_url=check_address(address), auth=auth, timeout=TIMEOUT, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def _get(self, path: str, answer: type[M]) -> M:
        return self._send("GET", path, b"", answer)

    def _pages(self, path: str, answer: type[P]) -> Iterator[P]:
        page = self._get(path, answer)
        yield page
        while page.next is not None:
            page = self._get(f"{path}?cursor={page.next}", answer)
            yield page

    def _post(self, path: str, body: Message | None, answer: type[M]) -> M:
        content = b"" if body is None else body.model_dump_json(by_alias=True).encode()
        return self._send("POST", path, content, answer)

    def _send(self, method: str, path: str, content: bytes, answer: type[M]) -> M:
        headers = {"Content-Type": "application/json"} if content else {}
        try:
            response = self._http.request(method, path, content=content, headers=headers)
        except httpx.HTTPError:
            raise UnreachableError from None
        try:
            if response.is_success:
                return answer.model_validate_json(response.content)
            problem = Problem.model_validate_json(response.content)
        except ValidationError:
            raise UnreachableError(
                "The service at this address does not speak this protocol.",
                hint="Check the address: is it the hub's, or the outbound side's?",
            ) from None
        raise RefusedError(problem.code, problem.detail or problem.title, hint=problem.hint)


class Hub(_Service):
    """The sealed store. `auth` is a `service.desk.signing_in.SignIn`, or None for who has none."""

    def join(self, invitation: str, identity: str) -> AccountAnswer:
        """Turn an invitation into an account."""
        return self._post(
            "/accounts", AccountRequest(invitation=invitation, identity=identity), AccountAnswer
        )

    def me(self) -> Me:
        """This account and its roles."""
        return self._get("/me", Me)

    def sign_out(self, *, everywhere: bool) -> None:
        """End this sign-in, or all of this account's."""
        self._send("POST", "/sign-out/everywhere" if everywhere else "/sign-out", b"", SignedOut)

    def link_browser(self) -> WayInAnswer:
        """A token with which a browser is added to this account."""
        return self._post("/me/browsers", None, WayInAnswer)

    def open_dialogue(self, request: DialogueRequest) -> DialogueView:
        """Open a dialogue; the caller becomes its organiser."""
        return self._post("/dialogues", request, DialogueView)

    def dialogue(self, dialogue: str) -> DialogueView:
        """One dialogue."""
        return self._get(f"/dialogues/{dialogue}", DialogueView)

    def invite(self, dialogue: str, role: Role) -> InvitationAnswer:
        """A token for one new account with this role."""
        return self._post(
            f"/dialogues/{dialogue}/invitations", InvitationRequest(role=role), InvitationAnswer
        )

    def add_member(self, dialogue: str, person: str, role: Role) -> Member:
        """Give an account a role in the dialogue."""
        return self._post(
            f"/dialogues/{dialogue}/members", MemberRequest(person=person, role=role), Member
        )

    def members(self, dialogue: str) -> tuple[Member, ...]:
        """Everybody with a role in the dialogue."""
        pages = self._pages(f"/dialogues/{dialogue}/members", Members)
        return tuple(member for page in pages for member in page.members)

    def remove_member(self, dialogue: str, person: str) -> Departure:
        """End a membership; the answer names the sessions that need a new key."""
        return self._send("DELETE", f"/dialogues/{dialogue}/members/{person}", b"", Departure)

    def dialogue_key(self, dialogue: str) -> DialogueKeyView:
        """The key to which everything about the series is sealed."""
        return self._get(f"/dialogues/{dialogue}/key", DialogueKeyView)

    def set_dialogue_key(self, dialogue: str, request: DialogueKeyRequest) -> DialogueKeyView:
        """Give a dialogue its first key, or the next."""
        return self._post(f"/dialogues/{dialogue}/key", request, DialogueKeyView)

    def new_epoch(self, session: str, request: EpochRequest) -> SessionView:
        """Give a session's room its next key."""
        return self._post(f"/sessions/{session}/epochs", request, SessionView)

    def series(self, dialogue: str) -> SeriesView:
        """Everything about the series, sealed."""
        return self._get(f"/dialogues/{dialogue}/series", SeriesView)

    def set_charter(self, dialogue: str, request: CharterRequest) -> SeriesView:
        """Set what the series is."""
        return self._post(f"/dialogues/{dialogue}/charter", request, SeriesView)

    def add_delegation(self, dialogue: str, request: DelegationRequest) -> SeriesView:
        """Add a sealed delegation."""
        return self._post(f"/dialogues/{dialogue}/delegations", request, SeriesView)

    def add_goal(self, dialogue: str, request: GoalRequest) -> SeriesView:
        """Add a sealed goal."""
        return self._post(f"/dialogues/{dialogue}/goals", request, SeriesView)

    def agree(self, dialogue: str, goal: str, delegation: str) -> SeriesView:
        """Say that a delegation agreed to a goal."""
        request = AgreementRequest(delegation=delegation)
        return self._post(f"/dialogues/{dialogue}/goals/{goal}/agreements", request, SeriesView)

    def add_funder(self, dialogue: str, request: FunderRequest) -> SeriesView:
        """Add a sealed funder."""
        return self._post(f"/dialogues/{dialogue}/funders", request, SeriesView)

    def disclose(self, dialogue: str, funder: str, on: date) -> SeriesView:
        """Say when participants were told about a funder."""
        request = DisclosureRequest(date=on)
        return self._post(
            f"/dialogues/{dialogue}/funders/{funder}/disclosures", request, SeriesView
        )

    def add_seat(self, dialogue: str, request: SeatRequest) -> SeatAnswer:
        """Make a place for a participant without an account."""
        return self._post(f"/dialogues/{dialogue}/seats", request, SeatAnswer)

    def report_breach(self, dialogue: str, request: BreachRequest) -> Breach:
        """Enter a sealed breach in the register."""
        return self._post(f"/dialogues/{dialogue}/breaches", request, Breach)

    def acknowledge(self, dialogue: str, rule: str) -> Acknowledged:
        """Say that one read the rule text with this digest."""
        request = AcknowledgementRequest(rule=rule)
        return self._post(f"/dialogues/{dialogue}/acknowledgements", request, Acknowledged)

    def open_session(self, dialogue: str, request: SessionRequest) -> SessionView:
        """Open a session with its room key."""
        return self._post(f"/dialogues/{dialogue}/sessions", request, SessionView)

    def session(self, session: str) -> SessionView:
        """One session, with the caller's own wrap of the room key."""
        return self._get(f"/sessions/{session}", SessionView)

    def submit(self, session: str, request: SubmissionRequest) -> Receipt:
        """Store a sealed note."""
        return self._post(f"/sessions/{session}/submissions", request, Receipt)

    def link(self, session: str) -> LinkAnswer:
        """A submission link for somebody who has nothing installed."""
        return self._post(f"/sessions/{session}/links", None, LinkAnswer)

    def destroy(self, session: str) -> DestructionView:
        """Destroy the keys of this session's room, for good."""
        request = DestructionRequest(session=session)
        return self._post(f"/sessions/{session}/destruction", request, DestructionView)

    def destruction(self, session: str) -> DestructionView:
        """The certificate that the keys of this session's room are gone."""
        return self._get(f"/sessions/{session}/destruction", DestructionView)

    def submissions(self, session: str) -> Submissions:
        """What came in, without content, from all pages."""
        pages = self._pages(f"/sessions/{session}/submissions", Submissions)
        return Submissions(submissions=tuple(one for page in pages for one in page.submissions))

    def submission(self, submission: str) -> SubmissionView:
        """One sealed note."""
        return self._get(f"/submissions/{submission}", SubmissionView)

    def propose(self, session: str, request: DraftRequest) -> DraftView:
        """Put a draft up for approval."""
        return self._post(f"/sessions/{session}/drafts", request, DraftView)

    def drafts(self, session: str) -> Drafts:
        """The session's drafts, from all pages."""
        pages = self._pages(f"/sessions/{session}/drafts", Drafts)
        return Drafts(drafts=tuple(one for page in pages for one in page.drafts))

    def draft(self, draft: str) -> DraftView:
        """One draft: sealed document, payload, approvals."""
        return self._get(f"/drafts/{draft}", DraftView)

    def approve(self, draft: str, signature: str) -> DraftSummary:
        """Add the caller's signature."""
        return self._post(
            f"/drafts/{draft}/approvals", ApprovalRequest(signature=signature), DraftSummary
        )

    def reject(self, draft: str) -> DraftSummary:
        """Block a draft for good."""
        return self._post(f"/drafts/{draft}/rejections", None, DraftSummary)

    def show(self, draft: str, request: PreviewRequest) -> PreviewSummary:
        """Show a draft to one participant."""
        return self._post(f"/drafts/{draft}/previews", request, PreviewSummary)

    def previews(self) -> Previews:
        """The drafts that one was shown."""
        return self._get("/previews", Previews)

    def preview(self, draft: str) -> PreviewView:
        """A draft as it was sealed to oneself."""
        return self._get(f"/drafts/{draft}/preview", PreviewView)

    def object_to(self, draft: str, request: ObjectionRequest) -> ObjectionReceipt:
        """Send a sealed objection."""
        return self._post(f"/drafts/{draft}/objections", request, ObjectionReceipt)

    def objections(self, draft: str) -> Objections:
        """What participants object to."""
        return self._get(f"/drafts/{draft}/objections", Objections)

    def answer(self, objection: str, request: AnswerRequest) -> Objection:
        """Say what was done about an objection."""
        return self._post(f"/objections/{objection}/answer", request, Objection)

    def hasten(self, draft: str, request: EarlyReleaseRequest) -> EarlyRelease:
        """Say why a draft does not wait for objections."""
        return self._post(f"/drafts/{draft}/early-release", request, EarlyRelease)

    def release(self, draft: str) -> ReleaseAnswer:
        """Log the release and fetch what its bundle needs."""
        return self._post(f"/drafts/{draft}/release", None, ReleaseAnswer)

    def deliver(self, draft: str, bundle: str) -> DeliveryView:
        """Have the hub hand a released bundle to the outbound side."""
        return self._post(f"/drafts/{draft}/delivery", DeliveryRequest(bundle=bundle), DeliveryView)

    def delivery(self, draft: str) -> DeliveryView:
        """Where a release stands on its way."""
        return self._get(f"/drafts/{draft}/delivery", DeliveryView)

    def clock(self, session: str) -> Clock:
        """The dates of a session."""
        return self._get(f"/sessions/{session}/clock", Clock)

    def terms(self, dialogue: str) -> Terms:
        """The days of the sessions to come."""
        return self._get(f"/dialogues/{dialogue}/terms", Terms)

    def set_terms(self, dialogue: str, terms: Terms) -> Terms:
        """Set the days of the sessions to come."""
        return self._post(f"/dialogues/{dialogue}/terms", terms, Terms)

    def hold(self, session: str, request: HoldRequest) -> Clock:
        """Stop the shredding."""
        return self._post(f"/sessions/{session}/hold", request, Clock)

    def end_hold(self, session: str) -> Clock:
        """Let the clock go on."""
        return self._post(f"/sessions/{session}/hold/end", None, Clock)

    def queue_job(self, session: str, request: JobRequest) -> JobView:
        """Queue a redaction job for the pool."""
        return self._post(f"/sessions/{session}/jobs", request, JobView)

    def jobs(self) -> Jobs:
        """The jobs of every dialogue that one organises."""
        return self._get("/jobs", Jobs)

    def job(self, job: str) -> JobView:
        """One job."""
        return self._get(f"/jobs/{job}", JobView)

    def take_job(self, job: str, request: TakeRequest) -> JobView:
        """Take a job for a process of this machine."""
        return self._post(f"/jobs/{job}/worker", request, JobView)

    def grant_job(self, job: str, request: GrantRequest) -> JobView:
        """Grant the process that took it."""
        return self._post(f"/jobs/{job}/grant", request, JobView)

    def hand_in(self, job: str, request: ResultRequest) -> JobView:
        """Hand in a sealed review."""
        return self._post(f"/jobs/{job}/result", request, JobView)

    def job_result(self, job: str) -> ResultRequest:
        """The sealed review."""
        return self._get(f"/jobs/{job}/result", ResultRequest)

    def end_job(self, job: str) -> JobView:
        """Have the hub forget a job."""
        return self._post(f"/jobs/{job}/end", None, JobView)

    def checkpoint(self) -> CheckpointAnswer:
        """The log's newest checkpoint and its verification key."""
        return self._get("/log/checkpoint", CheckpointAnswer)


class Seat(_Service):
    """The hub as a participant without an account sees it, with the token of their place."""

    def __init__(self, address: str, token: str) -> None:
        super().__init__(address, _Bearer(token))

    def own(self) -> SeatOwn:
        """One's own place."""
        return self._get("/seat", SeatOwn)

    def acknowledge(self, rule: str) -> SeatOwn:
        """Say that one read the rule text with this digest."""
        return self._post("/seat/acknowledgement", AcknowledgementRequest(rule=rule), SeatOwn)

    def declare(self, capacity: Capacity) -> SeatOwn:
        """Say in what capacity one is there."""
        return self._post("/seat/capacity", CapacityRequest(capacity=capacity), SeatOwn)


class Linked(_Service):
    """The hub as the holder of a submission link sees it: no account, no sign-in."""

    def __init__(self, address: str, link: str) -> None:
        super().__init__(address, _Bearer(link))

    def room(self) -> RoomKey:
        """The room that the link leads to."""
        return self._post("/submit/room", None, RoomKey)

    def submit(self, request: SubmissionRequest) -> Receipt:
        """Store what was sealed to it."""
        return self._post("/submit/submissions", request, Receipt)


class Outbound(_Service):
    """The far side: releases for everybody, an inbox for an official."""

    def __init__(self, address: str, token: str = "") -> None:
        super().__init__(address, _Bearer(token) if token else None)

    def publish(self, bundle: bytes) -> ReleaseReceipt:
        """Hand over a bundle, which the far side verifies by itself."""
        return self._send("POST", "/releases", bundle, ReleaseReceipt)

    def recommend(self, request: RecommendationRequest) -> RecommendationReceipt:
        """Hand over a sealed recommendation."""
        return self._post("/recommendations", request, RecommendationReceipt)

    def inbox(self) -> Inbox:
        """What awaits the bearer of the collection token."""
        return self._get("/inbox", Inbox)

    def uptake(self) -> UptakeAnswer:
        """What became of the recommendation sent with this tracking token."""
        return self._get("/uptake", UptakeAnswer)

    def report_uptake(self, recommendation: str, status: Uptake) -> UptakeAnswer:
        """Say what became of a recommendation."""
        return self._post(
            f"/inbox/{recommendation}/uptake", UptakeRequest(status=status), UptakeAnswer
        )


class _Bearer(httpx.Auth):
    """A link, or a collection or tracking token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def check_address(address: str) -> str:
    """Refuse an address over which a token would travel in the clear.

    Raises:
        DeskError: for anything but https, or http on this very machine.
    """
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return address.rstrip("/")
    if parts.scheme == "http" and parts.hostname and _is_loopback(parts.hostname):
        return address.rstrip("/")
    raise DeskError(
        "This address is not safe to send a token to.",
        hint="Use https://..., or http://127.0.0.1:PORT for a service on this machine.",
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
