"""What the desk sends where."""

import socket

import pytest

from service.desk.client import Hub, check_address
from service.desk.errors import DeskError, RefusedError, UnreachableError


@pytest.mark.parametrize("address", ["https://hub.example", "http://127.0.0.1:1", "http://[::1]:2"])
def test_tokens_travel_over_tls_or_stay_on_this_machine(address):
    assert check_address(address + "/") == address


@pytest.mark.parametrize(
    "address", ["http://hub.example", "ftp://x", "hub.example", "http://10.0.0.1"]
)
def test_other_addresses_are_refused(address):
    with pytest.raises(DeskError, match="not safe"):
        check_address(address)


def test_no_answer_is_one_clear_error():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with Hub(address) as hub, pytest.raises(UnreachableError, match="does not answer"):
        hub.me()


def test_a_refusal_carries_code_and_hint(served):
    address, _ = served
    with Hub(address) as hub, pytest.raises(RefusedError) as refused:
        hub.join("no-such-invitation-no-such-invitation-no-su", "{}")
    assert refused.value.code == "bad-invitation"
    assert refused.value.hint
    assert "no-such" not in str(refused.value)
