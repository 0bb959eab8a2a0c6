"""The list of rules, coded like a linter's.  Codes are stable: one is never given another meaning.

CH1xx names, CH2xx roles and descriptors, CH3xx affiliation and sides, CH4xx the speaker about
themselves, CH5xx presence and interaction, CH6xx singling out, CH7xx voice, CH8xx form,
CH9xx integrity.  The texts are in `data/rules.yaml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from redaction.data import load_yaml


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means, why it matters under the Chatham House Rule, and an example."""

    code: str
    name: str
    summary: str
    why: str
    example_before: str
    example_after: str


def _rules() -> Mapping[str, Rule]:
    table = load_yaml("rules.yaml")
    return MappingProxyType(
        {
            code: Rule(code, row["name"], row["summary"], row["why"], row["before"], row["after"])
            for code, row in sorted(table.items())
        }
    )


RULES: Mapping[str, Rule] = _rules()

#: The label of the corpus and of the detector for each family of codes.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "CH1": "NAME",
        "CH2": "ROLE",
        "CH3": "AFFIL",
        "CH4": "SELF",
        "CH5": "PRESENCE",
        "CH6": "ROLE",
        "CH7": "STYLE",
    }
)
#: Families whose findings are clauses and phrases; those of the others are words for people.
PHRASES = frozenset({"CH4", "CH5", "CH7"})
_EXACT = {"CH211": "PRON", "CH411": "FACT", "CH412": "FACT"}


def label(code: str) -> str:
    """Return the label of a code, e.g. "NAME"; "" for form and integrity."""
    return _EXACT.get(code, LABELS.get(code[:3], ""))
