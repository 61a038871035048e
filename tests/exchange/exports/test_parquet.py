"""Parquet: what is written is what DuckDB reads, with types, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.load import load
from positions.exchange.exports.parquet import parquet_bytes, table_as_parquet, write_parquet
from positions.exchange.exports.selection import ExportRequest, table_of
from positions.problems import MissingExtraError
from positions.reports.common.study import study_of

duckdb = pytest.importorskip("duckdb")

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)


def read(path: Path) -> tuple[list[str], list[str], list[tuple[object, ...]]]:
    with duckdb.connect(":memory:") as database:
        found = database.read_parquet(str(path))
        return list(found.columns), [str(kind) for kind in found.types], found.fetchall()


@example(rows=[("\r", None, None), ('"', 1, 0.5), ("a\r\nb", None, None)])
@given(
    rows=st.lists(
        st.tuples(
            st.none() | TEXT,
            st.none() | st.integers(-(2**63), 2**63 - 1),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
        )
    )
)
@settings(max_examples=examples(30), deadline=None)
def test_rows_read_back(rows: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("p") / "t.parquet"
    write_parquet([('t "x"', "VARCHAR"), ("i", "BIGINT"), ("d", "DOUBLE")], rows, path)  # type: ignore[arg-type]  # of values
    assert read(path) == (['t "x"', "i", "d"], ["VARCHAR", "BIGINT", "DOUBLE"], rows)


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [(f"row {number}", number / 7) for number in range(5000)]
    columns = [("t", "VARCHAR"), ("d", "DOUBLE")]
    assert parquet_bytes(columns, rows) == parquet_bytes(columns, rows)  # type: ignore[arg-type]  # literals


def test_pairs_have_ids_and_numbers(repository: Path, tmp_path: Path) -> None:
    data = study_of(load(repository / "data" / "stakeholders.yaml"))
    path = tmp_path / "pairs.parquet"
    path.write_bytes(table_as_parquet(table_of(ExportRequest("pairs", "parquet"), data)))
    columns, types, rows = read(path)
    kinds = dict(zip(columns, types, strict=True))
    assert kinds["shared"] == "BIGINT"
    assert kinds["agreement"] == "DOUBLE"
    first = dict(zip(columns, rows[0], strict=True))
    assert (first["a"], first["b"], first["shared"], first["agree"]) == ("localis", "lga", 6, 4)
    assert first["agreement"] == 4 / 6
    assert first["low"] is None


def test_without_duckdb_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(MissingExtraError, match="writing Parquet") as error:
        parquet_bytes([("a", "VARCHAR")], [])
    assert error.value.hint == "pip install 'positions[bulk]'"
