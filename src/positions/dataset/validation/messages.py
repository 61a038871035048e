"""Errors of a dataset's form as problems with their places."""

from __future__ import annotations

from positions.dataset.origin import Origin
from positions.dataset.validation.wording import Details, wording
from positions.problems import Problem


def describe(error: Details, origin: Origin) -> Problem:
    """Return the problem that one of pydantic's errors stands for, with its place in the file."""
    found = wording(error)
    return Problem(found.code, found.message, origin.locate(found.path, key=found.at_key), found.hint)
