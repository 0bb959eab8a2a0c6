"""The templates and what they show. Nothing here decides anything."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from keys.trust import Trust
from service.outbound.releases import Released
from service.outbound.tables import ReleasedDocument
from service.protocol.problems import Problem

CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "findings": "Nothing left that points to a person",
        "funding-statement": "Who pays is said",
        "metadata": "No hidden authorship in the file",
        "roster-sweep": "No participant’s name, however spelled",
        "state-commitment": "No state is made to agree or promise",
        "verbatim": "No sentence taken word for word",
    }
)
"""What each required leak check means to a reader."""


def index(rows: Sequence[ReleasedDocument]) -> str:
    """The list of releases, or a sentence when there is none."""
    return _render("index.html", releases=rows)


def release(released: Released) -> str:
    """One released document and how it is proved."""
    return _render("release.html", released=released, checks=CHECKS)


def verify(trust: Trust) -> str:
    """How to check a release without trusting this site."""
    return _render("verify.html", trust=trust)


def problem(problem: Problem) -> str:
    """What a person sees instead of a page."""
    return _render("problem.html", problem=problem)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(name: str, **values: Any) -> str:
    return _environment().get_template(name).render(**values)
