"""A coding sheet goes home into the dataset that it was exported from, and into no other."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

import positions
from positions.library.coding_sheet import ImportedSheet
from positions.problems import DataError, RemarkWarning

openpyxl = pytest.importorskip("openpyxl")
pytestmark = pytest.mark.filterwarnings("ignore::positions.RemarkWarning")

STANCES = {"a": "support", "b": "oppose", "c": "strongly-support", "d": "neutral", "e": "mixed"}
OTHERS = {"a": "oppose", "b": "support", "c": "strongly-support", "d": "silent", "e": "strongly-oppose"}


def survey(
    path: Path, title: str, stances: dict[str, str], issue: str = "fares", more: dict[str, str] | None = None
) -> Path:
    lines = ["format: 1", f"title: {title}", "issues:", f"  {issue}: {{title: {issue}}}", "stakeholders:"]
    for name, stance in stances.items():
        said = {"stance": stance, **(more or {})}
        lines.append(f"  {name}: {{name: Actor {name}, positions: {{{issue}: {said}}}}}")
    if not stances:
        lines[-1] = "stakeholders: {a: {name: Actor a}, b: {name: Actor b}}"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def exported(dataset: Path, suffix: str) -> Path:
    sheet = dataset.with_suffix(suffix)
    positions.export(dataset, sheet, type="coding-sheet")
    return sheet


def come_home(sheet: Path, dataset: Path, *, force: bool = False) -> ImportedSheet:
    done = positions.import_(sheet, into=dataset, force=force, dry_run=True)
    assert isinstance(done, ImportedSheet)
    return done


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("issue", ["fares", "parks"], ids=["other answers", "other issues"])
def test_a_sheet_of_another_dataset_is_refused(suffix: str, issue: str, tmp_path: Path) -> None:
    sheet = exported(survey(tmp_path / "first.yaml", "First wave", STANCES), suffix)
    second = survey(tmp_path / "second.yaml", "Second wave", OTHERS, issue)
    with pytest.raises(DataError) as refused:
        come_home(sheet, second)
    (problem,) = refused.value.problems
    assert problem.code == "sheet-of-another-dataset"
    assert f"{1 if issue == 'fares' else 0} of 5 of its entries" in problem.message
    assert ("'First wave', and this dataset is 'Second wave'" in problem.message) == (suffix == ".xlsx")
    if issue == "fares":
        assert come_home(sheet, second, force=True).changes == ()


def test_a_sheet_of_nothing_that_is_there_is_refused_whatever_its_title(tmp_path: Path) -> None:
    sheet = exported(survey(tmp_path / "first.yaml", "T", STANCES), ".xlsx")
    with pytest.raises(DataError, match="0 of 5 of its entries are here"):
        come_home(sheet, survey(tmp_path / "second.yaml", "T", OTHERS, "parks"))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize(
    ("title", "stances", "more"),
    [
        ("First wave", OTHERS, {}),
        ("Another title", STANCES, {"status": "reviewed"}),
        ("Another title", {**STANCES, "a": "oppose", "b": "support"}, {}),
    ],
    ids=["every stance changed", "renamed and reviewed", "renamed and changed"],
)
def test_a_dataset_that_was_changed_since_is_the_same(
    suffix: str, title: str, stances: dict[str, str], more: dict[str, str], tmp_path: Path
) -> None:
    if suffix == ".csv" and stances == OTHERS:
        pytest.skip("a .csv keeps no title, and no entry is the same")
    file = survey(tmp_path / "first.yaml", "First wave", STANCES)
    sheet = exported(file, suffix)
    survey(file, title, stances, more=more)
    renamed = title != "First wave" and suffix == ".xlsx"
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", RemarkWarning)
        assert come_home(sheet, file).changes == ()
    assert any("exported from 'First wave'" in str(one.message) for one in said) == renamed


def test_a_sheet_without_entries_is_known_by_its_stakeholders_and_issues(tmp_path: Path) -> None:
    sheet = exported(survey(tmp_path / "first.yaml", "First wave", {}), ".xlsx")
    assert come_home(sheet, survey(tmp_path / "second.yaml", "Second wave", OTHERS)).changes == ()
    third = tmp_path / "third.yaml"
    third.write_text("format: 1\ntitle: Third\nissues: {x: {title: X}}\nstakeholders: {y: {name: Y}}\n")
    with pytest.raises(DataError, match="0 of 3 of its stakeholders, issues and sources are here"):
        come_home(sheet, third)
