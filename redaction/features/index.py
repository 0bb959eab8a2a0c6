"""What the roster says about every word of a document, as numbers the detector was trained on.

A `RosterIndex` is built once a roster; `matrix` looks up all words of a document.  Every column is
between 0 and 1 and named in `columns.FEATURES`.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from redaction.documents import Block, Document
from redaction.features import heard
from redaction.features.across import Part, meanings, usage, writing
from redaction.features.beside import mentions
from redaction.features.columns import COLUMN, FEATURES, LEXICAL, PAIRED, Matrix
from redaction.features.form import opens_quote, shape
from redaction.features.spans import Spans
from redaction.features.tables import NOBODY, Tables, Who
from redaction.features.vocabulary import GENDER
from redaction.memory import Memory
from redaction.roster import Roster
from redaction.words import STOP, WORD, normalise


class RosterIndex:
    """Looks words up on a roster.  People are bits of an integer, in roster order."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._bits = {person.id: 1 << i for i, person in enumerate(roster)}
        self._tables = Tables(roster)
        self._names = heard.Names(roster)
        self._numbers: dict[str, int] = {}

    def matrix(self, document: Document, at: Spans, memory: Memory | None = None) -> Matrix:
        """Return a row of `FEATURES` for each word, shape (words, len(FEATURES)).

        With a memory only blocks are looked at whose words or surroundings are new.
        """
        parts = list(self._parts(document, at, memory or Memory()))
        out = np.zeros((len(at.starts), len(FEATURES)), dtype=np.float32)
        if not parts:
            return out
        np.concatenate([part.rows for part in parts], out=out)
        writing(out, parts, len(self._numbers))
        speaking = 0
        for block in document.blocks:
            speaking |= self._bits.get(block.speaker, 0)
        usage(out, parts, speaking)
        if self._bits:
            meanings(out, parts, self._tables.genders)
        return out

    def _parts(self, document: Document, at: Spans, memory: Memory) -> Iterator[Part]:
        text = document.text
        firsts = np.searchsorted(at.blocks, np.arange(len(document.blocks) + 1)).tolist()
        speakers = ["", *(block.speaker for block in document.blocks), ""]
        before = -1
        for number, block in enumerate(document.blocks):
            first, last = firsts[number], firsts[number + 1]
            if first == last:
                continue
            quoted = before >= 0 and opens_quote(text[before : int(at.starts[first])])
            before = int(at.ends[last - 1])
            words = text[block.content : before]
            around = speakers[number], speakers[number + 2]
            key = ("features", words, block.kind, block.speaker, quoted, around)
            yield memory.get(key, partial(self._part, words, block, around, quoted=quoted))

    def _part(self, text: str, block: Block, around: tuple[str, str], *, quoted: bool) -> Part:
        """Return what the features of a block's words hang on but the rest of the document."""
        found = [m.span() for m in WORD.finditer(text)]
        surface = [text[start:end] for start, end in found]
        forms = [normalise(word) for word in surface]
        gaps = [text[end:start] for (_, end), (start, _) in pairwise(found)]
        rows = np.zeros((len(forms), len(FEATURES)), dtype=np.float32)
        starts = shape(rows, block, surface, forms, gaps, quoted=quoted)
        capital = rows[:, COLUMN["capital"]] > 0
        who: list[Who] = [NOBODY] * len(forms)
        if self._bits:
            rows[:, COLUMN["roster"]] = 1.0
            who = self._look_up(rows, surface, forms)
            self._pairings(rows, forms)
            self._whose(rows, block.speaker, who)
            self._turns(rows, around, who)
            self._heard(rows, forms, (block.speaker, *around), who)
            self._genders_of(rows, forms)
        numbers = [self._numbers.setdefault(form, len(self._numbers)) for form in forms]
        return Part(
            rows,
            np.array(numbers, dtype=np.int64),
            capital,
            capital & ~starts,
            tuple(mentions(rows, forms, who, gaps)),
            tuple((i, GENDER[form]) for i, form in enumerate(forms) if form in GENDER),
        )

    def _look_up(self, out: Matrix, surface: Sequence[str], forms: Sequence[str]) -> list[Who]:
        """Fill the lexical columns; return who is meant, nobody by a small function word."""
        found = [self._tables.lookup(form) for form in forms]
        out[:, : len(LEXICAL)] = np.stack([row for row, _ in found])
        return [
            NOBODY if form in STOP and not (word.isupper() and word[1:]) else masks
            for form, word, (_, masks) in zip(forms, surface, found, strict=True)
        ]

    def _pairings(self, out: Matrix, forms: Sequence[str]) -> None:
        for i, pair in enumerate(pairwise(forms)):
            for name in PAIRED[:-1]:
                if pair in self._tables.pairs[name]:
                    out[i : i + 2, COLUMN[name]] = 1.0
            if not STOP.issuperset(pair) and self._tables.sounds_like_one(*pair):
                out[i : i + 2, COLUMN["joined_sound"]] = 1.0

    def _whose(self, out: Matrix, speaker: str, who: Sequence[Who]) -> None:
        kinds = ("name", "role", "organisation", "delegation", "bio")
        bit = self._bits.get(speaker, 0)
        for i, masks in enumerate(who):
            if not any(masks):
                continue
            for kind, mask in zip(kinds, masks, strict=True):
                if mask:
                    out[i, COLUMN[f"{kind}_self"]] = bool(mask & bit)
                    out[i, COLUMN[f"{kind}_other"]] = bool(mask & ~bit)
            out[i, COLUMN["host"]] = bool(masks[2] & self._tables.hosts)

    def _turns(self, out: Matrix, around: tuple[str, str], who: Sequence[Who]) -> None:
        """Say whether a name is of who spoke before or of who speaks next."""
        before, after = (self._bits.get(speaker, 0) for speaker in around)
        for i, masks in enumerate(who):
            if masks[0]:
                out[i, COLUMN["name_before"]] = bool(masks[0] & before)
                out[i, COLUMN["name_after"]] = bool(masks[0] & after)

    def _heard(
        self, out: Matrix, forms: Sequence[str], near: Sequence[str], who: Sequence[Who]
    ) -> None:
        """Say how alike words sound to a name, and to a name of the speakers `near`."""
        due = 0
        for speaker in near:
            due |= self._bits.get(speaker, 0)
        may = (out[:, COLUMN["lower_block"]] + out[:, COLUMN["capital"]] > 0).tolist()
        runs = list(heard.runs(forms, may, [bool(masks[0]) for masks in who], self._names))
        anybody, expected = heard.columns(len(forms), runs, due, self._names)
        out[:, COLUMN["heard"]] = anybody
        out[:, COLUMN["heard_due"]] = expected

    def _genders_of(self, out: Matrix, forms: Sequence[str]) -> None:
        genders = self._tables.genders
        for i, form in enumerate(forms):
            gender = GENDER.get(form)
            if gender is not None:
                bits = genders.get(gender, 0)
                out[i, COLUMN["gender_share"]] = bits.bit_count() / len(self._bits)
                out[i, COLUMN["gender_none"]] = not bits and bool(genders)
