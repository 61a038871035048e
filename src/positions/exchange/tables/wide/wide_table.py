"""Wide tables: actors down and issues across, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from positions.dataset.yaml.scalar_output import without_controls
from positions.exchange.tables.answers import Answers, Faults, Layout, collect, fits, is_blank
from positions.exchange.tables.columns import (
    ABOUT_ACTOR,
    ABOUT_ISSUE,
    LONG,
    OF_ENTRIES,
    OF_SOURCES,
    LongColumns,
    find_column,
    is_attribute,
    missing,
    require_column,
    unnamed_remark,
    unused_columns,
    unused_remark,
)
from positions.exchange.tables.delimited import Rows, broken
from positions.exchange.tables.long.long_entries import EntryReading, collect_entries
from positions.exchange.tables.long.long_table import with_remarks
from positions.exchange.tables.long.row_metadata import About, read_about
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.headings import is_id, may_be_id
from positions.exchange.tables.values.stance_texts import is_stance_word
from positions.exchange.tables.values.stances import Stances, stances_on
from positions.exchange.tables.wide.answer_columns import AnswerColumns, chosen_columns, guessed_columns
from positions.exchange.tables.wide.column_lists import listed_columns
from positions.exchange.tables.wide.footers import without_footers
from positions.exchange.tables.wide.repeated_rows import NamedRows, tell_repeated_rows
from positions.exchange.tables.wide.row_names import key_column
from positions.names import name_key
from positions.offers import option
from positions.problems import DataError, UsageError
from positions.suggest import did_you_mean, first_of

_ALIASES = {"name": "actor_name", "title": "issue_title"}
"""What a column about the rows themselves may be called beside its field's name."""

_OWN_NAMES = ("name", "actor_name", "short", "kind", "group", "influence", "coder", "date")
_OWN_NAMES_OF_ISSUES = ("title", "issue_title", "proposition", "coder", "date")
"""Columns that are about the rows, and no answers, where they are called so."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where everything stands: the names of the rows, answers by index and name, fields by name."""

    key: int
    across: Mapping[int, str]
    fields: Mapping[str, int]
    answers: AnswerColumns | None = None
    guessed_key: bool = False


def read_wide(file: TableFile, settings: TableSettings, *, skip_bad: bool = False) -> Answers:
    """Return what a wide table says. An empty cell says nothing.

    Rows are actors, called as the column `actor` says (`--column actor=NAME`, else the first). `--column`
    gives columns to fields (kind, group, date, source ...), and names issues where it gives no field.
    `--answers` says which columns are issues; without it, those that can be. A field about an entry, as its
    date, is that of all answers in its row.

    Args:
        file: the table.
        settings: the columns, what stances mean, whether rows are issues and columns actors.
        skip_bad: whether to leave out rows that cannot be read.

    Raises:
        UsageError: if `--answers` and `--column` contradict each other.
        DataError: if a column is missing, no column can be answers, or a cell cannot be read.
    """
    transpose = settings.transpose
    file = without_footers(file)
    columns = _columns(file, settings, transpose=transpose)
    stances, faults = Stances(settings), Faults(file)
    if columns.answers is not None:
        faults.doubts = columns.answers.doubts(file.header)
    places = (1, 0, 2) if transpose else (0, 1, 2)
    entry_fields = [name for name in columns.fields if name in (*OF_ENTRIES, *OF_SOURCES)]
    more = [columns.fields[name] for name in entry_fields]
    rows = partial(_cells, file, columns, more, faults)
    width = 3 + len(more)
    reading = EntryReading(stances, faults, stances_on(settings.scales, settings))
    repeated = (
        [] if {"date", "source_date", "coder"} & set(entry_fields) else _repeated(columns, reading, settings)
    )
    layout = Layout(rows, places, width, across=1)
    try:
        if entry_fields or settings.scales:
            index = dict(zip(LONG, places, strict=True)) | {
                name: 3 + at for at, name in enumerate(entry_fields)
            }
            long = LongColumns(index, (), width)
            found = collect_entries(layout, long, "", reading, skip_bad=skip_bad)
        else:
            found = collect(layout, stances, faults, skip_bad=skip_bad)
    except DataError as error:
        raise _with_key(error, file, columns, transpose=transpose) from None
    about = _about(file, columns, transpose=transpose, skip_bad=skip_bad)
    found = _with_fields(found, about)
    found = _with_titles(found, file, transpose=transpose)
    taken = {columns.key, *columns.across, *columns.fields.values()}
    remarks = [*file.remarks, *_how(file, columns, transpose=transpose)]
    if columns.answers is not None:
        taken |= set(columns.answers.refused)
        remarks += columns.answers.remarks(file.header, "actors" if transpose else "issues")
    if not transpose:
        remarks += _silent(found)
    unused = unused_remark(unused_columns(file, taken))
    return with_remarks(found, [*remarks, *repeated, *unused, *unnamed_remark(file, taken)])


