"""Descriptions of people in a parsed text: "a retired naval officer from the eastern side"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from redaction.data import load_yaml, words
from redaction.singling.people import People, Who
from redaction.singling.terms import terms
from redaction.spelling import key

_BESIDE = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "HYPH", "RB"}
)
_REACH = 7
"""Tokens that a description goes on for after its noun."""

_STATED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A phrase about one or several people.

    Attributes:
        start, end: characters of the text.
        head: key of the noun.
        telling: the keys that say something, each with those on the roster it fits.
        who: those whom all of them fit.
        number: how many people it speaks of; 2 for a plural without a number.
        acts: whether it is told to say or do something, and not just thought of.
        beside: index of the noun it is coordinated with, or of its own.
    """

    start: int
    end: int
    head: str
    telling: tuple[tuple[str, Who], ...]
    who: Who
    number: int
    acts: bool
    beside: int

    @property
    def former(self) -> bool:
        """Whether what they were is said to be past."""
        return any(word in words("descriptors.yaml", "former") for word, _ in self.telling)


def descriptors(doc: Doc, people: People) -> Iterator[Descriptor]:
    """Yield the descriptions that say more than that somebody was there, in order."""
    for token in doc:
        if token.tag_[:2] != "NN" and token.lower_ not in _anybody():
            continue
        head = key(token.lower_)
        if not _names_people(head) or _inside(token):
            continue
        found = _described(token, head, people)
        if found.telling:
            yield found


def _anybody() -> frozenset[str]:
    return words("descriptors.yaml", "anybody")


def _names_people(head: str) -> bool:
    own = _anybody() | words("descriptors.yaml", "women") | words("descriptors.yaml", "men")
    return head in own or bool(terms().of(head))


def _inside(token: Token) -> bool:
    """Return whether the noun only tells another one: "lawyer" in "lawyer friend"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return (
        after is not None and after.tag_[:2] == "NN" and token.dep_ in {"compound", "nmod", "amod"}
    )


def _described(token: Token, head: str, people: People) -> Descriptor:
    doc = token.doc
    first = token.i
    while first and doc[first - 1].tag_ in _BESIDE and doc[first - 1].sent == token.sent:
        first -= 1
    last, after = _going_on(token, people)
    said = [key(near.lower_) for near in (*doc[first : token.i], *after)]
    if head not in _anybody():
        said.append(head)
    telling = [(word, who) for word in said if (who := people.who(word)) is not None]
    determiner = doc[first - 1] if first and doc[first - 1].tag_ in {"DT", "PRP$"} else None
    counted = [
        _counts()[word]
        for word in [*said, determiner.lower_ if determiner else ""]
        if word in _counts()
    ]
    plural = token.tag_ in {"NNS", "NNPS"}
    begin = determiner if determiner is not None else doc[first]
    return Descriptor(
        begin.idx,
        doc[last].idx + len(doc[last]),
        head,
        tuple(telling),
        people.everybody.intersection(*(who for _, who in telling)),
        max([*counted, 2 if plural else 1]),
        (determiner is not None or bool(counted) or not plural)
        and _acts(token, head, determiner.lower_ if determiner else ""),
        token.head.i if token.dep_ == "conj" else token.i,
    )


def _counts() -> dict[str, int]:
    table: dict[str, int] = load_yaml("descriptors.yaml")["counts"]
    return table


def _going_on(token: Token, people: People) -> tuple[int, list[Token]]:
    """Return the last token of "from the eastern side" after a noun, and its telling words."""
    doc, last = token.doc, token.i
    found: list[Token] = []
    if last + 1 >= len(doc) or doc[last + 1].lower_ not in words("descriptors.yaml", "goes_on"):
        return last, []
    for near in doc[last + 2 : last + 2 + _REACH]:
        if near.is_punct or near.tag_ in {
            "VBD",
            "VBZ",
            "VBP",
            "MD",
            "CC",
            "WP",
            "WDT",
            "PRP",
            "TO",
        }:
            break
        if people.who(key(near.lower_)) is not None:
            found.append(near)
            last = near.i
    while found and last + 1 < len(doc) and doc[last + 1].tag_[:2] == "NN":
        last += 1
    return last, found


def _acts(token: Token, head: str, determiner: str) -> bool:
    """Return whether the text tells what those described said or did.

    Nouns for anybody in the room always point to somebody there.  "The minister" and "his lawyer"
    only do when they speak.
    """
    if head in _anybody():
        return True
    subject = next((t for t in (token, *token.ancestors) if t.dep_ not in {"conj", "appos"}), token)
    verb = subject.head
    says = key(verb.lower_) in words("names.yaml", "saying")
    if subject.dep_ in _SUBJECTS:
        loose = determiner not in {
            "the",
            "his",
            "her",
            "their",
            "its",
            "any",
            "every",
            "no",
            "each",
        }
        return says or (verb.tag_ == "VBD" and loose)
    agent = verb.lower_ in words("descriptors.yaml", "agent") and subject.dep_ == "pobj"
    return agent and verb.dep_ == "agent"


def instead(descriptor: Descriptor, people: People, k: int) -> str:
    """Return the most telling description above this one that at least `k` on the roster fit."""
    called = terms().of(descriptor.head)
    past = (True, False) if descriptor.former else (False,)
    for term in terms().broader(called):
        for former in past:
            who = people.called(term) & (people.former if former else people.everybody)
            if len(who) >= k:
                return _phrase(f"former {term}" if former else term, descriptor.number)
    return _phrase("participant", descriptor.number)


def _phrase(noun: str, number: int) -> str:
    noun = noun.replace("-", " ")
    if number > 1:
        count = next((word for word, n in _counts().items() if n == number and n > 1), "some")
        return f"{count} {_plural(noun)}"
    if noun == "participant":
        return "one participant"
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun.removesuffix("man") + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun.removesuffix("y") + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh")) else "s")
