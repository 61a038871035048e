"""Files that ask for more than they seem to end soon, in little memory, with one line."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from helpers.bounds import in_child, run_bounded
from helpers.examples import SMALLER
from helpers.hostile import DNA_PROGRAMS, LIMITS, TABLES, write_dna

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are those of POSIX systems"),
]


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_is_refused_in_one_line_within_bounds(name: str, tmp_path: Path) -> None:
    suffix, write = TABLES[name]
    path = tmp_path / f"table{suffix}"
    write(path)
    for words in (["compare", "-q", "-d", path.name], ["import", path.name]):
        ended = run_bounded(words, tmp_path, **LIMITS)
        print(name, words, ended)  # shown where the test fails
        assert ended.code in (1, 2)
        assert ended.is_within_bounds(1 if SMALLER == 1 else 1 / 3)
        assert ended.stderr.count("error[") == 1
        assert ended.stdout.strip() == ""


@pytest.mark.parametrize("what", DNA_PROGRAMS)
def test_a_database_that_computes_when_it_is_read_is_refused_by_what_it_is(what: str, tmp_path: Path) -> None:
    try:
        write_dna(tmp_path / "hostile.dna", DNA_PROGRAMS[what])
    except sqlite3.OperationalError as error:
        pytest.skip(f"this SQLite makes none: {error}")
    ended = run_bounded(["import", "hostile.dna"], tmp_path)
    assert ended.code == 1
    assert ended.is_within_bounds()
    kind = "computed, not stored" if what == "computed column" else what.split()[-1]
    assert kind in ended.stderr


def test_the_same_database_without_programs_is_read(tmp_path: Path) -> None:
    write_dna(tmp_path / "honest.dna")
    ended = run_bounded(["import", "honest.dna", "-o", "out.yaml"], tmp_path)
    assert ended.code == 0, ended.stderr


def test_keys_that_are_there_many_times_do_not_multiply_rows(tmp_path: Path) -> None:
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000)"
    write_dna(
        tmp_path / "keys.dna",
        "DROP TABLE CODERS; CREATE TABLE CODERS(ID INTEGER, Name TEXT); DELETE FROM STATEMENTS;"
        f"INSERT INTO CODERS {many} SELECT 1, 'Ann' FROM n;"
        f"INSERT INTO STATEMENTS {many} SELECT x, 2, 1, 0, 20, 1 FROM n;",
    )
    ended = run_bounded(["import", "keys.dna"], tmp_path)
    assert ended.is_within_bounds(), ended


def _wide(columns: int, path: Path) -> Path:
    names = [f"issue {number}" for number in range(columns)]
    rows = [
        [f"actor {row}", *("yes" if (row + at) % 3 else "no" for at in range(columns))] for row in range(3)
    ]
    path.write_text("\n".join(",".join(row) for row in [["actor", *names], *rows]))
    return path


def test_a_wide_table_takes_time_in_proportion_to_its_columns(tmp_path: Path) -> None:
    seconds = []
    for columns in (2_000, 8_000):
        _wide(columns, tmp_path / "wide.csv")
        ended = run_bounded(["import", "wide.csv", "-o", f"wide{columns}.yaml"], tmp_path)
        assert ended.code in (0, 1), ended.stderr
        assert ended.is_within_bounds(), ended
        seconds.append(ended.seconds)
    assert seconds[1] < 8 * seconds[0], seconds  # 16 times where it is quadratic


@pytest.mark.parametrize(
    ("variable", "value", "table", "said"),
    [
        ("POSITIONS_MAX_ROWS", "3", "actor,issue,stance\n" + "a,b,yes\n" * 5, "more than 3 rows"),
        ("POSITIONS_MAX_COLUMNS", "2", "actor,issue,stance\na,b,yes\n", "more than 2 columns"),
        (
            "POSITIONS_MAX_COLUMNS",
            "3",
            "actor,issue,stance\na,b,yes\na,c,no\na,d,no\na,e,no\n",
            "more than 3 issues",
        ),
        ("POSITIONS_MAX_BYTES", "30", "actor,issue,stance\na,b,yes\na,c,no\n", "more than"),
        ("POSITIONS_MAX_CELL", "8", "actor,issue,stance\nabcdefghijk,b,yes\n", "longer than 8"),
    ],
)
def test_a_refusal_says_which_limit_and_how_to_raise_it(
    variable: str, value: str, table: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(table)
    ended = run_bounded(["compare", "-q", "-d", "t.csv"], tmp_path, **{variable: value})
    assert ended.code == 1
    assert said in ended.stderr
    assert variable in ended.stderr
    assert run_bounded(["compare", "-q", "-d", "t.csv"], tmp_path, **{variable: "1000000"}).code == 0


def test_a_limit_that_is_no_number_is_a_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("actor,issue,stance\na,b,yes\n")
    ended = run_bounded(["compare", "-d", "t.csv"], tmp_path, POSITIONS_MAX_ROWS="many")
    assert ended.code == 2
    assert "POSITIONS_MAX_ROWS is not a positive whole number" in ended.stderr


def test_ctrl_c_ends_the_reading_of_a_database() -> None:
    def endless() -> None:
        from positions.exchange.dna.database import interruptible

        with sqlite3.connect(":memory:") as database, interruptible(database):
            many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
            database.execute(many).fetchone()

    ended = in_child(endless, interrupt_after=1.0)
    assert "KeyboardInterrupt" in ended.stderr
    assert ended.seconds < 5, ended  # without the handler it never ends; 0.1 s on a quiet machine


def test_what_the_tests_hold_themselves_is_not_counted(tmp_path: Path) -> None:
    ballast = b"x" * 200_000_000
    assert in_child(lambda: None).bytes < 50_000_000
    assert in_child(lambda: print(len(ballast.replace(b"x", b"y")))).bytes > 150_000_000
    assert run_bounded(["--version"], tmp_path).bytes < 150_000_000
