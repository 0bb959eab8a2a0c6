"""Codes are stable: removing or renaming one breaks whoever matches them."""

from redaction.codes import RULES, label
from redaction.policy import Policy, Thresholds

CODES = [
    *("CH101", "CH102", "CH103", "CH104", "CH105", "CH106", "CH107"),
    *("CH201", "CH202", "CH203", "CH204", "CH211"),
    *("CH301", "CH302", "CH303", "CH304", "CH305", "CH306", "CH307"),
    *("CH401", "CH402", "CH403", "CH404", "CH411", "CH412"),
    *("CH501", "CH502", "CH503", "CH504", "CH505", "CH506", "CH507"),
    *(
        "CH601",
        "CH602",
        "CH603",
    ),
    *("CH701", "CH702", "CH703", "CH704"),
    *("CH801", "CH802", "CH803", "CH804"),
    *("CH901",),
]


def test_the_list_is_pinned() -> None:
    assert sorted(RULES) == CODES


def test_every_rule_explains_itself() -> None:
    for code, rule in RULES.items():
        assert rule.code == code
        assert rule.name == rule.name.lower().replace(" ", "-")
        assert rule.summary.endswith(".")
        assert rule.why.endswith(".")
        assert rule.example_before != rule.example_after


def test_labels_of_families() -> None:
    assert [label(code) for code in ("CH105", "CH211", "CH412", "CH801")] == [
        "NAME",
        "PRON",
        "FACT",
        "",
    ]


def test_policies_have_digests() -> None:
    assert Policy().digest() == Policy().digest()
    assert Policy().digest() != Policy(k=5).digest()
    assert Policy().digest() != Policy(thresholds=Thresholds(name=0.1)).digest()
