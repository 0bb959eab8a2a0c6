"""A room's life in random order: members come and go, epochs follow, workers and custodians act,
drafts are approved and released, waivers are given, taken back and used, keys are shredded.

After every step: who is no member opens nothing, with everything that the key store and every copy
of the data hold; secrets kept from earlier epochs open nothing of the present one; once shredded,
nothing opens for all people together; the log still verifies, and names nobody any more."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import ClassVar

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from keys._intoto import PAYLOAD_TYPE
from keys.bundle import build, verify_bundle
from keys.checkpoint import LogKey
from keys.destruction import verify_destruction
from keys.entry import Actor
from keys.errors import (
    BundleError,
    FormatError,
    GrantError,
    KeyStoreError,
    OpeningError,
    ProofError,
    SignatureError,
    WaiverError,
)
from keys.identity import PublicIdentity
from keys.merkle import leaf_hash, verify_consistency, verify_inclusion
from keys.opening import RoomSecret, open_envelope, sign, sign_dsse
from keys.opening.grants import Terms, WorkerKey, grant
from keys.sealing import seal
from keys.shredding import shred
from keys.signatures import DsseEnvelope, Signature
from keys.waivers import (
    REVOCATION_TYPE,
    WAIVER_TYPE,
    Revocation,
    Use,
    Waiver,
    use_waiver,
    verify_revocation,
)
from tests.keys.making import DAY, Maker
from tests.keys.world import ORGANISERS, PEOPLE, ROOM, THRESHOLD, World, context, person

POLICY = "ab" * 32
STATEMENT = "cd" * 32
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOST = 6  # submissions and drafts; more of them show nothing else
LOOKED_AT = 12  # of the oldest and newest copies of envelopes, each

people = st.sampled_from(PEOPLE)
mostly = st.sampled_from((True, True, True, False))
alive = precondition(lambda self: self.world.secret)


@cache
def maker() -> Maker:
    organisers = tuple(person(number) for number in ORGANISERS)
    return Maker(LogKey.generate("hub.example.org/log"), organisers)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Life(RuleBasedStateMachine):
    """The rules say what must happen; the world is what happens."""

    happened: ClassVar[Counter[str]] = Counter()

    @initialize()
    def open_room(self) -> None:
        self.world = World()
        self.world.begin(RoomSecret.generate(ROOM, 1))
        self.now = NOON
        self.workers: list[tuple[WorkerKey, DsseEnvelope, datetime, str]] = []
        self.approvals: list[Signature] = []
        self.payload = maker().payload(draft=0)
        self.signed: list[tuple[int, bytes]] = []
        self.drafts = 1
        self.waivers: list[tuple[int, DsseEnvelope, Waiver]] = []
        self.revoked: set[str] = set()
        self.used: set[str] = set()
        self.heads = [(0, self.world.log.root())]

    # Members and notes

    @alive
    @precondition(lambda self: len(self.world.notes) < MOST)
    @rule(note=st.binary(max_size=40), author=people)
    def submit(self, note: bytes, author: int) -> None:
        name = self.world.submit(note)
        self.world.record("submission", digest(self.world.data[name].envelope), author)

    @alive
    @rule(number=people)
    def join(self, number: int) -> None:
        self.world.members.add(number)
        self.world.wrap(number)

    @alive
    @precondition(lambda self: len(self.world.members) > 1)
    @rule(number=people)
    def leave(self, number: int) -> None:
        if number in self.world.members:
            self.world.remove(number)
            self.happened["member removed"] += 1

    @alive
    @rule(number=people)
    def read(self, number: int) -> None:
        """A member reads everything, and may keep the room secret of this epoch."""
        if number not in self.world.members:
            return
        secret = self.world.enter(number)
        self.world.kept[number].append(secret)
        for one in self.world.data.values():
            opened = open_envelope(one.envelope, secret, one.context)
            assert opened.note == self.world.notes[one.submission]
        self.happened["notes read"] += 1

    # Workers

    @alive
    @precondition(lambda self: self.world.data)
    @rule(minutes=st.integers(1, 60), organiser=st.sampled_from((*ORGANISERS, *PEOPLE)))
    def let_work(self, minutes: int, organiser: int) -> None:
        worker, expires = WorkerKey.generate(), self.now + timedelta(minutes=minutes)
        one = next(iter(self.world.data.values()))
        terms = Terms(f"job-{len(self.workers)}", POLICY, expires)
        organised = grant(
            [(one.envelope, one.context)],
            self.world.room,
            worker.public,
            terms,
            person(organiser),
        )
        if organiser in ORGANISERS:
            self.workers.append((worker, organised, expires, terms.job))
            return
        with pytest.raises(SignatureError):
            self._work(worker, organised, terms.job)

    @precondition(lambda self: self.workers)
    @rule(honest=mostly, again=st.booleans())
    def work(self, honest: bool, again: bool) -> None:
        """A worker opens what it was granted, once, before the grant expires."""
        worker, organised, expires, job = self.workers.pop()
        if not honest or self.now >= expires:
            with pytest.raises(GrantError):
                self._work(worker, organised, job if honest else "another job")
        else:
            self._work(worker, organised, job)
            self.happened["grant used"] += 1
        if again:
            with pytest.raises(GrantError):
                self._work(worker, organised, job)

    @precondition(lambda self: self.workers)
    @rule(minutes=st.integers(1, 30))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def _work(self, worker: WorkerKey, organised: DsseEnvelope, job: str) -> None:
        organisers = [person(number).public for number in ORGANISERS]
        worker.open_grant(organised, organisers, job=job, policy=POLICY, now=self.now)

    # Custody

    @alive
    @rule(present=st.lists(st.sampled_from((1, 2, 3, 4)), unique=True, min_size=1))
    def recover(self, present: list[int]) -> None:
        """Custodians recover the room when enough of them meet."""
        if len(present) >= THRESHOLD:
            assert self.world.recover(present) == self.world.secret
            self.happened["room recovered"] += 1
            return
        with pytest.raises(OpeningError):
            self.world.recover(present)

    # Releases

    @rule(numbers=st.lists(people, min_size=1, max_size=3), own=mostly)
    def approve(self, numbers: list[int], own: bool) -> None:
        """Sign the draft, with one's own keys or with others that one has just made."""
        for number in numbers:
            identity = person(number) if own else person(number).renew()
            self.approvals.append(sign(self.payload, PAYLOAD_TYPE, identity))
            self.signed.append((number if own else -1, self.payload))

    @precondition(lambda self: self.approvals)
    @rule(again=st.booleans())
    def edit(self, again: bool) -> None:
        """Change the draft, and gather approvals anew or keep the old ones."""
        self.payload = maker().payload(draft=self.drafts)
        self.drafts += 1
        if again:
            self.approvals, self.signed = [], []

    @precondition(lambda self: self.approvals)
    @rule()
    def release(self) -> None:
        """A release verifies if two organisers signed these very bytes, and nobody else did."""
        signers = {number for number, payload in self.signed if payload == self.payload}
        strange = any(payload != self.payload for _, payload in self.signed)
        envelope = DsseEnvelope(self.payload, PAYLOAD_TYPE, tuple(self.approvals))
        proof = maker().proof(maker().leaf(self.payload))
        bundle = build(maker().document, envelope, proof, maker().policy)
        if len(signers) > 1 and signers <= set(ORGANISERS) and not strange:
            report = verify_bundle(bundle, maker().trust)
            assert set(report.persons) == {person(number).person for number in signers}
            self.world.record("release", digest(self.payload), min(signers))
            self.happened["released"] += 1
        else:
            with pytest.raises(BundleError) as caught:
                verify_bundle(bundle, maker().trust)
            assert caught.value.step == 1
            self.happened["release refused"] += 1
        self.approvals, self.signed = [], []

    # Waivers

    @precondition(lambda self: len(self.waivers) < MOST)
    @rule(number=people, signer=people)
    def waive(self, number: int, signer: int) -> None:
        """Only the person concerned can waive the Rule."""
        waiver = Waiver(person(number).person, ROOM, STATEMENT, "as I said", "public", DAY)
        signed = sign_dsse(waiver.to_bytes(), WAIVER_TYPE, person(signer))
        if number == signer:
            self.waivers.append((number, signed, waiver))
            return
        with pytest.raises(SignatureError):
            use_waiver(signed, self._publics(), self._use(), ())

    @precondition(lambda self: self.waivers)
    @rule(which=st.integers(0, MOST), signer=people)
    def take_back(self, which: int, signer: int) -> None:
        number, _, waiver = self.waivers[which % len(self.waivers)]
        revocation = Revocation(person(number).person, waiver.digest)
        signed = sign_dsse(revocation.to_bytes(), REVOCATION_TYPE, person(signer))
        if signer != number:
            with pytest.raises(SignatureError):
                verify_revocation(signed, self._publics(), waiver, self.used)
        elif waiver.digest in self.used:
            with pytest.raises(WaiverError, match="used already"):
                verify_revocation(signed, self._publics(), waiver, self.used)
        else:
            verify_revocation(signed, self._publics(), waiver, self.used)
            self.revoked.add(waiver.digest)
            self.happened["waiver taken back"] += 1

    @precondition(lambda self: self.waivers)
    @rule(which=st.integers(0, MOST), wording=st.sampled_from(("as I said", "as I never said")))
    def quote(self, which: int, wording: str) -> None:
        _, signed, waiver = self.waivers[which % len(self.waivers)]
        if waiver.digest in self.revoked or wording != waiver.wording:
            with pytest.raises(WaiverError):
                use_waiver(signed, self._publics(), self._use(wording), self.revoked)
        else:
            use_waiver(signed, self._publics(), self._use(wording), self.revoked)
            self.used.add(waiver.digest)
            self.happened["waiver used"] += 1

    def _publics(self) -> list[PublicIdentity]:
        return [person(number).public for number in PEOPLE]

    def _use(self, wording: str = "as I said") -> Use:
        return Use(ROOM, STATEMENT, wording, "public")

    # The end

    @alive
    @precondition(lambda self: len(self.world.notes) > 2)
    @rule(signers=st.sets(people, max_size=3))
    def shred(self, signers: set[int]) -> None:
        """The keys go; the data, its copies and everybody's identities stay."""
        names = self.world.store.names(ROOM)
        certificate = self.world.shred()
        self.happened["room shredded"] += 1
        assert certificate.wraps == len(self.world.members)
        assert certificate.wraps + certificate.shares + certificate.salts == len(names)
        envelope = sign_dsse(
            certificate.to_bytes(), PAYLOAD_TYPE, *(person(number) for number in signers)
        )
        organisers = [person(number).public for number in ORGANISERS]
        if len(signers) > 1 and signers <= set(ORGANISERS):
            assert verify_destruction(envelope, organisers, 2) == certificate
            self.world.record("destruction", digest(certificate.to_bytes()), min(signers))
            return
        with pytest.raises(SignatureError):
            verify_destruction(envelope, organisers, 2)

    @precondition(lambda self: self.world.secret is None)
    @rule()
    def bring_back(self) -> None:
        """Nobody adds keys to a shredded room, or shreds it twice."""
        with pytest.raises(KeyStoreError):
            self.world.begin(RoomSecret.generate(ROOM, 99))
        self.world.secret = None
        with pytest.raises(KeyStoreError):
            shred(self.world.store, ROOM, DAY)

    # What holds after every step

    @invariant()
    def a_step_was_made(self) -> None:
        self.happened["step"] += 1

    @invariant()
    def who_is_no_member_opens_nothing(self) -> None:
        """With the whole key store and their own identity, and so with every copy of the data."""
        for number in set(PEOPLE) - (self.world.members if self.world.secret else set()):
            with pytest.raises(KeyStoreError):
                self.world.enter(number)

    @invariant()
    def what_was_kept_opens_nothing_of_the_present(self) -> None:
        if self.world.secret is None:
            return
        past = [s for kept in self.world.kept.values() for s in kept if s != self.world.secret]
        for one in self.world.data.values():
            for secret in past[-3:]:
                with pytest.raises(OpeningError):
                    open_envelope(one.envelope, secret, one.context)
        for secret in past[-1:]:
            with pytest.raises(FormatError):
                seal(b"", {}, secret.public, context("late", self.world.room.epoch))

    @invariant()
    def nothing_opens_after_shredding(self) -> None:
        """All members' identities and a full copy of the data, every epoch of it."""
        if self.world.secret is not None:
            return
        assert self.world.store.names(ROOM) == ()
        for one in self.world.everything[:LOOKED_AT] + self.world.everything[-LOOKED_AT:]:
            for number in PEOPLE:
                with pytest.raises(OpeningError):
                    open_envelope(one.envelope, person(number), one.context)

    @invariant()
    def the_log_verifies_and_tells_who_only_while_the_salts_are_there(self) -> None:
        log, root = self.world.log, self.world.log.root()
        size, head = self.heads[-1]
        verify_consistency(size, head, log.size, root, log.consistency_proof(size))
        self.heads.append((log.size, root))
        for index, (entry, name, actor) in list(enumerate(self.world.entries))[-3:]:
            leaf = leaf_hash(entry.to_bytes())
            verify_inclusion(leaf, index, log.size, log.inclusion_proof(index), root)
            if name is None:
                continue
            if self.world.secret is None:
                with pytest.raises(KeyStoreError):
                    self.world.store.get(name)
                continue
            blinded = Actor.from_json(self.world.store.get(name))
            blinded.verify(entry)
            assert blinded.person == person(actor).person
            with pytest.raises(ProofError):
                Actor(person((actor + 1) % len(PEOPLE)).person, blinded.salt).verify(entry)


def _run(examples: int, steps: int) -> Counter[str]:
    Life.happened.clear()
    run_state_machine_as_test(
        Life, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )
    return Life.happened


def test_a_rooms_life() -> None:
    assert _run(examples=8, steps=25)["step"] > 100


@pytest.mark.slow
def test_a_rooms_long_life() -> None:
    """10,000 steps, in which everything that may happen did happen."""
    happened = _run(examples=260, steps=50)
    assert happened["step"] >= 10_000
    assert set(happened) == {
        "grant used",
        "member removed",
        "notes read",
        "release refused",
        "released",
        "room recovered",
        "room shredded",
        "step",
        "waiver taken back",
        "waiver used",
    }
