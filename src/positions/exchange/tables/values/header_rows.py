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
