"""A table with columns made of others, and dates in one form."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from positions.dataset.models import Position
from positions.dataset.plain_keys import plain_keys
from positions.exchange.tables.columns import find_column, missing, require_column
from positions.exchange.tables.delimited import Rows, restored_text
from positions.exchange.tables.settings import Lookup, TableSettings
from positions.exchange.tables.table_file import TableFile, Top
from positions.exchange.tables.values.dates import DateForm, date_form
from positions.exchange.tables.values.headings import called_as_people
from positions.problems import DataError, Problem

JOIN = "+"
"""What stands between the names of columns that are joined."""

_BETWEEN = "-"
_QUOTE = "'"
"""What stands around a text, among columns that are joined, which is the same in each row."""
_NOT_MARKED = ("", "0")
_NAMES = ("name", "actor_name", "title", "issue_title", "proposition")
"""Fields that people read: what is joined for them has spaces between."""
_DATES = (
    *("date", "source_date", "source_retrieved", "archived_date", "correction_date"),
    *(key.column for key in plain_keys(Position).values() if key.kind == "date"),
)
_MOST_DATES = 100_000

Made = tuple[str, Callable[[list[str]], str]]


@dataclass(frozen=True)
class PreparedTable(TableFile):
    """A table file with more columns, made of those that it has, and some cells read anew.

    Attributes:
        base: the file as it is.
        made: the name of each further column, and what makes its cell of a row.
        dates: what makes a date of the text in a column, by its index.
        notes: what a person should know of this.
        parts: the names of the columns of which these are made.
    """

    base: TableFile = field(kw_only=True)
    made: tuple[Made, ...] = ()
    dates: Mapping[int, Callable[[str], str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()

    @property
    def consumed(self) -> frozenset[str]:
        """The names of columns of which others are made, here or below."""
        return self.parts | self.base.consumed

    @cached_property
    def top(self) -> Top:
        """The names of the columns, those that are made last; raises as `TableFile.header`."""
        top = self.base.top
        return replace(top, names=(*top.names, *(name for name, _ in self.made)))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of the file, and of how its dates are read."""
        return (*self.base.remarks, *self.notes)

    def opened(self) -> AbstractContextManager[Rows]:
        """Give all rows as they stand in the file."""
        return self.base.opened()

    def sha256(self) -> str:
        """Return the SHA-256 of the file's bytes."""
        return self.base.sha256()

    @contextmanager
    def rows(self) -> Iterator[Rows]:
        """Give the rows below the header, prepared; raises as `TableFile.rows`."""
        width, read = len(self.base.top.names), [list[str]()]
        with self.base.rows() as rows:

            def cells() -> Iterator[list[str]]:
                for row in rows.cells:
                    read[0] = row
                    yield self._changed(row, width) if row else row

            yield Rows(cells(), lambda _row: rows.line(read[0]), rows.doubts)

    def _changed(self, row: list[str], width: int) -> list[str]:
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            row = row[:width]
        if 1 < len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        if len(row) < width:
            return row
        changed = [*row, *(make(row) for _, make in self.made)]
        for place, read in self.dates.items():
            changed[place] = read(changed[place])
        return changed


def prepared(file: TableFile, settings: TableSettings) -> TableFile:
    """Return a table with the columns that `--column FIELD=A+B` and `split` make, its dates as YYYY-MM-DD.

    Raises:
        DataError: if a column that is to be joined or split is not there, or it cannot be told whether
            a date's day or its month comes first.
    """
    constants = ((name, _always(text)) for name, text in settings.constants.items())
    chosen = _chosen(file, settings.choices)
    made = (*_split(file, settings.split), *_looked_up(file, settings.lookups), *chosen, *constants)
    if made:
        parts = {
            *settings.split,
            *settings.lookups,
            *(one for names in settings.choices.values() for one in names),
        }
        file = PreparedTable(file.path, file.how, base=file, made=made, parts=_called(file, parts))
    return _with_dates(joined(file, settings.columns), settings)


def joined(file: TableFile, columns: Mapping[str, str]) -> TableFile:
    """Return a table with a column of its own for each field that several columns make.

    Raises:
        DataError: if a column that is to be joined is not there.
    """
    made = tuple(_joined(file, columns))
    if not made:
        return file
    parts = _called(file, (part for column, _ in made for part in column.split(JOIN)))
    return PreparedTable(file.path, file.how, base=file, made=made, parts=parts)


def _called(file: TableFile, columns: Iterable[str]) -> frozenset[str]:
    """Return the names of columns as the table has them."""
    places = (find_column(file.header, column.strip()) for column in columns)
    return frozenset(file.header[place] for place in places if place is not None)


def _joined(file: TableFile, columns: Mapping[str, str]) -> Iterator[Made]:
    for name, column in columns.items():
        if JOIN not in column or find_column(file.header, column) is not None:
            continue
        parts = [part.strip() for part in column.split(JOIN)]
        texts = {part: part[1:-1] for part in parts if len(part) > 1 and part[0] == part[-1] == _QUOTE}
        joins = [texts[part] if part in texts else require_column(file, part, name) for part in parts]
        of_people = name in _NAMES or called_as_people(parts) is not None
        yield column, _join(joins, "" if texts else " " if of_people else _BETWEEN)


