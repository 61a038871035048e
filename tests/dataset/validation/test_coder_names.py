"""Coders whose names differ in case alone."""

from __future__ import annotations

import pytest

from positions.dataset.load import Loaded, load_bytes
from positions.problems import UsageError
from positions.reports.common.study import study_of
from positions.selection import Selection, clause_of


def coded_by(one: str, other: str) -> Loaded:
    text = f"""\
format: 1
title: T
scale: three-point
issues: {{x: {{title: X}}}}
stakeholders:
  a: {{name: A, positions: {{x: [{{stance: support, coder: {one}}}, {{stance: oppose, coder: {other}}}]}}}}
"""
    return load_bytes(text.encode(), several_coders=True)


def test_they_are_warned_of() -> None:
    (problem,) = [one for one in coded_by("Ann", "ann").problems if one.code == "same-name"]
    assert not problem.is_error
    assert "'ann' is also written 'Ann'" in problem.message
    assert not [one for one in coded_by("Ann", "Bob").problems if one.code == "same-name"]


@pytest.mark.parametrize(("name", "value"), [("Ann", 1.0), ("ann", -1.0)])
def test_the_one_of_this_spelling_is_chosen(name: str, value: float) -> None:
    loaded = coded_by("Ann", "ann")
    wanted = clause_of(loaded.require(), f"coder={name}")
    grid = study_of(loaded, Selection(where=(wanted,))).grid
    assert grid.value(0, 0) == value
    left = study_of(loaded, Selection(exclude=(wanted,))).grid
    assert left.value(0, 0) == -value


def test_of_neither_spelling_it_may_be_both() -> None:
    with pytest.raises(UsageError, match="may be several coders"):
        clause_of(coded_by("Ann", "ann").require(), "coder=ANN")
    assert clause_of(coded_by("Ann", "Bob").require(), "coder=ANN").value == "Ann"
