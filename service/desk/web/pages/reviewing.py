"""Reviewing a session: originals and proposals side by side, one decision at a time, with undo.

Each decision says which last words its page showed (`seen`): what another organiser decided since
is not written over, but laid beside it.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.errors import DeskError
from service.desk.reviewing import Dismissal, Proposal, Review, Standing, State
from service.desk.web.answers import AnyDesk, OpenDesk, go, page
from service.desk.web.checking import check, fits
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError
from service.desk.web.passages import NOTHING, Told
from service.desk.web.sample import confirm_as_second
from service.desk.web.sample_hub import SampleHub
from service.desk.web.sitting import Sitting

router = APIRouter()

Seen = Annotated[str | None, Form()]
"""The last words about a statement that the page showed (`Row.seen`)."""

LONGEST_PASSAGE = 20_000
"""Characters of a passage that is asked about; more is the whole discussion."""


@router.get("/rooms/{number}/review")
def begin(request: Request, desk: OpenDesk, number: int) -> Response:
    """Take the review up where it was left, or show how far the reading is."""
    desk.checker.warm()
    sitting = desk.sitting(number)
    if sitting.empty:
        desk.leave_sitting(sitting.room.session.session)
        return page(request, "review_empty.html", number=number)
    if not sitting.ready:
        return page(request, "review_wait.html", number=number, progress=sitting.progress)
    for item in range(len(sitting.layout.titles)):
        if sitting.item(item).open:
            return go(request, f"/rooms/{number}/review/{item}")
    return go(request, f"/rooms/{number}/review/0")


@router.get("/rooms/{number}/review/progress")
def progress(request: Request, desk: OpenDesk, number: int) -> Response:
    """How far the reading is."""
    sitting = desk.sitting(number)
    if sitting.ready:
        return go(request, f"/rooms/{number}/review")
    return page(request, "_progress.html", number=number, progress=sitting.progress)


@router.get("/rooms/{number}/review/shared")
def shared(request: Request, desk: AnyDesk, number: int) -> Response:
    """Send and fetch decisions. A page asks now and then, which keeps no desk open."""
    sitting = _ready(desk, number)
    sitting.share()
    return page(request, "_shared.html", number=number, sitting=sitting)


@router.get("/rooms/{number}/review/{item}")
def review(request: Request, desk: OpenDesk, number: int, item: int) -> Response:
    """One agenda item."""
    sitting = _ready(desk, number)
    if not 0 <= item < len(sitting.layout.titles):
        raise NothingHereError
    sitting.show()
    items = [sitting.item(one) for one in range(len(sitting.layout.titles))]
    return page(
        request,
        "review.html",
        number=number,
        items=[one for one in items if one.rows or one.notes],
        item=items[item],
        review=sitting.review,
        roster=sitting.room.roster,
        can_undo=sitting.can_undo,
        sitting=sitting,
        own=desk.identity.person,
    )


@router.get("/rooms/{number}/review/proposals/{index}/change")
def change_form(request: Request, desk: OpenDesk, number: int, index: int) -> Response:
    """A field for the reviewer's own words."""
    sitting = _ready(desk, number)
    row = sitting.row(_index(sitting, index))
    text = row.proposal.text
    return page(request, "_change.html", number=number, row=row, text=text, marks=(), seen=row.seen)


@router.get("/rooms/{number}/review/proposals/{index}")
def proposal(request: Request, desk: OpenDesk, number: int, index: int) -> Response:
    """One proposal as it stands."""
    return _row(request, desk, number, index)


@router.post("/rooms/{number}/review/proposals/{index}/accept")
def accept(
    request: Request, desk: OpenDesk, number: int, index: int, seen: Seen = None
) -> Response:
    """As proposed."""
    return _decide(request, desk, number, index, Proposal.accept, seen)


@router.post("/rooms/{number}/review/proposals/{index}/drop")
def drop(request: Request, desk: OpenDesk, number: int, index: int, seen: Seen = None) -> Response:
    """Not at all."""
    return _decide(request, desk, number, index, Proposal.drop, seen)