def _repeated(columns: _Columns, reading: EntryReading, settings: TableSettings) -> list[str]:
    what = "issue" if settings.transpose else "actor"
    return tell_repeated_rows(NamedRows(columns.key, columns.across, what), reading)


def _columns(file: TableFile, settings: TableSettings, *, transpose: bool) -> _Columns:
    header, down = file.header, "issue" if transpose else "actor"
    across: dict[int, str] = {}
    fields: dict[str, int] = {}
    key, guessed = key_column(file, settings, down)
    for name, column in settings.columns.items():
        if name == down or not column:
            continue
        place = require_column(file, column, name)
        if is_field(name):
            fields[_ALIASES.get(name, name)] = place
        else:
            meant = did_you_mean(name, LONG) if settings.kind is None else None
            if meant:
                raise UsageError(f"--column {name}={column}: there is no field {name!r}", meant)
            across[place] = name
    given = {key, *across, *fields.values()}
    for name in _OWN_NAMES_OF_ISSUES if transpose else _OWN_NAMES:
        own = find_column(header, name)
        field = _ALIASES.get(name, name)
        free = own not in given and not {name, field} & set(settings.columns)
        if own is not None and free and not settings.answers and not across:
            fields.setdefault(field, own)
    for place, name in enumerate(header):
        if is_attribute(name) and place not in given:
            fields[name] = place
    others = {key, *fields.values()} | {at for at, name in enumerate(header) if name in file.consumed}
    if settings.answers:
        chosen = chosen_columns(file, settings.answers, others)
        if not chosen:
            raise UsageError("--answers leaves no column for an issue")
        names = {place: across.get(place, header[place]) for place in chosen}
        return _Columns(key, names, fields, guessed_key=guessed)
    if across:
        return _Columns(key, across, fields, guessed_key=guessed)
    answers = guessed_columns(file, settings, others)
    if not answers.taken and answers.refused:
        hint = answers.remarks(header, "issues")[0]
        raise broken(file.path, "no column of this table can be answers", hint)
    if len(answers.taken) == 1 and answers.refused and settings.kind is None and not transpose:
        raise _one_column(file, header[answers.taken[0]])
    _refuse_counts(file, [header[place] for place in answers.taken])
    for place in answers.attributes if not transpose else ():
        fields.setdefault(f"actor.{header[place]}", place)
    return _Columns(key, {place: header[place] for place in answers.taken}, fields, answers, guessed)


def _one_column(file: TableFile, name: str) -> DataError:
    """Return the error that one column alone may be answers, as in a long table with other headings."""
    found = missing(file, {one: one for one in LONG}).problems[0]
    message = f"only the column {name!r} can be answers in a wide table"
    hint = f"if it is a wide table: {option('--answers', name)} takes it; if it is a long one: {found.hint}"
    return DataError([replace(found, message=message, hint=hint)])


def _refuse_counts(file: TableFile, names: Sequence[str]) -> None:
    """Raise where the headings of a table are answers themselves, with counts of who has given them.

    Raises:
        DataError: if so.
    """
    words = [name for name in names if is_stance_word(name)]
    if len(words) > 1 and 2 * len(words) > len(names):
        message = f"the columns {first_of(list(map(repr, words)), 3)} are answers, not what they are on"
        raise broken(file.path, message, "a table of counts does not say who gave which answer")