def _join(parts: Sequence[int | str], between: str) -> Callable[[list[str]], str]:
    """Return what joins cells of a row, by their indexes, and texts that are the same in each."""

    def make(row: list[str]) -> str:
        found = [part if isinstance(part, str) else restored_text(row[part]).strip() for part in parts]
        return between.join(text for text in found if text)

    return make


def _split(file: TableFile, split: Mapping[str, tuple[str, ...]]) -> Iterator[Made]:
    """Yield `NAME.first` (all parts but the last) and `NAME.last` of each column that is split."""
    for name, signs in split.items():
        place = require_column(file, name)
        pattern = re.compile("|".join(re.escape(sign) for sign in signs))
        for which, last in (("first", False), ("last", True)):
            yield f"{name}.{which}", _part(place, pattern, last=last)


def _looked_up(file: TableFile, lookups: Mapping[str, Lookup]) -> Iterator[Made]:
    """Yield `NAME.text` for each column whose values stand for texts in a file beside the table."""
    for name, lookup in lookups.items():
        place = require_column(file, name)
        texts = _texts_by_key(TableFile(file.path.with_name(lookup.file)), lookup)
        yield f"{name}.text", _text_of(place, texts)


def _texts_by_key(file: TableFile, lookup: Lookup) -> dict[str, str]:
    if not file.path.is_file():
        return {}
    key, text = (require_column(file, name) for name in (lookup.key, lookup.text))
    return {row[key].strip(): row[text] for _, row in file.numbered() if len(row) > max(key, text)}


def _chosen(file: TableFile, choices: Mapping[str, tuple[str, ...]]) -> Iterator[Made]:
    """Yield a column with the name of the one that a row marks, of several; a table need not have them all.

    Raises:
        DataError: if it has none of them.
    """
    for name, columns in choices.items():
        found = [
            (column, place) for column in columns if (place := find_column(file.header, column)) is not None
        ]
        if not found:
            raise missing(file, {column: column for column in columns}, mapped=False)
        yield name, _marked(found)


def _marked(columns: Sequence[tuple[str, int]]) -> Callable[[list[str]], str]:
    def make(row: list[str]) -> str:
        return JOIN.join(name for name, place in columns if row[place].strip() not in _NOT_MARKED)

    return make


def _always(text: str) -> Callable[[list[str]], str]:
    return lambda _row: text


def _text_of(place: int, texts: Mapping[str, str]) -> Callable[[list[str]], str]:
    def make(row: list[str]) -> str:
        return texts.get(row[place].strip(), "")

    return make


def _part(place: int, pattern: re.Pattern[str], *, last: bool) -> Callable[[list[str]], str]:
    def make(row: list[str]) -> str:
        text = restored_text(row[place])
        parts = [part.strip() for part in pattern.split(text)]
        if last:
            return parts[-1] if len(parts) > 1 else ""
        return " > ".join(parts[:-1]) or text.strip()

    return make


def _with_dates(file: TableFile, settings: TableSettings) -> TableFile:
    found: dict[int, Callable[[str], str]] = {}
    notes = []
    places: dict[str, int] = {}
    for name in _DATES:
        place = find_column(file.header, settings.columns.get(name, name))
        if place is not None and (name in settings.columns or not _is_another(file, settings, place)):
            places[name] = place
    texts = _texts(file, set(places.values())) if places else {}
    for name, place in places.items():
        form = date_form(texts[place], settings.dates)
        column = file.header[place]
        if form.ambiguous is not None or form.both is not None:
            raise DataError([_unclear(file, (name, column), form, texts[place])])
        if form.changed is not None:
            notes.append(f"Dates in the column {column!r} are read as {form.changed}.")
        found[place] = form.read
    if not found:
        return file
    return PreparedTable(file.path, file.how, base=file, dates=found, notes=tuple(notes))


def _unclear(file: TableFile, column: tuple[str, str], form: DateForm, lines: Mapping[str, int]) -> Problem:
    """Return the problem that dates of a column (its field, its name) can be read in two ways, or in none."""
    field, name = column
    if form.both is not None:
        day, month = form.both
        said = f"the column {name!r} has {day}, with the day first, and {month}, with the month first"
        how = "write them all in one way, as 2026-03-14"
    else:
        said = f"some dates in the column {name!r} can be read in two ways, as {form.ambiguous}"
        how = "--date-format %d/%m/%Y (day first) or %m/%d/%Y (month first) says which"
    first = form.ambiguous if form.both is None else form.both[1]
    hint = f"{how}; --column {field}= uses no column for it"
    return file.problem("bad-value", said, _line_of(first, lines), hint)


def _line_of(date: str | None, lines: Mapping[str, int]) -> int | None:
    return next((line for text, line in lines.items() if text.strip() == date), None)


def _is_another(file: TableFile, settings: TableSettings, place: int) -> bool:
    """Return whether a column is mapped to another field than the one that it is called like."""
    given = {find_column(file.header, column) for column in settings.columns.values()}
    return place in given


def _texts(file: TableFile, places: Collection[int]) -> dict[int, dict[str, int]]:
    """Return the different texts of columns, of each up to a number, with their first lines."""
    found: dict[int, dict[str, int]] = {place: {} for place in places}
    filling = list(found)
    for line, row in file.numbered():
        for place in filling:
            if place < len(row):
                found[place].setdefault(row[place], line)
        filling = [place for place in filling if len(found[place]) < _MOST_DATES]
        if not filling:
            break
    return found
