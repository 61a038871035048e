"""A project of three coders, from a .dna file by import and reliability to a merged dataset."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import positions
from positions.problems import UsageError

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")


def with_three_coders(source: Path, target: Path) -> Path:
    """Write a copy of a database in which two more coders have each coded most statements again.

    The second misses each seventh statement and reads each tenth the other way; the third misses none, reads
    each thirteenth the other way and marks two characters less of each.
    """
    shutil.copy(source, target)
    with closing(sqlite3.connect(target)) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(CODERS)")]
        others = ", ".join(columns[2:])
        for coder in (11, 12):
            database.execute(
                f"INSERT INTO CODERS (ID, Name, {others}) SELECT {coder}, 'Coder {coder}', {others} "
                "FROM CODERS LIMIT 1"
            )
        statements = database.execute(
            "SELECT ID, StatementTypeId, DocumentId, Start, Stop FROM STATEMENTS ORDER BY ID"
        ).fetchall()
        number = max(row[0] for row in statements)
        for coder, misses, turns, less in ((11, 7, 10, 0), (12, 1000, 13, 2)):
            for place, (key, kind, document, start, stop) in enumerate(statements):
                if place % misses == misses - 1:
                    continue
                number += 1
                database.execute(
                    "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (number, kind, document, start, stop - less, coder),
                )
                for table, column in (("DATASHORTTEXT", "Entity"), ("DATABOOLEAN", "Value")):
                    database.execute(
                        f"INSERT INTO {table} (StatementId, VariableId, {column}) "
                        f"SELECT ?, VariableId, {column} FROM {table} WHERE StatementId = ?",
                        (number, key),
                    )
                if place % turns == turns - 1:
                    database.execute(
                        "UPDATE DATABOOLEAN SET Value = 1 - Value WHERE StatementId = ?", (number,)
                    )
        database.commit()
    return target


def test_a_table_with_a_column_of_coders(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    path.write_text(
        "coder,source,actor,issue,stance\nP,s,a,x,1\nQ,s,a,x,-1\nP,t,a,x,1\nQ,t,a,x,1\nP,t,b,x,1\n",
        encoding="utf-8",
    )
    result = positions.reliability(path, scale="-1:1", merge=tmp_path / "merged.yaml")
    (found,) = result.rows("detection")
    assert (found["both"], found["only_a"], found["only_b"]) == (2, 1, 0)
    assert [(row["coder"], row["stance"]["value"]) for row in result.rows("disputed")] == [
        ("P", 1),
        ("Q", -1),
    ]
    with pytest.raises(UsageError, match="several coders"):
        positions.compare(path, scale="-1:1")


def test_the_statements_of_three_coders_as_plain_loops_have_them(shared: Path) -> None:
    folder = shared / "cases" / "stats" / "detection"
    expected = json.loads((folder / "statements.json").read_text())
    result = positions.reliability(folder / "statements.csv", scale="-1:1")
    alpha = {row["level"]: row for row in result.rows("alpha")}
    assert alpha["detection"]["alpha"] == pytest.approx(expected["alpha_detection"], abs=1e-9)
    assert alpha["detection"]["percent"] == pytest.approx(expected["percent_detection"], abs=1e-9)
    assert alpha["detection"]["units"] == expected["universe"]
    assert alpha["direction"]["alpha"] == pytest.approx(expected["alpha_direction"], abs=1e-9)
    assert alpha["direction"]["percent"] == pytest.approx(expected["percent_direction"], abs=1e-9)
    assert alpha["direction"]["units"] == expected["value_units"]
    assert len(result.rows("disputed")) == 3 * expected["disputed_units"]
    assert [row["f1"] for row in result.rows("detection")] == pytest.approx(
        [pair["f1"] for pair in expected["pairs"]]
    )


def test_three_coders_go_from_import_to_a_merged_dataset(shared: Path, tmp_path: Path) -> None:
    path = with_three_coders(shared / "data" / "dna-sample.dna", tmp_path / "three.dna")
    positions.import_(path, output=tmp_path / "three.yaml")
    merged = tmp_path / "merged.yaml"
    result = positions.reliability(tmp_path / "three.yaml", merge=merged)
    assert len(result.report.options["coders"]) == 3  # type: ignore[arg-type]  # a list
    f1 = [row["f1"] for row in result.rows("detection")]
    assert all(0.8 < value <= 1 for value in f1)
    (unitising,) = [row["value"] for row in result.rows("coefficients") if row["level"] == "unitising"]
    assert 0.5 < unitising < 1
    disputed = len(result.rows("disputed")) // 3
    assert disputed == 4 + 3  # of 40, each tenth of one and each thirteenth of the other
    cells = {(row["stakeholder"], row["issue"]) for row in result.rows("disputed")}
    problems = positions.check(merged, quotes=False).problems
    assert not [problem for problem in problems if problem.is_error]
    assert sum(problem.code == "several-coders" for problem in problems) == len(cells)
