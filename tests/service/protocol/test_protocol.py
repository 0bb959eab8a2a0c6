"""The messages: one form each, nothing extra, nothing repeated."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.protocol.accounts import AccountRequest
from service.protocol.canonical import canonical_json, sha256_hex
from service.protocol.coarse import today
from service.protocol.log import Event, Leaf, commitment
from service.protocol.problems import ProblemCode
from service.protocol.purposes import Purpose
from service.protocol.roles import ROLE_PERMISSIONS, Permission, Role, may
from service.protocol.statements import Check, Kind, gate_passed, parse_statement
from service.protocol.submissions import SubmissionRequest
from service.protocol.wire import Message, is_identifier, new_identifier, new_salt

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
GATE = tuple(
    Check(name=name, passed=True, count=0)
    for name in ("findings", "metadata", "roster-sweep", "verbatim")
)


@given(JSON)
def test_canonical_json_is_json_in_one_form(value):
    encoded = canonical_json(value)
    assert json.loads(encoded) == value
    assert canonical_json(json.loads(encoded)) == encoded


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_keys_does_not_matter(value):
    assert canonical_json(value) == canonical_json(dict(reversed(value.items())))


@pytest.mark.parametrize("value", [1.5, [1.0], {"a": {"b": (0.1,)}}, {1, 2}, b"x"])
def test_what_is_not_exact_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)


def test_identifiers_are_random_and_recognised():
    drawn = {new_identifier() for _ in range(100)}
    assert len(drawn) == 100
    assert all(map(is_identifier, drawn))
    assert not any(map(is_identifier, ("", "Zephyrine Okonkwo", new_identifier() + "\n")))


def test_no_identifier_looks_like_an_option():
    assert not any(new_identifier().startswith("-") for _ in range(2000))


def test_bytes_travel_as_strict_base64():
    request = SubmissionRequest(
        submission=new_identifier(), epoch=1, envelope=b"\x00\xff", salt=new_salt()
    )
    text = request.model_dump_json()
    assert json.loads(text)["envelope"] == "AP8="
    assert SubmissionRequest.model_validate_json(text) == request
    for wrong in ("AP8", "AP8=\n", "A P8=", "AP-_"):
        with pytest.raises(ValidationError):
            SubmissionRequest.model_validate_json(text.replace("AP8=", json.dumps(wrong)[1:-1]))


def test_messages_are_frozen_and_take_nothing_extra():
    for message in _all_messages(Message):
        assert message.model_config["frozen"]
        assert message.model_config["extra"] == "forbid"
        assert message.model_config["hide_input_in_errors"]


def test_a_validation_error_does_not_repeat_its_input():
    with pytest.raises(ValidationError) as caught:
        AccountRequest.model_validate({"invitation": "hunter2", "identity": "x"})
    assert "hunter2" not in str(caught.value)


def test_roles_point_into_permissions():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert list(Permission) == sorted(Permission)
    assert all(permission.value.count(":") == 1 for permission in Permission)
    assert ROLE_PERMISSIONS[Role.ORGANISER] == set(Permission)


def test_only_organisers_decide_and_only_they_read_submissions():
    decisive = {
        Permission.APPROVAL_CREATE,
        Permission.REJECTION_CREATE,
        Permission.RELEASE_CREATE,
        Permission.SUBMISSION_READ,
    }
    for role in set(Role) - {Role.ORGANISER}:
        assert not any(may(role, permission) for permission in decisive)
    assert may(Role.RAPPORTEUR, Permission.SUBMISSION_CREATE)


@pytest.mark.parametrize("enum", [ProblemCode, Event, Purpose, Kind])
def test_codes_are_stable_slugs(enum):
    assert all(member.value == member.name.lower().replace("_", "-") for member in enum)


def test_dates_are_coarse():
    assert type(today()) is date
    assert today() == datetime.now(UTC).date()


def test_a_leaf_has_one_form():
    leaf = Leaf(event=Event.RELEASE, date=date(2026, 5, 1), artefact="a" * 64)
    assert leaf.encode() == (
        b'{"artefact":"' + b"a" * 64 + b'","date":"2026-05-01","event":"release","version":1}'
    )
    assert Leaf.model_validate_json(leaf.encode()) == leaf


def test_a_commitment_keeps_its_parts_apart():
    assert commitment("ab", "c") != commitment("a", "bc")
    assert commitment("ab") == commitment(b"ab") != sha256_hex(b"ab")


def test_the_gate_fails_closed():
    assert gate_passed(GATE)
    assert gate_passed((*GATE, Check(name="stylometry", passed=True, count=0)))
    assert not gate_passed(())
    assert not gate_passed(GATE[1:])
    assert not gate_passed((*GATE, GATE[0]))
    assert not gate_passed((*GATE, Check(name="stylometry", passed=False, count=0)))
    assert not gate_passed((*GATE, Check(name="stylometry", passed=True, count=1)))


def test_a_statement_is_read_as_its_kind_only(house):
    payload = house.draft().payload
    assert parse_statement(payload, Kind.RELEASE).encode() == payload
    with pytest.raises(ValidationError):
        parse_statement(payload, Kind.RECOMMENDATION)


def test_the_protocol_loads_no_web_and_no_database():
    code = (
        "import pkgutil, importlib, sys, service.protocol as p\n"
        "for m in pkgutil.iter_modules(p.__path__):\n"
        "    importlib.import_module(f'service.protocol.{m.name}')\n"
        "print({'fastapi', 'sqlmodel', 'keys.opening', 'spacy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def _all_messages(message: type[Message]) -> list[type[Message]]:
    return [message, *(m for part in message.__subclasses__() for m in _all_messages(part))]