def _silent(found: Answers) -> list[str]:
    """Return a sentence on rows with a name alone, which may be headings of groups."""
    names = [repr(name) for name, cells in found.positions.items() if not cells]
    if not names or len(names) == len(found.positions):
        return []
    return [f"Actors without an answer: {first_of(names, 4)}. Take out rows that are headings of groups."]


def _how(file: TableFile, columns: _Columns, *, transpose: bool) -> list[str]:
    """Return a sentence on what names the rows and the columns, where that is a guess."""
    listed = listed_columns(list(columns.across.values()))
    if not (columns.guessed_key or transpose):
        return [f"Issues are {listed}: --answers COLUMNS says which are."] if columns.answers else []
    down, across = ("Issues", "actors") if transpose else ("Actors", "issues")
    named = repr(file.header[columns.key]) if file.header[columns.key] else f"number {columns.key + 1}"
    also = columns.fields.get("issue_title" if transpose else "actor_name")
    beside = f" (with the names in {file.header[also]!r})" if also is not None else ""
    other = (
        f"--column actor={named} if the rows are actors"
        if transpose
        else "--transpose if the rows are issues"
    )
    another = f"--column {down[:-1].lower()}=COLUMN names them by another"
    said = f"{down} are the rows, named by the column {named}{beside}; {across} are {listed}"
    return [f"{said} ({another}, {other})."]


def _with_key(error: DataError, file: TableFile, columns: _Columns, *, transpose: bool) -> DataError:
    """Return an error that says, too, that ids name the actors, where that is a guess."""
    name = file.header[columns.key]
    if transpose or not columns.guessed_key or not (is_id(name) or may_be_id(name)):
        return error
    *others, last = error.problems
    said = f"actors are named by the column {name!r}: --column actor=COLUMN names them by another"
    return DataError([*others, replace(last, hint="; ".join(filter(None, (last.hint, said))))])


def is_field(name: str) -> bool:
    """Return whether `--column NAME=` in a wide table gives a column to a field, and names no issue."""
    fields = (*ABOUT_ACTOR, *ABOUT_ISSUE, *OF_ENTRIES, *OF_SOURCES, *_ALIASES)
    return name in fields or is_attribute(name)


def _about(file: TableFile, columns: _Columns, *, transpose: bool, skip_bad: bool) -> About:
    """Return what the fields about the rows say, by the names of these."""
    names = {name: place for name, place in columns.fields.items() if name in (*ABOUT_ACTOR, *ABOUT_ISSUE)}
    names |= {name: place for name, place in columns.fields.items() if name.startswith("actor.")}
    if not names:
        return About()
    faults = Faults(file)
    index = {("issue" if transpose else "actor"): columns.key, **names}
    layout = Layout(file.rows, (), len(file.header))
    found = read_about(layout, LongColumns(index, (), len(file.header)), "", faults)
    faults.settle(skip_bad=skip_bad)
    return found


def _with_fields(found: Answers, about: About) -> Answers:
    return replace(
        found,
        actors_fields={name: about.actors.get(name_key(name), {}) for name in found.positions},
        issues_fields={name: about.issues.get(name_key(name), {}) for name in found.issues},
    )


def _with_titles(found: Answers, file: TableFile, *, transpose: bool) -> Answers:
    """Return answers whose issues are called as the questions below the names of their columns read."""
    titles = file.top.titles
    if transpose or not titles:
        return found
    named = {
        name: {"proposition": without_controls(titles[name]), **found.issues_fields.get(name, {})}
        for name in found.issues
        if titles.get(name, name) != name
    }
    return replace(found, issues_fields={**found.issues_fields, **named})


@contextmanager
def _cells(file: TableFile, columns: _Columns, more: list[int], faults: Faults) -> Iterator[Rows]:
    """Give a row for each cell: the row's name, the column's, the cell's text, the row's fields."""
    width, key = len(file.header), columns.key
    place = [0]
    with file.rows() as rows:

        def cells() -> Iterator[list[str]]:
            for row in rows.cells:
                if not fits(row, width, faults, rows) or is_blank(row):
                    continue
                place[0] = rows.line(row)
                fields = [row[index] for index in more]
                for index, name in columns.across.items():
                    yield [row[key], name, row[index], *fields]

        yield Rows(cells(), lambda _row: place[0])
