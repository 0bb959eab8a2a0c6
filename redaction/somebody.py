"""A word for a person, a side or an organisation in the place of a cut."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Span, Token

from redaction import agreement, gaps, seams
from redaction.data import words
from redaction.pipeline import uncased
from redaction.place import Out, Place
from redaction.places import adjectives, countries, place_words
from redaction.seams import Patch
from redaction.spelling import key
from redaction.verbs import base
from redaction.words import STOP

_TITLED = re.compile(r"(?:['’]s|['’])\Z")
_POSSESSED = re.compile(r"['’]s?\s+\w")
_LISTED = re.compile(r"\b(?:and|&)\b|[+/]")
_STRONG = frozenset({"is", "are", "has", "have", "does", "do", "was", "were", "'s", "’s"})
_PLACED = frozenset({"in", "at", "from", "on", "of", "with", "as", "like"})
_LOCATED = frozenset({"in", "at", "on", "within", "inside", "near"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LONG = 6
"""Words from which on a name with a verb in it is a slip of a text without sentences."""
_NONE = frozenset({"none", "nobody", "neither", "no"})
_AS = frozenset({"as", "like", "than"})
_PLURAL = frozenset({"we", "us", "they", "them", "both", "all", "some"})
_LISTS = frozenset({",", "and", "&", "or", "/"})


def somebody(place: Place, span: Span) -> Out | Patch:
    """Return what stands for whoever was named, or leaves them out."""
    root, old = span.root, place.old
    possessive = _TITLED.search(old) is not None
    helped = seams.AS_IT_DID.search(place.text[: place.cut.start])
    unclear = uncased(place.text) and len(span) >= _LONG and any(t.tag_ in _FINITE for t in span)
    if unclear or helped or (root.dep_ == "npadvmod" and not possessive):
        return place.phrase_out(span)
    if _describes(root, span) and not possessive and "NAME" not in place.cut.labels:
        return place.out()
    whole = _as_they_said(place, span, root) or _who_is(place, span, root)
    if whole is not None:
        return whole
    before = place.before(span)
    if before is not None and before.lower_ in _AS and (root.dep_ == "pobj" or _says(root)):
        return place.out(seams.small(place.text, place.cut.start))
    if (span[0].tag_ == "IN" and span[0].lower_ in _PLACED) or _listed_beside(place, span):
        return place.out()
    return _named(place, span, root, possessive=possessive)


def _named(place: Place, span: Span, root: Token, *, possessive: bool) -> Out | Patch:
    cut, old = place.cut, place.old
    sentence = root.sent.start
    if root.dep_ == "pobj" and "NAME" not in cut.labels and not _personal(root):
        led = gaps.preposition(span)
        if led is not None and led.lower_ in _LOCATED and led.head.i < led.i:
            return place.out(led.idx)
    verb = _agreeing(root)
    many = len(cut.persons) > 1 and (
        root.tag_ in {"NNS", "NNPS"} or _LISTED.search(old) is not None
    )
    if span[0].lower_ in _NONE and span[0].text != "NO":
        new = place.free("no participant", "no one", "nobody")
    elif "AFFIL" in cut.labels and "NAME" not in cut.labels:
        new = _side(place, span, root, verb)
    elif not many and _POSSESSED.search(old) and not _personal(root):
        new = place.wording.person(old, sentence) + "'s " + place.free("point", "part")
    elif many and verb is not None and verb.lower_ in _STRONG and agreement.plural(verb):
        new = place.wording.person(old, sentence)
    else:
        new = place.wording.person(old, sentence, many=many)
    return place.put(place.determined(span, new + ("'s" if possessive else "")))


def _describes(root: Token, span: Span) -> bool:
    """Whether the words only describe a noun that stays: "⟦Malian⟧ fishermen"."""
    if root.dep_ in {"amod", "nmod", "compound"} and root.head.i >= span.end:
        return not _personal(root)
    return root.dep_ in {"amod", "acl", "relcl"} and root.head.i < span.start


def _as_they_said(place: Place, span: Span, root: Token) -> Out | None:
    """Leave out all of "as ⟦the Ambassador⟧ said", when it says no more than that."""
    verb = root.head
    if root.dep_ not in {"nsubj", "nsubjpass"} or verb.i < span.end:
        return None
    mark = next((t for t in verb.lefts if t.lower_ in _AS and t.i < span.start), place.before(span))
    if mark is None or mark.lower_ not in _AS or mark.i < root.sent.start:
        return None
    group = [t for t in verb.subtree if mark.i <= t.i]
    while group and (group[-1].is_punct or group[-1].is_space):
        group.pop()
    telling = [
        t for t in group
        if t.i >= span.end and t.i != verb.i and t.tag_[:2] in {"NN", "CD", "VB", "JJ"}
        and t.lower_ not in STOP
    ]  # fmt: skip
    if telling or not group:
        return None
    return place.out(mark.idx, group[-1].idx + len(group[-1].text))


def _who_is(place: Place, span: Span, root: Token) -> Out | None:
    """Leave out all of ", who is ⟦the chair⟧": the word for the person stands before it."""
    verb = root.head
    pointer = next((c for c in verb.children if c.tag_ == "WP" and c.i < verb.i), None)
    if root.dep_ != "attr" or pointer is None or verb.i + 1 != span.start:
        return None
    return place.out(pointer.idx) if pointer.i + 1 == verb.i else None


def _says(root: Token) -> bool:
    return root.tag_ in {"VBD", "VBZ", "VBP"}


def _listed_beside(place: Place, span: Span) -> bool:
    """Whether an affiliation is one of several in a list of which others stay."""
    if "AFFIL" not in place.cut.labels or place.cut.labels & {"NAME", "ROLE"}:
        return False
    root = span.root
    before = place.before(span)
    joined = before is not None and before.text in _LISTS
    if root.dep_ == "conj" and root.head.i < span.start and joined:
        return not any(c.dep_ == "conj" for c in root.children) and before.text == ","  # type: ignore[union-attr]
    after = place.doc[span.end].text if span.end < len(place.doc) else ""
    conj = next((c for c in root.children if c.dep_ == "conj" and c.i >= span.end), None)
    return after == "," and conj is not None and place.block.kind == "note"


def _side(place: Place, span: Span, root: Token, verb: Token | None) -> str:
    wording, old = place.wording, place.old
    subject = root.dep_ in {"nsubj", "nsubjpass"}
    word = key(root.text)
    many = root.tag_ in {"NNS", "NNPS"} and (word not in place_words() or word in _peoples())
    many = many or span[0].lower_ in _PLURAL
    if _personal(root) and not many and not _collective(root):
        return wording.person(old, root.sent.start)
    if subject:
        if verb is not None and (agreement.plural(verb) or _its(root)):
            return wording.group(old)
        return wording.person(old, root.sent.start, many=True)
    if many or _collective(root):
        return wording.person(old, root.sent.start, many=True)
    if key(root.text) in place_words():
        return wording.country(old)
    return wording.organisation(old)


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    return adjectives(countries())


def _its(subject: Token) -> bool:
    """Whether the sentence goes on about the subject as "its"."""
    return any(t.lower_ == "its" and t.i > subject.i for t in subject.head.subtree)


def _personal(noun: Token) -> bool:
    """Whether a noun stands for a person or for people."""
    stem = base(noun.lower_)
    if stem in words("people.yaml", "person") or stem in words("people.yaml", "plain"):
        return True
    return stem in words("people.yaml", "kin") or noun.tag_[:3] == "PRP" or _collective(noun)


def _collective(noun: Token) -> bool:
    return noun.lower_ in _COLLECTIVE


_COLLECTIVE = (
    words("people.yaml", "group") - words("people.yaml", "plain") - words("people.yaml", "person")
)


def _agreeing(root: Token) -> Token | None:
    found = agreement.finite(root) if root.dep_ in {"nsubj", "nsubjpass"} else []
    return found[0] if found else None
