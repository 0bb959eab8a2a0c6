"""A room's life in random order: members come and go, epochs follow, workers and custodians act,
releases are approved, keys are shredded. After every step: whoever left opens nothing new, a
shredded room opens for nobody, and no release verifies without two people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from keys.announcement import verify_announcement
from keys.bundle import verify_bundle
from keys.checkpoint import LogKey
from keys.errors import BundleError, FormatError, GrantError, OpeningError
from keys.opening import (
    Identity,
    RoomSecret,
    announce_room,
    open_envelope,
    rewrap_envelope,
    unwrap_room,
    wrap_room,
)
from keys.opening.grants import Terms, WorkerKey, grant
from keys.sealing import Context, seal
from tests.keys.making import Maker

ROOM = "room-1"
POLICY = "ab" * 32
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
people = st.integers(0, 4)


@cache
def person(number: int) -> Identity:
    """Five people, made once: what matters is their order of acting, not their keys."""
    return Identity.generate()


@cache
def maker() -> Maker:
    return Maker(LogKey.generate("hub.example.org/log"), (person(0), person(1), person(2)))


class Life(RuleBasedStateMachine):
    """What a server stores, what a full backup of it would hold, and who is a member."""

    @initialize()
    def open_room(self) -> None:
        self.secret: RoomSecret | None = RoomSecret.generate(ROOM, 1)
        self.announcement = announce_room(self.secret, person(0))
        self.members = {0, 1}
        self.envelopes: dict[str, tuple[bytes, int]] = {}
        self.notes: dict[str, bytes] = {}
        self.old_secrets: list[RoomSecret] = []
        self.wraps = {number: wrap_room(self.secret, person(number).public) for number in (0, 1)}
        self.count = 0

    @property
    def epoch(self) -> int:
        assert self.secret is not None
        return self.secret.epoch

    def _context(self, submission: str, epoch: int) -> Context:
        return Context(ROOM, epoch, submission, "note")

    @precondition(lambda self: self.secret)
    @rule(note=st.binary(max_size=40))
    def submit(self, note: bytes) -> None:
        assert self.secret is not None
        public = verify_announcement(self.announcement, [person(0).public], ROOM, self.secret.epoch)
        self.count += 1
        name = f"submission-{self.count}"
        self.envelopes[name] = (seal(note, {}, public, self._context(name, self.epoch)), self.epoch)
        self.notes[name] = note

    @precondition(lambda self: self.secret)
    @rule(number=people)
    def join(self, number: int) -> None:
        assert self.secret is not None
        self.members.add(number)
        self.wraps[number] = wrap_room(self.secret, person(number).public)

    @precondition(lambda self: self.secret and len(self.members) > 1)
    @rule(number=people)
    def leave(self, number: int) -> None:
        """The rest move to a new epoch; every data key is wrapped again, no payload is touched."""
        assert self.secret is not None
        if number == 0 or number not in self.members:
            return
        old, new = self.secret, self.secret.next_epoch()
        self.members.remove(number)
        for name, (envelope, epoch) in self.envelopes.items():
            moved = rewrap_envelope(envelope, old, new.public, self._context(name, epoch))
            assert moved[-32:] == envelope[-32:]
            self.envelopes[name] = (moved, new.epoch)
        self.wraps = {member: wrap_room(new, person(member).public) for member in self.members}
        self.announcement = announce_room(new, person(0))
        self.old_secrets.append(old)
        self.secret = new

    @precondition(lambda self: self.secret and self.envelopes)
    @rule(number=people)
    def read(self, number: int) -> None:
        """A member reads everything; anybody else has no wrap, and another's does not open."""
        wrap = self.wraps.get(number, self.wraps[0])
        if number not in self.members:
            with pytest.raises(OpeningError):
                unwrap_room(wrap, person(number), ROOM, self.epoch)
            return
        secret = unwrap_room(wrap, person(number), ROOM, self.epoch)
        for name, (envelope, epoch) in self.envelopes.items():
            opened = open_envelope(envelope, secret, self._context(name, epoch))
            assert opened.note == self.notes[name]

    @precondition(lambda self: self.secret and self.envelopes)
    @rule(hours=st.integers(-2, 2), honest=st.booleans(), again=st.booleans())
    def work(self, hours: int, honest: bool, again: bool) -> None:
        """A worker opens what it was granted, once, before the grant expires."""
        assert self.secret is not None
        name, (envelope, epoch) = next(iter(self.envelopes.items()))
        context = self._context(name, epoch)
        worker = WorkerKey.generate()
        terms = Terms("job-1", POLICY, NOW + timedelta(hours=hours))
        made = grant([(envelope, context)], self.secret, worker.public, terms, person(0))
        organisers = [person(0).public]
        job = "job-1" if honest else "job-2"
        if not honest or hours <= 0:
            with pytest.raises(GrantError):
                worker.open_grant(made, organisers, job=job, policy=POLICY, now=NOW)
            return
        granted = worker.open_grant(made, organisers, job=job, policy=POLICY, now=NOW)
        assert granted.open(envelope, context).note == self.notes[name]
        if again:
            with pytest.raises(GrantError):
                worker.open_grant(made, organisers, job=job, policy=POLICY, now=NOW)

    @precondition(lambda self: self.secret)
    @rule(threshold=st.integers(2, 4), present=st.integers(1, 4))
    def recover(self, threshold: int, present: int) -> None:
        """Custodians recover the room when enough of them meet."""
        custody = pytest.importorskip("keys.opening.custody", exc_type=ImportError)
        assert self.secret is not None
        shares = custody.split_room(self.secret, threshold, 4)[:present]
        if present >= threshold:
            assert custody.recover_room(shares, self.secret.public) == self.secret
            return
        with pytest.raises(OpeningError):
            custody.recover_room(shares, self.secret.public)

    @rule(signers=st.lists(people, max_size=3), renewed=st.booleans())
    def release(self, signers: list[int], renewed: bool) -> None:
        """A release verifies if two different organisers signed, and nobody else did."""
        identities = [person(number) for number in signers]
        if renewed and identities:
            identities.append(identities[0].renew())
        bundle = maker().bundle(signers=tuple(identities))
        organisers = set(signers) <= {0, 1, 2} and not (renewed and identities)
        if organisers and len(set(signers)) > 1:
            assert verify_bundle(bundle, maker().trust).document == maker().document
            return
        with pytest.raises(BundleError) as caught:
            verify_bundle(bundle, maker().trust)
        assert caught.value.step == 1

    @precondition(lambda self: self.secret and self.count > 2)
    @rule()
    def shred(self) -> None:
        """Destroy the wraps; envelopes and all members' keys stay, as in a full backup."""
        self.wraps.clear()
        self.secret = None

    @invariant()
    def nobody_opens_with_what_is_over(self) -> None:
        for name, (envelope, epoch) in list(self.envelopes.items())[:2]:
            keys: list[RoomSecret | Identity] = [*self.old_secrets[-2:]]
            if self.secret is None:
                keys += [person(number) for number in range(5)]
            for key in keys:
                with pytest.raises(OpeningError):
                    open_envelope(envelope, key, self._context(name, epoch))

    @invariant()
    def an_epoch_is_announced_once(self) -> None:
        if self.secret is not None and self.old_secrets:
            with pytest.raises(FormatError):
                seal(b"", {}, self.old_secrets[-1].public, self._context("late", self.epoch))


def _run(examples: int, steps: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Life, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_a_rooms_life() -> None:
    _run(examples=10, steps=20)


@pytest.mark.slow
def test_a_rooms_long_life() -> None:
    """10,000 steps."""
    _run(examples=200, steps=50)
