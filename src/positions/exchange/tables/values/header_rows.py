"""Headers of several rows: headings of groups above the names of columns, questions and parts below them."""

from __future__ import annotations

from collections.abc import Sequence

from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.settings import parse_number
from positions.exchange.tables.values.stance_texts import is_stance_word

_RESPONSES = frozenset(("Response", "Open-Ended Response"))


def is_group_row(row: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether a row has headings of groups of columns, whose own names stand in the row below.

    Of a heading over several columns only the first cell is filled; below, all are, by different words.
    """
    width = len(below)
    texts = [restored_text(cell).strip() for cell in below]
    blank = [place for place in range(width) if place >= len(row) or not row[place].strip()]
    named = all(texts) and len(set(texts)) == width and not any(map(_is_answer, texts[1:]))
    return len(blank) > 1 and len(row) <= width and width > 2 and named


def is_header_of_two(row: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether two rows together are a table's header: headings of groups, and names below them."""
    return is_group_row(row, below) or bool(names_below_groups(row, below))


def names_below_groups(row: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns that stand in two rows; none where they do not, or it is unclear.

    Headings of groups stand in the first cell of their columns, and the columns' own names below. Columns
    without a group, as that of the actors, may be named in either row. Where names of two groups are the
    same, the groups stand before them: `Housing: Q1`.
    """
    columns = _below_groups(row, below)
    if any(lower and _is_answer(lower) for _, _, lower in columns):
        return ()
    names = [lower or upper for _, upper, lower in columns]
    if len(set(names)) < len(names):
        names = [f"{group}: {lower}" if group else lower or upper for group, upper, lower in columns]
    return tuple(names) if len(set(names)) == len(names) else ()


def answers_below_groups(row: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the headings of groups below which answers stand, a column for each; none where names do."""
    columns = _below_groups(row, below)
    words = [lower for _, _, lower in columns if lower]
    if not words or not all(map(is_stance_word, words)) or len(set(words)) == len(words):
        return []
    return list(dict.fromkeys(group for group, _, _ in columns if group))


def _below_groups(row: Sequence[str], below: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the group of each column and the texts of both rows; none where the upper has no groups.

    A group has several columns, and the first column of all is named in one of the rows: a row of answers
    has a name there as well as the header, or in none of them.
    """
    width = max(len(row), len(below))
    upper, lower = ([restored_text(text).strip() for text in cells] for cells in (row, below))
    upper, lower = (texts + [""] * (width - len(texts)) for texts in (upper, lower))
    if not all(map(any, zip(upper, lower, strict=True))) or bool(upper[0]) is bool(lower[0]):
        return []
    found, group = [], ""
    for above, name in zip(upper, lower, strict=True):
        group = (above or group) if name else ""
        found.append((group, above, name))
    goes_on = any(group and not above for group, above, _ in found)
    if not goes_on or (not upper[0] and not all(lower)):
        return []
    return found


def _is_answer(text: str) -> bool:
    return parse_number(text) is not None or is_stance_word(text)


def parts_of_questions(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of columns of which the row below says the parts; none where it does not.

    SurveyMonkey writes a question above its first part, and `Response` below one that has none.
    """
    if not rows or rows[0][:1] != [""] or not _RESPONSES & set(rows[0]):
        return ()
    question, found = "", []
    for place, name in enumerate(names):
        question = name or question
        part = restored_text(rows[0][place]).strip() if place < len(rows[0]) else ""
        found.append(question if part in _RESPONSES or not part else f"{question}: {part}")
    return tuple(found)


def more_headers(names: Sequence[str], rows: Sequence[list[str]]) -> tuple[int, dict[str, str]]:
    """Return how many rows below the names are no answers, and the titles that they give to columns.

    Qualtrics writes three rows: names, questions, and {"ImportId": ...} in each column.
    """
    if len(rows) < 2 or not any(cell.lstrip().startswith('{"ImportId"') for cell in rows[1]):
        return 0, {}
    texts = (restored_text(text).strip() for text in rows[0])
    return 2, {
        name: " ".join(text.split()) for name, text in zip(names, texts, strict=False) if name and text
    }
