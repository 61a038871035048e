"""Numbers of both signs are offered as a scale; salience and influence in parts of 1 are pointed out."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.exchange.importing import ImportRequest, import_file
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_dataset import load_table
from positions.exchange.tables.values.undeclared import undeclared


@pytest.mark.parametrize(
    ("numbers", "begins"),
    [
        ([-2, -1, 1, 2], "name the lowest and the highest that are possible, seen or not: --scale=-2:2 "),
        ([-2, 1], "name the lowest and the highest that are possible, seen or not: --scale=-2:2 "),
        ([-1, 3], "name the lowest and the highest that are possible, seen or not: --scale=-3:3 "),
        ([-1, 0, 1, 9], "if -1 to 1 are steps: --scale=-1:1 --stance 9=missing "),
        ([-99, -9, 1, 2, 3, 5], "if 1 to 5 are steps: --scale 1:5 --stance=-99=missing,-9=missing "),
        ([-9, -5, 0, 5, 9], "name the lowest and the highest that are possible, seen or not: --scale=-9:9 "),
        ([1, 2, 3, 8, 9], "if 1 to 3 are steps: --scale 1:3 --stance 8=missing,9=missing "),
        ([1, 4], "name the lowest and the highest that are possible, seen or not: --scale 1:4 "),
    ],
)
def test_what_is_offered_first_for_numbers(numbers: list[float], begins: str) -> None:
    hint = str(undeclared([float(number) for number in numbers]).hint)
    assert hint.startswith(begins)
    assert "-2=support" not in hint


@pytest.mark.parametrize(
    ("values", "warned"), [("0.5,0.25", True), ("1,0", True), ("0,0", False), (",", False), ("0.5,50", False)]
)
def test_salience_and_influence_in_parts_of_one(values: str, warned: bool, tmp_path: Path) -> None:
    one, other = values.split(",")
    path = tmp_path / "t.csv"
    rows = f"A,Q,support,{one},{one}\nB,Q,oppose,{other},{other}\n"
    path.write_text(f"actor,issue,stance,salience,influence\n{rows}", encoding="utf-8")
    for remarks in (
        load_table(path, TableSettings()).remarks,
        import_file(ImportRequest(path, TableSettings())).remarks,
    ):
        said = [remark.partition(" in this")[0] for remark in remarks if "multiply by 100" in remark]
        assert said == (["Every salience", "Every influence"] if warned else [])
