"""CH106: talk about a name (spelling, namesakes, puns), which gives the name back."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from redaction.data import words
from redaction.pieces import Piece
from redaction.rules.name_play import plays
from redaction.rules.name_play import score as likely
from redaction.scene import Scene, scene_of
from redaction.texts import text_of

_FAMILY_NAME = (
    r"\b(?:my|his|her|whose) (?:own )?(?:sur|family |first |last |given |second |middle )?names?\b"
    r"(?! (?:is )?on\b| under\b| to\b)"
)
_MACHINE = (
    r"\b(?:machine|screen|captions?|captioning|software|recogni[sz]er)\b[^.;?!]{0,30}"
    r"\b(?:writes?|wrote|says?|said|has (?:me|him|her)|had (?:me|him|her)|calls?|called|keeps"
    r"|makes|made|spells?|heard|hears)\b"
)
_KINDS = (
    r"river|town|city|fish|bird|canal|prison|poet|singer|actor|actress|president|king|minister"
    r"|general|reef|hill|sea|company|bank|one|island|village|painter|saint|tea|road|battle|tree"
)
#: What people say about names, and how likely a clause with it gives one away.
_CUES = tuple(
    (re.compile(pattern, re.IGNORECASE), score)
    for pattern, score in (
        (r"\bno relation\b|\bnot? (?:a )?relat(?:ed|ive)\b|\bnamesakes?\b", 0.85),
        (
            r"\bnamed (?:me )?(?:after|for)\b|\b(?:share|carry|bear)s? (?:a|the|its|that) name\b",
            0.7,
        ),
        (r"\bnot (?:his|her|my|the same) (?:daughter|son|family|uncle|cousin|father)\b", 0.8),
        (r"\b(?:another|different) family\b|\bsame (?:sur|family )?(?:name|spelling)\b", 0.7),
        (_FAMILY_NAME, 0.7),
        (r"\b(?:surname|name) (?:joke|pun)\b|\bsame characters?\b|\bshort for\b", 0.6),
        (r"\bmy parents (?:named|called)\b|\b(?:mother|father) (?:named|called)\b", 0.7),
        (_MACHINE, 0.45),
        (rf"\bnot (?:the|that|a) (?:other )?(?:{_KINDS})\b", 0.5),
        (r"\bspel(?:t|led|ling) (?:with|like|it)\b|\bpronounced\b|\brhymes with\b", 0.45),
        (
            r"\bone letter (?:off|short|away)\b|\blike the (?:actress|actor|singer|bird|river)\b",
            0.6,
        ),
        (r"\bwith (?:one|two|a single|a double) [a-z]\b(?= |,|\.)", 0.6),
        (r"\bpuns?\b|\bpunn\w+\b|\baptly named\b", 0.6),
        (r"\bsurnames?\b|\bwith (?:your|a|that|such a) (?:first |given )?name\b", 0.6),
        (r"\b(?:called|baptised|christened) (?:\w+ )?(?:after|for (?:him|her|it|that))\b", 0.6),
        (r"\bof (?:that|the same|this) name\b|\bbaptis(?:ed|mal)\b|\bchristened\b", 0.6),
        (
            r"\b(?:shares?|sharing|same) (?:an? |the |one )?(?:syllable|character|saint|name)s?\b",
            0.6,
        ),
        (
            r"\b(?:two|three|four|both) \w+s (?:in (?:this|the) room|here|at (?:this|the|one) table"
            r"|on (?:this|one) bench|on the list)\b",
            0.5,
        ),
        (
            r"\b(?:they|people|machine|screen|everybody|everyone) (?:always |still )?"
            r"(?:thinks?|believes?|makes?) (?:that )?(?:i am|i'm|me)\b",
            0.5,
        ),
        (
            r"\bin (?:my|your|his|her|our) (?:own )?(?:language|tongue)"
            r" (?:it|i|that|this|you|s?he)(?:'s|'m| is| am| are| means)\b",
            0.5,
        ),
        (r"\bjokes?\b", 0.3),
    )
)
_CLAUSE = re.compile(r"[^.;?!:()\n\[\]]+")
_LONGEST = 160
#: Right after one's own name: "Loloho, they took ...", "Zaw, not saw", "Górnik. In Polish it ...".
_GLOSS = re.compile(r"[,;–—-]+ ([^.;?!:()\n\[\]]{3,110}[^\s.;?!:()\n\[\]])(?=[.;?!:]|\Z)")
_GLOSS_NEXT = re.compile(
    r"\. ((?:[^.;?!:()\n\[\]]{0,40}\b)?(?:I|i|me|my|it|it's|name|like|not|no)\b"
    r"[^.;?!:()\n\[\]]{0,90}[^\s.;?!:()\n\[\]])(?=[.;?!:]|\Z)"
)
#: What is said in one breath, and how a word is given in another language.
_PART = re.compile(r"[^.,;?!:()\n\[\]]+[^\s.,;?!:()\n\[\]]")
_IN_LANGUAGE = re.compile(r"\b(?:in|is|means|meaning)\b", re.IGNORECASE)
_WORDS = 16
_TRANSLATED, _QUOTED = 0.6, 0.5
_SOON = 40
_GLOSSED, _GLOSSED_NEXT = 0.8, 0.65
_PLAY = "A word that a participant's name means, in play with the name."
_REASON = "Talk about a participant's name: it gives the name back."


@Language.component("name_talk", assigns=["doc._.scene"])
def name_talk(doc: Doc) -> Doc:
    """Add a candidate for each clause that explains or plays with a name."""
    scene = scene_of(doc)
    speaker = frozenset({scene.block.speaker} - {""})
    for start, end, score in (
        *_told(text_of(doc)),
        *_glossed(scene, text_of(doc)),
        *_played(scene, text_of(doc)),
    ):
        scene.add(start, end, "CH106", speaker, _REASON, score)
    for play in plays(scene, text_of(doc)):
        scene.add(play.start, play.end, "CH106", play.persons, _PLAY, likely(play))
    return doc


def _told(words: str) -> Iterator[tuple[int, int, float]]:
    """Yield clauses with words that are used about names."""
    for pattern, score in _CUES:
        for cue in pattern.finditer(words):
            for clause in _CLAUSE.finditer(words):
                if clause.start() <= cue.start() < clause.end():
                    yield (*_trimmed(words, clause.start(), clause.end(), cue), score)
                    break


def _glossed(scene: Scene, words: str) -> Iterator[tuple[int, int, float]]:
    """Yield what a speaker adds right after saying the own name at the beginning of a turn."""
    for name in scene.found:
        begin, stop = name.start - scene.offset, name.end - scene.offset
        if name.family == "CH1" and name.persons == (scene.block.speaker,) and begin < _SOON:
            for pattern, score in ((_GLOSS, _GLOSSED), (_GLOSS_NEXT, _GLOSSED_NEXT)):
                gloss = pattern.match(words, stop)
                if gloss:
                    yield gloss.start(1), gloss.end(1), score


def _played(scene: Scene, text: str) -> Iterator[tuple[int, int, float]]:
    """Yield clauses that say a participant's name as a word: translated or quoted."""
    names = [piece for piece in scene.pieces if piece.key in scene.room.parts]
    for start, end in (clause.span() for clause in _PART.finditer(text) if names):
        named = [piece for piece in names if start <= piece.start and piece.end <= end]
        if not named:
            continue
        inside = [piece for piece in scene.pieces if start <= piece.start and piece.end <= end]
        if len(inside) > _WORDS:
            continue
        own = [p for p in named if scene.block.speaker in scene.room.parts[p.key]]
        said = {piece.key for piece in inside}
        if _IN_LANGUAGE.search(text[start:end]) and said & words("names.yaml", "languages"):
            yield start, end, _TRANSLATED
        if any(_mentioned(inside, piece) for piece in own):
            yield start, end, _QUOTED


def _mentioned(clause: list[Piece], name: Piece) -> bool:
    """Return whether somebody is told to say or hear the name: "when you say dora"."""
    before = [piece.key for piece in clause if piece.end <= name.start]
    return any(word in words("names.yaml", "uttering") for word in before[-3:])


def _trimmed(text: str, start: int, end: int, cue: re.Match[str]) -> tuple[int, int]:
    """Keep the comma-bounded part around the cue when the clause is long."""
    if end - start > _LONGEST:
        comma = text.rfind(",", start, cue.start())
        start = comma + 1 if comma >= 0 else max(start, cue.start())
        stop = text.find(",", cue.end(), end)
        end = stop if stop >= 0 else end
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" ,")), end - (len(words) - len(words.rstrip()))
