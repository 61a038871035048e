"""Wide tables: actors down and issues across, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from positions.exchange.tables.answers import Answers, Faults, Layout, collect, fits, is_blank
from positions.exchange.tables.columns import find_column, missing, unnamed_remark, unused_remark
from positions.exchange.tables.delimited import Rows
from positions.exchange.tables.long.long_table import with_remarks
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.stances import Stances


def read_wide(
    file: TableFile, settings: TableSettings, *, transpose: bool = False, skip_bad: bool = False
) -> Answers:
    """Return what a wide table says. An empty cell says nothing.

    Rows are actors, called as the column `actor` says (`--column actor=NAME`, else the first), and every
    other column is an issue. With other `--column NAME=COLUMN`, only those columns are, called so.

    Args:
        file: the table.
        settings: the columns, what stances mean.
        transpose: whether rows are issues and columns actors.
        skip_bad: whether to leave out rows that cannot be read.

    Raises:
        DataError: if a column is missing, or a cell cannot be read.
    """
    down = "issue" if transpose else "actor"
    key, across = _columns(file, settings, down)
    stances, faults = Stances(settings), Faults(file)
    rows = partial(_triples, file, key, across, faults)
    layout = Layout(rows, (1, 0, 2) if transpose else (0, 1, 2), 3, across=1)
    answers = collect(layout, stances, faults, skip_bad=skip_bad)
    taken = {key, *across}
    unused = [name for place, name in enumerate(file.header) if place not in taken and name]
    return with_remarks(answers, [*file.remarks, *unused_remark(unused), *unnamed_remark(file, taken)])


def _columns(file: TableFile, settings: TableSettings, down: str) -> tuple[int, dict[int, str]]:
    """Return the index of the column that names the rows, and index -> name of those across."""
    header = file.header
    if down in settings.columns:
        key = find_column(header, settings.columns[down])
        if key is None:
            raise missing(file, {down: settings.columns[down]})
    else:
        key = find_column(header, down) or 0
    chosen: dict[int, str] = {}
    for name, column in settings.columns.items():
        if name != down:
            place = find_column(header, column)
            if place is None:
                raise missing(file, {name: column})
            chosen[place] = name
    return key, chosen or {place: name for place, name in enumerate(header) if place != key and name}


@contextmanager
def _triples(file: TableFile, key: int, across: Mapping[int, str], faults: Faults) -> Iterator[Rows]:
    """Give a row of three for each cell: the row's name, the column's, the cell's text."""
    width = len(file.header)
    place = [0]
    with file.rows() as rows:

        def cells() -> Iterator[list[str]]:
            for row in rows.cells:
                if not fits(row, width, faults, rows) or is_blank(row):
                    continue
                place[0] = rows.line(row)
                for index, name in across.items():
                    yield [row[key], name, row[index]]

        yield Rows(cells(), lambda _row: place[0])
