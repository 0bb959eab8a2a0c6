"""Who decided what, and knowing of what: the decisions of all organisers of a session.

A decision is never altered or deleted; it names the decisions that its maker had before them. Those
that nobody's later decision names are the last word. Where two such differ, neither wins: a
statement is contested until somebody chooses, and words are let through only while every last
word confirms it. So desks that know the same decisions show the same review, whatever came first.
"""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from service.desk.home import Home
from service.desk.reviewing import Dismissal, Proposal, Review, Standing, State
from service.protocol.wire import new_identifier

FOLDER = "decisions"
CONTESTED = "two organisers decided differently"

_PURPOSE = "decisions"
_WORDS = "words:"


class Choice(BaseModel):
    """What becomes of a statement. `text` is "" unless it is somebody's own wording."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: State
    text: str = ""
    why: str = ""

    @classmethod
    def of(cls, proposal: Proposal) -> "Choice":
        """What was chosen for a proposal."""
        own = "" if proposal.text == proposal.proposed else proposal.text
        return cls(state=proposal.state, text=own, why=proposal.why)

    def put(self, proposal: Proposal) -> Proposal:
        """The proposal with this choice."""
        text = self.text or proposal.proposed
        return proposal.model_copy(update={"state": self.state, "text": text, "why": self.why})


class Decision(BaseModel):
    """One organiser's word about a statement, or about a finding's words.

    Attributes:
        about: `Proposal.name`, or "words:" and the words.
        after: the last words about it that its maker had before them.
        choice: of a statement.
        dismissal: of words; None takes it back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: str
    person: str
    about: str
    after: tuple[str, ...] = ()
    choice: Choice | None = None
    dismissal: Dismissal | None = None

    @property
    def value(self) -> Choice | Dismissal | None:
        """What was decided."""
        return self.choice or self.dismissal


LastWords = Mapping[str, tuple[Decision, ...]]
"""By what they are about: the decisions that no other names."""


class Ledger(BaseModel):
    """The decisions that this desk knows. `told` went to the hub; `read` came from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: str
    decisions: tuple[Decision, ...] = ()
    told: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()

    def last_words(self) -> LastWords:
        """The last word about each thing; several where nobody saw the other's."""
        named = {one for decision in self.decisions for one in decision.after}
        found: dict[str, tuple[Decision, ...]] = {}
        for decision in self.decisions:
            if decision.decision not in named:
                found[decision.about] = (*found.get(decision.about, ()), decision)
        return found

    def join(self, decisions: Iterable[Decision]) -> "Ledger":
        """With these decisions too."""
        known = {one.decision: one for one in (*decisions, *self.decisions)}
        return self.model_copy(update={"decisions": tuple(known[name] for name in sorted(known))})

    def mark(self, *, told: Iterable[str] = (), read: Iterable[str] = ()) -> "Ledger":
        """Remember what went to the hub, and what came from it."""
        return self.model_copy(
            update={"told": self.told.union(told), "read": self.read.union(read)}
        )

    def untold(self, person: str) -> tuple[Decision, ...]:
        """This person's decisions that did not go to the hub."""
        return tuple(
            one for one in self.decisions if one.person == person and one.decision not in self.told
        )

    def record(
        self, before: Review, after: Review, person: str, seen: Iterable[str] | None = None
    ) -> "Ledger":
        """Take down what this person decided.

        Args:
            seen: the last words they had before them; None when it was those of now.
        """
        last, shown = self.last_words(), None if seen is None else tuple(sorted(seen))

        def said(about: str) -> tuple[str, ...]:
            return tuple(d.decision for d in last.get(about, ())) if shown is None else shown

        made = [
            Decision(
                decision=new_identifier(),
                person=person,
                about=new.name,
                after=said(new.name),
                choice=Choice.of(new),
            )
            for old, new in zip(before.proposals, after.proposals, strict=True)
            if old != new
        ]
        old_words, new_words = _by_words(before.dismissals), _by_words(after.dismissals)
        made += [
            Decision(
                decision=new_identifier(),
                person=person,
                about=about,
                after=said(about),
                dismissal=new_words.get(about),
            )
            for about in sorted(old_words | new_words)
            if old_words.get(about) != new_words.get(about)
        ]
        return self.join(made)

    def apply(self, review: Review) -> Review:
        """The review as all these decisions leave it."""
        last, known = self.last_words(), {one.decision: one for one in self.decisions}
        words = _by_words(review.dismissals)
        for about, decisions in last.items():
            if about.startswith(_WORDS):
                standing = _standing(decisions, known)
                words = {k: v for k, v in words.items() if k != about}
                if standing is not None:
                    words[about] = standing
        return review.model_copy(
            update={
                "proposals": tuple(_settled(p, last.get(p.name, ())) for p in review.proposals),
                "dismissals": tuple(words[about] for about in sorted(words)),
            }
        )


def about_words(words: str) -> str:
    """What a decision about these words is about."""
    return f"{_WORDS}{words.casefold()}"


def save_ledger(home: Home, identity: Identity, ledger: Ledger) -> None:
    """Seal the decisions to their own keeper."""
    sealed = seal(ledger.model_dump_json().encode(), {}, identity.public, _context(ledger.session))
    home.save(FOLDER, ledger.session, sealed)


def load_ledger(home: Home, identity: Identity, session: str) -> Ledger:
    """What is kept for this session. Raises `keys.errors.OpeningError`."""
    sealed = home.load(FOLDER, session)
    if sealed is None:
        return Ledger(session=session)
    return Ledger.model_validate_json(open_envelope(sealed, identity, _context(session)).note)


def _settled(proposal: Proposal, last: Sequence[Decision]) -> Proposal:
    choices = {one.choice for one in last if one.choice is not None}
    if not choices:
        return proposal
    if len(choices) > 1:
        return proposal.reopen(State.CONTESTED, CONTESTED)
    return choices.pop().put(proposal)


def _standing(last: Sequence[Decision], known: Mapping[str, Decision]) -> Dismissal | None:
    """Let through only when every last word confirms it; a new reason is shown before a refusal."""
    said = [_checked(one, known) for one in last]
    for standing in (Standing.WAITING, Standing.REFUSED):
        for one in said:
            if one is not None and one.standing is standing:
                return one
    return None if None in said else said[0]


def _checked(decision: Decision, known: Mapping[str, Decision]) -> Dismissal | None:
    """A dismissal that its maker settled alone, or that nobody made, waits."""
    said = decision.dismissal
    if said is None or said.standing is Standing.WAITING:
        return said
    asked = said.model_copy(update={"standing": Standing.WAITING, "second": ""})
    honest = said.second == decision.person != said.person and any(
        before.dismissal == asked and before.person == said.person
        for name in decision.after
        if (before := known.get(name)) is not None
    )
    return said if honest else asked


def _by_words(dismissals: Iterable[Dismissal]) -> dict[str, Dismissal]:
    return {about_words(one.words): one for one in dismissals}


def _context(session: str) -> Context:
    return Context(session, 0, session, _PURPOSE)
