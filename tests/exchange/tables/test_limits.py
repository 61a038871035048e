"""The limits of delimited files hold at the very number, and each refusal names its variable."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from positions.exchange.tables.table_file import TableFile
from positions.problems import DataError, Problem

HEADER = "actor,issue,stance\n"


def rows(path: Path) -> list[list[str]]:
    file = TableFile(path)
    return [file.header, *(row for _, row in file.numbered())]


def refused(path: Path) -> Problem:
    with pytest.raises(DataError) as caught:
        rows(path)
    (problem,) = caught.value.problems
    return problem


@pytest.fixture(params=[".csv", ".csv.gz"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"t{request.param}"


def write(path: Path, text: str) -> None:
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def test_as_many_rows_as_the_limit_are_read_and_one_more_is_not(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSITIONS_MAX_ROWS", "5")
    write(table, HEADER + "a,b,yes\n" * 5)
    rows(table)
    write(table, HEADER + "a,b,yes\n" * 6)
    problem = refused(table)
    assert "more than 5 rows" in problem.message
    assert "POSITIONS_MAX_ROWS=10" in (problem.hint or "")


def test_as_many_bytes_as_the_limit_are_read_and_one_more_is_not(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HEADER + "".join(f"actor {number},b,yes\n" for number in range(400))
    monkeypatch.setenv("POSITIONS_MAX_BYTES", str(len(text)))
    write(table, text)
    assert len(rows(table)) == 401
    write(table, text + "\n")
    assert f"more than {len(text):,} bytes" in refused(table).message


def test_a_line_longer_than_its_share_of_the_bytes_is_refused_with_its_number(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSITIONS_MAX_BYTES", "200_000_000")  # of which a line may have an eightieth
    write(table, HEADER + f"a,b,{'y' * 90}\n" + f"a,c,{'y' * 3_000_000}\n")
    problem = refused(table)
    assert "a line of more than 2,500,000 bytes" in problem.message
    assert problem.location is not None
    assert problem.location.line == 3


def test_a_cell_beyond_the_limit_names_its_variable_and_another_fault_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSITIONS_MAX_CELL", "8")
    path = tmp_path / "t.csv"
    write(path, HEADER + "abcdefgh,b,yes\n")
    rows(path)
    write(path, HEADER + "abcdefghi,b,yes\n")
    problem = refused(path)
    assert "longer than 8 characters" in problem.message
    assert "POSITIONS_MAX_CELL" in (problem.hint or "")
    monkeypatch.delenv("POSITIONS_MAX_CELL")
    write(path, HEADER + '"abc,b,yes\n')
    problem = refused(path)
    assert "never closed" in problem.message
    assert "POSITIONS_MAX_CELL" not in (problem.hint or "")
