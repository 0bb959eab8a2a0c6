"""Only what verifies is taken, and only what still verifies is shown."""

from __future__ import annotations

import json
import random
import sqlite3

import pytest
from house import DOCUMENT, release_statement

from keys.bundle import build
from keys.logproof import LogProof
from keys.opening import Identity, sign_dsse
from keys.signatures import DsseEnvelope
from service.outbound.app import create_app
from service.protocol.canonical import sha256_hex
from service.protocol.statements import PAYLOAD_TYPE

DIGEST = sha256_hex(DOCUMENT)
FLIPS = 150


def test_a_bundle_is_taken_shown_and_given_back(house, far_side):
    bundle = house.bundle()
    answer = far_side.post("/releases", bundle)
    assert (answer.status_code, answer.json()["document"]) == (201, DIGEST)
    assert far_side.get(f"/releases/{DIGEST}/bundle").content == bundle
    page = far_side.get(f"/releases/{DIGEST}").text
    assert "Several participants argued that flow data" in page
    assert "2 different organisers" in page


def test_the_same_document_again_is_the_same_release(house, far_side):
    bundle = house.bundle()
    first = far_side.post("/releases", bundle).json()
    assert far_side.post("/releases", bundle).json() == first
    assert far_side.get("/").text.count("<li>") == 1


def test_every_damaged_bundle_is_refused(house, far_side):
    bundle = house.bundle()
    drawn = random.Random(7)
    for _ in range(FLIPS):
        damaged = bytearray(bundle)
        bit = drawn.randrange(len(bundle) * 8)
        damaged[bit // 8] ^= 1 << (bit % 8)
        answer = far_side.post("/releases", bytes(damaged))
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-bundle")
        assert "step" in answer.json()["detail"]
    for length in range(0, len(bundle), len(bundle) // 40):
        assert far_side.post("/releases", bundle[:length]).status_code == 422
    assert "Nothing has been released yet" in far_side.get("/").text


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", DOCUMENT, b"null"])
def test_what_is_no_bundle_is_refused(far_side, body):
    answer = far_side.post("/releases", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-bundle")
    assert answer.json()["hint"]


def test_signatures_of_strangers_or_of_one_person_do_not_count(house, far_side):
    bundle = json.loads(house.bundle())
    payload = release_statement(DOCUMENT).encode()
    organiser = house.people["organiser"].identity
    strangers = (Identity.generate(), house.people["stranger"].identity)
    for signers in (strangers, (organiser, organiser), (organiser,), (organiser, strangers[0])):
        dsse = sign_dsse(payload, PAYLOAD_TYPE, *signers)
        forged = build(DOCUMENT, dsse, LogProof.from_dict(bundle["proof"]), bundle["policy"])
        answer = far_side.post("/releases", forged)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-bundle")
        assert "step 1" in answer.json()["detail"]


def test_a_statement_that_says_more_than_it_may_is_refused(house, far_side):
    from service.outbound import releases

    report = releases.read_bundle(house.bundle(), house.trust).report
    predicate = report.predicate | {"note": "Zephyrine said so"}
    with pytest.raises(releases.ValidationError):
        releases.ReleasePredicate.model_validate(predicate)


def test_a_document_that_is_no_text_is_refused(house, far_side):
    answer = far_side.post("/releases", house.bundle(b"\xff\xfe\x00"))
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-bundle")
    assert "UTF-8" in answer.json()["detail"]


def test_a_tampered_database_shows_nothing(house, far_side):
    bundle = house.bundle()
    far_side.post("/releases", bundle)
    changed = bytes(bundle).replace(b'"index":', b'"index": ')
    with sqlite3.connect(far_side.settings.database) as raw:
        raw.execute("UPDATE released_document SET bundle = ?", (changed,))
    answer = far_side.get(f"/releases/{DIGEST}")
    assert (answer.status_code, answer.json()["title"]) == (410, "Not shown")
    assert "argued" not in answer.text


def test_a_bundle_under_another_name_is_not_shown(house, far_side):
    far_side.post("/releases", house.bundle())
    other = "0" * 64
    with sqlite3.connect(far_side.settings.database) as raw:
        raw.execute("UPDATE released_document SET document = ?", (other,))
    assert far_side.get(f"/releases/{other}").status_code == 410


def test_trust_withdrawn_withdraws_the_page(house, far_side):
    from dataclasses import replace

    from fastapi.testclient import TestClient

    far_side.post("/releases", house.bundle())
    people = house.trust.organisers
    trust = replace(house.trust, organisers=(people[0], Identity.generate().public))
    far_side.settings.trust.write_text(trust.to_json())
    with TestClient(create_app(far_side.settings)) as client:
        assert client.get(f"/releases/{DIGEST}").status_code == 410


def test_fifty_megabytes_are_too_large(far_side):
    answer = far_side.post("/releases", b"A" * 50_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_dsse_text_and_bundle_agree(house):
    answer = house.release(house.draft())
    assert DsseEnvelope.from_json(answer.dsse).to_json() == answer.dsse
