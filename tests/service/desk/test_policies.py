"""A dialogue's policy is the one whose digest was logged for it; the safety tier has its own."""

from __future__ import annotations

import pytest
from shown import enter_room

from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Participant, Roster
from service.desk.errors import MismatchError
from service.desk.opening import open_dialogue
from service.desk.policies import SAFETY, STANDARD, policy_of
from service.protocol.work import Terms, Tier

ADMIRALS = Roster(
    (
        *(
            Participant(f"p{number}", f"{name} Osei", role="retired admiral")
            for number, name in enumerate(("Ama", "Kofi", "Esi", "Yaw"), 1)
        ),
        Participant("p5", "Efua Mensah", role="professor of law"),
    )
)


def test_only_policies_of_this_version_are_known():
    assert policy_of(STANDARD.digest()) is STANDARD
    assert policy_of(SAFETY.digest()) is SAFETY
    with pytest.raises(MismatchError, match="does not know"):
        policy_of("ab" * 32)


def test_a_dialogue_opened_in_the_safety_tier_is_held_under_its_policy(dialogue):
    with dialogue.first.hub() as hub:
        opened = open_dialogue(hub, dialogue.first.identity, "Water", safety=True)
        assert hub.dialogue(opened).policy == SAFETY.digest()
        assert hub.terms(opened).tier is Tier.SAFETY


def test_raising_the_tier_changes_the_policy_of_its_rooms(dialogue):
    with dialogue.first.hub() as hub:
        before = enter_room(hub, dialogue).policy
        hub.set_terms(dialogue.dialogue, Terms(tier=Tier.SAFETY, policy=SAFETY.digest()))
        after = enter_room(hub, dialogue).policy
    assert (before, after) == (STANDARD, SAFETY)


@pytest.mark.parametrize(("policy", "singled_out"), [(STANDARD, False), (SAFETY, True)])
def test_four_who_fit_are_enough_but_not_where_exposure_can_mean_arrest(policy, singled_out):
    text = "It was suggested by a retired admiral that a hotline be opened."
    found = Redactor(ADMIRALS, policy).find(read_text(text, ADMIRALS))
    assert ("CH601" in {finding.code for finding in found}) is singled_out
