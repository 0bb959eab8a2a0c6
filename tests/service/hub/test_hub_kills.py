"""A hub that is killed in the middle of its work has lost nothing that it acknowledged."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import cycle

import httpx
import pytest
from house import House, sign_in
from workers import hub

from keys.checkpoint import verify_checkpoint
from keys.merkle import Tree, leaf_hash, verify_inclusion
from service.protocol.log import Event, Leaf, Leaves
from service.protocol.submissions import Receipt, SubmissionRequest

A_ROUND = 12
CLIENTS = 4


@pytest.mark.parametrize(
    "kills", [1, pytest.param(100, marks=pytest.mark.slow, id="100, on either engine")]
)
def test_acknowledged_submissions_survive_kills(house: House, kills: int):
    acknowledged: list[Receipt] = []
    sent: list[SubmissionRequest] = []
    with ExitStack() as stack:
        steady = () if house.settings.on_sqlite else (stack.enter_context(hub(house))[1],)
        for _ in range(kills):
            requests = [house.submission() for _ in range(A_ROUND)]
            acknowledged += submit_and_kill(house, requests, steady)
            sent += requests
    assert len(acknowledged) >= kills
    house.people["organiser"].token = sign_in(
        house.client, house.people["organiser"].identity
    )  # a long run outlives a sign-in
    check_log(house, acknowledged)
    check_nothing_twice(house, sent)


def submit_and_kill(
    house: House, requests: list[SubmissionRequest], steady: tuple[httpx.Client, ...]
) -> list[Receipt]:
    """Several clients submit, and the hub is killed once a random number was acknowledged."""
    receipts: list[Receipt] = []
    enough = random.randrange(1, len(requests) - CLIENTS)
    path = f"/sessions/{house.session}/submissions"
    person = house.people["organiser"]
    token = sign_in(house.client, person.identity)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with hub(house) as (victim, client), ThreadPoolExecutor(CLIENTS) as pool:
        hubs = cycle((client, *steady))

        def submit(work: tuple[SubmissionRequest, httpx.Client]) -> None:
            request, own = work
            with suppress(httpx.TransportError):
                answer = own.post(path, content=request.model_dump_json(), headers=headers)
                assert answer.status_code == 201, answer.text
                receipts.append(Receipt.model_validate_json(answer.content))
                if len(receipts) == enough:
                    victim.kill()

        list(pool.map(submit, zip(requests, hubs, strict=False)))
    assert len(receipts) >= enough
    return receipts


def check_log(house: House, acknowledged: list[Receipt]) -> None:
    """Every receipt is of the one log that there is, and its note is there."""
    tree = Tree(map(leaf_hash, leaves_of(house)))
    for receipt in acknowledged:
        checkpoint = verify_checkpoint(receipt.checkpoint, house.new.verification_key)
        hashed = leaf_hash(receipt.leaf)
        verify_inclusion(hashed, receipt.index, checkpoint.size, receipt.inclusion, checkpoint.root)
        assert tree.root(checkpoint.size) == checkpoint.root
        answer = house.people["organiser"].get(f"/submissions/{receipt.submission}")
        assert answer.status_code == 200


def check_nothing_twice(house: House, sent: list[SubmissionRequest]) -> None:
    """Sending everything again makes every note exist once, and its entry in the log, too."""
    organiser = house.people["organiser"]
    path = f"/sessions/{house.session}/submissions"
    for request in sent:
        assert organiser.post(path, request).status_code == 201
    page = organiser.get(path).json()
    found = page["submissions"]
    while page["next"]:
        page = organiser.get(f"{path}?cursor={page['next']}").json()
        found += page["submissions"]
    assert sorted(one["submission"] for one in found) == sorted(one.submission for one in sent)
    entries = Counter(
        leaf.artefact
        for leaf in map(Leaf.model_validate_json, leaves_of(house))
        if leaf.event is Event.SUBMISSION
    )
    assert len(entries) == len(sent)
    assert set(entries.values()) == {1}


def leaves_of(house: House) -> list[bytes]:
    """The whole log."""
    leaves: list[bytes] = []
    organiser = house.people["organiser"]
    while page := Leaves.model_validate_json(
        organiser.get(f"/log/leaves?start={len(leaves)}").content
    ).leaves:
        leaves += page
    return leaves
