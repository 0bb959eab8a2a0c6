"""The log: proofs, restarts, and one leaf for one action."""

from __future__ import annotations

import base64
import secrets

import pytest
from fastapi.testclient import TestClient
from house import Person, sealed
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from keys.checkpoint import verify_checkpoint
from keys.entry import Actor, Entry
from keys.merkle import EMPTY_ROOT, Tree, leaf_hash, verify_consistency, verify_inclusion
from keys.store import KeyName, Kind
from service.hub.app import create_app
from service.hub.keyroom import SqlKeyStore
from service.hub.tree import completed, consistency_path, inclusion_path, subtree_root
from service.protocol.coarse import today
from service.protocol.log import Event, Leaf, commitment
from service.protocol.submissions import Receipt
from service.protocol.wire import new_identifier


class Nodes(dict[tuple[int, int], bytes]):
    """The stored nodes of a tree, and how often they were read."""

    reads = 0

    def __call__(self, level: int, position: int) -> bytes:
        self.reads += 1
        return self[level, position]

    @classmethod
    def over(cls, leaves: list[bytes]) -> Nodes:
        nodes = cls()
        for index, leaf in enumerate(leaves):
            nodes |= {
                (level, position): root
                for level, position, root in list(completed(index, leaf, nodes))
            }
        return nodes


def test_every_proof_of_small_trees_is_the_one_of_the_rfc():
    leaves = [secrets.token_bytes(32) for _ in range(70)]
    for size in range(1, len(leaves) + 1):
        nodes, tree = Nodes.over(leaves[:size]), Tree(leaves[:size])
        assert subtree_root(0, size, nodes) == tree.root()
        for index in range(size):
            assert tuple(inclusion_path(index, size, nodes)) == tree.inclusion_proof(index)
        for old in range(size + 1):
            assert tuple(consistency_path(old, size, nodes)) == tree.consistency_proof(old)


@given(st.integers(1, 3000), st.data())
@settings(deadline=None, max_examples=20)
def test_a_proof_reads_few_nodes(size, data):
    leaves = [index.to_bytes(32, "big") for index in range(size)]
    nodes = Nodes.over(leaves)
    nodes.reads = 0
    inclusion_path(data.draw(st.integers(0, size - 1)), size, nodes)
    assert nodes.reads <= 2 * size.bit_length()


def test_an_empty_hub_has_an_empty_log(tmp_path):
    from service.hub.settings import HubSettings
    from service.hub.setup import init

    settings = HubSettings(folder=tmp_path / "hub")
    new = init(settings)
    with TestClient(create_app(settings)) as client:
        text = client.get("/log/checkpoint").json()["checkpoint"]
    checkpoint = verify_checkpoint(text, new.verification_key)
    assert (checkpoint.size, checkpoint.root) == (0, EMPTY_ROOT)


def test_each_action_is_one_leaf_and_a_refused_one_is_none(house, organiser, second, rapporteur):
    events = _events(organiser)
    assert events == [
        Event.DIALOGUE,
        Event.MEMBER,
        *[Event.MEMBER] * 5,
        Event.DIALOGUE,
        *[Event.MEMBER] * 3,
        Event.SESSION,
    ]
    request, draft = house.submission(), house.draft()
    path = f"/sessions/{house.session}/submissions"
    rapporteur.post(path, request)
    rapporteur.post(path, request)
    house.people["auditor"].post(path, house.submission())
    house.release(draft)
    rejected = house.draft(b"# No\n")
    house.lay(rejected)
    second.post(f"/drafts/{rejected.draft}/rejections")
    second.post(f"/drafts/{rejected.draft}/release")
    assert _events(organiser)[len(events) :] == [
        Event.SUBMISSION,
        Event.DRAFT,
        Event.APPROVAL,
        Event.APPROVAL,
        Event.RELEASE,
        Event.DRAFT,
        Event.REJECTION,
    ]


