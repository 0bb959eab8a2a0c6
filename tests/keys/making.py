"""Makes releases, honest and dishonest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from keys._codec import canonical
from keys._intoto import PAYLOAD_TYPE
from keys.bundle import build
from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.logproof import LogProof
from keys.merkle import Tree, leaf_hash
from keys.opening import Argon2Cost, Identity, sign_dsse
from keys.trust import Trust
from keys.witness import WitnessKey, cosign

CHEAP = Argon2Cost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "correct horse battery staple"
ORIGIN = "hub.example.org/log"
DAY = "2026-03-01"
NOW = 1_772_366_400  # that day, in seconds since 1970


@dataclass
class Maker:
    """Makes bundles, honest ones unless a part is replaced."""

    log: LogKey
    organisers: tuple[Identity, ...]
    document: bytes = b"One participant argued that the ceasefire line should hold.\n"
    policy: str = '{"k":3,"profile":"chatham-house"}'

    @property
    def trust(self) -> Trust:
        return Trust(self.log.vkey, tuple(identity.public for identity in self.organisers))

    def statement(self, **changes: Any) -> dict[str, Any]:
        predicate = {
            "policy": hashlib.sha256(self.policy.encode()).hexdigest(),
            "checks": [
                {"name": name, "passed": True, "count": 0}
                for name in ("findings", "metadata", "roster-sweep", "verbatim")
            ],
        }
        digest = {"sha256": hashlib.sha256(self.document).hexdigest()}
        return {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": "document", "digest": digest}],
            "predicateType": "https://sealedroom.org/release/v1",
            "predicate": predicate | changes,
        }

    def payload(self, **changes: Any) -> bytes:
        return json.dumps(self.statement(**changes)).encode()

    def leaf(self, payload: bytes, event: str = "release") -> bytes:
        artefact = hashlib.sha256(payload).hexdigest()
        value = {"version": 1, "event": event, "date": DAY, "artefact": artefact}
        return canonical(value).encode()

    def proof(
        self, leaf: bytes, log: LogKey | None = None, witnesses: tuple[WitnessKey, ...] = ()
    ) -> LogProof:
        log = log or self.log
        entries = [b"earlier entry %d" % number for number in range(5)] + [leaf, b"later entry"]
        tree = Tree(map(leaf_hash, entries))
        checkpoint = sign_checkpoint(Checkpoint(log.origin, tree.size, tree.root()), log)
        for witness in witnesses:
            checkpoint = cosign(checkpoint, log.vkey, None, (), witness, NOW).text
        return LogProof(5, leaf, tree.inclusion_proof(5), checkpoint)

    def bundle(
        self,
        *,
        payload: bytes | None = None,
        signers: tuple[Identity, ...] | None = None,
        document: bytes | None = None,
        policy: str | None = None,
        leaf: bytes | None = None,
        log: LogKey | None = None,
        payload_type: str = PAYLOAD_TYPE,
        witnesses: tuple[WitnessKey, ...] = (),
    ) -> bytes:
        payload = self.payload() if payload is None else payload
        signers = self.organisers if signers is None else signers
        return build(
            document=self.document if document is None else document,
            dsse=sign_dsse(payload, payload_type, *signers),
            proof=self.proof(self.leaf(payload) if leaf is None else leaf, log, witnesses),
            policy=self.policy if policy is None else policy,
        )
