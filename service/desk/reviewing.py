"""What an organiser decides about each proposal. Kept sealed between sittings; nothing is lost."""

from enum import StrEnum, unique

from pydantic import BaseModel, ConfigDict, Field

from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from service.desk.errors import ReviewError
from service.desk.home import Home

_PURPOSE = "review"


@unique
class State(StrEnum):
    """Where a proposal stands. Only accepted and changed ones leave."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CHANGED = "changed"
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

    def accept(self) -> "Proposal":
        """As proposed."""
        return self.model_copy(update={"state": State.ACCEPTED, "text": self.proposed, "why": ""})

    def change(self, text: str) -> "Proposal":
        """In the reviewer's own words."""
        return self.model_copy(update={"state": State.CHANGED, "text": text.strip(), "why": ""})

    def drop(self) -> "Proposal":
        """Not at all."""
        return self.model_copy(update={"state": State.DROPPED, "why": "left out by the reviewer"})


class Dismissal(BaseModel):
    """Words that were found and, says a reviewer, expose nobody. A second person must agree."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str = Field(min_length=1, max_length=500)
    code: str
    reason: str = Field(min_length=1, max_length=500)
    person: str


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

    def agree(self, finding: str) -> "Review":
        """Agree with a finding, or no longer, if one did."""
        without = tuple(one for one in self.accepted if one != finding)
        agreed = without if finding in self.accepted else (*without, finding)
        return self.model_copy(update={"accepted": agreed})

    def carry(self, earlier: "Review") -> "Review":
        """Take over what was decided before more notes came in."""
        decided = {(p.submission, p.sources, p.proposed): p for p in earlier.proposals}
        proposals = tuple(
            decided.get((p.submission, p.sources, p.proposed), p) for p in self.proposals
        )
        update = {
            "proposals": proposals,
            "dismissals": earlier.dismissals,
            "accepted": earlier.accepted,
        }
        return self.model_copy(update=update)

    @property
    def open(self) -> int:
        """How many proposals still await a decision."""
        return sum(proposal.state is State.OPEN for proposal in self.proposals)


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
