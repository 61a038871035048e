"""What the rows of a table say: who holds which stance on which issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import NoReturn

from positions.budget import COLUMNS, exceeded
from positions.dataset.models import Position, Source
from positions.dataset.scale import Scale
from positions.exchange.alike_names import spelled_remarks
from positions.exchange.tables.delimited import DELIMITERS, Rows, broken, restored_text
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.recoding import Stance, UnreadableError, readable_name
from positions.exchange.tables.values.stances import EXCLUDED, Stances
from positions.names import Spellings, tidy_name
from positions.problems import DataError, Location, Problem

Cells = dict[str, tuple[Position, ...]]

_MOST_OF_COLUMN = 3
MOST_LISTED = 100
"""Number of rows whose problems are listed one by one."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The content of a table.

    Attributes:
        scale: the scale of the stances.
        positions: actor -> issue -> entries, in the order of the table.
        issues: every issue, in the order of the table.
        actors_fields, issues_fields: what the table says of actors and issues themselves, by their names.
        dataset_fields: what the table says of the dataset itself.
        sources: what the evidence refers to.
        plain: whether all entries are a stance and nothing else; equal ones are then one object.
        skipped: how many rows, or cells of a wide table, were left out because they could not be read.
        unit: what these are.
        problems: what is wrong with those rows, as warnings.
        remarks: what else a person should know of the reading.
    """

    scale: Scale
    positions: dict[str, Cells]
    issues: tuple[str, ...]
    actors_fields: Mapping[str, dict[str, object]] = field(default_factory=dict)
    issues_fields: Mapping[str, dict[str, object]] = field(default_factory=dict)
    dataset_fields: Mapping[str, object] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    plain: bool = True
    skipped: int = 0
    unit: str = "row"
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()


class Faults:
    """The rows of a table that cannot be read."""

    def __init__(self, file: TableFile) -> None:
        self.file = file
        self.rows = 0
        self.listed: list[Problem] = []
        self.lines: set[int] = set()
        self._seen: set[tuple[int, str]] = set()
        self._columns: Counter[str] = Counter()
        self.doubts: Mapping[str, str] = {}
        """How to read a wide table without some of its columns, by their names."""

    def add_in_column(self, line: int, column: str, error: UnreadableError) -> None:
        """Note what is wrong with a cell of a wide table; after some of one column its others are counted."""
        self._columns[column] += 1
        if self._columns[column] > _MOST_OF_COLUMN:
            self.lines.add(line)
            self.rows += 1
        else:
            hint = "; ".join(filter(None, (error.hint, self.doubts.get(column)))) or None
            self.add(line, error.code, f"in the column {column!r}: {error}", hint)

    def add(self, line: int, code: str, message: str, hint: str | None = None) -> None:
        """Note what is wrong with a row; a second time, as when a table is read again, it does not count."""
        if (line, message) in self._seen:
            return
        self._seen.add((line, message))
        self.lines.add(line)
        self.rows += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(self.file.problem(code, message, line, hint))

    def settle(self, *, skip_bad: bool) -> tuple[Problem, ...]:
        """Return the problems as warnings where bad rows may be skipped.

        Raises:
            DataError: if there are any and they may not.
        """
        problems = sorted(self.listed, key=lambda found: (found.location and found.location.line) or 0)
        more = {column: count - _MOST_OF_COLUMN for column, count in self._columns.items()}
        for column, count in more.items():
            if count > 0:
                message = f"in the column {column!r}: {count:,} more cells cannot be read"
                hint = "--answers says which columns are issues: not:NAME leaves one out"
                problems.append(self.file.problem("more-problems", message, hint=hint))
        unlisted = self.rows - len(self.listed) - sum(count for count in more.values() if count > 0)
        if unlisted > 0:
            message = f"{unlisted} more rows cannot be read"
            problems.append(self.file.problem("more-problems", message))
        if problems and not skip_bad:
            raise DataError(problems)
        return tuple(replace(problem, severity="warning") for problem in problems)


def fits(row: list[str], width: int, faults: Faults, rows: Rows) -> bool:
    """Return whether a row has as many cells as the header; a shorter one is filled up with empty cells.

    Programs leave out the empty cells at a row's end, or add some. An empty row does not fit, and is no
    fault.
    """
    if len(row) == width:
        return True
    if len(row) > width and is_blank(row[width:]):
        return True
    if is_blank(row):
        return False
    if len(row) < width and not _has_other_delimiter(row, width):
        row.extend([""] * (width - len(row)))
        return True
    message = f"the row has {len(row)} {'cell' if len(row) == 1 else 'cells'}, and the header {width}"
    hint = 'put a cell that contains the delimiter in "..."'
    if faults.file.is_workbook:
        hint = "each column needs a heading in one row; --header-row says which row has the headings"
    faults.add(rows.line(row), "ragged-row", message, hint)
    return False


def _has_other_delimiter(row: list[str], width: int) -> bool:
    """Return whether a row is one cell because another delimiter than the header's parts its fields."""
    return len(row) == 1 and any(row[0].count(sign) == width - 1 for sign in DELIMITERS)


