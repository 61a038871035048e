"""Tables as data frames: every column of one type, nothing nested in a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from positions.attribution import evidence_text
from positions.problems import MissingExtraError
from positions.tables import (
    AnyTable,
    CellValue,
    ColumnType,
    Count,
    DatasetInfo,
    EvidenceItem,
    Matrix,
    Ref,
    Share,
    StanceCell,
    Table,
)

if TYPE_CHECKING:
    import pandas as pd

_DETAILS = ("basis", "confidence", "condition")

Columns = dict[str, "pd.Series[Any]"]


def frame_of(table: AnyTable, info: DatasetInfo, *, long: bool = False) -> pd.DataFrame:
    """Return a table as a data frame.

    - Texts, ids and dates are of the type `string`; a date may be a year or a month, and stays as written.
    - Integers are `Int64`, numbers `float64`, and what is undefined is missing in both.
    - A share is a float from 0 to 1. Where it carries the number of issues behind it and the table has no
      column `shared`, that number is in the column `ID_n`.
    - A stance is a category; the categories are those of the scale in its order (in no order on a nominal
      scale). On a range it is a float, and where two datasets differ in their scales a `string`. A
      state that is no position is missing there, and stands by its name in the column `ID_state` beside it,
      where a stance has `position`.
    - Several ids in a cell are one text, with `; ` between them; evidence is one text, with ` | `.

    Args:
        table: the table. A matrix has its rows' ids as the index and its columns' ids as the columns.
        info: the dataset of the table, with its scale.
        long: whether a matrix becomes a row a cell, with all that is known of each: `row`, `column` (of
            stances `actor`, `issue`), then columns as above.

    Raises:
        MissingExtraError: if pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtraError("pandas", "a data frame") from None
    if isinstance(table, Table):
        return pd.DataFrame(_table_columns(table, info))
    if long:
        return pd.DataFrame(_long_columns(table, info))
    index = pd.Index([row.id for row in table.rows], name="id", dtype="string")
    columns = {
        ref.id: _series([row[place] for row in table.cells], table.type, info).set_axis(index)
        for place, ref in enumerate(table.columns)
    }
    return pd.DataFrame(columns, index=index, columns=[ref.id for ref in table.columns])


def _table_columns(table: Table, info: DatasetInfo) -> Columns:
    columns: Columns = {}
    known = {column.id for column in table.columns}
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        columns[column.id] = _series(cells, column.type, info)
        if column.type == "stance":
            columns[f"{column.id}_state"] = _texts([_state(cell) for cell in cells])
        elif "shared" not in known and any(isinstance(cell, Share) for cell in cells):
            columns[f"{column.id}_n"] = _integers(cells)
    return columns


def _long_columns(matrix: Matrix, info: DatasetInfo) -> Columns:
    stances = matrix.type == "stance"
    row_name, column_name = ("actor", "issue") if stances else ("row", "column")
    cells = [cell for row in matrix.cells for cell in row]
    columns: Columns = {
        row_name: _texts([row.id for row in matrix.rows for _ in matrix.columns]),
        column_name: _texts([column.id for _ in matrix.rows for column in matrix.columns]),
        "stance" if stances else matrix.id: _series(cells, matrix.type, info),
    }
    if stances:
        columns["state"] = _texts([_state(cell) for cell in cells])
        columns["value"] = _numbers([_held(cell, lambda held: held.value) for cell in cells])
        for name in _DETAILS:
            columns[name] = _texts([getattr(cell, name, None) for cell in cells])
    elif matrix.type == "share":
        columns[f"{matrix.id}_n"] = _integers(cells)
    return columns


def _series(cells: Sequence[CellValue], kind: ColumnType, info: DatasetInfo) -> pd.Series[Any]:
    if kind == "stance":
        return _stances(cells, info)
    if kind == "integer":
        return _integers(cells)
    if kind in ("number", "share"):
        return _numbers(cells)
    return _texts([_text(cell) for cell in cells])


def _stances(cells: Sequence[CellValue], info: DatasetInfo) -> pd.Series[Any]:
    import pandas as pd

    labels = [_held(cell, lambda held: held.label) for cell in cells]
    if not set(labels) <= {None, *info.labels}:  # two datasets with different scales
        return pd.Series(labels, dtype="string")
    if not info.labels:
        return _numbers([_held(cell, lambda held: held.value) for cell in cells])
    return pd.Series(labels, dtype=pd.CategoricalDtype(list(info.labels), ordered=info.ordered))


def _held(cell: CellValue, what: Callable[[StanceCell], CellValue]) -> CellValue:
    """Return something of a stance; None where there is none."""
    return what(cell) if isinstance(cell, StanceCell) and cell.state == "position" else None


def _state(cell: CellValue) -> str | None:
    return cell.state if isinstance(cell, StanceCell) else None


def _integers(cells: Sequence[CellValue]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series([_count(cell) for cell in cells], dtype="Int64")


def _count(cell: CellValue) -> int | None:
    match cell:
        case Share():
            return cell.shared
        case Count():
            return cell.number
        case int():
            return cell
        case _:
            return None  # nothing, or a share that comes without its number


def _numbers(cells: Sequence[CellValue]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series([cell.value if isinstance(cell, Share) else cell for cell in cells], dtype="float64")


def _texts(values: Sequence[str | None]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(list(values), dtype="string")


def _text(cell: CellValue) -> str | None:
    match cell:
        case None | str():
            return cell
        case Ref():
            return cell.id
        case tuple():
            ids = [item.id for item in cell if isinstance(item, Ref)]
            lines = [evidence_text(item).line for item in cell if isinstance(item, EvidenceItem)]
            return " | ".join(lines) if lines else "; ".join(ids)
        case _:
            return str(cell)
