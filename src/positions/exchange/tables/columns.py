"""Which column of a table is which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from positions.dataset.models import ABOUT, Position
from positions.dataset.plain_keys import plain_keys
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.headings import (
    ISSUES,
    NAMES,
    STANCES,
    first_called,
    is_added,
    is_name,
    is_of_people,
    may_be_id,
)
from positions.names import alike_key
from positions.offers import option
from positions.problems import DataError, UsageError
from positions.suggest import did_you_mean, first_of

LONG = ("actor", "issue", "stance")
ENTRY = ("date", "salience", "confidence", "condition", "needs", "note", "coder")
EVIDENCE = ("source", "quote", "translation", "speaker", "locator", "basis")
SOURCE = {
    "source_title": "title",
    "source_date": "date",
    "publisher": "publisher",
    "url": "url",
    "source_author": "author",
    "source_type": "type",
    "source_section": "section",
    "source_retrieved": "retrieved",
    "source_language": "language",
    "source_text": "text",
    "source_note": "note",
}
"""The columns about a source, with the fields that they hold."""
ENTRY_MORE = {
    **{key.column: name for name, key in plain_keys(Position).items()},
    "entry_private": "private",
}
CORRECTION = {"correction_date": "date", "correction_from": "from", "correction_why": "why"}
ACCEPTABLE = {"acceptable_min": "min", "acceptable_max": "max"}
EVIDENCE_MORE = {"evidence_url": "url", "evidence_private": "private"}
SOURCE_MORE = {"source_sha256": "sha256"}
ARCHIVED = {"archived_url": "url", "archived_date": "date"}
MARKS = {"note_private": "note", "salience_private": "salience"}
"""The columns that say whether what stands in another is private."""
SOURCE_MARKS = {"source_note_private": "source_note"}
ATTRIBUTE = "entry."
"""What the name of a column begins with that holds another variable of a statement."""
OF_ACTOR = "actor."
"""What the name of a column begins with that holds an attribute of the actor; `group` is one too."""
LIST_SEPARATOR = "; "
"""What stands between several values in one cell."""
ABOUT_ACTOR = {
    "actor_name": "name",
    "short": "short",
    "kind": "kind",
    "group": "group",
    "influence": "influence",
    "actor_url": "url",
    "actor_was": "was",
    "actor_private": "private",
    "influence_private": "influence_private",
}
ABOUT_ISSUE = {
    "issue_title": "title",
    "proposition": "proposition",
    "issue_was": "was",
    "issue_unit": "unit",
    "issue_scale": "scale",
}
ABOUT_DATASET = {f"dataset_{name}": name for name in ABOUT}
OF_ENTRIES = (*ENTRY, *ENTRY_MORE, *CORRECTION, *ACCEPTABLE, *MARKS, *EVIDENCE, *EVIDENCE_MORE)
OF_SOURCES = (*SOURCE, *SOURCE_MORE, *ARCHIVED, *SOURCE_MARKS)
FIELDS = (*LONG, *OF_ENTRIES, *OF_SOURCES, *ABOUT_ACTOR, *ABOUT_ISSUE, *ABOUT_DATASET)
"""What the columns of a long table may be called."""

_CALLED = {"actor": NAMES, "issue": ISSUES, "stance": STANCES}
"""What the columns of a long table are called otherwise."""

MOST_NAMED = 12
"""So many columns are named in a message; the rest are counted."""


@dataclass(frozen=True, slots=True)
class LongColumns:
    """The index of each field's column, and the names of the columns that are not read."""

    index: dict[str, int]
    unused: tuple[str, ...]
    width: int

    @property
    def is_plain(self) -> bool:
        """Whether nothing is said about the stances; something may be said of the actors and the issues.

        Scales of issues say what their stances are.
        """
        known = {*LONG, *ABOUT_ACTOR, *ABOUT_ISSUE, *ABOUT_DATASET} - {"issue_scale"}
        return all(name in known or name.startswith(OF_ACTOR) for name in self.index)


def long_columns(file: TableFile, settings: TableSettings, *, one_issue: bool = False) -> LongColumns:
    """Return where the fields of a long table stand.

    Names are compared without regard to case; `--column` comes before a column of the field's own name, and a
    column that it gives to a field is not read as the one that it is called like.

    Args:
        file: the table.
        settings: what `--column` says.
        one_issue: whether the column of issues may be missing.

    Raises:
        UsageError: if `--column` names a field that there is not.
        DataError: if a column is missing.
    """
    for name in settings.columns:
        if name not in FIELDS and not is_attribute(name):
            hint = did_you_mean(name, FIELDS) or f"the fields are {', '.join(FIELDS)}"
            raise UsageError(f"--column {name}={settings.columns[name]}: there is no field {name!r}", hint)
    header = file.header
    index: dict[str, int] = {}
    lacking: dict[str, str] = {}
    given = {find_column(header, column) for column in settings.columns.values()}
    given -= {None}
    attributes = [name for name in settings.columns if is_attribute(name)]
    for name in (*FIELDS, *attributes):
        column = settings.columns.get(name, name)
        if not column:  # `--column date=`
            if name in LONG and not (one_issue and name == "issue"):
                lacking[name] = name
            continue
        place = find_column(header, column)
        if place is not None and (name in settings.columns or name in LONG or place not in given):
            index[name] = place
        elif name in settings.columns or (name in LONG and not (one_issue and name == "issue")):
            lacking[name] = column
    for place, name in enumerate(header):
        if is_attribute(name) and place not in given:
            index[name] = place
    if lacking:
        error = missing(file, lacking)
        raise _or_wide(error, file) if _may_be_wide(lacking, settings) else error
    return LongColumns(index, tuple(unused_columns(file, set(index.values()))), len(header))


