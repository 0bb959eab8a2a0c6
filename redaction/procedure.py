"""Talk about the meeting itself, which is nobody's thought."""

from __future__ import annotations

import re

from redaction.data import words
from redaction.spelling import key
from redaction.wording import said


def procedural(text: str) -> bool:
    """Return whether a sentence is about the meeting: greetings, thanks, the floor, the coffee."""
    spoken = [key(word) for word in text.split()]
    opening = {word.strip(",.!?") for word in spoken[:_OPENING]}
    if opening & words("reporting.yaml", "greetings"):
        return True
    if _ORDER.search(text) and len(spoken) < _ORDERED:
        return True
    if _CHAIR.search(text) and len(spoken) < _CHAIRED:
        return True
    short = len(spoken) < _SHORT and not _SOLID.search(text)
    return short and bool(said(text) & words("reporting.yaml", "procedure"))


_OPENING = 4
_ORDERED = 14
_ORDER = re.compile(
    r"\b(?:first|second|third|fourth|next|last|final) (?:agenda )?(?:item|session|topic|speaker)\b"
    r"|\bchatham house\b|\bon the record\b|\boff the record\b",
    re.I,
)
_CHAIRED = 26
_CHAIR = re.compile(
    r"\brecord of proceedings\b|\bhansard\b|\bsimultaneous (?:translation|interpretation)\b"
    r"|\binterests? to declare\b|\bdeclarations? of interests?\b|\bpapers? to note\b"
    r"|\bcontent to (?:note|agree)\b|\bmove on\b|\bmoving on\b|\bpublic gallery\b|\bstanding order"
    r"|\bfire alarm\b|\bquorum\b|\bunanimous consent\b|\bpoint of order\b|\border paper\b"
    r"|\b(?:evidence|oral|morning|afternoon) session\b|\bopening (?:statement|remarks)\b"
    r"|\b(?:letter|correspondence|apologies) from\b"
    r"|\b(?:last|next|this) (?:week|morning|afternoon|session|month),? (?:we|they|the committee)\b"
    r"|\b(?:we|the committee)(?: have|['’]ve)?(?: just| also)? (?:heard|took|taken|received)"
    r" (?:evidence|from)\b|\b(?:bring|draw) (?:the|this) (?:meeting|session|item)\b"
    r"|\b(?:meeting|sitting|session|committee) (?:is|was|stands) (?:adjourned|suspended|closed)\b"
    r"|\b(?:this|the) (?:meeting|sitting) (?:is|was|will)\b|\b(?:this|the) (?:room|table)\b"
    r"|\b(?:open|clos|adjourn|resum)(?:es|ed) (?:at|the (?:\w+ )?(?:meeting|session|sitting)|\d)"
    r"|\b(?:meeting|sitting|session|committee) (?:had |was )?(?:open|clos|adjourn|resum|paus)ed\b"
    r"|\b(?:minutes|report) of the (?:\w+ )?(?:meeting|session|sitting)\b"
    r"|\b(?:agenda )?items? \d|\bin private\b|\bofficial report\b|\blot to get through\b"
    r"|\b(?:my|the|your|this|that) (?:next|last|final|first|second) question\b"
    r"|\b(?:written|oral) (?:evidence|submission|testimony)\b|\bin (?:your|my|their) (?:answer|"
    r"evidence|paper|submission|opening|response|question)\b"
    r"|\b(?:as|like) (?:you|he|she|they|i) (?:just |already )?(?:said|mentioned|heard|noted)\b",
    re.I,
)
_SHORT = 9
_SOLID = re.compile(r"\d|(?<=\s)[A-Z]{2,}|(?<=[a-z]\s)[A-Z][a-z]")
