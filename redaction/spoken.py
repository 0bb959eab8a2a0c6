"""Passages as they were spoken, compared word by word with the sealed transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redaction.findings import Finding
from redaction.levelling import bare_words, plain_openers, settle

WHOLE_SENTENCE = 6
"""Words from which on a repeated sentence is somebody's voice: shorter ones ("this is not enough")
are said by many."""

LONG_RUN = 15
"""Consecutive shared words that stay a quotation in any frame.  Reported speech moves every verb
and pronoun, but long names and lists between two verbs run to a dozen words on real committee talk;
beyond fifteen nothing was reworded.  Whole sentences are caught from six words on anyway."""

_VOICE = ": the way it is put tells those who know the speaker who it was"
_SENTENCE = re.compile(r"[.!?…;]+[\"'”’)]*\s+|\n+")
_LABEL = re.compile(r"^\s*(?:[-*#>]+\s*)?(?:[^\n:]{1,60}:\s+)?")


class Spoken:
    """Finds passages that repeat a transcript.

    Both sides are compared in lower case without punctuation, fillers and diacritics.  A passage is
    a whole sentence of `WHOLE_SENTENCE` words or more, or a run of `LONG_RUN` words.
    """

    def __init__(self, transcripts: Sequence[str]) -> None:
        spoken = [sentence for transcript in transcripts for sentence in _sentences(transcript)]
        whole = {sentence for sentence in spoken if len(sentence) >= WHOLE_SENTENCE}
        self._starts: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for sentence in whole:
            self._starts.setdefault(sentence[:WHOLE_SENTENCE], []).append(sentence)
        self._runs = {
            tuple(words[at : at + LONG_RUN])
            for transcript in transcripts
            for words in [tuple(word for word, _, _ in bare_words(transcript))]
            for at in range(len(words) - LONG_RUN + 1)
        }

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return the passages of `text` as findings, CH704, in order of place."""
        return tuple(_repeated(text, self._starts, self._runs))


def _repeated(
    text: str, starts: dict[tuple[str, ...], list[tuple[str, ...]]], runs: set[tuple[str, ...]]
) -> Iterator[Finding]:
    words = list(bare_words(text))
    plain = tuple(word for word, _, _ in words)
    done = 0
    for at in range(len(words)):
        if at < done:
            continue
        size, reason = 0, ""
        for sentence in starts.get(plain[at : at + WHOLE_SENTENCE], ()):
            if plain[at : at + len(sentence)] == sentence and len(sentence) > size:
                size, reason = len(sentence), "a whole sentence as it was spoken"
        if not size and plain[at : at + LONG_RUN] in runs:
            size, reason = LONG_RUN, f"{LONG_RUN} words in a row as they were spoken"
        if size:
            done = at + size
            yield Finding(words[at][1], words[done - 1][2], "CH704", (), f"{reason}{_VOICE}")


def _sentences(transcript: str) -> Iterator[tuple[str, ...]]:
    for line in transcript.splitlines():
        body = _LABEL.sub("", line, count=1)
        for form in (line, body):
            for sentence in _SENTENCE.split(form):
                yield tuple(word for word, _, _ in bare_words(sentence))
                yield tuple(word for word, _, _ in bare_words(plain_openers(settle(sentence))))
