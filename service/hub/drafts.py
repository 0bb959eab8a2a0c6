"""Drafts: people sign one payload, one rejection stops it, two approvals let it out."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, select

from keys.errors import KeysError
from keys.identity import PublicIdentity
from keys.signatures import DsseEnvelope, Signature, verify_dsse
from service.hub.accounts import keys_of
from service.hub.errors import (
    BadSignature,
    Conflict,
    NotEnoughApprovals,
    Rejected,
    Released,
)
from service.hub.objections import refuse_unheard
from service.hub.paging import cut, one_more
from service.hub.recording import record
from service.hub.sessions import find_session
from service.hub.statements import check_draft
from service.hub.store import Act
from service.hub.tables import (
    Account,
    Approval,
    Dialogue,
    Draft,
    MeetingSession,
    Membership,
    Release,
)
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.drafts import (
    APPROVAL_DAYS,
    APPROVALS_NEEDED,
    ApprovalRequest,
    DraftRequest,
    Drafts,
    DraftState,
    DraftSummary,
    DraftView,
    ReleaseAnswer,
)
from service.protocol.drafts import Approval as ApprovalView
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission, Role
from service.protocol.statements import PAYLOAD_TYPE
from service.web.errors import NotFound


def create_draft(act: Act, session: str, request: DraftRequest) -> DraftView:
    """Lay a draft before the organisers. Raises BadEnvelope, BadStatement, Conflict."""
    room = find_session(act, session, Permission.DRAFT_CREATE)
    row = act.db.get(Draft, request.draft)
    if row is None:
        check_draft(request, act.db.get_one(Dialogue, room.dialogue).policy)
        row = Draft(**request.model_dump(), session=session, state=DraftState.OPEN, date=today())
        act.db.add(row)
        artefact = commitment(row.draft, row.document, row.payload)
        record(act, Event.DRAFT, artefact, row.date, room)
    elif row.model_dump(exclude={"state", "date"}) != {**request.model_dump(), "session": session}:
        raise Conflict
    return _view(act, row)


def list_drafts(act: Act, session: str, cursor: str = "") -> Drafts:
    """A page of the session's drafts without their documents, in the order of random ids."""
    find_session(act, session, Permission.DRAFT_READ)
    query = (
        select(Draft)
        .where(Draft.session == session, col(Draft.draft) > cursor)
        .order_by(col(Draft.draft))
        .limit(one_more())
    )
    rows, following = cut(act.db.exec(query).all(), lambda row: row.draft)
    return Drafts(drafts=tuple(_summary(act, row) for row in rows), next=following)


def view_draft(act: Act, draft: str) -> DraftView:
    """One draft with its sealed document and its payload."""
    return _view(act, _find(act, draft, Permission.DRAFT_READ))


def approve(act: Act, draft: str, request: ApprovalRequest) -> DraftSummary:
    """Count the caller as approving. Raises BadSignature, Rejected, Released.

    An approval that still counts is left as it is; one that expired is replaced.
    """
    row = _find(act, draft, Permission.APPROVAL_CREATE)
    _refuse_settled(row)
    signature = _signature(row.payload, act.account, request.signature)
    present = act.db.get(Approval, (draft, act.account.person))
    if present is None or not _counts(present):
        if present is not None:
            act.db.delete(present)
            act.db.flush()
        act.db.add(
            Approval(draft=draft, person=act.account.person, date=today(), signature=signature)
        )
        record(act, Event.APPROVAL, commitment(draft, signature), today(), _room(act, row))
    return _summary(act, row)


def reject(act: Act, draft: str) -> DraftSummary:
    """Stop the draft for good. Raises Released."""
    row = _find(act, draft, Permission.REJECTION_CREATE)
    if row.state is DraftState.RELEASED:
        raise Released
    if row.state is DraftState.OPEN:
        row.state = DraftState.REJECTED
        act.db.add(row)
        record(act, Event.REJECTION, commitment(draft), today(), _room(act, row))
    return _summary(act, row)


