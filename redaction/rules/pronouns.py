"""CH211: gendered pronouns, resolved over the closed roster.

The nearest mention before the pronoun decides: somebody in the room of that gender, or somebody
else ("the minister", "my father", a stranger's name).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from redaction.data import words
from redaction.scene import Scene, scene_of
from redaction.spelling import key

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_BOTH = _MALE | _FEMALE
_REASON = "A gendered pronoun for one participant."
#: A mention further away than this many characters seldom is the antecedent.
_FAR = 260
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class _Mention:
    place: int
    persons: frozenset[str]
    gender: str


@Language.component("pronouns", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def pronouns(doc: Doc) -> Doc:
    """Add a candidate for each he or she, with a score by its antecedent."""
    scene = scene_of(doc)
    asked = [token for token in doc if token.lower_ in _BOTH and not token.is_upper]
    if not asked:
        return doc
    mentions = sorted(_mentions(scene, doc), key=lambda mention: mention.place)
    for token in asked:
        gender = "m" if token.lower_ in _MALE else "f"
        score, persons = _resolved(scene, token, gender, mentions)
        scene.add(token.idx, token.idx + len(token), "CH211", persons, _REASON, score)
        if score > _SURE:
            mentions.append(_Mention(token.idx, persons, gender))
    return doc


def _mentions(scene: Scene, doc: Doc) -> list[_Mention]:
    found = [
        _Mention(mention.start - scene.offset, frozenset(mention.persons), "")
        for mention in scene.found
        if mention.score > _SURE and mention.code[:3] in {"CH1", "CH2"} and mention.code != "CH106"
    ]
    taken = [(m.start - scene.offset, m.end - scene.offset) for m in scene.found if m.score > _SURE]
    for token in doc:
        gender = _stranger(token)
        if gender and not any(start <= token.idx < end for start, end in taken):
            found.append(_Mention(token.idx, frozenset(), gender))
    return found


def _stranger(token: Token) -> str:
    """Return the gender of somebody else mentioned here: "m", "f", "?" or ""."""
    word = key(token.lower_)
    if word in words("people.yaml", "kin_male"):
        return "m"
    if word in words("people.yaml", "kin_female"):
        return "f"
    singular = token.tag_ in {"NN", "NNP"}
    if singular and word in words("people.yaml", "person") | words("people.yaml", "plain"):
        return "?"
    if token.tag_ == "NNP" and token.dep_ in {"nsubj", "nsubjpass"} and token.ent_iob_ != "O":
        return "?"
    return ""


def _resolved(
    scene: Scene, token: Token, gender: str, mentions: list[_Mention]
) -> tuple[float, frozenset[str]]:
    room = scene.room
    fits = room.male if gender == "m" else room.female
    others = room.female if gender == "m" else room.male
    for mention in reversed([m for m in mentions if m.place < token.idx]):
        if token.idx - mention.place > _FAR:
            break
        if mention.gender and mention.gender not in {gender, "?"}:
            continue
        if not mention.persons:
            return (0.12, frozenset()) if mention.gender else (0.3, frozenset())
        if mention.persons <= others:
            continue
        who = mention.persons & fits or mention.persons
        same = token.doc[0:0] if token.is_sent_start else token.sent
        near = mention.place >= same.start_char if len(same) else True
        return (0.85 if near else 0.75) if mention.persons & fits else 0.6, who
    return (0.45 if scene.block.kind == "note" else 0.25), frozenset()
