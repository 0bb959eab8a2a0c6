"""Words that mean the same on every roster: titles, particles, pronouns, states."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from redaction.data import common_words
from redaction.words import STOP, word_set, words

_STATES = Path(__file__).parents[1] / "model" / "states.csv"

PARTICLES = word_set(
    "al el ul bin ibn bint van von der den de da di del della dos du la le ten ter af av zu st mac"
    " ben abu mr mrs ms dr ret"
)
TITLES = word_set(
    "ambassador amb minister chair chairman chairwoman chairperson madam madame sir professor prof"
    " dr doctor general gen admiral adm colonel col commander cdr captain capt commodore major"
    " brigadier lieutenant sergeant judge justice senator deputy member excellency president"
    " director secretary mayor chief sheikh imam bishop father sister brother rabbi elder auntie"
    " aunty uncle bey hanim hanım pak ibu bapak daw ustaz sayyid dato tan san sensei don dona"
    " senor senora monsieur herr frau mr mrs ms miss mister consul envoy rapporteur moderator"
    " facilitator mediator convener host honourable hon speaker commissioner negotiator observer"
    " interpreter colleague colleagues friend delegate counsellor attache undersecretary governor"
    " lord lady dame baroness reverend swami sri shri smt begum khan agha haji hajja mzee"
    " clerk vice counsel advocate maitre engineer eng inspector superintendent premier"
)
GENDER = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she",
           "hers": "she", "herself": "she", "he'd": "he", "he'll": "he", "she'd": "she",
           "she'll": "she"}  # fmt: skip
FIRST = word_set("i me my mine myself i'm i've i'd i'll")
PLURAL = word_set("we us our ours ourselves we're we've we'd we'll")
SECOND = word_set("you your yours yourself you're you've you'd you'll")
LOCATING = word_set("in to from near at across around inside outside through towards via within")


@cache
def states() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Word of a state's names -> all rows (as normalised words) that hold it."""
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    with _STATES.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            forms = tuple(" ".join(words(form)) for form in row)
            for form in forms:
                rows[form].append(forms)
    return {form: tuple(found) for form, found in rows.items()}


@cache
def place_words() -> frozenset[str]:
    """Return the words of all states, their people and capitals, but for common ones."""
    return frozenset(word for form in states() for word in form.split()) - common_words() - STOP
