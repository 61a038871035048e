"""A cell of any kind as one line of text for people."""

from __future__ import annotations

from typing import cast

from positions.attribution import evidence_text
from positions.render.common.marks import marked, qualifiers, with_frequency
from positions.render.common.text import count_text, labels, share_text, visible
from positions.rounding import percent, two_decimals
from positions.tables import CellValue, ColumnType, Count, EvidenceItem, Ref, Share, StanceCell


def plain(value: CellValue, kind: ColumnType = "text", *, ascii: bool = False) -> str:
    """Return a cell of a table's column as people read it, stances in words.

    Where there is nothing it is "", and in a column of shares or numbers a dash: the figure is undefined.
    """
    match value:
        case None:
            return ("-" if ascii else "–") if kind in ("share", "number") else ""
        case str():
            return visible(value)
        case int() | float():
            return percent(value) if kind == "share" else two_decimals(value)
        case Ref():
            return visible(value.label)
        case Share():
            return share_text(value, ascii=ascii)
        case Count():
            return count_text(value)
        case StanceCell():
            return with_frequency(value) + qualifiers(value, ascii=ascii)
        case tuple():
            return _several(value, ascii)


def in_matrix(value: CellValue, kind: ColumnType, *, ascii: bool = False, sparse: bool = False) -> str:
    """Return a cell of a matrix as people read it, stances as marks; "" for None and for a sparse 0."""
    if value is None or (sparse and value == 0):
        return ""
    return marked(value, ascii=ascii) if isinstance(value, StanceCell) else plain(value, kind, ascii=ascii)


def _several(value: tuple[Ref, ...] | tuple[EvidenceItem, ...], ascii: bool) -> str:
    if all(isinstance(item, Ref) for item in value):
        return labels(cast("tuple[Ref, ...]", value))
    items = cast("tuple[EvidenceItem, ...]", value)
    return " | ".join(evidence_text(item, ascii=ascii).line for item in items)
