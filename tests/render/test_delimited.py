"""CSV and TSV: what other programs read is what the report holds."""

import csv
import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.random_reports import HOSTILE, made_up, matrices, tables
from positions.problems import UsageError
from positions.render.common.delimited_text import neutralised, restored
from positions.render.registry import REGISTRY, RenderOptions
from positions.tables import (
    CellValue,
    Column,
    Count,
    DatasetInfo,
    EvidenceItem,
    Matrix,
    Ref,
    Report,
    Share,
    StanceCell,
    Table,
)


def rendered(table: Table | Matrix, name: str = "csv") -> str:
    text = REGISTRY[name].render(Report("c", DatasetInfo("T", "s"), "T", (table,), ()))
    assert isinstance(text, str)
    return text


def read(text: str, name: str = "csv") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="," if name == "csv" else "\t"))


def meant(value: CellValue) -> str | float | None:
    """What a cell says, told apart from how it is written; quotations are left out."""
    match value:
        case None | int() | float():
            return value
        case str():
            return value
        case Ref():
            return value.id
        case Share():
            return value.value
        case Count():
            return value.number
        case StanceCell():
            return value.label if value.state == "position" else value.state
        case tuple():
            return "; ".join(item.id for item in value if isinstance(item, Ref))


def same(field: str, value: CellValue) -> bool:
    if isinstance(value, tuple) and any(isinstance(item, EvidenceItem) for item in value):
        return bool(field)
    expected = meant(value)
    if expected is None or (isinstance(expected, float) and not math.isfinite(expected)):
        return field == ""
    return float(field) == expected if isinstance(expected, int | float) else restored(field) == expected


@given(tables())
@settings(max_examples=examples(80), deadline=None)
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_table_reads_back(name: str, table: Table) -> None:
    head, *rows = read(rendered(table, name), name)
    assert head == [column.id for column in table.columns]
    assert len(rows) == len(table.rows)
    for fields, row in zip(rows, table.rows, strict=True):
        assert all(same(field, value) for field, value in zip(fields, row, strict=True)), (fields, row)


@given(matrices())
@settings(max_examples=examples(40), deadline=None)
def test_a_matrix_reads_back(matrix: Matrix) -> None:
    head, *rows = read(rendered(matrix))
    assert head == ["id", *(column.id for column in matrix.columns)]
    for fields, ref, row in zip(rows, matrix.rows, matrix.cells, strict=True):
        assert fields[0] == ref.id
        assert all(same(field, value) for field, value in zip(fields[1:], row, strict=True))


@given(st.text() | st.text("'=+-@\t\r\nab", max_size=6) | st.sampled_from(HOSTILE))
def test_no_text_starts_a_formula_and_none_is_lost(text: str) -> None:
    written = neutralised(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert restored(written) == text


def test_negative_numbers_stay_numbers_and_text_that_looks_like_one_stays_text() -> None:
    table = Table("t", "T", (Column("n", "N", "number"), Column("s", "S")), ((-1.5, "-1.5"), (7, "=1+1")))
    assert rendered(table) == "n,s\n-1.5,'-1.5\n7,'=1+1\n"


def test_states_stand_by_name_and_a_range_by_its_number() -> None:
    cells: tuple[tuple[CellValue, ...], ...] = (
        (StanceCell("not-researched"), StanceCell("silent"), StanceCell("position", None, 50.0, 1, 0.2)),
    )
    columns = tuple(Ref(name, name, name) for name in "ijk")
    matrix = Matrix("s", "S", "stance", (Ref("a", "A", "A"),), columns, cells)
    assert rendered(matrix) == "id,i,j,k\na,not-researched,silent,50.0\n"


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas")
    text = REGISTRY["csv"].render(made_up(4, 3), RenderOptions(tables=("agreement",)))
    frame = pandas.read_csv(io.StringIO(str(text)), index_col="id")
    assert frame.shape == (4, 4)
    assert all(kind.kind == "f" for kind in frame.dtypes)
    assert (frame.fillna(-1) == frame.T.fillna(-1)).all().all()


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_several_tables_need_a_choice(name: str) -> None:
    with pytest.raises(UsageError, match="one table a file; there are stances, agreement, disagreement") as e:
        REGISTRY[name].render(made_up(2, 2))
    assert e.value.hint is not None
    assert "--table agreement" in e.value.hint
    assert "-o tables/" in e.value.hint
    with pytest.raises(UsageError, match="there are agreement, disagreement"):
        REGISTRY[name].render(made_up(2, 2), RenderOptions(tables=("agreement", "disagreement")))


def test_lines_end_in_a_line_feed_and_there_is_no_byte_order_mark() -> None:
    text = str(REGISTRY["csv"].render(made_up(2, 2), RenderOptions(tables=("stances",))))
    assert "\r" not in text
    assert text.startswith("id,")
