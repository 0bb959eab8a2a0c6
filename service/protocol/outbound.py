"""What reaches the far side: releases, recommendations, and the uptake of these."""

from datetime import date

from service.protocol.log import Inclusion
from service.protocol.uptake import Uptake
from service.protocol.wire import (
    Digest,
    DsseText,
    Envelope,
    Identifier,
    Message,
    PersonId,
)


class ReleaseReceipt(Message):
    """POST /releases, whose body is the bundle's own bytes."""

    document: Digest
    date: date


class Transfer(Inclusion):
    """An envelope for one recipient and the proof that it may leave.

    `inclusion` and the fields beside it are those of the hub's `ReleaseAnswer`.
    """

    recommendation: Identifier
    recipient: PersonId
    envelope: Envelope
    dsse: DsseText


class RecommendationRequest(Transfer):
    """POST /recommendations.

    `tracking` is the SHA-256 of a token the sender keeps, with which it may ask for the uptake.
    """

    tracking: Digest | None = None


class RecommendationReceipt(Message):
    """What the sender keeps. It says nothing about whether anybody has read it."""

    recommendation: Identifier
    date: date


class InboxItem(Transfer):
    """One recommendation as its recipient collects it."""

    date: date
    status: Uptake


class Inbox(Message):
    """GET /inbox, for the bearer of a collection token."""

    items: tuple[InboxItem, ...]


class UptakeRequest(Message):
    """POST /inbox/{recommendation}/uptake."""

    status: Uptake


class UptakeAnswer(Message):
    """The status as it now stands. Also GET /uptake, for the bearer of a tracking token."""

    recommendation: Identifier
    status: Uptake
    date: date
