"""`Study.narrowed`: the selection is checked and resolved, as where data is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.commands import write_files
from positions.problems import UsageError


@pytest.mark.parametrize(
    "wrong",
    [{"issues": ("nope",)}, {"sources": ("nope",)}, {"actors": ("nope",)}, {"as_of": "2005-02-30"}],
    ids=str,
)
def test_a_study_is_narrowed_to_what_there_is(wrong: dict[str, Any], tmp_path: Path) -> None:
    write_files(tmp_path)
    study = positions.load(tmp_path / "data.yaml")
    with pytest.raises(UsageError):
        study.narrowed(positions.Selection(**wrong))


def test_a_study_is_narrowed_by_names_as_it_is_loaded(tmp_path: Path) -> None:
    write_files(tmp_path)
    data = tmp_path / "data.yaml"
    by_name = positions.Selection(
        actors=("Ann", "Ben", "Cat"),
        issues=("Rail", "Bus"),
        as_of="2016",  # type: ignore[arg-type]  # a date as text
        min_answers=1,
    )
    narrowed, loaded = positions.load(data).narrowed(by_name), positions.load(data, by_name)
    assert narrowed.selection == loaded.selection
    assert positions.compare(narrowed).rows("stances") == positions.compare(loaded).rows("stances")
    assert narrowed.narrowed(narrowed.selection).selection == narrowed.selection
