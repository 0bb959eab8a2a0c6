"""CH106: talk about a name (spelling, namesakes, puns), which gives the name back."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from redaction.scene import scene_of

_CUE = re.compile(
    r"\bno relation\b|\bnot? (?:a )?relat(?:ed|ive)\b|\bnamesakes?\b|\bnamed (?:after|for)\b"
    r"|\bmy (?:own )?(?:sur|family |first |last |given |middle )?names?\b(?! is on)"
    r"|\bnot (?:that|the other|the) (?:one|president|king|minister|general|poet|singer|actor)\b"
    r"|\b(?:another|different|not the same|not my|not her|not his) family\b"
    r"|\bsame (?:sur|family )?(?:name|spelling|characters?)\b"
    r"|\b(?:surname|name) (?:joke|pun)\b|\blike the (?:actress|actor|singer|bird|river|city|town)\b"
    r"|\bone letter (?:off|short|away)\b|\bwith (?:one|two|a single|a double) [a-z]\b(?= |,|\.)"
    r"|\bspel(?:t|led|ling) (?:with|like|it)\b|\bpronounced\b|\brhymes with\b"
    r"|\bmy parents (?:named|called)\b|\b(?:share|carry|bear)s? (?:a|the|his|her|its|that) name\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.;?!:()\n\[\]]+")
_LONGEST = 160
_SCORE = 0.55
_REASON = "Talk about a participant's name: it gives the name back."


@Language.component("name_talk", assigns=["doc._.scene"])
def name_talk(doc: Doc) -> Doc:
    """Add a candidate for each clause that explains or plays with a name."""
    scene = scene_of(doc)
    words = doc.text
    for cue in _CUE.finditer(words):
        for clause in _CLAUSE.finditer(words):
            if clause.start() <= cue.start() < clause.end():
                start, end = _trimmed(words, clause.start(), clause.end(), cue)
                speaker = frozenset({scene.block.speaker} - {""})
                scene.add(start, end, "CH106", speaker, _REASON, _SCORE)
                break
    return doc


def _trimmed(text: str, start: int, end: int, cue: re.Match[str]) -> tuple[int, int]:
    """Keep the comma-bounded part around the cue when the clause is long."""
    if end - start > _LONGEST:
        comma = text.rfind(",", start, cue.start())
        start = comma + 1 if comma >= 0 else max(start, cue.start())
        stop = text.find(",", cue.end(), end)
        end = stop if stop >= 0 else end
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" ,")), end - (len(words) - len(words.rstrip()))