def is_attribute(name: str) -> bool:
    """Return whether a column is called as one that holds an attribute: entry.NAME or actor.NAME."""
    return any(name.startswith(begin) and len(name) > len(begin) for begin in (ATTRIBUTE, OF_ACTOR))


def find_column(header: Sequence[str], name: str) -> int | None:
    """Return the index of a column by its name, or by one that looks like it where none is exactly that."""
    if not name:
        return None
    if name in header:
        return header.index(name)
    wanted, folded = alike_key(name), [alike_key(column) for column in header]
    return folded.index(wanted) if wanted in folded else None


def require_column(file: TableFile, column: str, field: str | None = None) -> int:
    """Return the index of a column by its name.

    Args:
        file: the table.
        column: what it is called.
        field: the field that `--column` could give another column to; None where it could not.

    Raises:
        DataError: if it is not there.
    """
    place = find_column(file.header, column)
    if place is None:
        raise missing(file, {field or column: column}, mapped=field is not None)
    return place


def missing(file: TableFile, lacking: Mapping[str, str], *, mapped: bool = True) -> DataError:
    """Return the error that columns are not there, naming those that are.

    Args:
        file: the table.
        lacking: what each field's column was looked for as.
        mapped: whether `--column` could name another.
    """
    there = [name for name in file.header if name]
    columns = [repr(column) for column in lacking.values()]
    if len(columns) == 1:
        (column,) = lacking.values()
        close = did_you_mean(column, there)
        message, example = f"there is no column {column!r}", "says which it is"
    else:
        close, example = None, "says which is which"
        message = f"there are no columns {', '.join(columns[:-1])} and {columns[-1]}"
    given = ",".join(f"{field}={_called_as(field, there)}" for field in lacking)
    example = f"{option('--column', given)} {example}"
    if list(lacking) == ["issue"]:
        example += "; where all rows are about one, `positions import` takes --issue NAME"
    listed = f"the columns are {first_of(there, MOST_NAMED)}"
    hint = "; ".join(part for part in (listed, mapped and example) if part)
    if close:
        hint = f"{close.rstrip('?')}? {hint[0].upper()}{hint[1:]}"
    return DataError([file.problem("missing-column", message, file.top.line, hint)])


def _may_be_wide(lacking: Collection[str], settings: TableSettings) -> bool:
    """Return whether none of a long table's columns is there, and nobody said that the table is long."""
    return set(lacking) == set(LONG) and settings.kind is None


def _or_wide(error: DataError, file: TableFile) -> DataError:
    """Return the error that a long table's columns are not there, with what to write if the table is wide."""
    there = [name for name in file.header if name]
    first = None if any(map(is_name, there)) else there[0]
    people = (is_name, is_added, is_of_people, may_be_id)
    asked = [name for name in there if name != first and not any(called(name) for called in people)]
    if not asked:
        return error
    at = there.index(asked[0])
    together = len(asked) > 2 and there[at : at + len(asked)] == asked
    names = f"{asked[0]}:{asked[-1]}" if together else ",".join(asked[:MOST_NAMED])
    wide = f"if it is a wide table, with issues across: {option('--answers', names)} names the issues"
    return DataError([replace(found, hint=f"{found.hint}; {wide}") for found in error.problems])


def _called_as(field: str, columns: Sequence[str]) -> str:
    """Return the column that may be a field, going by its heading; NAME where none is called so."""
    return first_called(columns, _CALLED.get(field, ())) or "NAME"


def unused_columns(file: TableFile, read: Collection[int | None]) -> list[str]:
    """Return the names of columns that are not read (by their indexes), and of which no other is made."""
    made_of = file.consumed
    return [
        name for place, name in enumerate(file.header) if place not in read and name and name not in made_of
    ]


def unused_remark(unused: Iterable[str]) -> list[str]:
    """Return a sentence on columns that are not read, none where all are."""
    names = list(unused)
    return [f"Columns not used: {first_of(names, MOST_NAMED)}."] if names else []


def unnamed_remark(file: TableFile, taken: Iterable[int]) -> list[str]:
    """Return a sentence on columns without a name that hold something, none where there is no such column."""
    places = {place for place, name in enumerate(file.header) if not name} - set(taken)
    if not places:
        return []
    rows = (row for _, row in file.numbered())
    held = {place for row in rows for place in places if place < len(row) and row[place].strip()}
    listed = ", ".join(str(place + 1) for place in sorted(held))
    return [f"Columns without a name, and not used: number {listed}."] if held else []