def is_blank(row: list[str]) -> bool:
    """Return whether no cell of a row holds anything, as in those that spreadsheets leave at the end."""
    return not any(cell.strip() for cell in row)


def name_of(text: str, what: str) -> str:
    """Return the name that a cell holds, without spaces around it.

    Raises:
        UnreadableError: if there is none, or it holds control characters.
    """
    name = restored_text(text).strip()
    if not tidy_name(name):
        raise UnreadableError(
            "missing-name", f"the row names no {what}", f"give it a name, or take it out if it is no {what}'s"
        )
    return readable_name(name)


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows, and where the actor, the issue and the stance stand in them.

    `rows` gives the rows, any number of times; `width` is how many cells each has. Where each stands for a
    cell of the file, `across` is the place of the name of the file's column.
    """

    rows: Callable[[], AbstractContextManager[Rows]]
    places: tuple[int, ...]
    width: int
    across: int | None = None


def collect(layout: Layout, stances: Stances, faults: Faults, *, skip_bad: bool = False) -> Answers:
    """Return what the rows of a plain table say: stances and nothing about them.

    A cell that is there twice with the same stance counts once; with two stances it is a problem.

    Args:
        layout: the rows, and what stands where.
        stances: how stances are read.
        faults: what is already known to be wrong, added to; nothing is taken of those rows.
        skip_bad: whether to leave out what cannot be read.

    Raises:
        DataError: if a row cannot be read, unless they are skipped; or numbers have no scale.
    """
    reading = _Reading(stances, faults.file)
    of_actor, of_issue, of_stance = reading.of_actor, reading.of_issue, reading.of_stance
    actor, issue, stance = layout.places
    width, silent, same, bad = layout.width, 0, 0, frozenset(faults.lines)
    with layout.rows() as rows:
        for row in rows.cells:
            if (len(row) != width and not fits(row, width, faults, rows)) or (bad and rows.line(row) in bad):
                continue
            try:
                cells, name, cell = of_actor[row[actor]], of_issue[row[issue]], of_stance[row[stance]]
            except KeyError:
                try:
                    cells, name, cell = reading.learn(row[actor], row[issue], row[stance])
                except UnreadableError as error:
                    if not is_blank(row):
                        note_fault(faults, rows.line(row), error, row, layout)
                    continue
            if cell is None:
                silent += 1
            elif name not in cells:
                cells[name] = cell
            elif cells[name] is cell:
                same += 1
            else:
                reading.repeated.append((rows.line(row), row[actor], row[issue]))
    if stances.refusal is not None:
        raise DataError([replace(stances.refusal, location=Location(str(faults.file.path), 2))])
    refuse_empty(reading.positions, faults)
    _tell_repeated(reading, layout, faults)
    problems = faults.settle(skip_bad=skip_bad)
    unit = "row" if layout.across is None else "cell"
    return Answers(
        stances.scale,
        reading.positions,
        tuple(reading.issues),
        skipped=len(faults.lines) if layout.across is None else faults.rows,
        unit=unit,
        problems=problems,
        remarks=(
            *spelled_remarks(actor=reading.actor_names, issue=reading.issue_names),
            *remarks_on(silent, same, stances, unit),
            *kept_out(reading.positions),
        ),
    )


def refuse_empty(positions: Mapping[str, object], faults: Faults) -> None:
    """Raise that a table has no rows, where it has none, good or bad.

    Raises:
        DataError: if so.
    """
    if not positions and not faults.rows:
        raise broken(faults.file.path, "there is no row below the header")


def refuse_issues(file: TableFile) -> NoReturn:
    """Raise that a table has too many issues, each a column of the matrix that every report lays out.

    Raises:
        DataError: always.
    """
    what = f"more than {COLUMNS.most:,} issues"
    raise exceeded(COLUMNS, what, COLUMNS.most, Location(str(file.path)))


def note_fault(faults: Faults, line: int, error: UnreadableError, row: list[str], layout: Layout) -> None:
    """Note what is wrong, in a wide table with the column where that is in one."""
    if layout.across is None or error.code == "missing-name":
        faults.add(line, error.code, str(error), error.hint)
    else:
        faults.add_in_column(line, row[layout.across], error)


class _Reading:
    """What each text of a table stands for, looked up once; and the cells."""

    def __init__(self, stances: Stances, file: TableFile) -> None:
        self.stances = stances
        self._file, self._most_issues = file, COLUMNS.most
        self.positions: dict[str, Cells] = {}
        self.issues: dict[str, None] = {}
        self.of_actor: dict[str, Cells] = {}
        self.of_issue: dict[str, str] = {}
        self.of_stance: dict[str, tuple[Position, ...] | None] = {}
        self.repeated: list[tuple[int, str, str]] = []
        self.actor_names, self.issue_names = Spellings(), Spellings()
        self._of_value: dict[Stance, tuple[Position, ...]] = {}

    def learn(self, actor: str, issue: str, stance: str) -> tuple[Cells, str, tuple[Position, ...] | None]:
        """Return an actor's cells, an issue's name and a stance's cell, of texts not all seen before.

        Raises:
            UnreadableError: if one of them cannot be read.
        """
        who, what = name_of(actor, "actor"), name_of(issue, "issue")
        who, what = self.actor_names.one(who), self.issue_names.one(what)
        if stance not in self.of_stance:
            text = restored_text(stance)
            value = self.stances.read(text)
            if value is not None and value not in self._of_value:
                self._of_value[value] = (Position(stance=value),)
            nothing = () if text.strip() == EXCLUDED else None
            self.of_stance[stance] = nothing if value is None else self._of_value[value]
        cells = self.of_actor[actor] = self.positions.setdefault(who, {})
        self.of_issue[issue] = what
        self.issues[what] = None
        if len(self.issues) > self._most_issues:
            refuse_issues(self._file)
        return cells, what, self.of_stance[stance]


def remarks_on(silent: int, same: int, stances: Stances, unit: str = "row") -> list[str]:
    """Return what a person should know of rows that say nothing, or nothing new, and of the scale."""
    found = []
    if silent:
        found.append(f"{silent:,} {unit}{'' if silent == 1 else 's'} without a stance: no answer.")
    if same:
        again, count = ("1 answer is", "counts") if same == 1 else (f"{same:,} answers are", "count")
        kept = "; dated rows with a `coder` are statements that count each" if unit == "row" else ""
        found.append(f"{again} given twice in the same way, and {count} once{kept}.")
    if stances.advice is not None:
        found.append(stances.advice)
    return found


def kept_out(positions: Mapping[str, Mapping[str, tuple[Position, ...]]]) -> list[str]:
    """Return how many cells the table does not show, though somebody has researched them."""
    number = sum(not entries for cells in positions.values() for entries in cells.values())
    if not number:
        return []
    cells, were, they = ("cell", "was", "it is") if number == 1 else ("cells", "were", "they are")
    return [
        f"{number:,} {cells} {were} left out when the table was written (`{EXCLUDED}`): {they} withheld "
        "here, and not researched in a dataset made of it."
    ]


def _tell_repeated(reading: _Reading, layout: Layout, faults: Faults) -> None:
    """Name both lines of each cell that is there twice; the first is looked for in a second reading."""

    def key(actor: str, issue: str) -> tuple[int, str | None]:
        return id(reading.of_actor.get(actor)), reading.of_issue.get(issue)

    wanted = {key(actor, issue) for _, actor, issue in reading.repeated[:MOST_LISTED]}
    first: dict[tuple[int, str | None], int] = {}
    if wanted:
        actor, issue, _ = layout.places
        with layout.rows() as rows:
            for row in rows.cells:
                if fits(row, layout.width, faults, rows) and key(row[actor], row[issue]) in wanted:
                    first.setdefault(key(row[actor], row[issue]), rows.line(row))
    for line, who, what in reading.repeated:
        place = first.get(key(who, what))
        message = f"{who.strip()!r} has another stance on {what.strip()!r} in line {place}"
        hint = "keep one of the two, or add a column `date` to make a history"
        if layout.across is not None:
            hint = "keep one of the two; two of one name are told apart by --column actor=NAME+COLUMN"
        faults.add(line, "repeated-cell", message, hint)
