"""What an organiser decides about each proposal. Kept sealed between sittings; nothing is lost."""

from enum import StrEnum, unique

from pydantic import BaseModel, ConfigDict, Field

from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from service.desk.errors import ReviewError
from service.desk.home import Home
from service.protocol.canonical import canonical_json, sha256_hex

_PURPOSE = "review"


@unique
class State(StrEnum):
    """Where a proposal stands. Only accepted and changed ones leave."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CHANGED = "changed"
    CONTESTED = "contested"
    """Two organisers decided differently; one of them chooses."""
    DROPPED = "dropped"


class Proposal(BaseModel):
    """One statement that could leave, and where in which note it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    proposed: str
    item: str
    risk: float = Field(ge=0, le=1)
    state: State = State.OPEN
    why: str = ""
    submission: str
    sources: tuple[tuple[int, int], ...]

    @property
    def leaves(self) -> bool:
        """Whether this statement is part of the outcome."""
        return self.state in {State.ACCEPTED, State.CHANGED}

    @property
    def awaits(self) -> bool:
        """Whether somebody must still decide."""
        return self.state in {State.OPEN, State.CONTESTED}

    @property
    def name(self) -> str:
        """The same at every desk that drew it from the same note."""
        return sha256_hex(canonical_json([self.submission, self.sources, self.proposed]))

    def reopen(self, state: State = State.OPEN, why: str = "") -> "Proposal":
        """To be decided again."""
        return self.model_copy(update={"state": state, "text": self.proposed, "why": why})

    def accept(self) -> "Proposal":
        """As proposed."""
        return self.model_copy(update={"state": State.ACCEPTED, "text": self.proposed, "why": ""})

    def change(self, text: str) -> "Proposal":
        """In the reviewer's own words."""
        return self.model_copy(update={"state": State.CHANGED, "text": text.strip(), "why": ""})

    def drop(self) -> "Proposal":
        """Not at all."""
        return self.model_copy(update={"state": State.DROPPED, "why": "left out by the reviewer"})


@unique
class Standing(StrEnum):
    """What the second person says of a dismissal. Only a confirmed one lets words through."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Dismissal(BaseModel):
    """Words that were found and, says `person`, expose nobody; `second` agrees or does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str = Field(min_length=1, max_length=500)
    code: str
    reason: str = Field(min_length=1, max_length=500)
    person: str
    standing: Standing = Standing.WAITING
    second: str = ""

    def settle(self, standing: Standing, second: str) -> "Dismissal":
        """As the second person says. Raises `ReviewError` when it is the same person."""
        if second == self.person:
            raise ReviewError(
                "The second person is somebody else.", hint="Ask another organiser of the session."
            )
        return self.model_copy(update={"standing": standing, "second": second})


class Review(BaseModel):
    """All proposals of a session, and how many findings of each code the pipeline dealt with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: str
    proposals: tuple[Proposal, ...]
    redactions: dict[str, int]
    dismissals: tuple[Dismissal, ...] = ()
    accepted: tuple[str, ...] = ()
    """Findings of the notes that the reviewer agreed with, each by a name of its place."""

    def replace(self, index: int, proposal: Proposal) -> "Review":
        """The same review with one decision taken."""
        proposals = (*self.proposals[:index], proposal, *self.proposals[index + 1 :])
        return self.model_copy(update={"proposals": proposals})

    def accept_open(self) -> "Review":
        """Accept whatever is still open."""
        accepted = (p.accept() if p.state is State.OPEN else p for p in self.proposals)
        return self.model_copy(update={"proposals": tuple(accepted)})

    def dismiss(self, dismissal: Dismissal) -> "Review":
        """Let these words stand, in place of what was said about them before."""
        others = self.restore(dismissal.words)
        return others.model_copy(update={"dismissals": (*others.dismissals, dismissal)})

    def restore(self, words: str) -> "Review":
        """Take a dismissal back."""
        kept = tuple(one for one in self.dismissals if one.words.casefold() != words.casefold())
        return self.model_copy(update={"dismissals": kept})

    def settle(self, words: str, standing: Standing, second: str) -> "Review":
        """Confirm or refuse somebody else's dismissal of these words. Raises `ReviewError`."""
        for one in self.dismissals:
            if one.words.casefold() == words.casefold():
                return self.dismiss(one.settle(standing, second))
        raise ReviewError("Nobody dismisses these words any more.", hint="Load the page again.")

    @property
    def let_through(self) -> tuple[Dismissal, ...]:
        """The dismissals that a second person confirmed."""
        return tuple(one for one in self.dismissals if one.standing is Standing.CONFIRMED)

    def agree(self, finding: str) -> "Review":
        """Agree with a finding, or no longer, if one did."""
        without = tuple(one for one in self.accepted if one != finding)
        agreed = without if finding in self.accepted else (*without, finding)
        return self.model_copy(update={"accepted": agreed})

    def undo(self, before: "Review", after: "Review") -> "Review":
        """Take back what changed from before to after, wherever it did not change again since."""
        proposals = tuple(
            now if old == new or now != new else _decided_again(old)
            for now, old, new in zip(self.proposals, before.proposals, after.proposals, strict=True)
        )
        update: dict[str, object] = {"proposals": proposals}
        for name in ("dismissals", "accepted"):
            if getattr(self, name) == getattr(after, name):
                update[name] = getattr(before, name)
        return self.model_copy(update=update)

    def carry(self, earlier: "Review") -> "Review":
        """Take over what was decided before more notes came in."""
        decided = {p.name: p for p in earlier.proposals}
        proposals = tuple(decided.get(p.name, p) for p in self.proposals)
        update = {
            "proposals": proposals,
            "dismissals": earlier.dismissals,
            "accepted": earlier.accepted,
        }
        return self.model_copy(update=update)

    @property
    def open(self) -> int:
        """How many proposals still await a decision."""
        return sum(proposal.awaits for proposal in self.proposals)


def _decided_again(proposal: Proposal) -> Proposal:
    return proposal.reopen() if proposal.state is State.CONTESTED else proposal


def save_review(home: Home, identity: Identity, review: Review) -> None:
    """Seal the review to its own reviewer and keep it in the desk's folder."""
    sealed = seal(review.model_dump_json().encode(), {}, identity.public, _context(review.session))
    home.save("reviews", review.session, sealed)


def load_review(home: Home, identity: Identity, session: str) -> Review | None:
    """The review kept for this session, or None. Raises `keys.errors.OpeningError`."""
    sealed = home.load("reviews", session)
    if sealed is None:
        return None
    opened = open_envelope(sealed, identity, _context(session))
    return Review.model_validate_json(opened.note)


def finished_review(home: Home, identity: Identity, session: str) -> Review:
    """The review with every decision taken. Raises `ReviewError` otherwise."""
    review = load_review(home, identity, session)
    if review is None:
        raise ReviewError
    if review.open:
        raise ReviewError(f"{review.open} proposals still await a decision.")
    if not any(proposal.leaves for proposal in review.proposals):
        raise ReviewError(
            "No statement was accepted, so there is nothing to release.",
            hint="Take the review up again: sealedroom room review SESSION --again",
        )
    return review


def _context(session: str) -> Context:
    return Context(session, 0, session, _PURPOSE)
