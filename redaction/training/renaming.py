"""Other names for the people of a session, names that are words of it included."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from redaction.annotated import KEEP, Paragraph, Session
from redaction.roster import Participant, Roster
from redaction.training.rewriting import each, rewritten
from redaction.words import STOP, WORD, normalise, word_set

_SHORT = 3
_MOST = 4  # people of a session who get a word for a name

#: Family and given names that are also words.
_WORDS = word_set(
    "hope power stone may park young long king rice lake field price bank sharp rich short wise"
    " noble strong swift day winter summers march april june august grace faith joy patience"
    " innocent justice victor mark bill frank will rose ivy grant rob art chase amber ruby pearl"
    " dawn bridge wood woods forest hill river rivers ford marsh brook cliff reed rush snow frost"
    " cook baker mason carter porter miller fisher hunter shepherd bishop pope knight judge"
    " marshal major page bell horn best good little small black white brown green gray gold"
    " silver steel stern rock sands shore wells banks waters glass ball hand head foot love moon"
    " star sun sky bird crane swan drake wolf fox lamb bull fish pike bass salt pepper mint case"
    " law rule order land house gate gates hall kitchen chambers church temple cross castle tower"
    " wall walls mill ridge dale heath grove fields lane street london paris lincoln jordan chad"
    " israel georgia kenya sydney florence victoria chester york holland england ireland french"
    " english welsh german roman norman bay harbour port ray sue gene guy jack nick pat peg penny"
    " robin sandy skip stew tad van wade ward wells west east north south wing worth yard chance"
    " charity constance ernest earnest felicity glory honor honour merit mercy prudence verity"
    " trinity temperance blessing fortune goodwill happy lucky precious promise prosper treasure"
    " wisdom fair fine gentle hardy keen savage stout true merry moody sage singer song speaker"
    " storey tanner taylor turner usher weaver wheeler wright min sim an do go so no bae han kim"
    " lee ban cha gill dong mai long sang ling hung tan chin ho low see wee teo kit"
)


def with_other_names(session: Session, names: Sequence[str], chance: random.Random) -> Session:
    """Give everybody another name, in the roster and in NAME marks; other text stays."""
    swap: dict[str, str] = {}
    for member in session.roster:
        old = WORD.findall(member.name)
        new = WORD.findall(chance.choice(names))
        for i, word in enumerate(old):
            other = new[0] if i == 0 else new[-1] if i == len(old) - 1 else chance.choice(new)
            if len(word) >= _SHORT and len(other) >= _SHORT:
                swap.setdefault(normalise(word), other)
    return renamed(session, swap)


def with_words_for_names(session: Session, chance: random.Random) -> Session:
    """Give a few people names that the session says elsewhere: words, places, absent people."""
    words = _said_otherwise(session)
    people = [p for p in session.roster if WORD.search(p.name)]
    count = min(_MOST, len(words), len(people))
    swap: dict[str, str] = {}
    for person, word in zip(chance.sample(people, count), chance.sample(words, count), strict=True):
        old = WORD.findall(person.name)
        swap[normalise(old[-1] if chance.random() < 0.7 else old[0])] = word  # noqa: PLR2004
    return renamed(session, swap)


def _said_otherwise(session: Session) -> list[str]:
    """Return words, with a capital, that stay in the text and could be names."""
    found: set[str] = set()
    for paragraph in (*session.turns, *session.notes):
        hidden = [m for m in paragraph.marks if m.label != KEEP]
        kept = [m for m in paragraph.marks if m.label == KEEP]
        for word in WORD.finditer(paragraph.text):
            text = normalise(word.group())
            if any(m.start < word.end() and word.start() < m.end for m in hidden):
                continue
            substance = any(m.start <= word.start() < m.end for m in kept)
            named = substance and word.group().istitle() and len(text) > _SHORT
            if text.isalpha() and text not in STOP and (named or text in _WORDS):
                found.add(text.capitalize())
    return sorted(found)


def renamed(session: Session, swap: Mapping[str, str]) -> Session:
    """Return the session with words of names exchanged in its roster and NAME marks."""

    def name(text: str) -> str:
        return WORD.sub(lambda m: _like(m.group(), swap.get(normalise(m.group()))), text)

    def person(p: Participant) -> Participant:
        return replace(p, name=name(p.name), also=tuple(map(name, p.also)))

    def paragraph(p: Paragraph) -> Paragraph:
        changes = [
            (w.start(), w.end(), _like(w.group(), swap[normalise(w.group())]))
            for mark in p.marks
            if mark.label == "NAME"
            for w in WORD.finditer(p.text, mark.start, mark.end)
            if normalise(w.group()) in swap
        ]
        return rewritten(p, sorted(changes))

    return replace(each(session, paragraph), roster=Roster(tuple(map(person, session.roster))))


def _like(old: str, new: str | None) -> str:
    """Return `new` in the case of `old`, with its possessive; `old` itself without a new one."""
    if new is None:
        return old
    end = old[-2:] if old.endswith(("'s", "’s")) else ""
    stem = old.removesuffix(end)
    if stem.islower():
        new = new.lower()
    elif stem.isupper() and len(stem) > 1:
        new = new.upper()
    return new + end
