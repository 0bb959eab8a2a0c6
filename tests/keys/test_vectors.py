"""Every vector file ends as it says: see `make_vectors.py`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from keys import errors
from keys._codec import unb64
from keys.announcement import verify_announcement
from keys.bundle import verify_bundle
from keys.checkpoint import Checkpoint, verify_checkpoint
from keys.destruction import verify_destruction
from keys.entry import Actor, Entry
from keys.errors import BundleError
from keys.extension import Extension
from keys.identity import PublicIdentity
from keys.logproof import LogProof
from keys.merkle import Tree, leaf_hash
from keys.opening import Identity, RoomSecret, SecretKey, open_envelope, unwrap_room
from keys.opening.grants import WorkerKey
from keys.sealing import Context, RoomPublic
from keys.signatures import DsseEnvelope, verify_dsse
from keys.tiles import Tile, tile_bytes
from keys.trust import Trust
from keys.verdict import verify_verdict
from keys.waivers import Use, use_waiver, verify_revocation, verify_waiver
from keys.witness import WitnessKey, cosign, verify_cosignatures
from tests.keys.making import CHEAP, NOW

FILES = sorted(Path(__file__).with_name("vectors").glob("*.json"))


def identity_file(vector: dict[str, Any]) -> None:
    secret_key = SecretKey.parse(vector["secret_key"]) if vector["secret_key"] else None
    identity = Identity.unlock(
        unb64(vector["data"]), vector["passphrase"], secret_key=secret_key, floor=CHEAP
    )
    assert identity.public == PublicIdentity.from_dict(vector["public"])
    assert identity.public.key_id == vector["key_id"]


def envelope(vector: dict[str, Any]) -> None:
    context = Context(**vector["context"])
    room = RoomSecret(context.room, context.epoch, unb64(vector["seed"]))
    opened = open_envelope(unb64(vector["data"]), room, context)
    assert (opened.note, opened.header) == (unb64(vector["note"]), vector["header"])


def room_wrap(vector: dict[str, Any]) -> None:
    identity = Identity.unlock(unb64(vector["identity"]), vector["passphrase"], floor=CHEAP)
    secret = unwrap_room(unb64(vector["data"]), identity, vector["room"], vector["epoch"])
    assert secret.seed == unb64(vector["seed"])


def dsse(vector: dict[str, Any]) -> None:
    people = [PublicIdentity.from_dict(person) for person in vector["people"]]
    verify_dsse(
        DsseEnvelope.from_json(vector["envelope"]),
        people,
        vector["threshold"],
        vector["payload_type"],
    )


def checkpoint(vector: dict[str, Any]) -> None:
    expected = Checkpoint(vector["origin"], vector["size"], unb64(vector["root"]))
    assert verify_checkpoint(vector["text"], vector["vkey"]) == expected


def tlog_proof(vector: dict[str, Any]) -> None:
    LogProof.from_tlog_proof(vector["text"]).verify(vector["vkey"])


def bundle(vector: dict[str, Any]) -> None:
    try:
        verify_bundle(vector["bundle"].encode(), Trust.from_json(json.dumps(vector["trust"])))
    except BundleError as error:
        assert error.step == vector["step"]
        raise


def announcement(vector: dict[str, Any]) -> None:
    organisers = [PublicIdentity.from_dict(organiser) for organiser in vector["organisers"]]
    envelope = DsseEnvelope.from_json(vector["envelope"])
    public = verify_announcement(envelope, organisers, vector["room"], vector["epoch"])
    assert public.room == vector["room"]


def custody(vector: dict[str, Any]) -> None:
    pytest.importorskip("shamir_mnemonic", reason="custody needs shamir-mnemonic")
    from keys.opening.custody import recover_room

    secret = recover_room(vector["shares"], RoomPublic.from_json(vector["room"]))
    assert secret.seed == unb64(vector["seed"])


def grant(vector: dict[str, Any]) -> None:
    granted = WorkerKey(unb64(vector["worker_seed"])).open_grant(
        DsseEnvelope.from_json(vector["envelope"]),
        [PublicIdentity.from_dict(organiser) for organiser in vector["organisers"]],
        job=vector["job"],
        policy=vector["policy"],
        now=datetime.fromisoformat(vector["now"]),
    )
    opened = granted.open(unb64(vector["data"]), Context(**vector["context"]))
    assert opened.note == unb64(vector["note"])


def cosignature(vector: dict[str, Any]) -> None:
    verify_cosignatures(vector["text"], vector["witnesses"], vector["threshold"])


def actor(vector: dict[str, Any]) -> None:
    Actor.from_json(vector["actor"]).verify(Entry.from_bytes(vector["entry"].encode()))


def _people(vector: dict[str, Any]) -> list[PublicIdentity]:
    return [PublicIdentity.from_dict(person) for person in vector["people"]]


def waiver(vector: dict[str, Any]) -> None:
    signed = DsseEnvelope.from_json(vector["envelope"])
    use_waiver(signed, _people(vector), Use(**vector["use"]), vector["revoked"])


def waiver_revocation(vector: dict[str, Any]) -> None:
    people = _people(vector)
    granted = verify_waiver(DsseEnvelope.from_json(vector["waiver"]), people)
    taken_back = DsseEnvelope.from_json(vector["envelope"])
    verify_revocation(taken_back, people, granted, vector["used"])


def destruction(vector: dict[str, Any]) -> None:
    verify_destruction(DsseEnvelope.from_json(vector["envelope"]), _people(vector), 2)


def verdict(vector: dict[str, Any]) -> None:
    verify_verdict(DsseEnvelope.from_json(vector["envelope"]), _people(vector))


def tile(vector: dict[str, Any]) -> None:
    tree = Tree(leaf_hash(number.to_bytes(4, "big")) for number in range(vector["size"]))
    place = Tile(**vector["place"])
    assert hashlib.sha256(tile_bytes(tree, place)).hexdigest() == vector["sha256"]
    assert place.path == vector["path"]


def witness_request(vector: dict[str, Any]) -> None:
    seen = Checkpoint(**vector["seen"] | {"root": unb64(vector["seen"]["root"])})
    request = Extension.from_text(vector["text"])
    witness = WitnessKey.generate("witness.example.org/w1")
    cosign(request.checkpoint, vector["vkey"], seen, request.proof, witness, NOW)


KINDS: dict[str, Callable[[dict[str, Any]], None]] = {
    "actor": actor,
    "announcement": announcement,
    "bundle": bundle,
    "checkpoint": checkpoint,
    "cosignature": cosignature,
    "custody": custody,
    "destruction": destruction,
    "dsse": dsse,
    "envelope": envelope,
    "grant": grant,
    "identity-file": identity_file,
    "room-wrap": room_wrap,
    "tile": tile,
    "tlog-proof": tlog_proof,
    "verdict": verdict,
    "waiver": waiver,
    "waiver-revocation": waiver_revocation,
    "witness-request": witness_request,
}


def test_there_are_vectors_of_every_kind() -> None:
    vectors = [json.loads(file.read_text()) for file in FILES]
    assert {vector["kind"] for vector in vectors if vector["outcome"] == "ok"} == set(KINDS)
    assert {vector["kind"] for vector in vectors if vector["outcome"] != "ok"} == set(KINDS)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_vector(file: Path) -> None:
    vector = json.loads(file.read_text())
    if vector["outcome"] == "ok":
        KINDS[vector["kind"]](vector)
        return
    with pytest.raises(getattr(errors, vector["outcome"])) as caught:
        KINDS[vector["kind"]](vector)
    assert type(caught.value).__name__ == vector["outcome"]
