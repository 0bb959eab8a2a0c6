"""Forms of names of many cultures."""

import pytest

from redaction.closure import forms
from redaction.phonetics import likeness, sound
from redaction.roster import Participant


@pytest.mark.parametrize(
    ("name", "parts", "joins", "initials"),
    [
        ("Park Eun-byul", {"park", "eun", "byul"}, {"eunbyul"}, {"PEB"}),
        ("Siobhán O'Dwyer", {"siobhan", "dwyer"}, {"odwyer"}, {"SO"}),
        ("Maitha bint Saeed Al Ketbi", {"maitha", "saeed", "ketbi"}, {"alketbi"}, {"MSK", "MK"}),
        ("Ludwig van der Berg", {"ludwig", "berg"}, set(), {"LB"}),
        ("Henry ToPalangit", {"henry", "topalangit"}, set(), {"HTP"}),
        ("Reynaldo Macaraeg Jr.", {"reynaldo", "macaraeg"}, set(), {"RM"}),
        ("Lulwa al-Ghawwas", {"lulwa", "ghawwas"}, {"alghawwas"}, {"LAG", "LaG"}),
        ("Sevda Yolçuyeva", {"sevda", "yolcuyeva", "yolchuyeva"}, set(), {"SY"}),
        ("Đulijeta Jørgensen", {"dulijeta", "djulijeta", "jorgensen", "joergensen"}, set(), set()),
    ],
)
def test_closure(name: str, parts: set[str], joins: set[str], initials: set[str]) -> None:
    found = forms(Participant("p1", name))
    assert found.parts == parts
    assert joins <= found.joins
    assert initials <= found.initials


def test_aliases_titles_and_short_forms() -> None:
    found = forms(Participant("p1", "Francis Gesa", "Mr", ("Uncle Frank", "Gesa-da"), role="judge"))
    assert "frank" in found.parts | found.short
    assert {"mr", "judge"} <= found.honorifics
    assert "uncle" not in found.parts


def test_a_vice_president_is_not_called_president() -> None:
    found = forms(Participant("p1", "Álvaro Paz", "Mr", role="vice-president of a copper company"))
    assert found.honorifics == {"mr"}


@pytest.mark.parametrize(
    ("heard", "name"),
    [("win", "nguyen"), ("nozoomy", "nozomi"), ("coraharsh", "kurahashi"), ("shocktea", "shakti")],
)
def test_names_misheard_sound_alike(heard: str, name: str) -> None:
    assert sound(heard) == sound(name)
    assert likeness(heard, name) > likeness("table", name)