def test_each_entry_of_one_artefact_has_a_salt_of_its_own(house, organiser, second):
    path, rules = f"/dialogues/{house.dialogue}", ("a" * 64, "b" * 64, "a" * 64)
    for rule in rules:
        charter = {"charter": new_identifier(), "label": "track-2", "rule": rule}
        organiser.post_json(f"{path}/charter", charter | {"sealed": sealed()})
        answer = second.post_json(f"{path}/acknowledgements", {"rule": rule})
        assert answer.status_code == 201
    entries = [Entry.from_bytes(leaf) for leaf in _leaves(organiser, 0)]
    said = [one for one in entries if one.event == Event.ACKNOWLEDGEMENT]
    assert said[0].artefact == said[2].artefact
    with house.client.app.state.hub.database.read() as db:
        store = SqlKeyStore(db)
        for entry in said:
            salt = store.get(KeyName(house.dialogue, 0, Kind.SALT, entry.actor))
            actor = Actor.from_json(salt)
            actor.verify(entry)
            assert actor.person == second.person


def test_a_receipt_proves_the_envelope_to_whoever_holds_the_salt(house, rapporteur):
    request = house.submission()
    answer = rapporteur.post(f"/sessions/{house.session}/submissions", request)
    receipt = Receipt.model_validate_json(answer.content)
    checkpoint = verify_checkpoint(receipt.checkpoint, house.new.verification_key)
    leaf = Leaf.model_validate_json(receipt.leaf)
    assert leaf.artefact == commitment(request.salt, request.submission, request.envelope)
    assert (leaf.event, leaf.date) == (Event.SUBMISSION, today())
    hashed = leaf_hash(receipt.leaf)
    verify_inclusion(hashed, receipt.index, checkpoint.size, receipt.inclusion, checkpoint.root)


def test_a_restarted_hub_continues_its_log(house, organiser):
    before = verify_checkpoint(_checkpoint(house.client), house.new.verification_key)
    with TestClient(create_app(house.settings)) as client:
        again = Person(client, organiser.identity, organiser.token)
        assert _checkpoint(client) == _checkpoint(house.client)
        again.post(f"/sessions/{house.session}/submissions", house.submission())
        answer = client.get(f"/log/consistency?old={before.size}").json()
    after = verify_checkpoint(answer["checkpoint"], house.new.verification_key)
    proof = [base64.b64decode(node) for node in answer["proof"]]
    assert after.size == before.size + 1
    verify_consistency(before.size, before.root, after.size, after.root, proof)


def test_leaves_come_in_pages_and_rebuild_the_tree(house, organiser, monkeypatch):
    from service.hub import journal

    monkeypatch.setattr(journal, "MAX_LEAVES_A_PAGE", 4)
    leaves: list[bytes] = []
    while page := _leaves(organiser, len(leaves)):
        assert len(page) <= 4
        leaves += page
    checkpoint = verify_checkpoint(_checkpoint(house.client), house.new.verification_key)
    tree = Tree(map(leaf_hash, leaves))
    assert (tree.size, tree.root()) == (checkpoint.size, checkpoint.root)


@pytest.mark.parametrize(
    "path", ["/log/proof?index=999", "/log/consistency?old=999", "/log/leaves?start=999"]
)
def test_what_is_outside_the_log_is_said_to_be(organiser, path):
    answer = organiser.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "log-range")


@pytest.mark.parametrize("number", ["-1", "9" * 30, "x", ""])
def test_numbers_that_are_none_are_refused(organiser, number):
    for path in ("/log/proof?index=", "/log/consistency?old=", "/log/leaves?start="):
        assert organiser.get(path + number).status_code == 422


def test_an_action_whose_leaf_cannot_be_written_does_not_happen(house, organiser, monkeypatch):
    from service.hub.journal import Journal

    def full(*_: object) -> int:
        raise OperationalError("INSERT", {}, Exception("full"))

    request = house.submission()
    path = f"/sessions/{house.session}/submissions"
    with monkeypatch.context() as broken:
        broken.setattr(Journal, "append", full)
        assert organiser.post(path, request).status_code == 503
    assert organiser.get(path).json()["submissions"] == []
    assert organiser.post(path, request).status_code == 201


def _checkpoint(client: TestClient) -> str:
    return client.get("/log/checkpoint").json()["checkpoint"]


def _leaves(person: Person, start: int) -> list[bytes]:
    answer = person.get(f"/log/leaves?start={start}").json()
    return [base64.b64decode(leaf) for leaf in answer["leaves"]]


def _events(person: Person) -> list[Event]:
    return [Leaf.model_validate_json(leaf).event for leaf in _leaves(person, 0)]
