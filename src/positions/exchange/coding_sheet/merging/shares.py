"""Numbers of a coding sheet that may be shares: 0.5 in a column in which others have written 50%."""

from __future__ import annotations

from collections.abc import Iterator

from positions.exchange.coding_sheet.cell_text import parse_number_text
from positions.exchange.coding_sheet.fields import Column
from positions.exchange.coding_sheet.layout import KEY, ON
from positions.exchange.coding_sheet.merging.merge_state import MergeState
from positions.exchange.coding_sheet.reading import Part, Row
from positions.exchange.tables.values.numbers import PERCENT

_WEIGHT = "weight"


def check_shares(state: MergeState) -> None:
    """Name the rows that have got a number up to 1 in a column with per cent, unless the scale ends there."""
    for name, part in state.returned.parts.items():
        for column in part.columns.values():
            if column.kind not in ("number", "stance") or column.id == _WEIGHT:
                continue
            for row, percent in _beside_percents(part, column):
                if _is_kept(state, name, row, column) or _is_of_shares(state, column, row):
                    continue
                text = row.texts[column.id].strip()
                message = f"{column.label}: {text} stands beside {percent}, and may be {text} or per cent too"
                state.wrong_row(
                    name, row, "bad-value", message, "write both with a percent sign, or both without"
                )


def _beside_percents(part: Part, column: Column) -> Iterator[tuple[Row, str]]:
    """Yield the rows with a number up to 1 in a column, with a cell of it that has a percent sign."""
    texts = [(row, row.texts.get(column.id, "").strip()) for row in part.rows]
    percent = next((text for _, text in texts if text.endswith(PERCENT) and parse_number_text(text)), None)
    for row, text in texts if percent is not None else ():
        number = parse_number_text(text)
        if percent is not None and number is not None and not text.endswith(PERCENT) and 0 < abs(number) <= 1:
            yield row, percent


def _is_kept(state: MergeState, sheet: str, row: Row, column: Column) -> bool:
    """Return whether a cell says what it said at export."""
    base = state.base_rows(sheet).get(row.texts.get(KEY.id, "").strip(), {})
    return parse_number_text(base.get(column.id, "")) == parse_number_text(row.texts[column.id])


def _is_of_shares(state: MergeState, column: Column, row: Row) -> bool:
    if column.kind != "stance":
        return False
    scale = state.full.scale_of(state.names.canonical(ON, row.texts.get(ON.id, "")))
    return not scale.is_range or scale.maximum <= 1