def release(act: Act, draft: str) -> ReleaseAnswer:
    """Let the draft out; again, for one that is out, gives the same leaf.

    Raises Rejected, NotEnoughApprovals unless two different organisers' approvals count today, and
    ObjectionsOpen or ObjectionsUnanswered while participants are not heard.
    """
    row = _find(act, draft, Permission.RELEASE_CREATE)
    done = act.db.get(Release, draft)
    if done is None:
        _refuse_settled(row)
        done = _release(act, row)
    inclusion = act.journal.inclusion(done.leaf)
    return ReleaseAnswer(dsse=done.dsse, **inclusion.model_dump(mode="python"))


def _release(act: Act, row: Draft) -> Release:
    present = organisers(act, row)
    counted = [one for one in counted_approvals(act, row) if one.person in present]
    signatures = sorted(
        (Signature.from_json(approval.signature) for approval in counted),
        key=lambda signature: signature.key_id,
    )
    envelope = DsseEnvelope(row.payload, PAYLOAD_TYPE, tuple(signatures))
    try:
        verify_dsse(envelope, list(present.values()), APPROVALS_NEEDED, PAYLOAD_TYPE)
    except KeysError:
        raise NotEnoughApprovals from None
    refuse_unheard(act.db, row)
    artefact = sha256_hex(row.payload)
    leaf = record(act, Event(row.kind.value), artefact, today(), _room(act, row))
    done = Release(draft=row.draft, dsse=envelope.to_json(), leaf=leaf)
    row.state = DraftState.RELEASED
    act.db.add_all([row, done])
    return done


def _signature(payload: bytes, account: Account, text: str) -> str:
    """The caller's signature in its one form. Raises BadSignature."""
    try:
        signature = Signature.from_json(text)
        envelope = DsseEnvelope(payload, PAYLOAD_TYPE, (signature,))
        verify_dsse(envelope, [keys_of(account)], 1, PAYLOAD_TYPE)
    except KeysError:
        raise BadSignature from None
    return signature.to_json()


def counted_approvals(act: Act, row: Draft) -> list[Approval]:
    """The approvals that count today, whatever their givers may be by now."""
    return [approval for approval in _approvals(act, row.draft) if _counts(approval)]


def organisers(act: Act, row: Draft) -> dict[str, PublicIdentity]:
    """The dialogue's present organisers: person and public identity."""
    dialogue = _room(act, row).dialogue
    query = (
        select(Account)
        .join(Membership, col(Membership.person) == Account.person)
        .where(Membership.dialogue == dialogue, Membership.role == Role.ORGANISER)
    )
    return {account.person: keys_of(account) for account in act.db.exec(query)}


def _find(act: Act, draft: str, permission: Permission) -> Draft:
    row = act.db.get(Draft, draft)
    if row is None:
        raise NotFound
    find_session(act, row.session, permission)
    return row


def _room(act: Act, row: Draft) -> MeetingSession:
    return act.db.get_one(MeetingSession, row.session)


def _refuse_settled(row: Draft) -> None:
    if row.state is DraftState.REJECTED:
        raise Rejected
    if row.state is DraftState.RELEASED:
        raise Released


def _counts(approval: Approval) -> bool:
    return today() <= approval.date + timedelta(days=APPROVAL_DAYS)


def _approvals(act: Act, draft: str) -> Sequence[Approval]:
    query = select(Approval).where(Approval.draft == draft).order_by(col(Approval.person))
    return act.db.exec(query).all()


def _summary(act: Act, row: Draft) -> DraftSummary:
    return DraftSummary(
        draft=row.draft,
        session=row.session,
        kind=row.kind,
        state=row.state,
        date=row.date,
        approvals=tuple(
            ApprovalView(
                person=approval.person,
                date=approval.date,
                expires=approval.date + timedelta(days=APPROVAL_DAYS),
            )
            for approval in _approvals(act, row.draft)
        ),
    )


def _view(act: Act, row: Draft) -> DraftView:
    summary = _summary(act, row)
    return DraftView(**dict(summary), document=row.document, payload=row.payload)
