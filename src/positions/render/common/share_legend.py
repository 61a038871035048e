"""What the signs about a share mean, where they occur."""

from __future__ import annotations

from collections.abc import Sequence

from positions.render.common.marks import Legend
from positions.render.common.palette import STEPS, is_of_disagreement
from positions.render.common.text import is_thin, thin_words
from positions.tables import AnyTable, CellValue, Share, Table


def share_legend(
    table: AnyTable, *, compact: bool = False, ascii: bool = False, shaded: bool = False
) -> tuple[Legend, ...]:
    """Return what "67% of 6", parentheses, `*1`, brackets and a dash mean, those that occur in a table.

    `shaded`: whether the format colours shares, so that the legend gives the breaks of the shades.
    """
    rows = table.cells if table.kind == "matrix" else [_people_see(table, row) for row in table.rows]
    shares = [cell for row in rows for cell in row if isinstance(cell, Share)]
    found = legend_of_shares(shares, _counted(table), compact=compact, ascii=ascii)
    return (*found, *shade_legend(shares, opposed=is_of_disagreement(table.id))) if shaded else found


def legend_of_shares(
    shares: Sequence[Share], counted: str, *, compact: bool = False, ascii: bool = False
) -> tuple[Legend, ...]:
    """Return what the signs about shares mean, those that occur; `counted` is what their numbers count."""
    return tuple(entry for entry, occurs in _entries(shares, counted, compact, ascii) if occurs)


def shade_legend(shares: Sequence[Share], *, opposed: bool = False) -> tuple[Legend, ...]:
    """Return at which shares the next darker shade begins; nothing where no share is defined."""
    if all(share.value is None or is_thin(share) for share in shares):
        return ()
    breaks = [f"{100 * step // STEPS}%" for step in range(1, STEPS)]
    return (
        Legend(
            "shade",
            f"the darker, the larger: from {', '.join(breaks[:-1])} and {breaks[-1]} up",
            "d" if opposed else "g",
        ),
    )


def _people_see(table: Table, row: Sequence[CellValue]) -> list[CellValue]:
    return [cell for cell, column in zip(row, table.columns, strict=True) if not column.detail]


def _counted(table: AnyTable) -> str:
    """Return what the numbers beside shares count; where columns count different things, "a or b"."""
    if table.kind == "matrix":
        return table.counted
    counted = dict.fromkeys(
        column.counted
        for index, column in enumerate(table.columns)
        if not column.detail and any(isinstance(row[index], Share) for row in table.rows)
    )
    return " or ".join(counted)


def _entries(shares: Sequence[Share], counted: str, compact: bool, ascii: bool) -> list[tuple[Legend, bool]]:
    of = ("/" if ascii else "·") if compact else " of "
    dash = "-" if ascii else "–"
    defined = [share for share in shares if share.value is not None]
    weighted = any(share.effective is not None for share in shares)
    return [
        (Legend(f"%{of}n", f"the share, over n {counted}"), bool(defined)),
        (
            Legend("( )", thin_words(counted, weighted=weighted)),
            any(map(is_thin, defined)),
        ),
        (
            Legend("effn" if ascii else "≈n", f"effective n (Kish): as many {counted} of equal weight"),
            weighted,
        ),
        (Legend("*n", "n of them on a condition"), any(share.conditional for share in shares)),
        (Legend(f"[{dash}]", "lowest and highest possible"), any(share.low is not None for share in shares)),
        (Legend(f"{dash}{of}n", f"too few {counted} for a share"), len(defined) < len(shares)),
    ]
