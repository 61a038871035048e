"""Which column of a wide table names its rows, and whether the rows are issues."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from positions.exchange.tables.columns import find_column, require_column
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.settings import TableSettings, parse_number
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.headings import (
    NAMES,
    first_called,
    is_added,
    is_id,
    is_name,
    names_issues,
)
from positions.exchange.tables.values.stance_texts import LONGEST, OF_FORMS, is_stance_word
from positions.exchange.tables.wide.answer_columns import chosen_columns
from positions.names import name_key

_OF_QUALTRICS = "ResponseId"
_FIRST = 3
"""Columns among which one of issues makes a table one of issues down."""
_LOOKED_AT = 1000


def has_issues_down(file: TableFile, settings: TableSettings) -> bool:
    """Return whether the rows of a wide table are issues, by what one of the first columns is called."""
    if settings.columns.get("actor") or settings.columns.get("stance") or settings.answers or file.top.below:
        return False
    first = file.header[:_FIRST]
    return any(map(names_issues, first)) and not any(map(is_name, file.header))


def key_column(file: TableFile, settings: TableSettings, down: str) -> tuple[int, bool]:
    """Return the index of the column that names the rows, and whether that is a guess.

    It is the one that `--column` gives, or that is called so; else the first, unless that holds numbers of
    rows, times or addresses: then the first that is called as names are, or that holds names.
    """
    header = file.header
    column = settings.columns.get(down)
    if column:
        return require_column(file, column, down), False
    own = find_column(header, down)
    if own is None and file.top.below:
        own = find_column(header, _OF_QUALTRICS)
    if own is not None:
        return own, False
    rows = [row for _, row in islice(file.numbered(), _LOOKED_AT)]
    given = {find_column(header, name) for name in settings.columns.values() if name}
    if settings.answers and not all(name.startswith("not:") for name in settings.answers):
        given |= {*chosen_columns(file, settings.answers, ())}
    if down == "issue":
        called = (place for place, name in enumerate(header) if names_issues(name))
        return next(called, 0), True
    return _of_actors(["" if place in given else name for place, name in enumerate(header)], rows), True


def _of_actors(header: Sequence[str], rows: Sequence[list[str]]) -> int:
    texts = {place: _texts(rows, place) for place in range(len(header))}
    if is_id(header[0]):
        texts = {place: held[: _last_id(texts[0])] for place, held in texts.items()}
        rows = rows[: len(texts[0])]
    named = first_called((name for place, name in enumerate(header) if _tells_apart(texts[place])), NAMES)
    if not _is_no_name(header[0], texts[0]):
        repeats = len(set(map(name_key, texts[0]))) < len(texts[0])
        unique = named is not None and len(set(texts[header.index(named)])) == len(rows)
        return header.index(named) if named is not None and repeats and unique else 0
    if named is not None:
        return header.index(named)
    if is_id(header[0]) and _tells_apart(texts[0]):
        return 0
    for place, name in enumerate(header):
        if name and _may_name(name, texts[place]):
            return place
    ids = (place for place, name in enumerate(header) if is_id(name) and _tells_apart(texts[place]))
    return next(ids, 0)


def _texts(rows: Sequence[list[str]], place: int) -> list[str]:
    return [restored_text(row[place]).strip() if place < len(row) else "" for row in rows]


def _last_id(texts: Sequence[str]) -> int:
    """Return how many rows there are to the last with an id; all where no row, or few, has one.

    Below them there may be totals: an id has a digit.
    """
    last = max((at for at, text in enumerate(texts, 1) if any(map(str.isdigit, text))), default=0)
    return last if 2 * last > len(texts) else len(texts)


def _tells_apart(texts: Sequence[str]) -> bool:
    """Return whether a column names every row, and most by a name of their own."""
    return bool(texts) and all(texts) and 2 * len(set(map(name_key, texts))) > len(texts)


def _may_name(heading: str, texts: Sequence[str]) -> bool:
    """Return whether each cell of a column may be a name, each another one."""
    differ = all(texts) and len(set(texts)) == len(texts)
    short = max(map(len, texts), default=0) <= LONGEST
    return differ and short and not _is_no_name(heading, texts) and not any(map(_is_answer, texts))


def _is_answer(text: str) -> bool:
    return text in ("not-researched", "excluded") or is_stance_word(text)


def _is_no_name(heading: str, texts: Sequence[str]) -> bool:
    """Return whether a column is of those that forms add, or holds what names nobody."""
    if is_name(heading):
        return False
    if is_added(heading):
        return True
    held = [text for text in texts if text]
    odd = sum(parse_number(text) is not None or bool(OF_FORMS.fullmatch(text)) for text in held)
    return not held or 2 * odd > len(held)
