"""What stands in each cell of a matrix, with its colours, in pictures and in Word."""

from __future__ import annotations

from dataclasses import dataclass

from positions.render.common.marks import marked
from positions.render.common.palette import (
    TONES,
    Tone,
    is_of_disagreement,
    number_tone,
    share_tone,
    stance_tone,
)
from positions.render.common.text import extent_text, is_thin
from positions.render.common.values import in_matrix
from positions.rounding import percent
from positions.tables import CellValue, Matrix, Share, StanceCell


@dataclass(frozen=True)
class Written:
    """What stands in a cell: a large line, a small one below it, and the colours; `dashed` is thin."""

    large: str
    small: str
    tone: Tone
    dashed: bool = False


def written(matrix: Matrix) -> list[list[Written | None]]:
    """Return what stands in each cell of a matrix, None where there is nothing."""
    largest = max(
        (abs(cell) for row in matrix.cells for cell in row if isinstance(cell, int | float)), default=0.0
    )
    return [[_written(matrix, cell, largest) for cell in row] for row in matrix.cells]


def _written(matrix: Matrix, cell: CellValue, largest: float) -> Written | None:
    match cell:
        case None:
            return None
        case StanceCell():
            return Written(marked(cell), "", stance_tone(cell))
        case Share():
            return _share(cell, opposed=is_of_disagreement(matrix.id))
        case int() | float():
            text = in_matrix(cell, matrix.type, sparse=matrix.sparse)
            return Written(text.replace("-", "−", 1), "", number_tone(cell, largest))
        case _:
            return Written(in_matrix(cell, matrix.type), "", TONES["g0"])


def _share(share: Share, *, opposed: bool) -> Written:
    value = "–" if share.value is None else percent(share.value)
    thin = is_thin(share)
    small = f"of {extent_text(share)}"
    if share.low is not None and share.high is not None:
        small += f" [{percent(share.low)}–{percent(share.high)}]"
    tone = share_tone(share, opposed=opposed)
    return Written(f"({value})" if thin else value, small, tone, dashed=thin or share.value is None)