@router.post("/rooms/{number}/review/proposals/{index}/reopen")
def reopen(
    request: Request, desk: OpenDesk, number: int, index: int, seen: Seen = None
) -> Response:
    """To be decided again."""
    return _decide(request, desk, number, index, Proposal.reopen, seen)


@router.post("/rooms/{number}/review/proposals/{index}/choose")
def choose(
    request: Request,
    desk: OpenDesk,
    number: int,
    index: int,
    decision: Annotated[str, Form()] = "",
    seen: Seen = None,
) -> Response:
    """Settle what two organisers decided differently, by one of their decisions."""
    row = _ready(desk, number).row(_index(_ready(desk, number), index))
    for one in row.last:
        if one.decision == decision and one.choice is not None:
            return _decide(request, desk, number, index, one.choice.put, seen)
    raise NothingHereError("This was decided meanwhile.", hint="Load the page again.")


@router.post("/rooms/{number}/review/proposals/{index}/change")
def change(
    request: Request,
    desk: OpenDesk,
    number: int,
    index: int,
    text: Annotated[str, Form()] = "",
    seen: Seen = None,
) -> Response:
    """In the reviewer's own words, as soon as they expose nobody."""
    sitting = _ready(desk, number)
    words = " ".join(text.split())
    row = sitting.row(_index(sitting, index))
    if not words:
        raise DeskError("There are no words in the field.", hint="Leave the statement out instead.")
    dismissed = {one.words.casefold() for one in sitting.review.dismissals}
    found = desk.checker.call(check, sitting.room.roster, f"change {number}", words, True)
    marks = [
        mark for mark in found.marks if words[mark.start : mark.end].casefold() not in dismissed
    ]
    if marks:
        return page(
            request,
            "_change.html",
            number=number,
            row=row,
            text=words,
            marks=marks,
            seen=seen or row.seen,
        )
    return _decide(request, desk, number, index, lambda one: one.change(words), seen)


@router.post("/rooms/{number}/review/{item}/accept")
def accept_all(request: Request, desk: OpenDesk, number: int, item: int) -> Response:
    """Accept what is still open under one agenda item."""
    sitting = _ready(desk, number)

    def accepted(review: Review) -> Review:
        for row in sitting.item(item).rows:
            if row.proposal.state is State.OPEN:
                review = review.replace(row.index, row.proposal.accept())
        return review

    sitting.decide(accepted)
    return go(request, f"/rooms/{number}/review/{item}")


@router.post("/rooms/{number}/review/undo")
def undo(request: Request, desk: OpenDesk, number: int) -> Response:
    """Take the last decision back, and go where it was."""
    sitting = _ready(desk, number)
    changed = sitting.undo()
    item = sitting.layout.number(changed[0], sitting.review) if changed else 0
    if len(changed) != 1 or request.headers.get("x-item") != str(item):
        return go(request, f"/rooms/{number}/review/{item}")
    answer = _row(request, desk, number, changed[0])
    answer.headers["HX-Retarget"] = f"#p{changed[0]}"
    answer.headers["HX-Reswap"] = "outerHTML"
    answer.headers["HX-Trigger"] = f'{{"undone": {{"index": {changed[0]}}}}}'
    return answer


@router.get("/rooms/{number}/review/findings/{name}")
def finding(request: Request, desk: OpenDesk, number: int, name: str) -> Response:
    """A finding in full."""
    return _told(request, desk, number, name)


@router.post("/rooms/{number}/review/findings/{name}/accept")
def agree(request: Request, desk: OpenDesk, number: int, name: str) -> Response:
    """Agree with a finding, or no longer."""
    sitting = _ready(desk, number)
    _find(sitting, name)
    sitting.decide(lambda review: review.agree(name))
    return _told(request, desk, number, name)


@router.post("/rooms/{number}/review/findings/{name}/dismiss")
def dismiss(
    request: Request, desk: OpenDesk, number: int, name: str, reason: Annotated[str, Form()] = ""
) -> Response:
    """Say that these words expose nobody, and why; a second person must agree."""
    sitting = _ready(desk, number)
    told = _find(sitting, name)
    if not reason.strip():
        raise DeskError(
            "A dismissal needs a reason.", hint="The second person reads it before they sign."
        )
    dismissal = Dismissal(
        words=told.words, code=told.code, reason=reason.strip(), person=desk.identity.person
    )
    sitting.decide(lambda review: review.dismiss(dismissal))
    return _told(request, desk, number, name)


