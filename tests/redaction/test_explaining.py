"""Every finding says what its evidence is and what a reader could conclude."""

from redaction.codes import RULES
from redaction.explaining import explained
from redaction.findings import Finding
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Participant, Roster

ROSTER = Roster((Participant("p1", "Ngaire Hohepa"), Participant("p2", "Han Seo-yeon")))


def test_evidence_people_and_conclusion() -> None:
    finding = Finding(0, 2, "CH103", ("p1",), "The initials of a participant.")
    assert explained(finding, 13).reason == (
        "The initials of a participant (fits 1 of 13 on the roster). "
        "Anyone with the attendance list can expand initials."
    )


def test_without_people_or_roster() -> None:
    finding = Finding(0, 2, "CH211", (), "A gendered pronoun for one participant.")
    assert explained(finding, 0).reason == f"{finding.reason} {RULES['CH211'].why}"


def test_what_explains_itself_is_left_alone() -> None:
    finding = Finding(0, 2, "CH901", (), "A state is said to agree.")
    assert explained(finding, 3) == finding


def test_every_finding_of_a_document_is_explained() -> None:
    text = "Ngaire Hohepa: Thank you, Han.\n\nSpeaker 3: She asked it.\n\n- Hohepa left by taxi.\n"
    findings = Redactor(ROSTER).redact(read_text(text, ROSTER)).findings
    assert findings
    assert all(RULES[finding.code].why in finding.reason for finding in findings)
