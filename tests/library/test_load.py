"""What `load` reads: files, bytes, tables and data frames, with the settings of tables as keywords."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.commands import write_files
from positions.problems import UsageError

ROWS = {
    "actor": ["ann", "ann", "ben", "ben", "cat"],
    "issue": ["rail", "bus", "rail", "bus", "rail"],
    "vote": ["yes", "no", "no", None, "yes"],
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


def frame_of(library: str) -> Any:
    return pytest.importorskip(library).DataFrame(ROWS)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_is_read_as_its_csv(library: str, here: Path) -> None:
    lines = [",".join(value or "" for value in row) for row in zip(*ROWS.values(), strict=True)]
    (here / "rows.csv").write_text("\n".join([",".join(ROWS), *lines]) + "\n", encoding="utf-8")
    settings: dict[str, Any] = {"column": {"stance": "vote"}, "stance": {"yes": 1, "no": -1}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", positions.RemarkWarning)  # that a row has no stance
        read, written = positions.load(frame_of(library), **settings), positions.load("rows.csv", **settings)
    assert read.grid == written.grid
    assert [actor.id for actor in read.grid.actors] == ["ann", "ben", "cat"]


def test_numbers_and_missing_values_of_pandas() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {
            "actor": ["ann", "ben", "cat"],
            "issue": ["rail"] * 3,
            "stance": [1, float("nan"), 5],
            "n": [1, 2, 3],
        }
    )
    with pytest.warns(positions.RemarkWarning, match="n"):
        grid = positions.load(frame, scale="1:5").grid
    assert [grid.value(index, 0) for index in range(len(grid.actors)) if grid.held[index]] == [1.0, 5.0]


def test_bytes_are_read_as_the_file(here: Path) -> None:
    content = (here / "data.yaml").read_bytes()
    assert positions.load(content).grid == positions.load("data.yaml").grid


def test_a_study_is_narrowed_by_what_a_command_is_given() -> None:
    study = positions.load("data.yaml", kind="club")
    narrowed = positions.issues(study, issue="rail")
    assert narrowed.report == positions.issues("data.yaml", kind="club", issue="rail").report
    with pytest.raises(UsageError, match="--column says how to read a table"):
        positions.issues(study, column="stance=vote")


def test_no_frame_without_named_columns() -> None:
    pd = pytest.importorskip("pandas")
    with pytest.raises(UsageError, match="the column 0 of the data frame has no text as its name"):
        positions.load(pd.DataFrame([[1, 2]]))
