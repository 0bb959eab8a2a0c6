"""What the roster says about every word of a document, as numbers the detector was trained on.

A `RosterIndex` is built once a roster; `matrix` looks up all words of a document.  Every column is
between 0 and 1 and named in `FEATURES`; the order is part of the model's format.
"""

import csv
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from redaction.documents import Block, Document
from redaction.memory import Memory
from redaction.roster import Participant, Roster
from redaction.words import STOP, WORD, normalise, shortened, sound, word_set, words

_LEXICAL = (
    "name_first", "name_last", "name_middle", "name_alias", "name_initials", "name_short",
    "name_edit", "name_sound", "honorific", "title", "role", "role_rare", "organisation",
    "organisation_rare", "acronym", "delegation", "demonym", "bio", "bio_rare", "name_many",
)  # fmt: skip
_PAIRED = ("name_pair", "role_pair", "organisation_pair", "bio_pair", "joined_sound")
_WHOSE = (
    "name_self", "name_other", "role_self", "role_other", "organisation_self",
    "organisation_other", "delegation_self", "delegation_other", "bio_self", "bio_other", "host",
)  # fmt: skip
_PRONOUN = ("gendered", "gender_share", "gender_recent", "gender_none", "first", "plural", "second")
_FORM = (
    "note", "speaker_known", "opening", "sentence_start", "capital", "all_capitals", "digit",
    "lower_text", "lower_elsewhere", "capital_elsewhere", "quoted", "roster",
)  # fmt: skip
FEATURES = (*_LEXICAL, *_PAIRED, *_WHOSE, *_PRONOUN, *_FORM)

_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_STATES = Path(__file__).parent / "model" / "states.csv"
_RECENT = 40  # words back in which a pronoun finds whom it means
_MENTIONS = 4  # names back in which it does
_OPENING = 6  # words at the head of a turn where people are addressed
_FUZZY_LETTERS = 4  # shorter words are one slip away from too many others
_SOUND_LETTERS = 4
_RARE = 1  # a descriptor that fits one person only

_PARTICLES = word_set(
    "al el ul bin ibn bint van von der den de da di del della dos du la le ten ter af av zu st mac"
    " ben abu mr mrs ms dr ret"
)
_TITLES = word_set(
    "ambassador amb minister chair chairman chairwoman chairperson madam madame sir professor prof"
    " dr doctor general gen admiral adm colonel col commander cdr captain capt commodore major"
    " brigadier lieutenant sergeant judge justice senator deputy member excellency president"
    " director secretary mayor chief sheikh imam bishop father sister brother rabbi elder auntie"
    " aunty uncle bey hanim hanım pak ibu bapak daw ustaz sayyid dato tan san sensei don dona"
    " senor senora monsieur herr frau mr mrs ms miss mister consul envoy rapporteur moderator"
    " facilitator mediator convener host honourable hon speaker commissioner negotiator observer"
    " interpreter colleague colleagues friend delegate counsellor attache undersecretary governor"
    " lord lady dame baroness reverend swami sri shri smt begum khan agha haji hajja mzee"
    " clerk vice counsel advocate maitre engineer eng inspector superintendent premier"
)
_GENDER = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she",
           "hers": "she", "herself": "she", "he'd": "he", "he'll": "he", "she'd": "she",
           "she'll": "she"}  # fmt: skip
_FIRST = word_set("i me my mine myself i'm i've i'd i'll")
_PLURAL = word_set("we us our ours ourselves we're we've we'd we'll")
_SECOND = word_set("you your yours yourself you're you've you'd you'll")
_QUOTES = frozenset('"“”„«»')

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spans:
    """All words of a document: where each starts and ends, and the block it stands in."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    blocks: NDArray[np.int64]


def spans(document: Document, memory: Memory | None = None) -> Spans:
    """Return the words of all blocks without their labels, in order."""
    memory = memory or Memory()
    places = [np.zeros((0, 2), dtype=np.int64)]
    for block in document.blocks:
        text = document.text[block.content : block.end]
        places.append(memory.get(("words", text), partial(_words_in, text)) + block.content)
    numbers = np.repeat(np.arange(len(document.blocks)), [len(found) for found in places[1:]])
    table = np.concatenate(places)
    return Spans(table[:, 0], table[:, 1], numbers)


def _words_in(text: str) -> NDArray[np.int64]:
    found = [match.span() for match in WORD.finditer(text)]
    return np.array(found, dtype=np.int64).reshape(len(found), 2)


@cache
def _states() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Word of a state's names -> all rows (as normalised words) that hold it."""
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    with _STATES.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            forms = tuple(" ".join(words(form)) for form in row)
            for form in forms:
                rows[form].append(forms)
    return {form: tuple(found) for form, found in rows.items()}


