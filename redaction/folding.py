"""Undo what hides a name from a rule but not from a reader.

Zero-width and bidirectional control characters, decomposed diacritics, full-width letters and
look-alike letters of other scripts (Unicode TR 39) are folded away; every folded character knows
the place it came from, so that findings keep their offsets.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from dataclasses import dataclass, replace

from redaction.documents import Document, Form
from redaction.findings import Finding

#: Cyrillic, Greek and Armenian letters that look like Latin ones (a part of TR 39 confusables).
_LOOKALIKES = dict(
    zip(
        "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌαοραινΑΒΕΖΗΙΚΜΝΟΡΤΥΧօհ",
        "aeopcyxijshdqwABEKMHOPCTYXIJSGaopaivABEZHIKMNOPTYXoh",
        strict=True,
    )
)
_ODD = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f"
    r"\ufeff\u00a0\u2000-\u200a\u202f\u205f\u3000\u0300-\u036f\uff01-\uff5e"
    + "".join(_LOOKALIKES)
    + "]"
)
_WORD = re.compile(r"[^\W\d_]+")
#: A word spelt letter by letter: "H o h e p a", "H-o-h-e-p-a".
_SPELT = re.compile(r"(?<![^\W_])[^\W\d_](?:([ .·-])[^\W\d_])(?:\1[^\W\d_]){2,}(?![^\W_])")
_INVISIBLE = frozenset({"Cf", "Mn"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A document without disguises, and where each of its characters came from."""

    document: Document
    origins: tuple[int, ...]

    def unfold(self, finding: Finding) -> Finding:
        """Return `finding` with the offsets of the original text."""
        if not self.origins or finding.start >= finding.end:
            return finding
        return replace(
            finding,
            start=self.origins[finding.start],
            end=self.origins[finding.end - 1] + 1
            if finding.end >= len(self.origins)
            else self.origins[finding.end],
        )


def fold(document: Document) -> Folded:
    """Fold a document; one without odd characters is returned as it is."""
    if not _ODD.search(document.text) and not _SPELT.search(document.text):
        return Folded(document, ())
    chars, origins = _joined(*_characters(document.text))
    text = _WORD.sub(_latin, "".join(chars))

    def at(place: int) -> int:
        return bisect.bisect_left(origins, place)

    blocks = tuple(
        replace(
            block,
            start=at(block.start),
            end=at(block.end),
            label=(at(block.label[0]), at(block.label[1])) if block.label else None,
            body=at(block.content),
        )
        for block in document.blocks
    )
    forms = tuple(Form(at(form.start), at(form.end), form.code) for form in document.forms)
    return Folded(Document(text, blocks, forms, document.notices), (*origins, len(document.text)))


def _characters(text: str) -> tuple[list[str], list[int]]:
    chars: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.combining(char) and chars:
            joined = unicodedata.normalize("NFC", chars[-1] + char)
            chars[-1] = joined if len(joined) == 1 else chars[-1]
        elif char.isspace():
            chars.append(char if char in "\n\r\t" else " ")
            origins.append(place)
        elif unicodedata.category(char) not in _INVISIBLE:
            wide = unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char
            chars.append(wide)
            origins.append(place)
    return chars, origins


def _joined(chars: list[str], origins: list[int]) -> tuple[list[str], list[int]]:
    """Leave out what stands between the letters of a word that is spelt letter by letter."""
    text = "".join(chars)
    between = {
        place for word in _SPELT.finditer(text) for place in range(word.start() + 1, word.end(), 2)
    }
    left = [place for place in range(len(chars)) if place not in between]
    return [chars[place] for place in left], [origins[place] for place in left]


def _latin(match: re.Match[str]) -> str:
    """Turn a word that mixes Latin with look-alikes into a Latin one."""
    word = match.group()
    plain = "".join(_LOOKALIKES.get(char, char) for char in word)
    if plain == word or not plain.isascii():
        return word
    return plain
