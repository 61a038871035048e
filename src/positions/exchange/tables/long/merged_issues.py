"""Issues that may be several: one name that stands with several chambers, congresses, terms."""

from __future__ import annotations

from positions.exchange.tables.columns import LongColumns
from positions.exchange.tables.table_file import TableFile

_PARTS = frozenset(
    ("chamber", "congress", "house", "parliament", "assembly", "legislature", "term", "session", "wave")
)
"""Columns that number what they hold anew: a roll call 1 in each chamber."""


def parts_unused(columns: LongColumns) -> tuple[str, ...]:
    """Return the columns, of those not read, that may be a part of what an issue is called."""
    return tuple(name for name in columns.unused if name.casefold() in _PARTS)


def merged_issues_remark(file: TableFile, columns: LongColumns) -> list[str]:
    """Return a sentence where one name of an issue stands with several values of such a column.

    Raises:
        DataError: if the file is damaged.
    """
    issue = columns.index.get("issue")
    places = {name: file.header.index(name) for name in parts_unused(columns)}
    if issue is None or not places:
        return []
    first: dict[tuple[str, str], str] = {}
    merged: dict[str, None] = {}
    for _, row in file.numbered():
        for name, place in places.items():
            if (
                max(place, issue) < len(row)
                and first.setdefault((name, row[issue]), row[place]) != row[place]
            ):
                merged[name] = None
        if len(merged) == len(places):
            break
    if not merged:
        return []
    called, listed = file.header[issue], " and ".join(merged)
    names = "+".join((*(name for name in places if name in merged), called))
    return [
        f"One {called!r} stands with several values of {listed}: where these are different issues, "
        f"--column issue={names} keeps them apart."
    ]
