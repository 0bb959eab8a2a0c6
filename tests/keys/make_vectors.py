"""Makes the vector files in `vectors/`: `python -m tests.keys.make_vectors`.

Sealing is randomised, so existing files are kept: a format that changes gets a new version and new
files. A vector says what to do (`kind`), with what, and how it ends (`outcome`: "ok" or the name of
the error). Secrets in them are for testing only.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from keys._codec import b64
from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.opening import (
    Identity,
    RoomSecret,
    SecretKey,
    announce_room,
    sign,
    sign_dsse,
    wrap_room,
)
from keys.opening.custody import split_room
from keys.opening.grants import Terms, WorkerKey, grant
from keys.sealing import Context, seal
from keys.trust import Trust
from keys.witness import WitnessKey, cosign
from tests.keys.making import CHEAP, PASSPHRASE, Maker

FOLDER = Path(__file__).with_name("vectors")
SECRET_KEY = SecretKey(bytes(range(16)))
CONTEXT = Context("room-1", 1, "submission-1", "note")
TYPE = "application/vnd.in-toto+json"


def main() -> None:
    """Write every vector that is not there yet."""
    ana, ben, eve = (Identity.generate() for _ in range(3))
    maker = Maker(LogKey.generate("hub.example.org/log"), (ana, ben))
    vectors = {
        **_identities(ana),
        **_envelopes(ana, eve),
        **_signatures(ana, ben, eve),
        **_checkpoints(maker),
        **_bundles(maker, eve),
        **_announcements(ana, eve),
        **_custody(),
        **_grants(ana, eve),
        **_cosignatures(maker),
    }
    for name, vector in vectors.items():
        path = FOLDER / f"{name}.json"
        if not path.exists():
            path.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n")


def _flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _identities(ana: Identity) -> dict[str, dict[str, Any]]:
    plain = ana.lock(PASSPHRASE, cost=CHEAP)
    both = ana.lock(PASSPHRASE, secret_key=SECRET_KEY, cost=CHEAP)
    public = ana.public

    def vector(
        data: bytes, outcome: str, passphrase: str = PASSPHRASE, secret_key: str = ""
    ) -> dict[str, Any]:
        return {
            "kind": "identity-file",
            "outcome": outcome,
            "data": b64(data),
            "passphrase": passphrase,
            "secret_key": secret_key,
            "public": public.to_dict(),
            "key_id": public.key_id,
        }

    printed = SECRET_KEY.plaintext_to_print()
    return {
        "identity-ok": vector(plain, "ok"),
        "identity-secret-key-ok": vector(both, "ok", secret_key=printed),
        "identity-secret-key-missing": vector(both, "WrongPassphraseError"),
        "identity-wrong-passphrase": vector(plain, "WrongPassphraseError", "correct horse"),
        "identity-altered-salt": vector(_flip(plain, 40), "WrongPassphraseError"),
        "identity-altered-tag": vector(_flip(plain, len(plain) - 1), "WrongPassphraseError"),
        "identity-truncated": vector(plain[:-1], "WrongPassphraseError"),
        "identity-version-2": vector(plain.replace(b"/v1\n", b"/v2\n"), "WrongPassphraseError"),
    }


def _envelopes(ana: Identity, eve: Identity) -> dict[str, dict[str, Any]]:
    room = RoomSecret("room-1", 1, bytes(range(32)))
    other = RoomSecret("room-1", 1, bytes(32))
    note, header = b"The line would hold.", {"kind": "notes"}
    envelope = seal(note, header, room.public, CONTEXT)
    wrap = wrap_room(room, ana.public)

    def opening(
        data: bytes, outcome: str, secret: RoomSecret = room, **context: Any
    ) -> dict[str, Any]:
        return {
            "kind": "envelope",
            "outcome": outcome,
            "data": b64(data),
            "seed": b64(secret.seed),
            "context": vars(CONTEXT) | context,
            "note": b64(note),
            "header": header,
        }

    def unwrapping(
        data: bytes, outcome: str, who: Identity = ana, epoch: int = 1
    ) -> dict[str, Any]:
        return {
            "kind": "room-wrap",
            "outcome": outcome,
            "data": b64(data),
            "identity": b64(who.lock(PASSPHRASE, cost=CHEAP)),
            "passphrase": PASSPHRASE,
            "room": "room-1",
            "epoch": epoch,
            "seed": b64(room.seed),
        }

    return {
        "envelope-ok": opening(envelope, "ok"),
        "envelope-wrong-key": opening(envelope, "OpeningError", other),
        "envelope-wrong-submission": opening(envelope, "OpeningError", submission="submission-2"),
        "envelope-wrong-epoch": opening(envelope, "OpeningError", epoch=2),
        "envelope-wrong-purpose": opening(envelope, "OpeningError", purpose="roster"),
        "envelope-altered-wrap": opening(_flip(envelope, 100), "OpeningError"),
        "envelope-altered-commitment": opening(_flip(envelope, 1200), "OpeningError"),
        "envelope-altered-payload": opening(_flip(envelope, 2000), "OpeningError"),
        "envelope-truncated": opening(envelope[:-1], "OpeningError"),
        "envelope-version-2": opening(envelope.replace(b"/v1\n", b"/v2\n", 1), "OpeningError"),
        "room-wrap-ok": unwrapping(wrap, "ok"),
        "room-wrap-other-member": unwrapping(wrap, "OpeningError", eve),
        "room-wrap-other-epoch": unwrapping(wrap, "OpeningError", epoch=2),
        "room-wrap-altered": unwrapping(_flip(wrap, 600), "OpeningError"),
    }


def _signatures(ana: Identity, ben: Identity, eve: Identity) -> dict[str, dict[str, Any]]:
    payload = b'{"what":"was agreed"}'
    renewed = ana.renew()
    mixed = sign(payload, TYPE, ana)
    half = type(mixed)(mixed.key_id, mixed.value[:64] + sign(b"other", TYPE, ana).value[64:])

    def vector(outcome: str, envelope: str, *people: Identity, threshold: int = 2) -> Any:
        return {
            "kind": "dsse",
            "outcome": outcome,
            "envelope": envelope,
            "people": [person.public.to_dict() for person in people],
            "threshold": threshold,
            "payload_type": TYPE,
        }

    both = sign_dsse(payload, TYPE, ana, ben)
    one = sign_dsse(payload, TYPE, ana)
    return {
        "dsse-ok": vector("ok", both.to_json(), ana, ben),
        "dsse-one-person": vector("SignatureError", one.to_json(), ana, ben),
        "dsse-one-person-two-keys": vector(
            "SignatureError", sign_dsse(payload, TYPE, ana, renewed).to_json(), ana, renewed, ben
        ),
        "dsse-stranger": vector(
            "SignatureError", sign_dsse(payload, TYPE, ana, eve).to_json(), ana, ben
        ),
        "dsse-only-ed25519-holds": vector(
            "SignatureError", one.with_signature(half).to_json(), ana, ben, threshold=1
        ),
        "dsse-threshold-0": vector("SignatureError", both.to_json(), ana, ben, threshold=0),
        "dsse-nobody-known": vector("SignatureError", both.to_json(), threshold=1),
    }


def _checkpoints(maker: Maker) -> dict[str, dict[str, Any]]:
    head = Checkpoint(maker.log.origin, 7, bytes(range(32)))
    signed = sign_checkpoint(head, maker.log)
    proof = maker.proof(b"an entry")

    def checkpoint(outcome: str, text: str, vkey: str = maker.log.vkey) -> dict[str, Any]:
        return {
            "kind": "checkpoint",
            "outcome": outcome,
            "text": text,
            "vkey": vkey,
            "origin": head.origin,
            "size": head.size,
            "root": b64(head.root),
        }

    def log_proof(outcome: str, text: str) -> dict[str, Any]:
        return {"kind": "tlog-proof", "outcome": outcome, "text": text, "vkey": maker.log.vkey}

    text = proof.to_tlog_proof()
    return {
        "checkpoint-ok": checkpoint("ok", signed),
        "checkpoint-other-log": checkpoint(
            "ProofError", signed, LogKey.generate("hub.example.org/log").vkey
        ),
        "checkpoint-altered-size": checkpoint("ProofError", signed.replace("\n7\n", "\n8\n")),
        "checkpoint-damaged-key": checkpoint("FormatError", signed, maker.log.vkey[:-4] + "AAAA"),
        "tlog-proof-ok": log_proof("ok", text),
        "tlog-proof-other-index": log_proof("ProofError", text.replace("index 5", "index 4")),
        "tlog-proof-version-2": log_proof("FormatError", text.replace("@v1", "@v2")),
    }


def _bundles(maker: Maker, eve: Identity) -> dict[str, dict[str, Any]]:
    ana, ben = maker.organisers
    renewed = ana.renew()
    checks = maker.statement()["predicate"]["checks"]
    failed = [*checks[1:], checks[0] | {"passed": False, "count": 1}]
    two_keys = Trust(maker.log.vkey, (ana.public, renewed.public, ben.public))

    def vector(data: bytes, step: int | None, trust: Trust = maker.trust) -> dict[str, Any]:
        return {
            "kind": "bundle",
            "outcome": "ok" if step is None else "BundleError",
            "step": step,
            "bundle": data.decode(errors="replace"),
            "trust": json.loads(trust.to_json()),
        }

    honest = maker.bundle()
    return {
        "bundle-ok": vector(honest, None),
        "bundle-not-canonical": vector(honest + b"\n", 0),
        "bundle-one-approver": vector(maker.bundle(signers=(ana,)), 1),
        "bundle-one-approver-twice": vector(maker.bundle(signers=(ana, ana)), 1),
        "bundle-one-approver-two-keys": vector(
            maker.bundle(signers=(ana, renewed)), 1, trust=two_keys
        ),
        "bundle-unknown-approver": vector(maker.bundle(signers=(ana, eve)), 1),
        "bundle-other-predicate": vector(
            maker.bundle(payload=json.dumps(maker.statement() | {"predicateType": "x"}).encode()),
            2,
        ),
        "bundle-other-document": vector(maker.bundle(document=b"Another text.\n"), 3),
        "bundle-other-policy": vector(maker.bundle(policy="{}"), 4),
        "bundle-check-missing": vector(maker.bundle(payload=maker.payload(checks=checks[1:])), 5),
        "bundle-check-failed": vector(maker.bundle(payload=maker.payload(checks=failed)), 5),
        "bundle-other-entry": vector(maker.bundle(leaf=maker.leaf(b"another payload")), 6),
        "bundle-other-log": vector(maker.bundle(log=LogKey.generate("hub.example.org/log")), 7),
        "bundle-other-index": vector(honest.replace(b'"index":5', b'"index":4'), 8),
    }


def _announcements(ana: Identity, eve: Identity) -> dict[str, dict[str, Any]]:
    room = RoomSecret("room-1", 1, bytes(range(32)))

    def vector(outcome: str, by: Identity = ana, epoch: int = 1) -> dict[str, Any]:
        return {
            "kind": "announcement",
            "outcome": outcome,
            "envelope": announce_room(room, by).to_json(),
            "organisers": [ana.public.to_dict()],
            "room": "room-1",
            "epoch": epoch,
        }

    return {
        "announcement-ok": vector("ok"),
        "announcement-stranger": vector("SignatureError", eve),
        "announcement-other-epoch": vector("SignatureError", epoch=2),
    }


def _custody() -> dict[str, dict[str, Any]]:
    room = RoomSecret("room-1", 1, bytes(range(32)))
    shares = split_room(room, 3, 5)
    others = split_room(RoomSecret("room-1", 1, bytes(32)), 3, 5)

    def vector(outcome: str, *chosen: str) -> dict[str, Any]:
        return {
            "kind": "custody",
            "outcome": outcome,
            "shares": chosen,
            "room": room.public.to_json(),
            "seed": b64(room.seed),
        }

    return {
        "custody-ok": vector("ok", *shares[1:4]),
        "custody-too-few": vector("OpeningError", *shares[:2]),
        "custody-other-room": vector("OpeningError", *others[:3]),
        "custody-mixed-rooms": vector("OpeningError", shares[0], shares[1], others[2]),
        "custody-mistyped": vector("OpeningError", *shares[:2], shares[2][:-1] + "x"),
    }


def _grants(ana: Identity, eve: Identity) -> dict[str, dict[str, Any]]:
    room = RoomSecret("room-1", 1, bytes(range(32)))
    seed = bytes(range(32, 64))
    note = b"The line would hold."
    envelope = seal(note, {}, room.public, CONTEXT)
    terms = Terms("job-1", "ab" * 32, datetime(2026, 3, 1, 12, tzinfo=UTC))
    worker = WorkerKey(seed).public

    def vector(outcome: str, by: Identity = ana, **changes: str) -> dict[str, Any]:
        return {
            "kind": "grant",
            "outcome": outcome,
            "envelope": grant([(envelope, CONTEXT)], room, worker, terms, by).to_json(),
            "organisers": [ana.public.to_dict()],
            "worker_seed": b64(seed),
            "job": "job-1",
            "policy": "ab" * 32,
            "now": "2026-03-01T11:59:59+00:00",
            "context": vars(CONTEXT),
            "data": b64(envelope),
            "note": b64(note),
        } | changes

    return {
        "grant-ok": vector("ok"),
        "grant-expired": vector("GrantError", now="2026-03-01T12:00:00+00:00"),
        "grant-other-job": vector("GrantError", job="job-2"),
        "grant-other-policy": vector("GrantError", policy="cd" * 32),
        "grant-other-worker": vector("GrantError", worker_seed=b64(bytes(32))),
        "grant-stranger": vector("SignatureError", eve),
    }


def _cosignatures(maker: Maker) -> dict[str, dict[str, Any]]:
    witness = WitnessKey("witness.example.org/w1", bytes(range(32)))
    signed = sign_checkpoint(Checkpoint(maker.log.origin, 7, bytes(range(32))), maker.log)
    text = cosign(signed, maker.log.vkey, None, (), witness, 1_772_366_400).text

    def vector(outcome: str, text: str, threshold: int = 1) -> dict[str, Any]:
        return {
            "kind": "cosignature",
            "outcome": outcome,
            "text": text,
            "witnesses": [witness.vkey],
            "threshold": threshold,
        }

    return {
        "cosignature-ok": vector("ok", text),
        "cosignature-missing": vector("ProofError", signed),
        "cosignature-altered-size": vector("ProofError", text.replace("\n7\n", "\n8\n")),
        "cosignature-threshold-0": vector("ProofError", text, threshold=0),
    }


if __name__ == "__main__":
    main()
