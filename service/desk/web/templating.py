"""The templates. Nothing here decides anything."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from service.desk.web import wording


@cache
def environment() -> Environment:
    """Escaping, strict about what is missing."""
    made = Environment(
        loader=PackageLoader("service.desk.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(wording.FILTERS)
    return made


def render(name: str, **values: Any) -> str:
    """A page or a part of one."""
    return environment().get_template(name).render(**values)
