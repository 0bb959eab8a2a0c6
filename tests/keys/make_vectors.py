"""Makes the vector files in `vectors/`: `python -m tests.keys.make_vectors`.

Sealing is randomised, so existing files are kept: a format that changes gets a new version and new
files. A vector says what to do (`kind`), with what, and how it ends (`outcome`: "ok" or the name of
the error). Secrets in them are for testing only.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from keys._codec import b64
from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.destruction import Destruction
from keys.entry import Actor, Entry
from keys.extension import Extension
from keys.merkle import Tree, leaf_hash
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
from keys.tiles import Tile, tile_bytes
from keys.trust import Trust
from keys.verdict import Verdict
from keys.waivers import REVOCATION_TYPE, WAIVER_TYPE, Revocation, Waiver
from keys.witness import WitnessKey, cosign
from tests.keys.making import CHEAP, DAY, PASSPHRASE, Maker

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
        **_actors(ana, eve),
        **_waivers(ana, ben),
        **_certificates(ana, ben),
        **_tiles(),
        **_requests(maker),
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
    witness = WitnessKey("witness.example.org/w1", bytes(range(32)))
    watched = replace(maker.trust, witnesses=(witness.vkey,), witness_threshold=1)
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
        "bundle-witnessed-ok": vector(maker.bundle(witnesses=(witness,)), None, trust=watched),
        "bundle-not-witnessed": vector(honest, 9, trust=watched),
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


def _actors(ana: Identity, eve: Identity) -> dict[str, dict[str, Any]]:
    actor = Actor(ana.person, bytes(range(32)))
    artefact = "ab" * 32
    entry = Entry("release", DAY, artefact, actor.commitment("release", artefact))

    def vector(outcome: str, actor: Actor = actor, entry: Entry = entry) -> dict[str, Any]:
        return {
            "kind": "actor",
            "outcome": outcome,
            "entry": entry.to_bytes().decode(),
            "actor": actor.to_json(),
        }

    return {
        "actor-ok": vector("ok"),
        "actor-other-person": vector("ProofError", replace(actor, person=eve.person)),
        "actor-other-salt": vector("ProofError", replace(actor, salt=bytes(32))),
        "actor-other-entry": vector("ProofError", entry=replace(entry, artefact="cd" * 32)),
        "actor-empty": vector("FormatError")
        | {"entry": replace(entry, actor="").to_bytes().decode().replace("{", '{"actor":"",', 1)},
    }


def _waivers(ana: Identity, ben: Identity) -> dict[str, dict[str, Any]]:
    wording = "Dr Example: «The line should hold.»"
    waiver = Waiver(ana.person, "room-1", "ab" * 32, wording, "public", DAY)
    people = [ana.public.to_dict(), ben.public.to_dict()]
    use = {"room": "room-1", "statement": "ab" * 32, "wording": wording, "audience": "public"}
    signed = sign_dsse(waiver.to_bytes(), WAIVER_TYPE, ana)
    taken_back = Revocation(ana.person, waiver.digest).to_bytes()

    def using(outcome: str, by: Identity = ana, **changes: Any) -> dict[str, Any]:
        envelope = sign_dsse(waiver.to_bytes(), WAIVER_TYPE, by).to_json()
        common = {"kind": "waiver", "outcome": outcome, "envelope": envelope, "people": people}
        return common | {"use": use, "revoked": []} | changes

    def revoking(outcome: str, by: Identity = ana, *used: str) -> dict[str, Any]:
        return {
            "kind": "waiver-revocation",
            "outcome": outcome,
            "envelope": sign_dsse(taken_back, REVOCATION_TYPE, by).to_json(),
            "waiver": signed.to_json(),
            "people": people,
            "used": used,
        }

    return {
        "waiver-ok": using("ok"),
        "waiver-by-another": using("SignatureError", ben),
        "waiver-other-audience": using("WaiverError", use=use | {"audience": "officials"}),
        "waiver-other-wording": using("WaiverError", use=use | {"wording": "The line held."}),
        "waiver-taken-back": using("WaiverError", revoked=[waiver.digest]),
        "waiver-revocation-ok": revoking("ok"),
        "waiver-revocation-by-another": revoking("SignatureError", ben),
        "waiver-revocation-too-late": revoking("WaiverError", ana, waiver.digest),
    }


def _certificates(ana: Identity, ben: Identity) -> dict[str, dict[str, Any]]:
    gone = Destruction("room-1", DAY, epochs=2, wraps=6, shares=6, salts=40).to_bytes()
    verdict = Verdict(ben.person, "ab" * 32, "cd" * 32, "ef" * 32, True, DAY).to_bytes()

    def vector(kind: str, outcome: str, payload: bytes, *by: Identity) -> dict[str, Any]:
        return {
            "kind": kind,
            "outcome": outcome,
            "envelope": sign_dsse(payload, TYPE, *by).to_json(),
            "people": [ana.public.to_dict(), ben.public.to_dict()],
        }

    other = gone.replace(b'"room":"room-1"', b'"room":"room-2"')
    failed = verdict.replace(b'"PASSED"', b'"FAILED"')
    return {
        "destruction-ok": vector("destruction", "ok", gone, ana, ben),
        "destruction-one-organiser": vector("destruction", "SignatureError", gone, ana),
        "destruction-other-room": vector("destruction", "SignatureError", other, ana, ben),
        "verdict-ok": vector("verdict", "ok", verdict, ben),
        "verdict-by-another": vector("verdict", "SignatureError", verdict, ana),
        "verdict-contradicts-itself": vector("verdict", "SignatureError", failed, ben),
    }


def _tiles() -> dict[str, dict[str, Any]]:
    """The tree has the leaves 0, 1, 2, ... as u32."""

    def vector(outcome: str, tile: Tile, size: int = 600) -> dict[str, Any]:
        tree = Tree(leaf_hash(number.to_bytes(4, "big")) for number in range(size))
        content = tile_bytes(tree, tile) if outcome == "ok" else b""
        return {
            "kind": "tile",
            "outcome": outcome,
            "size": size,
            "place": vars(tile),
            "path": tile.path,
            "sha256": hashlib.sha256(content).hexdigest(),
        }

    return {
        "tile-full-ok": vector("ok", Tile(0, 1, 256)),
        "tile-partial-ok": vector("ok", Tile(0, 2, 88)),
        "tile-level-1-ok": vector("ok", Tile(1, 0, 2)),
        "tile-not-there-yet": vector("ProofError", Tile(0, 2, 89)),
    }


def _requests(maker: Maker) -> dict[str, dict[str, Any]]:
    tree = Tree(leaf_hash(number.to_bytes(4, "big")) for number in range(20))
    fork = Tree(leaf_hash(number.to_bytes(4, "little")) for number in range(20))

    def vector(outcome: str, old: int, size: int, tree: Tree = tree) -> dict[str, Any]:
        head = Checkpoint(maker.log.origin, size, tree.root(size))
        proof = tree.consistency_proof(min(old, size), size)
        text = Extension(old, proof, sign_checkpoint(head, maker.log)).to_text()
        return {
            "kind": "witness-request",
            "outcome": outcome,
            "text": text,
            "vkey": maker.log.vkey,
            "seen": {"origin": maker.log.origin, "size": 7, "root": b64(honest_root)},
        }

    honest_root = tree.root(7)
    return {
        "witness-request-ok": vector("ok", 7, 20),
        "witness-request-rolled-back": vector("ProofError", 7, 6),
        "witness-request-forked": vector("ProofError", 7, 20, fork),
        "witness-request-other-version": vector("ok", 7, 20)
        | {"outcome": "FormatError", "text": "older 7\n\nhub.example.org/log\n"},
    }


if __name__ == "__main__":
    main()