@router.post("/rooms/{number}/review/findings/{name}/restore")
def restore(request: Request, desk: OpenDesk, number: int, name: str) -> Response:
    """Take a dismissal back."""
    sitting = _ready(desk, number)
    told = _find(sitting, name)
    sitting.decide(lambda review: review.restore(told.words))
    return _told(request, desk, number, name)


@router.post("/rooms/{number}/review/dismissals/{said}")
def settle(
    request: Request,
    desk: OpenDesk,
    number: int,
    said: Standing,
    words: Annotated[str, Form()] = "",
) -> Response:
    """Confirm or refuse what another organiser would let through."""
    sitting = _ready(desk, number)
    sitting.decide(lambda review: review.settle(words, said, desk.identity.person))
    sitting.share()
    return _loosenings(request, desk, number)


@router.post("/rooms/{number}/review/second")
def settle_as_second(request: Request, desk: OpenDesk, number: int) -> Response:
    """In the sample, let the second organiser confirm what waits for them."""
    sitting = _ready(desk, number)
    if not isinstance(desk.hub, SampleHub):
        raise NothingHereError
    sitting.share()
    confirm_as_second(desk.hub, desk.keys, sitting.room, sitting.review)
    sitting.share()
    return _loosenings(request, desk, number)


@router.post("/rooms/{number}/review/fitting")
def who(
    request: Request, desk: OpenDesk, number: int, text: Annotated[str, Form()] = ""
) -> Response:
    """Who on the roster could still be behind the chosen words."""
    roster = _ready(desk, number).room.roster
    found = desk.checker.call(fits, roster, text[:LONGEST_PASSAGE])
    return page(request, "_fitting.html", fits=found, people=len(roster))


@router.post("/rooms/{number}/review/fresh")
def fresh(request: Request, desk: OpenDesk, number: int) -> Response:
    """Look for notes that came in since; what was decided stays."""
    desk.leave_sitting(desk.card(number).session)
    return go(request, f"/rooms/{number}/review")


def _ready(desk: Desk, number: int) -> Sitting:
    sitting = desk.sitting(number)
    if sitting.empty or not sitting.ready:
        raise DeskError("The notes are still being read.", hint="Wait for the progress bar.")
    return sitting


def _index(sitting: Sitting, index: int) -> int:
    if not 0 <= index < len(sitting.review.proposals):
        raise NothingHereError
    return index


def _find(sitting: Sitting, name: str) -> Told:
    try:
        return sitting.layout.told(name, sitting.review, sitting.room.roster)
    except (ValueError, IndexError):
        raise NothingHereError from None


def _decide(
    request: Request,
    desk: Desk,
    number: int,
    index: int,
    decision: Callable[[Proposal], Proposal],
    seen: str | None,
) -> Response:
    sitting = _ready(desk, number)
    at = _index(sitting, index)
    shown = None if seen is None else [one for one in seen.split() if one != NOTHING]
    sitting.decide(lambda review: review.replace(at, decision(review.proposals[at])), shown)
    return _row(request, desk, number, at)


def _row(request: Request, desk: Desk, number: int, index: int) -> Response:
    sitting = _ready(desk, number)
    row = sitting.row(_index(sitting, index))
    item = sitting.item(sitting.layout.number(index, sitting.review))
    return page(
        request,
        "_decided.html",
        number=number,
        row=row,
        item=item,
        review=sitting.review,
        can_undo=sitting.can_undo,
        own=desk.identity.person,
    )


def _told(request: Request, desk: Desk, number: int, name: str) -> Response:
    sitting = _ready(desk, number)
    return page(
        request,
        "_finding.html",
        number=number,
        told=_find(sitting, name),
        review=sitting.review,
        can_undo=sitting.can_undo,
        own=desk.identity.person,
    )


def _loosenings(request: Request, desk: Desk, number: int) -> Response:
    return page(
        request,
        "_loosenings.html",
        number=number,
        review=_ready(desk, number).review,
        own=desk.identity.person,
    )
