"""`positions export` from the command line: what it writes, says and refuses."""

from __future__ import annotations

import csv
import shlex
from pathlib import Path

import pytest

from positions.cli import main

TEXT = """format: 1
title: T
issues: {tax: {title: Tax, weight: 2}, bus: {title: Buses}}
sources: {s: {title: S, author: X}, t: {title: T}}
stakeholders:
  a:
    name: A
    short: AA
    positions:
      tax:
        - {stance: support, date: 2016, evidence: [{source: s, quote: "=so"}]}
        - {stance: oppose, date: 2017}
      bus: silent
  b: {name: B, positions: {tax: support}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no dataset above is found
    Path("stakeholders.yaml").write_text(TEXT, encoding="utf-8")


def test_a_long_table_and_what_it_has_no_place_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "-o", "long.csv"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert (
        "Not in the long table, but with --type actors and --type issues: 1 short name and 1 weight." in err
    )
    assert "Not in any table: 1 source that nothing rests on." in err
    assert "To read it again: positions import long.csv --title " in err
    with Path("long.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["actor"], row["issue"], row["stance"], row["date"]) for row in rows] == [
        ("a", "tax", "support", "2016"),
        ("a", "tax", "oppose", "2017"),
        ("a", "bus", "silent", ""),
        ("b", "tax", "support", ""),
        ("b", "bus", "not-researched", ""),
    ]
    assert rows[0]["quote"] == "'=so"
    assert main(["import", "long.csv", "-o", "again.yaml", "-q"]) == 0
    capsys.readouterr()
    assert main(["check", "again.yaml"]) == 0
    assert main(["export", "-d", "again.yaml", "-o", "again.csv", "-q"]) == 0
    with Path("again.csv").open(newline="", encoding="utf-8") as file:
        again = list(csv.DictReader(file))
    assert [row["stance"] for row in again] == [row["stance"] for row in rows]
    assert again[0]["quote"] == "'=so"


def test_a_long_table_without_gaps_says_who_is_not_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stakeholders.yaml").write_text(TEXT + "  c: {name: C}\n", encoding="utf-8")
    assert main(["export", "-o", "long.csv", "--no-gaps"]) == 0
    assert "Not in the long table, since no entry is theirs: 1 stakeholder." in capsys.readouterr().err
    assert main(["export", "-o", "long.csv"]) == 0
    assert "no entry is theirs" not in capsys.readouterr().err


def test_a_wide_table_says_what_it_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--type", "wide", "-o", "-"]) == 0
    out, err = capsys.readouterr()
    assert out == "id,tax,bus\na,oppose,silent\nb,support,not-researched\n"
    for said in (
        "2 stakeholders' names",
        "1 other entry of a cell, 2 dates, 1 item of evidence",
        "1 weight",
    ):
        assert said in err
    assert "To read it again" not in err


def test_the_sheet_of_evidence_has_the_words_of_the_sheet_of_stances() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    text = TEXT.replace("stance: oppose", "stance: strongly-oppose").replace(
        "bus: silent", "bus: not-applicable"
    )
    Path("stakeholders.yaml").write_text(text, encoding="utf-8")
    assert main(["export", "-o", "x.xlsx", "-q"]) == 0
    sheet = openpyxl.load_workbook("x.xlsx")["Evidence"]
    heads, *rows = sheet.iter_rows(values_only=True)
    found = [row[heads.index("Stance")] for row in rows]
    assert found == ["support", "strongly oppose", "not applicable", "support"]


def test_a_folder_gets_what_import_reads_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "-o", "tables/"]) == 0
    assert sorted(path.name for path in Path("tables").iterdir()) == [
        "actors.csv", "issues.csv", "long.csv", "wide.csv"
    ]  # fmt: skip
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("To read it again: positions import tables/long.csv")
    words = shlex.split(line.removeprefix("To read it again: positions "))
    assert main([*words, "-q"]) == 0
    text = Path("dataset.yaml").read_text(encoding="utf-8")
    assert "short: AA" in text
    assert "weight: 2" in text


@pytest.mark.parametrize("name", ["x.xlsx", "x.graphml", "x.parquet", "x.json", "x.tsv"])
def test_the_suffix_says_the_format_and_the_bytes_are_always_the_same(name: str) -> None:
    package = {"xlsx": "openpyxl", "parquet": "duckdb"}.get(name.split(".")[1])
    if package:
        pytest.importorskip(package)
    assert main(["export", "-o", name, "-q"]) == 0
    first = Path(name).read_bytes()
    assert main(["export", "-o", name, "-q"]) == 0
    assert Path(name).read_bytes() == first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "export writes a file, and none is named"),
        (("-o", "x.docx"), "the suffix .docx implies no format"),
        (("-o", "x.csv", "--type", "network"), "--type network is a network, and csv holds none"),
        (("-o", "x.graphml", "--type", "wide"), "--type wide is not a network"),
        (("-o", "x.csv", "--type", "workbook"), "--type workbook is several tables, and csv holds one"),
        (("-o", "tables/", "--type", "long"), "tables/ is a folder, which gets all tables"),
        (("-o", "stakeholders.yaml/x.csv"), "cannot write stakeholders.yaml/x.csv"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *words]) == 2
    assert said in capsys.readouterr().err


def test_the_example_is_never_exported_in_place_of_a_dataset(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stakeholders.yaml").unlink()
    assert main(["export", "-o", "x.csv"]) == 2
    assert "there is no dataset here" in capsys.readouterr().err
    assert not Path("x.csv").exists()


def test_filters_leave_their_name_and_the_input_is_never_overwritten(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "--as-of", "2015", "-o", "-", "--type", "wide", "-q"]) == 0
    assert capsys.readouterr().out == "id,tax,bus\na,excluded,silent\nb,support,not-researched\n"
    assert main(["export", "-o", "table.csv", "-q"]) == 0
    assert main(["export", "-d", "table.csv", "--scale", "five-point", "-o", "table.csv"]) == 2
    assert "table.csv is the input and would be overwritten" in capsys.readouterr().err
