"""Errors: a default message, a hint, and one shape for all."""

from __future__ import annotations

import pytest

from keys import errors
from keys.errors import BundleError, KeysError, OpeningError

CLASSES = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, KeysError)
]


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind is not BundleError])
def test_the_docstring_is_the_message_and_a_hint_follows(kind: type[KeysError]) -> None:
    error = kind()
    assert str(error) == kind.__doc__
    assert error.hint.endswith(".")
    assert str(kind("Something else.", hint="Do this.")) == "Something else."
    assert kind("Something else.", hint="Do this.").hint == "Do this."


def test_a_bundle_error_names_its_step() -> None:
    assert str(BundleError(3, "The document differs.")) == "step 3: The document differs."
    assert str(BundleError(3)) == BundleError.__doc__


def test_every_class_is_in_the_map_of_the_module() -> None:
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in CLASSES)


def test_opening_errors_carry_no_cause() -> None:
    assert OpeningError().__cause__ is None
