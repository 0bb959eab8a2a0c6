"""Signed notes, checkpoints, log proofs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint, verify_checkpoint
from keys.errors import FormatError, KeysError, ProofError
from keys.logproof import LogProof
from keys.notes import NoteSignature, parse_note
from tests.keys.making import ORIGIN, Maker
from tests.keys.mutations import refusals

HEAD = Checkpoint(ORIGIN, 7, bytes(range(32)))
VKEY = LogKey.generate(ORIGIN).vkey
UNIFORM = {(ProofError, "The checkpoint is not signed by this log.")}


@pytest.fixture(scope="module")
def log() -> LogKey:
    return LogKey.generate(ORIGIN)


@pytest.fixture(scope="module")
def signed(log: LogKey) -> str:
    return sign_checkpoint(HEAD, log)


def test_a_signed_checkpoint_is_believed(log: LogKey, signed: str) -> None:
    assert verify_checkpoint(signed, log.vkey) == HEAD
    assert signed.startswith(f"{ORIGIN}\n7\nAAEC")


def test_another_logs_checkpoint_is_refused(signed: str, log: LogKey) -> None:
    for other in (LogKey.generate(ORIGIN), LogKey.generate("other.example.org/log")):
        with pytest.raises(ProofError) as caught:
            verify_checkpoint(signed, other.vkey)
        assert (type(caught.value), str(caught.value)) in UNIFORM
        assert caught.value.hint
    with pytest.raises(FormatError):
        sign_checkpoint(HEAD, LogKey.generate("other.example.org/log"))


def test_a_log_cannot_sign_under_another_origin(log: LogKey) -> None:
    body = replace(HEAD, origin="other.example.org/log").body
    with pytest.raises(ProofError):
        verify_checkpoint(f"{body}\n{log.sign(body)}", log.vkey)


def test_no_damaged_checkpoint_is_believed(log: LogKey, signed: str) -> None:
    def use(data: bytes) -> None:
        verify_checkpoint(data.decode(errors="surrogateescape"), log.vkey)

    assert refusals(signed.encode(), use, exhaustive=True) == UNIFORM


def test_unknown_signatures_are_ignored_and_known_ones_must_hold(log: LogKey, signed: str) -> None:
    witness = LogKey.generate("witness.example.org")
    note = parse_note(signed)
    assert verify_checkpoint(str(note.with_signature(witness.sign(note.text))), log.vkey) == HEAD
    line = note.signatures[0]
    forged = NoteSignature(line.name, line.key_id, bytes(64))
    for signatures in ((line, forged), (forged, line), (forged,)):
        with pytest.raises(ProofError):
            verify_checkpoint(str(replace(note, signatures=signatures)), log.vkey)


def test_the_number_of_signatures_is_bounded(log: LogKey, signed: str) -> None:
    note = parse_note(signed)
    verify_checkpoint(str(replace(note, signatures=note.signatures * 32)), log.vkey)
    with pytest.raises(ProofError):
        verify_checkpoint(str(replace(note, signatures=note.signatures * 33)), log.vkey)


@pytest.mark.parametrize(
    "body",
    [
        "{origin}\n07\n{root}\n",
        "{origin}\n-7\n{root}\n",
        "{origin}\n9223372036854775808\n{root}\n",
        "{origin}\n7\n{root}\nextension\n",
        "{origin}\n7\nAAEC\n",
        "{origin}\n7\n",
        "{origin}\n٧\n{root}\n",
    ],
)
def test_a_signed_text_of_another_form_is_no_checkpoint(log: LogKey, body: str) -> None:
    text = body.format(origin=ORIGIN, root=HEAD.body.split("\n")[2])
    with pytest.raises(ProofError):
        verify_checkpoint(f"{text}\n{log.sign(text)}", log.vkey)


def test_the_private_key_travels_and_does_not_show(log: LogKey) -> None:
    assert LogKey.from_bytes(log.to_bytes()) == log
    assert repr(log) == f"LogKey(name='{ORIGIN}')"


def test_no_damaged_key_is_read(log: LogKey) -> None:
    """A flipped bit of the seed gives another key, whose hash does not match."""
    for data, use in (
        (log.to_bytes(), LogKey.from_bytes),
        (log.vkey.encode(), lambda key: verify_checkpoint("", key.decode("latin-1"))),
    ):
        kinds = refusals(data, use, exhaustive=True)
        assert {kind for kind, _ in kinds} == {FormatError}


@pytest.mark.parametrize("origin", ["", "with space", "with+plus", "with\nline", "x" * 256])
def test_origins_are_names(origin: str) -> None:
    with pytest.raises(FormatError):
        LogKey.generate(origin)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Checkpoint("", 7, bytes(32)),
        lambda: Checkpoint("a\nb", 7, bytes(32)),
        lambda: Checkpoint(ORIGIN, -1, bytes(32)),
        lambda: Checkpoint(ORIGIN, 10**18, bytes(32)),
        lambda: Checkpoint(ORIGIN, 7, bytes(31)),
    ],
)
def test_checkpoints_are_bounded(make: Callable[[], Checkpoint]) -> None:
    with pytest.raises(FormatError):
        make()


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ProofError):
        verify_checkpoint(text, VKEY)


def test_a_log_proof_holds_in_both_forms(maker: Maker) -> None:
    proof = maker.proof(b"an entry")
    assert proof.verify(maker.log.vkey).size == 7
    assert LogProof.from_dict(proof.to_dict()) == proof
    assert LogProof.from_tlog_proof(proof.to_tlog_proof()) == proof
    assert proof.to_tlog_proof().startswith("c2sp.org/tlog-proof@v1\nextra YW4gZW50cnk=\nindex 5\n")


def test_a_log_of_one_entry_has_an_empty_path(maker: Maker) -> None:
    from keys.merkle import leaf_hash

    head = sign_checkpoint(Checkpoint(ORIGIN, 1, leaf_hash(b"entry")), maker.log)
    proof = LogProof(0, b"entry", (), head)
    assert LogProof.from_tlog_proof(proof.to_tlog_proof()) == proof
    proof.verify(maker.log.vkey)


def test_no_damaged_log_proof_is_believed(maker: Maker) -> None:
    text = maker.proof(b"an entry").to_tlog_proof()

    def use(data: bytes) -> None:
        proof = LogProof.from_tlog_proof(data.decode(errors="surrogateescape"))
        proof.verify(maker.log.vkey)

    kinds = refusals(text.encode(), use, exhaustive=True)
    assert {kind for kind, _ in kinds} == {FormatError, ProofError}
    assert all(issubclass(kind, KeysError) for kind, _ in kinds)


@pytest.mark.parametrize(
    "change",
    [{"index": -1}, {"index": True}, {"inclusion": [1]}, {"inclusion": ["AA=="] * 64}, {"x": 1}],
)
def test_other_json_is_no_log_proof(maker: Maker, change: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        LogProof.from_dict(maker.proof(b"an entry").to_dict() | change)
