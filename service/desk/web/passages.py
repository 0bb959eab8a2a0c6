"""The notes of a session as the review shows them: by agenda item, block by block, with marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from redaction.codes import RULES
from redaction.documents import Block
from redaction.findings import Finding
from redaction.roster import Roster
from service.desk.ledger import Decision, LastWords
from service.desk.outcome import OTHER
from service.desk.redacting import Redacted
from service.desk.reviewing import Dismissal, Proposal, Review
from service.desk.rooms import Agenda

NOTHING = "none"
"""Stands for no last words: a form's empty field is not sent."""


@dataclass(frozen=True)
class Piece:
    """Some words of a block, marked when they are a finding. `finding` is "note-number" then."""

    text: str
    finding: str = ""
    code: str = ""
    persons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A block of a note. `name` is its anchor on the page."""

    name: str
    speaker: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Row:
    """A proposal with what is needed to show, find and filter it."""

    index: int
    proposal: Proposal
    passages: tuple[str, ...]
    codes: tuple[str, ...]
    persons: tuple[str, ...]
    last: tuple[Decision, ...] = ()
    """Who had the last word; several organisers when they did not see each other's."""

    @property
    def seen(self) -> str:
        """What a decision says it has seen, so that it writes over nothing else."""
        return " ".join(one.decision for one in self.last) or NOTHING


@dataclass(frozen=True)
class Told:
    """A finding in full: what the panel beside the text says."""

    name: str
    words: str
    code: str
    rule: str
    summary: str
    why: str
    who: tuple[str, ...]
    instead: str | None
    accepted: bool
    dismissal: Dismissal | None
    index: int | None


@dataclass(frozen=True)
class Item:
    """One agenda item: its notes and its proposals."""

    number: int
    title: str
    notes: tuple[tuple[str, tuple[Passage, ...]], ...]
    rows: tuple[Row, ...]

    @property
    def open(self) -> int:
        """How many proposals of it await a decision."""
        return sum(row.proposal.awaits for row in self.rows)

    @property
    def leaving(self) -> int:
        """How many leave."""
        return sum(row.proposal.leaves for row in self.rows)


Sources = Sequence[tuple[int, int]]
"""Spans of a note that a proposal was drawn from."""


class _Places:
    """Where the blocks and findings of a note stand; both are in order, so spans are looked up."""

    def __init__(self, one: Redacted) -> None:
        self._starts = [block.start for block in one.note.document.blocks]
        self._ends = [block.end for block in one.note.document.blocks]
        self._found = [finding.start for finding in one.redaction.findings]

    def blocks(self, sources: Sources) -> list[int]:
        """Numbers of the blocks that the spans touch."""
        return _union(
            range(bisect_right(self._ends, start), bisect_left(self._starts, end))
            for start, end in sources
        )

    def findings(self, sources: Sources) -> list[int]:
        """Numbers of the findings that begin in the spans."""
        return _union(
            range(bisect_left(self._found, start), bisect_left(self._found, end))
            for start, end in sources
        )


def _union(ranges: Iterable[range]) -> list[int]:
    return sorted({number for one in ranges for number in one})


