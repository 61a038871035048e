"""`import` and `-d` read any table as the same: the same answers, or the same error."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import positions
from helpers.examples import examples
from positions.cli import main
from positions.exchange.tables.table_dataset import load_table, table_study
from positions.problems import PositionsError
from positions.selection import Selection

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")

CELLS = st.sampled_from(
    [
        *("support", "Strongly Support", "oppose ", "yes", "no", "abstain", "1", "2", "9", "-1", "3,5", "NA"),
        *("", "", "n/a", "-", ".", "agree", "declined", "14/03/2026", "2026-03-14", "Ash", "\x07", "_x000D_"),
        "A longer text that nobody would take for an answer to anything, since it goes on and on.",
    ]
)
NAMES = st.sampled_from(
    ["actor", "issue", "stance", "date", "Q1", "Q2", "kind", "group", "name", "note", "quote", "Party", ""]
)
OPTIONS: list[dict[str, Any]] = [
    {},
    {"scale": "1:5"},
    {"stance": "yes=1,no=-1,9=missing"},
    {"transpose": True},
    {"answers": ["Q1", "Q2"]},
    {"column": "actor=name"},
    {"column": "kind=Party", "scale": "five-point"},
    {"mapping": "un-votes"},
    {"date_format": "%d/%m/%Y"},
    {"header_row": 2},
]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = draw(st.lists(NAMES, min_size=2, max_size=5))
    width = len(header)
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    return [header, *rows]


def answers(read: Any) -> object:
    """Return who says what by names, or what is wrong."""
    try:
        dataset = read().dataset
    except PositionsError as error:
        return sorted(str(problem.message) for problem in getattr(error, "problems", [])) or str(error)
    issues = {name: issue.title for name, issue in dataset.issues.items()}
    return [
        (actor.name, actor.kind, actor.attributes, issues[issue], [str(entry) for entry in cell])
        for actor in dataset.stakeholders.values()
        for issue, cell in actor.positions.items()
    ]


@given(table=tables(), options=st.sampled_from(OPTIONS), form=st.sampled_from([".csv", ".json", ".tsv"]))
@settings(max_examples=examples(150), deadline=None)
def test_import_and_data_read_the_same(table: list[list[str]], options: dict[str, Any], form: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"t{form}")
        if form == ".json":
            header, *rows = table
            path.write_text(json.dumps([dict(zip(header, row, strict=True)) for row in rows]))
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter="," if form == ".csv" else "\t").writerows(table)
        imported = answers(lambda: positions.import_(path, **options))
        loaded = answers(lambda: positions.load(path, audience="team", **options))
    assert imported == loaded


@pytest.mark.parametrize("command", [["compare", "-q", "-d"], ["import"]])
def test_a_point_for_thousands_beside_decimal_commas_is_refused(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("actor;issue;stance\nA;Geld;1.500\nB;Geld;2,5\n", encoding="utf-8")
    assert main([*command, str(table), "--scale", "0:5000:none"]) == 1
    assert "1.500 stands beside 2,5" in capsys.readouterr().err
    table.write_text("actor;issue;stance\nA;Geld;1.5\nB;Geld;2,5\n", encoding="utf-8")
    assert main([*command, str(table), "--scale", "0:5000:none"]) == 0


@pytest.mark.parametrize(
    ("columns", "answers"),
    [("", True), (",date", True), (",group,date", True), (",quote", False), (",date,source", False)],
)
def test_a_table_without_a_place_for_evidence_has_answers(
    columns: str, answers: bool, tmp_path: Path
) -> None:
    more = {"date": "2015", "group": "G", "quote": "", "source": ""}
    row = "".join(f",{more[name]}" for name in columns.split(",") if name)
    table = tmp_path / "t.csv"
    table.write_text(f"actor,issue,stance{columns}\nA,x,support{row}\nB,x,oppose{row}\n", encoding="utf-8")
    assert table_study(load_table(table), Selection()).grid.answers is answers
