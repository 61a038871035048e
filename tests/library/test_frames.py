"""Data frames: one type a column, nothing nested in a cell, and the figures of the JSON."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from helpers.examples import examples
from helpers.random_reports import LEVELS, reports
from helpers.studies import table
from positions import Result, load
from positions.dataset.load import load_bytes
from positions.library.commands.compare import compare
from positions.reports.common.study import study_of
from positions.reports.gaps import gaps
from positions.tables import Report, Share, StanceCell

pytestmark = pytest.mark.usefixtures("few_shuffles")

pandas = pytest.importorskip("pandas")

LABELS = tuple(sorted(LEVELS, key=lambda label: LEVELS[label]))
TYPES = {"text": "string", "date": "string", "integer": "Int64", "number": "float64", "share": "float64"}


def plain(value: Any) -> Any:
    """Return a cell of a frame as the JSON has it."""
    return None if value is pandas.NA or (isinstance(value, float) and math.isnan(value)) else value


def of_labels(report: Report) -> Result:
    return Result(replace(report, dataset=replace(report.dataset, labels=LABELS)))


@given(reports())
@settings(max_examples=examples(20), deadline=None)
def test_every_column_has_its_type_and_every_cell_is_one_value(report: Report) -> None:
    result = of_labels(report)
    for name, made in result.tables.items():
        frame = result.to_pandas(name)
        assert len(frame) == len(made.rows)
        for column in made.columns:
            kind = made.type if made.kind == "matrix" else getattr(column, "type", "")
            dtype = frame[column.id].dtype
            if kind == "stance":
                assert list(dtype.categories) == list(LABELS)
                assert dtype.ordered
            else:
                assert str(dtype) == TYPES[kind]
        for value in frame.to_numpy(dtype=object).ravel():
            assert not isinstance(value, dict | list | tuple)


@given(reports())
@settings(max_examples=examples(20), deadline=None)
def test_the_figures_are_those_of_the_json(report: Report) -> None:
    result = of_labels(report)
    for name, made in result.tables.items():
        frame = result.to_pandas(name)
        for place, row in enumerate(result.rows(name)):
            for column in made.columns:
                found = plain(frame[column.id].iloc[place])
                wanted = row[column.id]
                if isinstance(wanted, dict):  # a stance: one that is no position is missing
                    assert found == (wanted["stance"] if wanted["value"] is not None else None)
                elif not isinstance(wanted, list):
                    assert found == wanted


@given(reports())
@settings(max_examples=examples(15), deadline=None)
def test_the_long_form_has_a_row_a_cell_with_all_that_is_known(report: Report) -> None:
    result = of_labels(report)
    for name, made in result.tables.items():
        if made.kind != "matrix":
            continue
        frame = result.to_pandas(name, long=True)
        cells = [
            (row.id, column.id, cell)
            for row, cells in zip(made.rows, made.cells, strict=True)
            for column, cell in zip(made.columns, cells, strict=True)
        ]
        assert list(frame.iloc[:, 0]) == [row for row, _, _ in cells]
        assert list(frame.iloc[:, 1]) == [column for _, column, _ in cells]
        for place, (_, _, cell) in enumerate(cells):
            found = {key: plain(value) for key, value in frame.iloc[place].items()}
            if isinstance(cell, StanceCell):
                held = cell.state == "position"
                assert found["state"] == cell.state
                assert found["value"] == (cell.value if held else None)
                assert (found["basis"], found["condition"]) == (cell.basis, cell.condition)
            elif isinstance(cell, Share):
                assert found[name] == cell.value
                assert found[f"{name}_n"] == cell.shared


def test_shares_stand_beside_their_number(repository: Path) -> None:
    frame = compare(load(repository / "data" / "stakeholders.yaml")).to_pandas("pairs")
    assert "agreement_n" not in frame  # it is the column `shared`
    report = compare(load(repository / "data" / "stakeholders.yaml")).report
    pairs = table(report, "pairs")
    place = [column.id for column in pairs.columns].index("agreement")
    alone = replace(pairs, columns=pairs.columns[place:], rows=tuple(row[place:] for row in pairs.rows))
    found = Result(replace(report, tables=(alone,))).to_pandas("pairs")
    assert list(found["agreement_n"]) == list(frame["shared"])


def test_stances_compare_by_the_scale(repository: Path) -> None:
    frame = compare(load(repository / "data" / "stakeholders.yaml")).to_pandas("stances", long=True)
    held = frame[frame["stance"].notna()]
    assert set(held[held["stance"] >= "support"]["value"]) <= {1.0, 2.0}
    assert set(held["state"]) == {"position"}
    assert "silent" in set(frame[frame["stance"].isna()]["state"])


@pytest.mark.parametrize(
    ("scale", "stances", "dtype"),
    [
        ("nominal", ("yes", "abstain"), "category"),
        ("{min: 0, max: 10}", ("2", "7.5"), "float64"),
        ("three-point", ("oppose", "support"), "category"),
    ],
)
def test_every_scale_has_its_own_type(scale: str, stances: tuple[str, str], dtype: str) -> None:
    text = f"format: 1\ntitle: T\nscale: {scale}\nissues: {{i: {{title: I}}}}\nstakeholders:\n"
    text += "".join(f"  a{n}: {{name: A, positions: {{i: {s}}}}}\n" for n, s in enumerate(stances))
    frame = compare(study_of(load_bytes(text.encode()))).to_pandas("stances")
    assert str(frame["i"].dtype) == dtype
    assert [str(value) for value in frame["i"]] == [
        str(float(s)) if dtype == "float64" else s for s in stances
    ]
    if dtype == "category":
        assert frame["i"].dtype.ordered == (scale != "nominal")


def test_several_ids_in_a_cell_are_one_text(repository: Path) -> None:
    result = Result(gaps(load(repository / "data" / "stakeholders.yaml")))
    for name in result.tables:
        for value in result.to_pandas(name).to_numpy(dtype=object).ravel():
            assert not isinstance(value, dict | list | tuple)
