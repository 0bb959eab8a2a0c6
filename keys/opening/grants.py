"""Worker grants: named data keys, and nothing else, for one job of a short-lived process.

The worker makes a key that lives as long as it does. An organiser opens the data keys of the
submissions in question, wraps them to that key under the terms, and signs the whole. The worker
opens the grant once. It never holds a room secret, so it opens no other envelope.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from keys._codec import (
    b64,
    canonical,
    expect_format,
    fields,
    finish,
    parse_canonical,
    take,
    take_list,
    unb64,
)
from keys._suite import KEY, wrap_key
from keys.errors import FormatError, GrantError, OpeningError
from keys.identity import PublicIdentity
from keys.opening._kem import KemSecret
from keys.opening.envelopes import Opened, data_key, open_payload
from keys.opening.identity import Identity
from keys.opening.rooms import RoomSecret
from keys.opening.signing import sign_dsse
from keys.sealing import Context
from keys.signatures import DsseEnvelope, verify_dsse

GRANT = "sealedroom.org/grant/v1"
GRANT_TYPE = "application/vnd.sealedroom.grant.v1+json"
WORKER = "sealedroom.org/worker/v1"


@dataclass(frozen=True)
class Terms:
    """What a grant is for.

    Args:
        job: random id of the job.
        policy: SHA-256 of the policy under which the job redacts, in hexadecimal.
        expires: the first moment at which the grant opens no more, with its time zone.
    """

    job: str
    policy: str
    expires: datetime

    def __post_init__(self) -> None:
        if self.expires.tzinfo is None:
            raise FormatError("The time at which a grant expires needs a time zone.")

    def to_dict(self) -> dict[str, str]:
        """The terms as they are signed; the time is UTC in whole seconds."""
        expires = self.expires.astimezone(UTC).isoformat(timespec="seconds")
        return {"job": self.job, "policy": self.policy, "expires": expires}


@dataclass(frozen=True)
class Granted:
    """The data keys of the named submissions, in the worker's memory only."""

    _keys: Mapping[Context, bytes] = field(repr=False)

    def open(self, envelope: bytes, context: Context) -> Opened:
        """Open one of the named submissions.

        Raises:
            GrantError: when the grant does not name it.
            OpeningError: when the envelope was altered.
        """
        if context not in self._keys:
            raise GrantError
        return open_payload(envelope, self._keys[context], context)


class WorkerKey:
    """A worker's key: made at its start, opens one grant, is never stored."""

    def __init__(self, seed: bytes) -> None:
        secret = KemSecret(seed)
        self._secret: KemSecret | None = secret
        self.public = secret.public

    @classmethod
    def generate(cls) -> WorkerKey:
        """Draw a key."""
        return cls(secrets.token_bytes(KEY))

    def open_grant(
        self,
        grant: DsseEnvelope,
        organisers: Sequence[PublicIdentity],
        *,
        job: str,
        policy: str,
        now: datetime,
    ) -> Granted:
        """Open the grant for this job under this policy, and forget the key, come what may.

        Args:
            now: the present moment, with its time zone.

        Raises:
            SignatureError: when no organiser signed it.
            GrantError: when it is for another job, policy or worker, expired, or was altered.
        """
        secret, self._secret = self._secret, None
        payload = verify_dsse(grant, organisers, 1, GRANT_TYPE).payload
        if secret is None:
            raise GrantError
        try:
            terms, keys = _read(payload, secret)
        except (FormatError, OpeningError):
            raise GrantError from None
        if (terms.job, terms.policy) != (job, policy) or now >= terms.expires:
            raise GrantError
        return Granted(keys)


def grant(
    envelopes: Iterable[tuple[bytes, Context]],
    secret: RoomSecret,
    worker: bytes,
    terms: Terms,
    organiser: Identity,
) -> DsseEnvelope:
    """Let a worker open these envelopes under these terms.

    Args:
        envelopes: each with its context; all of one room and epoch.
        worker: the worker's public key (1,216 bytes).

    Raises:
        OpeningError: when an envelope does not open with the room's secret.
        FormatError: when `worker` is not a public key.
    """
    stated = terms.to_dict()

    def wrapped(envelope: bytes, context: Context) -> dict[str, Any]:
        key = data_key(envelope, secret, context)
        wrap = wrap_key(key, worker, _info(stated, context, worker))
        return vars(context) | {"wrap": b64(wrap)}

    keys = [wrapped(envelope, context) for envelope, context in envelopes]
    value = {"format": GRANT, "terms": stated, "keys": keys}
    return sign_dsse(canonical(value).encode(), GRANT_TYPE, organiser)


def _read(payload: bytes, secret: KemSecret) -> tuple[Terms, dict[Context, bytes]]:
    value = parse_canonical(payload)
    expect_format(value, GRANT)
    stated, keys = take(value, "terms", dict), take_list(value, "keys", dict)
    finish(value)
    terms = _terms(stated)
    return terms, dict(_key(dict(key), terms.to_dict(), secret) for key in keys)


def _terms(value: dict[str, Any]) -> Terms:
    value = dict(value)
    job, policy, text = (take(value, name, str) for name in ("job", "policy", "expires"))
    finish(value)
    try:
        terms = Terms(job, policy, datetime.fromisoformat(text))
    except ValueError:
        raise FormatError from None
    if terms.to_dict()["expires"] != text:
        raise FormatError
    return terms


def _key(value: dict[str, Any], stated: dict[str, str], secret: KemSecret) -> tuple[Context, bytes]:
    context = Context(
        room=take(value, "room", str),
        epoch=take(value, "epoch", int),
        submission=take(value, "submission", str),
        purpose=take(value, "purpose", str),
    )
    wrap = unb64(take(value, "wrap", str))
    finish(value)
    return context, secret.unwrap(wrap, _info(stated, context, secret.public))


def _info(stated: Mapping[str, str], context: Context, worker: bytes) -> bytes:
    key_id = hashlib.sha256(fields(WORKER, worker)).hexdigest()
    terms = (stated["job"], stated["policy"], stated["expires"])
    where = (context.room, context.epoch, context.submission, context.purpose)
    return fields(GRANT, *terms, *where, key_id)
