r"""Reports as CSV and TSV: one table, for programs and spreadsheets.

- UTF-8 without a byte order mark: pandas, R, DuckDB and the shell take it as it is, whereas a mark would
  become part of the first heading in many of them. Excel opens it by Data > From Text/CSV.
- RFC 4180 quoting, but lines end in a bare line feed, as the tools of the shell expect; Excel takes both.
- The first line has the ids of the columns. Actors and issues stand by their ids, several with `;` between
  them; stances by their labels, on a range by their numbers; states such as `silent` by their names.
- Numbers stand at full precision; what is undefined is an empty cell.
- Spreadsheets run a text cell that starts like a formula. So a text gets one apostrophe in front if it
  starts, after any number of apostrophes, with one of `= + - @`, their full-width forms, a tab, a carriage
  return or a line feed. `restored` takes that apostrophe away again, and nothing is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from positions.attribution import evidence_text
from positions.problems import UsageError
from positions.render.common.delimited_text import neutralised, quoted
from positions.render.common.table_selection import chosen
from positions.render.registry import RenderOptions
from positions.tables import AnyTable, CellValue, Count, EvidenceItem, Ref, Report, Share, StanceCell


def render_csv(report: Report, options: RenderOptions) -> str:
    """Return one table of a report as comma-separated values.

    Raises:
        UsageError: if a table is asked for that the report has not, or if it is not one table.
    """
    return _render(report, options, ",", "csv")


def render_tsv(report: Report, options: RenderOptions) -> str:
    """Return one table of a report as tab-separated values.

    Raises:
        UsageError: if a table is asked for that the report has not, or if it is not one table.
    """
    return _render(report, options, "\t", "tsv")


def _render(report: Report, options: RenderOptions, delimiter: str, name: str) -> str:
    tables = chosen(report, options, people=False)
    refuse_several([table.id for table in tables], name)
    lines = _Lines(delimiter)
    return "".join(f"{lines.of(row)}\n" for row in _rows(tables[0]))


def refuse_several(ids: Sequence[str], name: str) -> None:
    """Refuse to write any number of tables but one as `name`, csv or tsv.

    Raises:
        UsageError: if there are several, or none.
    """
    if not ids:
        raise UsageError(f"{name} holds one table a file; there is none")
    if len(ids) > 1:
        example = "agreement" if "agreement" in ids else ids[0]
        format_option = "" if name == "csv" else f"-f {name} "
        raise UsageError(
            f"{name} holds one table a file; there are {', '.join(ids)}",
            f"choose one, as in --table {example}, or write each to a file: {format_option}-o tables/",
        )


def _rows(table: AnyTable) -> Iterator[Sequence[CellValue]]:
    if table.kind == "matrix":
        yield ["id", *(column.id for column in table.columns)]
        for row, cells in zip(table.rows, table.cells, strict=True):
            yield [row.id, *cells]
        return
    yield [column.id for column in table.columns]
    yield from table.rows


class _Lines:
    """Rows as lines; what large tables are made of (numbers, the same words and names) is written quickly."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._texts: dict[str, str] = {}
        self._refs: dict[int, str] = {}  # by identity: they stay alive with the table

    def of(self, row: Sequence[CellValue]) -> str:
        """Return a row; a lone empty field is quoted, because an empty line would be skipped."""
        fields, texts, refs = [], self._texts, self._refs
        for value in row:  # a call for each of ten million cells would take as long as all else
            kind, known = type(value), None
            if kind is Ref:
                known = refs.get(id(value))
            elif kind is str:
                known = texts.get(value)  # type: ignore[arg-type]  # as its type says
            elif kind is int:
                known = str(value)
            elif kind is float:
                known = str(value) if math.isfinite(value) else ""  # type: ignore[arg-type]  # likewise
            fields.append(self._learnt(value) if known is None else known)
        return self._delimiter.join(fields) if fields != [""] else '""'

    def _learnt(self, value: CellValue) -> str:
        """Return a cell's field; that of a text or of an actor or issue is kept."""
        field = quoted(_cell(value), self._delimiter)
        if isinstance(value, Ref):
            self._refs[id(value)] = field
        elif isinstance(value, str):
            self._texts[value] = field
        return field


def _cell(value: CellValue) -> str:
    match value:
        case None:
            return ""
        case Share():
            return _number(value.value)
        case Count():
            return str(value.number)
        case int() | float():
            return _number(value)
        case StanceCell():
            return _stance(value)
        case Ref():
            return neutralised(value.id)
        case tuple():
            return neutralised(_several(value))
        case str():
            return neutralised(value)


def _stance(cell: StanceCell) -> str:
    if cell.state != "position":
        return cell.state
    return neutralised(cell.label) if cell.label is not None else _number(cell.value)


def _several(value: tuple[Ref, ...] | tuple[EvidenceItem, ...]) -> str:
    ids = [item.id for item in value if isinstance(item, Ref)]
    items = [evidence_text(item).line for item in value if isinstance(item, EvidenceItem)]
    return " | ".join(items) if items else "; ".join(ids)


def _number(value: float | None) -> str:
    if value is None or not math.isfinite(value):
        return ""
    return str(value)
