"""CH601: a description that too few people on the roster fit."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redaction.scene import scene_of
from redaction.singling.descriptors import descriptors, instead

_SCORE = 0.85


@Language.component("singling", assigns=["doc._.scene"], requires=["token.tag", "token.dep"])
def singling(doc: Doc) -> Doc:
    """Add a candidate for each description of somebody who acts that fewer than k fit.

    Only where people are reported: who speaks seldom describes the others.
    """
    scene = scene_of(doc)
    if scene.block.kind != "note":
        return doc
    people, k = scene.room.people, scene.room.k
    for found in descriptors(doc, people):
        if found.acts and 0 < len(found.who) < k:
            reason = too_few(len(found.who), len(people.everybody), k)
            new = instead(found, people, k)
            scene.add(found.start, found.end, "CH601", found.who, reason, _SCORE, new)
    return doc


def too_few(fitting: int, everybody: int, k: int) -> str:
    """Return why a description that so few people fit is no cover for anybody."""
    return (
        f"Fits {fitting} of {everybody} on the roster, and at least {k} must fit: "
        "with the list at hand it is as good as a name."
    )
