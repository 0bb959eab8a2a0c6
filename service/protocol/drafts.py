"""Drafts on their way out: approvals, rejections, release. One machinery for both kinds."""

import datetime
from enum import StrEnum, unique

from service.protocol.log import Inclusion
from service.protocol.statements import Kind
from service.protocol.wire import (
    DsseText,
    Envelope,
    Identifier,
    Message,
    Payload,
    PersonId,
    SignatureText,
)

APPROVALS_NEEDED = 2
"""Distinct people who must sign one payload before it leaves."""

APPROVAL_DAYS = 14
"""Days an approval counts: the review clock's week for the draft and week for objections."""


@unique
class DraftState(StrEnum):
    """Where a draft stands. A changed text is a new draft."""

    OPEN = "open"
    REJECTED = "rejected"
    RELEASED = "released"


class DraftRequest(Message):
    """POST /sessions/{session}/drafts. The document is sealed; the payload is what is signed."""

    draft: Identifier
    kind: Kind
    document: Envelope
    payload: Payload


class ApprovalRequest(Message):
    """POST /drafts/{draft}/approvals. The caller's signature over the draft's exact payload."""

    signature: SignatureText


class Approval(Message):
    """Who approved and until when that counts."""

    person: PersonId
    date: datetime.date
    expires: datetime.date


class DraftSummary(Message):
    """A draft without its document."""

    draft: Identifier
    session: Identifier
    kind: Kind
    state: DraftState
    date: datetime.date
    approvals: tuple[Approval, ...]


class Drafts(Message):
    """GET /sessions/{session}/drafts?cursor=, a page in the order of their random ids.

    With `next` there are more: send it back as `cursor`.
    """

    drafts: tuple[DraftSummary, ...]
    next: str | None = None


class DraftView(DraftSummary):
    """GET /drafts/{draft}."""

    document: Envelope
    payload: Payload


class ReleaseAnswer(Inclusion):
    """POST /drafts/{draft}/release: everything `keys.bundle.build` needs beside the document."""

    dsse: DsseText
