"""Rows of a wide table with one name: two of one name, or one whose answers stand in several rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from positions.exchange.tables.answers import is_blank
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.long.long_entries import EntryReading
from positions.exchange.tables.values.recoding import UnreadableError
from positions.names import name_key
from positions.offers import option
from positions.suggest import first_of

_MOST = 3


@dataclass(frozen=True, slots=True)
class NamedRows:
    """The index of the column of names, the indexes of the answers with what each is on, what a row is."""

    key: int
    across: Mapping[int, str]
    what: str


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    line: int
    cells: list[str]


def tell_repeated_rows(rows: NamedRows, reading: EntryReading) -> list[str]:
    """Note the rows that have a name of another row and other answers; return a remark on those that agree.

    Args:
        rows: what stands where.
        reading: how stances are read, and where faults are noted.
    """
    file = reading.faults.file
    names = Counter(name_key(_at(cells, rows.key)) for _, cells in file.numbered())
    several = {name for name, count in names.items() if name and count > 1}
    if not several:
        return []
    found: dict[str, list[_Row]] = {}
    for line, cells in file.numbered():
        name = _at(cells, rows.key)
        if name_key(name) in several and is_blank(
            cells[len(file.header) :]
        ):  # a longer row is told elsewhere
            found.setdefault(name_key(name), []).append(_Row(name, line, cells))
    agreeing: dict[str, str] = {}
    for first, *others in found.values():
        clashes = [(row, columns) for row in others if (columns := list(_clashes(first, row, rows, reading)))]
        for row, columns in clashes:
            said = (
                f"{row.name!r} is in line {first.line} too, with another stance on {first_of(columns, _MOST)}"
            )
            hint = _hint(rows, [first, row], file.header)
            reading.faults.add(row.line, "repeated-cell", said, hint)
        if others and not clashes:
            lines = first_of([str(row.line) for row in (first, *others)], _MOST)
            agreeing[f"{first.name!r} (lines {lines})"] = _hint(rows, [first, *others], file.header)
    if not agreeing:
        return []
    hint = next(iter(agreeing.values()))
    return [f"Rows with one name are read as one {rows.what}: {first_of(list(agreeing), _MOST)}; {hint}."]


def _clashes(one: _Row, other: _Row, rows: NamedRows, reading: EntryReading) -> Iterator[str]:
    """Yield on what two rows have different stances; what cannot be read is told elsewhere."""
    for place, issue in rows.across.items():
        texts = _at(one.cells, place), _at(other.cells, place)
        if texts[0] == texts[1] or not all(texts):
            continue
        stances = reading.stances_of(issue)
        try:
            first, second = (stances.read(text) for text in texts)
        except UnreadableError:
            continue
        if first is not None and second is not None and first != second:
            yield repr(issue)


def _hint(rows: NamedRows, named: list[_Row], header: list[str]) -> str:
    """Return how to keep rows of one name apart: by a column in which they differ, where there is one."""
    name = header[rows.key]
    apart = next((header[at] for at in _telling(rows, named, header, rows.across)), None)
    if apart is not None and name:
        return (
            f"if they are several, keep them apart with {option('--column', f'{rows.what}={name}+{apart}')}"
        )
    ids = f"{rows.what}=ID,{rows.what}_{'name' if rows.what == 'actor' else 'title'}={name or 'NAME'}"
    return f"if they are several, give each an id in a column, and read it with {option('--column', ids)}"


def _telling(
    rows: NamedRows, named: list[_Row], header: list[str], answers: Collection[int]
) -> Iterator[int]:
    """Yield the columns, none with answers, in which each of some rows says something else."""
    for at, column in enumerate(header):
        texts = [_at(row.cells, at) for row in named]
        if column and at != rows.key and at not in answers and all(texts) and len(set(texts)) == len(texts):
            yield at


def _at(cells: list[str], place: int) -> str:
    return restored_text(cells[place]).strip() if place < len(cells) else ""
