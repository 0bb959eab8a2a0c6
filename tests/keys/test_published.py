"""Published vectors, as others print them: every file in `published/` names its source."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from keys._suite import KEY, SUITE
from keys.checkpoint import ED25519, LogKey, log_verifier
from keys.errors import OpeningError
from keys.merkle import Tree, leaf_hash, node_hash, root
from keys.notes import parse_note
from keys.opening._kem import KemSecret
from keys.signatures import pae

FOLDER = Path(__file__).with_name("published")
AEADS = {
    1: hpke.AEAD.AES_128_GCM,
    2: hpke.AEAD.AES_256_GCM,
    3: hpke.AEAD.CHACHA20_POLY1305,
}
OUR_SUITE = (0x647A, 1, 3)


def published(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return value


def unhex(vector: dict[str, Any], *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


def opened_with_data(suite: hpke.Suite, vector: dict[str, Any], key: Any, damage: int = 0) -> bytes:
    """The published messages have associated data, which the library's public calls leave out."""
    enc, ct, info, aad = unhex(vector, "enc", "ct", "info", "aad")
    ct = ct[:-1] + bytes([ct[-1] ^ damage])
    return openssl.hpke._decrypt_with_aad(suite, enc + ct, key, info, aad)


def derived(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Key and nonce of base mode, by hand (RFC 9180 sections 4 and 5.1), for our suite."""
    suite_id = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in OUR_SUITE)

    def extract(salt: bytes, label: bytes, ikm: bytes) -> bytes:
        return hmac.digest(salt, b"HPKE-v1" + suite_id + label + ikm, "sha256")

    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")

    def expand(label: bytes, length: int) -> bytes:
        labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite_id + label + context
        return hmac.digest(secret, labelled + b"\1", "sha256")[:length]

    return expand(b"key", KEY), expand(b"base_nonce", 12)


def test_every_file_names_its_source() -> None:
    files = {file.stem for file in FOLDER.glob("*.json")}
    assert files == {"dsse", "hpke", "hpke-pq", "rfc6962", "signed-note", "x-wing"}
    assert all(published(name)["source"] for name in files)


@pytest.mark.parametrize("vector", published("hpke")["vectors"], ids=lambda v: str(v["aead_id"]))
def test_hpke_opens_the_vectors_of_rfc_9180(vector: dict[str, Any]) -> None:
    """Base mode with X25519 and HKDF-SHA256, first message."""
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, AEADS[vector["aead_id"]])
    secret, public, plain = unhex(vector, "skRm", "pkRm", "pt")
    key = X25519PrivateKey.from_private_bytes(secret)
    assert key.public_key().public_bytes_raw() == public
    assert opened_with_data(suite, vector, key) == plain
    with pytest.raises(InvalidTag):
        opened_with_data(suite, vector, key, damage=1)


@pytest.mark.parametrize("vector", published("hpke-pq")["vectors"])
def test_our_suite_opens_the_vector_of_hpke_pq(vector: dict[str, Any]) -> None:
    """The same KEM, KDF and AEAD as every wrap of ours, from the same kind of seed."""
    assert (vector["kem_id"], vector["kdf_id"], vector["aead_id"]) == OUR_SUITE
    seed, public, plain, shared, info = unhex(vector, "skRm", "pkRm", "pt", "shared_secret", "info")
    secret = KemSecret(seed)
    assert secret.public == public
    assert opened_with_data(SUITE, vector, secret._private) == plain
    with pytest.raises(InvalidTag):
        opened_with_data(SUITE, vector, secret._private, damage=1)
    assert derived(shared, info) == tuple(unhex(vector, "key", "base_nonce"))


@pytest.mark.parametrize("vector", published("x-wing")["vectors"])
def test_x_wing_decapsulates_to_the_published_secret(vector: dict[str, Any]) -> None:
    """The library shows no shared secret, so a key is sealed under the published one by hand."""
    seed, begins, enc, shared = unhex(vector, "seed", "pk_begins", "ct", "ss")
    secret = KemSecret(seed)
    assert secret.public.startswith(begins)
    message = bytes(range(KEY))

    def sealed(shared: bytes) -> bytes:
        key, nonce = derived(shared, b"info")
        return enc + ChaCha20Poly1305(key).encrypt(nonce, message, None)

    assert secret.unwrap(sealed(shared), b"info") == message
    for wrap, info in ((sealed(bytes(KEY)), b"info"), (sealed(shared), b"other")):
        with pytest.raises(OpeningError):
            secret.unwrap(wrap, info)


def test_the_public_key_of_the_first_x_wing_vector() -> None:
    """All 1,216 bytes, by their SHA-256."""
    public = KemSecret(bytes.fromhex(published("x-wing")["vectors"][0]["seed"])).public
    digest = "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb"
    assert hashlib.sha256(public).hexdigest() == digest


def test_tree_heads_and_nodes_of_rfc_6962() -> None:
    tree = published("rfc6962")
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in tree["entries"]]
    assert [Tree(leaves).root(size).hex() for size in range(9)] == tree["heads"]
    assert [root(leaves[:size]).hex() for size in range(9)] == tree["heads"]
    level = leaves
    for nodes in tree["nodes"]:
        assert [node.hex() for node in level] == nodes
        level = [node_hash(*pair) for pair in zip(level[::2], level[1::2], strict=False)]


def test_the_encoding_that_dsse_signs() -> None:
    vector = published("dsse")
    assert pae(vector["type"], vector["payload"].encode()) == vector["pae"].encode()


@pytest.mark.parametrize("vector", published("signed-note")["vectors"], ids=["c2sp", "go"])
def test_signed_notes(vector: dict[str, Any]) -> None:
    note, verifier = parse_note(vector["note"]), log_verifier(vector["vkey"])
    assert str(note) == vector["note"]
    assert (str(verifier), verifier.algorithm) == (vector["vkey"], ED25519)
    (signature,) = note.by(verifier)
    Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, note.text.encode())
    if "private" in vector:
        key = LogKey.from_bytes(vector["private"].encode())
        assert key.vkey == vector["vkey"]
        assert str(replace(note, signatures=(key.sign(note.text),))) == vector["note"]