class Layout:
    """Where everything of a session stands, worked out once for its notes."""

    def __init__(self, agenda: Agenda, redacted: Sequence[Redacted]) -> None:
        self._redacted = redacted
        self.titles = [*(item.title for item in agenda.items), OTHER]
        self._places = {title: number for number, title in enumerate(self.titles)}
        self._numbers = {one.note.submission: at for at, one in enumerate(redacted)}
        self._segments = {item.segment: item.title for item in agenda.items}
        self._stands = [_Places(one) for one in redacted]
        self._items = [
            self._item_of_blocks(one, places)
            for one, places in zip(redacted, self._stands, strict=True)
        ]
        self._notes: dict[int, tuple[tuple[str, tuple[Passage, ...]], ...]] = {}
        self._rows_of: dict[int, Row] = {}

    def item(self, number: int, review: Review, last: LastWords) -> Item:
        """One agenda item, as it stands now."""
        if number not in self._notes:
            self._notes[number] = tuple(self._notes_of(number))
        rows = tuple(
            self.row(index, review, last)
            for index in range(len(review.proposals))
            if self.number(index, review) == number
        )
        return Item(number, self.titles[number], self._notes[number], rows)

    def row(self, index: int, review: Review, last: LastWords) -> Row:
        """One proposal, as it stands now; where it comes from is looked up once."""
        proposal = review.proposals[index]
        if index not in self._rows_of:
            self._rows_of[index] = self._row(index, proposal)
        said = last.get(proposal.name, ())
        return replace(self._rows_of[index], proposal=proposal, last=said)

    def _row(self, index: int, proposal: Proposal) -> Row:
        at = self._numbers[proposal.submission]
        one = self._redacted[at]
        places = self._stands[at]
        findings = [one.redaction.findings[number] for number in places.findings(proposal.sources)]
        return Row(
            index=index,
            proposal=proposal,
            passages=tuple(f"b{at}-{number}" for number in places.blocks(proposal.sources)),
            codes=tuple(sorted({finding.code for finding in findings})),
            persons=tuple(sorted({person for f in findings for person in f.persons})),
        )

    def _notes_of(self, number: int) -> Iterator[tuple[str, tuple[Passage, ...]]]:
        for at, one in enumerate(self._redacted):
            passages = tuple(self._passages(at, number))
            if passages:
                kind = "Transcript" if one.note.spoken else "Notes"
                yield f"{kind}, {at + 1} of {len(self._redacted)}", passages

    def number(self, index: int, review: Review) -> int:
        """The agenda item of a proposal."""
        return self._places.get(review.proposals[index].item, len(self.titles) - 1)

    def find(self, name: str) -> tuple[Redacted, Finding]:
        """A finding by its name. Raises ValueError, IndexError."""
        note, _, number = name.partition("-")
        one = self._redacted[int(note)]
        return one, one.redaction.findings[int(number)]

    def told(self, name: str, review: Review, roster: Roster) -> Told:
        """A finding in full. Raises ValueError, IndexError."""
        one, finding = self.find(name)
        words = one.note.document.text[finding.start : finding.end]
        rule = RULES.get(finding.code)
        edit = next(
            (e for e in one.redaction.edits if e.start <= finding.start and finding.end <= e.end),
            None,
        )
        dismissal = next(
            (d for d in review.dismissals if d.words.casefold() == words.casefold()), None
        )
        index = next(
            (
                at
                for at, proposal in enumerate(review.proposals)
                if proposal.submission == one.note.submission
                and any(s <= finding.start < e for s, e in proposal.sources)
            ),
            None,
        )
        return Told(
            name=name,
            words=words,
            code=finding.code,
            rule=rule.name.replace("-", " ") if rule else "",
            summary=rule.why if rule else "",
            why=finding.reason,
            who=tuple(roster.by_id[p].name for p in finding.persons if p in roster.by_id),
            instead=edit.replacement if edit else None,
            accepted=name in review.accepted,
            dismissal=dismissal,
            index=index,
        )

    def _item_of_blocks(self, one: Redacted, places: _Places) -> list[int]:
        """The agenda item of each block: the writer's word, its statements', or its neighbour's."""
        stated: dict[int, str] = {}
        for said in one.statements:
            for number in places.blocks(said.sources):
                stated.setdefault(number, said.item)
        found: list[int | None] = []
        for number, block in enumerate(one.note.document.blocks):
            title = self._segments.get(one.note.segment(block.start), "") or stated.get(number, "")
            found.append(self._places.get(title))
        first = next((place for place in found if place is not None), len(self.titles) - 1)
        for at, place in enumerate(found):
            found[at] = place if place is not None else (found[at - 1] if at else first)
        return [place if place is not None else first for place in found]

    def _passages(self, at: int, number: int) -> Iterator[Passage]:
        one = self._redacted[at]
        document = one.note.document
        findings = list(enumerate(one.redaction.findings))
        first = 0
        for place, block in enumerate(document.blocks):
            while first < len(findings) and findings[first][1].end <= block.start:
                first += 1
            if self._items[at][place] != number:
                continue
            inside = []
            for name, finding in findings[first:]:
                if finding.start >= block.end:
                    break
                inside.append((f"{at}-{name}", finding))
            label = document.text[slice(*block.label)].strip() if block.label else ""
            pieces = tuple(_pieces(document.text, block, inside))
            if label or any(piece.text.strip() for piece in pieces):
                yield Passage(f"b{at}-{place}", label, pieces)


def _pieces(text: str, block: Block, findings: Sequence[tuple[str, Finding]]) -> Iterator[Piece]:
    """The words of a block after its label, cut at the ends of findings."""
    at = block.content
    for name, finding in findings:
        start, end = max(finding.start, at), min(finding.end, block.end)
        if end <= start:
            continue
        if at < start:
            yield Piece(text[at:start])
        yield Piece(text[start:end], name, finding.code, finding.persons)
        at = end
    if at < block.end:
        yield Piece(text[at : block.end])
