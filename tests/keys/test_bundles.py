"""Release bundles: what verifies, and what is refused at which step."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from keys import bundle as bundle_module
from keys._codec import canonical
from keys.bundle import Bundle, verify_bundle
from keys.checkpoint import LogKey
from keys.errors import BundleError, FormatError
from keys.opening import Identity
from keys.trust import Trust
from keys.witness import WitnessKey
from tests.keys.making import Maker
from tests.keys.mutations import refusals


def refused(data: bytes, trust: Trust) -> BundleError:
    with pytest.raises(BundleError) as caught:
        verify_bundle(data, trust)
    assert caught.value.hint
    assert str(caught.value) == f"step {caught.value.step}: {caught.value.reason}"
    return caught.value


def test_an_honest_bundle_verifies_step_by_step(maker: Maker) -> None:
    report = verify_bundle(maker.bundle(), maker.trust)
    assert [step.number for step in report.steps] == list(range(9))
    assert all(step.title and step.detail for step in report.steps)
    assert report.document == maker.document
    assert report.persons == tuple(organiser.person for organiser in maker.organisers)
    assert report.checkpoint.size == 7
    assert report.predicate["checks"]


@pytest.fixture(scope="module")
def witnesses() -> tuple[WitnessKey, ...]:
    return tuple(WitnessKey.generate(f"witness.example.org/w{number}") for number in (1, 2, 3))


def watched(trust: Trust, witnesses: tuple[WitnessKey, ...], threshold: int = 2) -> Trust:
    vkeys = tuple(witness.vkey for witness in witnesses)
    return replace(trust, witnesses=vkeys, witness_threshold=threshold)


def test_witnesses_are_asked_for_by_the_trust_alone(
    maker: Maker, witnesses: tuple[WitnessKey, ...]
) -> None:
    cosigned, plain = maker.bundle(witnesses=witnesses[:2]), maker.bundle()
    for data in (cosigned, plain):
        assert len(verify_bundle(data, maker.trust).steps) == 9
    report = verify_bundle(cosigned, watched(maker.trust, witnesses))
    assert "w1, witness.example.org/w2, 2 needed" in report.steps[9].detail
    assert refused(plain, watched(maker.trust, witnesses)).step == 9
    assert refused(cosigned, watched(maker.trust, witnesses, 3)).step == 9
    assert refused(cosigned, watched(maker.trust, witnesses[1:])).step == 9


def test_trust_with_witnesses_travels_as_json(
    maker: Maker, witnesses: tuple[WitnessKey, ...]
) -> None:
    trust = watched(maker.trust, witnesses)
    assert Trust.from_json(trust.to_json()) == trust
    assert "witnesses" not in json.loads(maker.trust.to_json())


@pytest.mark.parametrize(
    "change",
    [
        {"threshold": 0},
        {"threshold": 4},
        {"threshold": True},
        {"vkeys": []},
        {"vkeys": ["w1"]},
        {"vkeys": [1]},
        {"more": 1},
    ],
)
def test_a_weak_choice_of_witnesses_is_refused(
    maker: Maker, witnesses: tuple[WitnessKey, ...], change: dict[str, Any]
) -> None:
    value = json.loads(watched(maker.trust, witnesses).to_json())
    value["witnesses"] |= change
    with pytest.raises(FormatError) as caught:
        Trust.from_json(json.dumps(value))
    assert caught.value.hint


def test_one_witness_under_two_names_is_refused(
    maker: Maker, witnesses: tuple[WitnessKey, ...]
) -> None:
    again = replace(witnesses[0], name="witness.example.org/w9")
    with pytest.raises(FormatError, match="same key"):
        watched(maker.trust, (witnesses[0], again))


def test_the_docstring_numbers_every_step(maker: Maker, witnesses: tuple[WitnessKey, ...]) -> None:
    report = verify_bundle(maker.bundle(witnesses=witnesses), watched(maker.trust, witnesses))
    prose = bundle_module.__doc__ or ""
    assert all(f"\n{step.number}. " in prose for step in report.steps)
    assert f"\n{len(report.steps)}. " not in prose


def test_one_approver_is_not_enough(maker: Maker) -> None:
    error = refused(maker.bundle(signers=maker.organisers[:1]), maker.trust)
    assert error.step == 1
    assert "One person signed, and 2 different people must" in str(error)
    assert "ask another organiser to approve" in error.hint


def test_the_same_person_twice_is_not_enough(maker: Maker) -> None:
    ana, ben = maker.organisers
    renewed = ana.renew()
    trust = Trust(maker.log.vkey, (ana.public, renewed.public, ben.public))
    for signers in ((ana, ana), (ana, renewed)):
        error = refused(maker.bundle(signers=signers), trust)
        assert (error.step, error.reason[:10]) == (1, "One person")


def test_an_approver_whom_the_verifier_does_not_trust(maker: Maker, eve: Identity) -> None:
    assert refused(maker.bundle(signers=(maker.organisers[0], eve)), maker.trust).step == 1


def _other(maker: Maker, **changes: Any) -> bytes:
    return json.dumps(maker.statement() | changes).encode()


CHECKS = [{"name": n, "passed": True} for n in ("findings", "metadata", "roster-sweep", "verbatim")]


@pytest.mark.parametrize(
    ("step", "make"),
    [
        (0, lambda m: b""),
        (0, lambda m: b"[]"),
        (0, lambda m: b"{}"),
        (0, lambda m: m.bundle() + b"\n"),
        (0, lambda m: m.bundle().replace(b'":"', b'": "', 1)),
        (0, lambda m: m.bundle().replace(b"bundle/v1", b"bundle/v2")),
        (0, lambda m: b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        (0, lambda m: m.bundle().replace(b'"policy":"', b'"policy":"\\ud800')),
        (1, lambda m: m.bundle(payload_type="text/plain")),
        (1, lambda m: m.bundle(signers=())),
        (2, lambda m: m.bundle(payload=b"{")),
        (2, lambda m: m.bundle(payload=b'{"a":1,"a":1}')),
        (2, lambda m: m.bundle(payload=_other(m, _type="https://in-toto.io/Statement/v0.1"))),
        (2, lambda m: m.bundle(payload=_other(m, predicateType="https://x.org/v1"))),
        (2, lambda m: m.bundle(payload=_other(m, subject=[]))),
        (2, lambda m: m.bundle(payload=_other(m, subject=["x"]))),
        (2, lambda m: m.bundle(payload=_other(m, subject=m.statement()["subject"] * 2))),
        (2, lambda m: m.bundle(payload=_other(m, subject=[{"digest": {"md5": "x"}}]))),
        (2, lambda m: m.bundle(payload=_other(m, subject=[{"name": "document"}]))),
        (2, lambda m: m.bundle(payload=_other(m, predicate="passed"))),
        (2, lambda m: m.bundle(payload=_other(m, more=1))),
        (3, lambda m: m.bundle(document=m.document + b" ")),
        (3, lambda m: m.bundle(document=b"")),
        (4, lambda m: m.bundle(policy=m.policy + " ")),
        (4, lambda m: m.bundle(payload=m.payload(policy=None))),
        (5, lambda m: m.bundle(payload=m.payload(checks=[]))),
        (5, lambda m: m.bundle(payload=m.payload(checks=None))),
        (5, lambda m: m.bundle(payload=m.payload(checks=["findings"]))),
        (5, lambda m: m.bundle(payload=m.payload(checks=CHECKS[1:]))),
        (5, lambda m: m.bundle(payload=m.payload(checks=[*CHECKS, CHECKS[0]]))),
        (5, lambda m: m.bundle(payload=m.payload(checks=[*CHECKS, {"name": "attack"}]))),
        (5, lambda m: m.bundle(payload=m.payload(checks=[*CHECKS, {"name": "a", "passed": 1}]))),
        (5, lambda m: m.bundle(payload=m.payload(checks=[*CHECKS, {"name": "\x1b", "passed": 1}]))),
        (
            5,
            lambda m: m.bundle(
                payload=m.payload(checks=[*CHECKS, {"name": "a", "passed": True, "count": 1}])
            ),
        ),
        (6, lambda m: m.bundle(leaf=m.leaf(b"another payload"))),
        (6, lambda m: m.bundle(leaf=m.leaf(m.payload(), event="submission"))),
        (6, lambda m: m.bundle(leaf=m.leaf(m.payload()).replace(b"2026-03-01", b"2026-03-32"))),
        (6, lambda m: m.bundle(leaf=m.leaf(m.payload()).replace(b'"version":1', b'"version":2'))),
        (6, lambda m: m.bundle(leaf=b"not JSON")),
        (6, lambda m: m.bundle(leaf=m.leaf(m.payload()).replace(b'"date"', b'"actor":"","date"'))),
        (6, lambda m: m.bundle(leaf=m.leaf(m.payload()).replace(b"{", b'{"actor":"ana",'))),
        (7, lambda m: m.bundle(log=LogKey.generate("hub.example.org/log"))),
        (7, lambda m: m.bundle(log=LogKey.generate("other.example.org/log"))),
        (8, lambda m: _with_proof(m, index=4)),
        (8, lambda m: _with_proof(m, index=7)),
        (8, lambda m: _with_proof(m, inclusion=[])),
    ],
)
def test_what_is_wrong_is_refused_at_its_step(
    maker: Maker, step: int, make: Callable[[Maker], bytes]
) -> None:
    assert refused(make(maker), maker.trust).step == step


def _with_proof(maker: Maker, **changes: Any) -> bytes:
    value = json.loads(maker.bundle())
    value["proof"] |= changes
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_failed_check_is_named(maker: Maker) -> None:
    checks = [*CHECKS[1:], {"name": "findings", "passed": False, "count": 2}]
    error = refused(maker.bundle(payload=maker.payload(checks=checks)), maker.trust)
    assert "Leak checks failed: findings." in str(error)


def test_a_further_check_that_passed_is_welcome(maker: Maker) -> None:
    checks = [*CHECKS, {"name": "attack-authorship", "passed": True, "count": 0}]
    verify_bundle(maker.bundle(payload=maker.payload(checks=checks)), maker.trust)


def test_no_damaged_bundle_verifies(maker: Maker, exhaustive: bool) -> None:
    def use(data: bytes) -> object:
        return verify_bundle(data, maker.trust)

    kinds = {kind for kind, _ in refusals(maker.bundle(), use, exhaustive=exhaustive)}
    assert kinds == {BundleError}


def test_every_base64_digit_counts(maker: Maker) -> None:
    """The unused bits of the last digit are no room for a second spelling."""
    data = maker.bundle()
    spelled = base64.b64encode(maker.document).rstrip(b"=")
    last = spelled[-1:]
    for digit in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/":
        other = bytes([digit])
        if other != last:
            error = refused(data.replace(spelled, spelled[:-1] + other), maker.trust)
            assert error.step in {0, 3}


def test_a_bundle_above_the_bound_is_not_even_parsed(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = maker.bundle()
    monkeypatch.setattr(bundle_module, "MAX_BUNDLE", len(data) - 1)
    assert "larger" in str(refused(data, maker.trust))


def test_a_bundle_travels_as_bytes(maker: Maker) -> None:
    data = maker.bundle()
    assert Bundle.from_bytes(data).to_bytes() == data


def test_a_bundle_has_no_other_fields(maker: Maker) -> None:
    value = json.loads(maker.bundle())
    with pytest.raises(FormatError):
        Bundle.from_bytes(canonical(value | {"zeal": "great"}).encode())


def test_trust_travels_as_json(maker: Maker) -> None:
    assert Trust.from_json(maker.trust.to_json()) == maker.trust


@pytest.mark.parametrize(
    "change",
    [
        {"threshold": 1},
        {"threshold": 0},
        {"threshold": 3},
        {"threshold": True},
        {"organisers": []},
        {"organisers": ["ana"]},
        {"log_vkey": "hub.example.org/log"},
        {"format": "sealedroom.org/trust/v2"},
        {"more": 1},
    ],
)
def test_a_weak_or_unknown_trust_is_refused(maker: Maker, change: dict[str, Any]) -> None:
    with pytest.raises(FormatError) as caught:
        Trust.from_json(json.dumps(json.loads(maker.trust.to_json()) | change))
    assert caught.value.hint