class RosterIndex:
    """Looks words up on a roster.  People are bits of an integer, in roster order."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._place = {person.id: i for i, person in enumerate(roster)}
        self._size = len(roster)
        self._tables: dict[str, dict[str, int]] = {name: defaultdict(int) for name in _LEXICAL}
        self._pairs: dict[str, set[tuple[str, str]]] = {name: set() for name in _PAIRED}
        self._edits: dict[str, int] = defaultdict(int)
        self._sounds: dict[str, int] = defaultdict(int)
        self._genders: dict[str, int] = defaultdict(int)
        self._hosts = 0
        for i, person in enumerate(roster):
            self._add(person, 1 << i)
        self._rows: dict[str, tuple[Matrix, tuple[int, ...]]] = {}
        self._numbers: dict[str, int] = {}

    def _add(self, person: Participant, bit: int) -> None:
        self._add_names(person, bit)
        tables = self._tables
        for word in words(person.honorific):
            tables["honorific"][word] |= bit
        self._phrase("role", person.role, bit)
        for form in (person.organisation, *person.also_organisation):
            self._phrase("organisation", form, bit)
            initials = "".join(w.group()[0] for w in WORD.finditer(form) if w.group()[0].isupper())
            if len(initials) > 1:
                tables["acronym"][initials.casefold()] |= bit
            for word in WORD.findall(form):
                if len(word) > 1 and word.isupper():
                    tables["acronym"][normalise(word)] |= bit
        self._phrase("bio", person.bio, bit)
        self._add_delegation(person.delegation, bit)
        gender = words(person.pronouns)[:1]
        if gender:
            self._genders[gender[0]] |= bit

    def _add_names(self, person: Participant, bit: int) -> None:
        tables = self._tables
        name = words(person.name)
        named = [w for w in name if w not in _PARTICLES] or name
        for place, word in enumerate(named):
            column = "name_first" if place == 0 else "name_last"
            tables[column if place in {0, len(named) - 1} else "name_middle"][word] |= bit
        for form in person.also:
            for word in words(form):
                if word not in _PARTICLES and word not in _TITLES:
                    tables["name_alias"][word] |= bit
        self._pairs["name_pair"].update(pairwise(name))
        for form in person.also:
            self._pairs["name_pair"].update(pairwise(words(form)))
        if len(named) > 1:
            letters = "".join(w[0] for w in named)
            for initials in (letters, letters[:2], letters[0] + letters[-1]):
                tables["name_initials"][initials] |= bit
        for word in {*named, *(w for form in person.also for w in words(form))} - _TITLES:
            for end in range(3, len(word)):
                tables["name_short"][word[:end]] |= bit
            if len(word) >= _FUZZY_LETTERS:
                for form in shortened(word):
                    self._edits[form] |= bit
            if len(sound(word)) >= _SOUND_LETTERS - 1 and word not in _PARTICLES:
                self._sounds[sound(word)] |= bit

    def _phrase(self, table: str, phrase: str, bit: int) -> None:
        found = words(phrase)
        for word in found:
            if word not in STOP:
                self._tables[table][word] |= bit
        self._pairs[f"{table}_pair"].update(
            pair for pair in pairwise(found) if not STOP.issuperset(pair)
        )

    def _add_delegation(self, delegation: str, bit: int) -> None:
        if "third party" in delegation.casefold():
            self._hosts |= bit
        names = [part.strip(" )") for part in delegation.replace("(", ",").split(",")]
        for name in names:
            found = words(name)
            if found == ["third", "party"]:
                continue
            for word in found:
                if word not in STOP:
                    self._tables["delegation"][word] |= bit
            for forms in _states().get(" ".join(found), ()):
                for form in forms:
                    for word in form.split():
                        if word not in STOP:
                            self._tables["demonym"][word] |= bit

    def _lookup(self, word: str) -> tuple[Matrix, tuple[int, ...]]:
        """Return the lexical columns of a word and who is meant, by kind of match."""
        known = self._rows.get(word)
        if known is not None:
            return known
        row = np.zeros(len(_LEXICAL), dtype=np.float32)
        found = {name: table.get(word, 0) for name, table in self._tables.items()}
        if word in STOP:
            found = {name: bits if name.startswith("name_") else 0 for name, bits in found.items()}
            found["name_short"] = 0
        exact = found["name_first"] | found["name_last"] | found["name_middle"]
        exact |= found["name_alias"]
        near = heard = 0
        if not exact and word not in STOP and word not in _TITLES:
            if len(word) >= _FUZZY_LETTERS:
                for form in shortened(word):
                    near |= self._edits.get(form, 0)
            key = sound(word)
            if len(key) >= _SOUND_LETTERS - 1:
                heard = self._sounds.get(key, 0)
        found |= {"name_edit": near, "name_sound": heard}
        for name, bits in found.items():
            row[_COLUMN[name]] = bits > 0
        row[_COLUMN["title"]] = word in _TITLES
        for name in ("role", "organisation", "bio"):
            row[_COLUMN[f"{name}_rare"]] = 0 < found[name].bit_count() <= _RARE
        named = exact | found["name_initials"] | near | heard
        row[_COLUMN["name_many"]] = named.bit_count() > 1
        who = (
            named,
            found["role"] | found["honorific"],
            found["organisation"] | found["acronym"],
            found["delegation"] | found["demonym"],
            found["bio"],
        )
        self._rows[word] = row, who
        return row, who

    def matrix(self, document: Document, at: Spans, memory: Memory | None = None) -> Matrix:
        """Return a row of `FEATURES` for each word, shape (words, len(FEATURES)).

        With a memory only blocks are looked at whose words or surroundings are new.
        """
        parts = list(self._parts(document, at, memory or Memory()))
        out = np.zeros((len(at.starts), len(FEATURES)), dtype=np.float32)
        if parts:
            np.concatenate([part.rows for part in parts], out=out)
            self._across(out, parts)
        return out

    def _parts(self, document: Document, at: Spans, memory: Memory) -> Iterator["_Part"]:
        text = document.text
        firsts = np.searchsorted(at.blocks, np.arange(len(document.blocks) + 1)).tolist()
        before = -1
        for number, block in enumerate(document.blocks):
            first, last = firsts[number], firsts[number + 1]
            if first == last:
                continue
            gap = text[before : int(at.starts[first])] if before >= 0 else ""
            quoted = _opens_quote(gap)
            before = int(at.ends[last - 1])
            words_ = text[block.content : before]
            key = ("features", words_, block.kind, block.speaker, quoted)
            yield memory.get(key, partial(self._part, words_, block, quoted=quoted))

    def _part(self, text: str, block: Block, *, quoted: bool) -> "_Part":
        """Return what the features of a block's words hang on but the rest of the document."""
        found = [m.span() for m in WORD.finditer(text)]
        surface = [text[start:end] for start, end in found]
        forms = [normalise(word) for word in surface]
        gaps = [text[end:start] for (_, end), (start, _) in pairwise(found)]
        rows = np.zeros((len(forms), len(FEATURES)), dtype=np.float32)
        starts = _shape(rows, block, surface, forms, gaps, quoted=quoted)
        capital = rows[:, _COLUMN["capital"]] > 0
        masks: list[tuple[int, ...]] = []
        if self._size:
            rows[:, _COLUMN["roster"]] = 1.0
            looked = [self._lookup(form) for form in forms]
            rows[:, : len(_LEXICAL)] = np.stack([row for row, _ in looked])
            masks = [who for _, who in looked]
            self._pairings(rows, forms)
            self._whose(rows, block.speaker, masks)
            self._genders_of(rows, forms)
        numbers = [self._numbers.setdefault(form, len(self._numbers)) for form in forms]
        events = [
            (i, masks[i][0] if masks else 0, _GENDER.get(form))
            for i, form in enumerate(forms)
            if form in _GENDER or (masks and masks[i][0])
        ]
        return _Part(rows, np.array(numbers, dtype=np.int64), capital, capital & ~starts, events)

    def _across(self, out: Matrix, parts: Sequence["_Part"]) -> None:
        """Fill the columns that hang on the whole document."""
        numbers = np.concatenate([part.numbers for part in parts])
        capital = np.concatenate([part.capital for part in parts])
        inner = np.concatenate([part.inner for part in parts])
        low = np.zeros(len(self._numbers), dtype=bool)
        high = low.copy()
        low[numbers[~capital]] = True
        high[numbers[inner]] = True
        out[:, _COLUMN["lower_text"]] = capital.mean() < 0.03  # noqa: PLR2004  (no capitals: speech)
        out[:, _COLUMN["lower_elsewhere"]] = low[numbers]
        out[:, _COLUMN["capital_elsewhere"]] = high[numbers]
        if not self._size:
            return
        last: deque[tuple[int, int]] = deque(maxlen=_MENTIONS)
        first = 0
        for part in parts:
            for place, named, gender in part.events:
                if named:
                    last.append((first + place, named))
                if gender is not None:
                    bits = self._genders.get(gender, 0)
                    out[first + place, _COLUMN["gender_recent"]] = any(
                        first + place - at <= _RECENT and (not self._genders or mask & bits)
                        for at, mask in last
                    )
            first += len(part.numbers)

    def _pairings(self, out: Matrix, forms: Sequence[str]) -> None:
        for i, pair in enumerate(pairwise(forms)):
            for name in _PAIRED[:-1]:
                if pair in self._pairs[name]:
                    out[i : i + 2, _COLUMN[name]] = 1.0
            if not (pair[0] in STOP and pair[1] in STOP):
                joined = pair[0] + pair[1]
                if len(joined) > _SOUND_LETTERS and sound(joined) in self._sounds:
                    out[i : i + 2, _COLUMN["joined_sound"]] = 1.0

    def _whose(self, out: Matrix, speaker: str, who: Sequence[tuple[int, ...]]) -> None:
        kinds = ("name", "role", "organisation", "delegation", "bio")
        bit = 1 << self._place[speaker] if speaker in self._place else 0
        for i, masks in enumerate(who):
            if not any(masks):
                continue
            for kind, mask in zip(kinds, masks, strict=True):
                if mask:
                    out[i, _COLUMN[f"{kind}_self"]] = bool(mask & bit)
                    out[i, _COLUMN[f"{kind}_other"]] = bool(mask & ~bit)
            out[i, _COLUMN["host"]] = bool(masks[2] & self._hosts)

    def _genders_of(self, out: Matrix, forms: Sequence[str]) -> None:
        for i, form in enumerate(forms):
            gender = _GENDER.get(form)
            if gender is not None:
                bits = self._genders.get(gender, 0)
                out[i, _COLUMN["gender_share"]] = bits.bit_count() / self._size
                out[i, _COLUMN["gender_none"]] = not bits and bool(self._genders)


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of a block by themselves.

    Attributes:
        rows: their features, columns that hang on the whole document still 0.
        numbers: which word of all it is, by its normalised form.
        capital: begins with a capital letter; inner: and does not begin a sentence.
        events: place, bits of those named and gender, for names and gendered pronouns.
    """

    rows: Matrix
    numbers: NDArray[np.int64]
    capital: NDArray[np.bool_]
    inner: NDArray[np.bool_]
    events: Sequence[tuple[int, int, str | None]]


def _shape(
    out: Matrix, block: Block, surface: Sequence[str], forms: Sequence[str], gaps: Sequence[str],
    *, quoted: bool,
) -> NDArray[np.bool_]:  # fmt: skip
    """Fill the columns that need no roster and no other block; return what begins a sentence."""
    out[:, _COLUMN["gendered"]] = [form in _GENDER for form in forms]
    for column, known in (("first", _FIRST), ("plural", _PLURAL), ("second", _SECOND)):
        out[:, _COLUMN[column]] = [form in known for form in forms]
    out[:, _COLUMN["note"]] = block.kind == "note"
    out[:, _COLUMN["speaker_known"]] = bool(block.speaker)
    out[:_OPENING, _COLUMN["opening"]] = 1.0
    starts = np.array([True, *(any(c in ".!?:" for c in gap) for gap in gaps)])
    out[:, _COLUMN["sentence_start"]] = starts
    out[:, _COLUMN["capital"]] = [word[0].isupper() for word in surface]
    out[:, _COLUMN["all_capitals"]] = [len(w) > 1 and w.isupper() for w in surface]
    out[:, _COLUMN["digit"]] = [word[0].isdigit() for word in surface]
    out[:, _COLUMN["quoted"]] = _inside_quotes(gaps, quoted=quoted)
    return starts


def _opens_quote(gap: str) -> bool:
    return not _QUOTES.isdisjoint(gap) and sum(char in _QUOTES for char in gap) % 2 == 1


def _inside_quotes(gaps: Iterable[str], *, quoted: bool) -> list[bool]:
    found = [quoted]
    for gap in gaps:
        found.append(found[-1] != _opens_quote(gap))
    return found
