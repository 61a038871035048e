"""Lines of styled text: measured, padded, wrapped and set beside each other; never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from positions.one_line import FIRST_STRONG_ISOLATE, POP_ISOLATE, is_leftward, isolated

Side = Literal["left", "right", "centre"]
Block = list[Text]
"""Lines that stand together."""

UNLIMITED = 1_000_000
"""The width where there is no terminal: nothing wraps."""

BOLD, QUIET = "bold", "dim"
GAP = 2
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Screen:
    """What a block needs to know of where it is shown: width, whether signs are ASCII, and in colour."""

    width: int
    ascii: bool
    color: bool = False

    @property
    def rule(self) -> str:
        """The sign that lines are drawn with."""
        return "-" if self.ascii else "─"

    @property
    def ellipsis(self) -> str:
        """The sign that stands for the rest of a shortened label."""
        return "." if self.ascii else "…"


def wrapped(text: Text | str, width: int) -> Block:
    """Return text as lines of at most this width, divided between words; a longer word is divided inside."""
    text = Text(text) if isinstance(text, str) else text
    if text.cell_len <= width:
        return [text]
    lines = list(text.wrap(_MEASURE, max(width, 1), overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines


def hanging(text: Text | str, width: int, *, first: str = "", rest: str = "") -> Block:
    """Return text as wrapped lines, with one indent before the first line and another before the rest."""
    room = max(width - cell_len(rest), _SHORTEST)
    lines = wrapped(text, room)
    return [Text(first if number == 0 else rest).append_text(line) for number, line in enumerate(lines)]


def padded(text: Text, width: int, side: Side) -> Text:
    """Return text filled with spaces to a width; what is longer stays as it is."""
    gap = max(width - text.cell_len, 0)
    left = {"left": 0, "right": gap, "centre": gap // 2}[side]
    out = text.copy()
    out.pad_left(left)
    out.pad_right(gap - left)
    return out


def joined(cells: Sequence[Text], gap: int) -> Text:
    """Return cells beside each other, each in its place also where one is written from right to left."""
    return Text(" " * gap).join([_in_place(cell) for cell in cells])


def _in_place(cell: Text) -> Text:
    if not is_leftward(cell.plain):
        return cell
    return Text("").join([Text(FIRST_STRONG_ISOLATE), cell, Text(POP_ISOLATE)])


def row_lines(cells: Sequence[Block], widths: Sequence[int], sides: Sequence[Side], gap: int) -> Block:
    """Return a row of cells of one or more lines each; a cell of fewer lines is filled below."""
    height = max((len(cell) for cell in cells), default=0)
    return [
        joined(
            [
                padded(cell[line] if line < len(cell) else Text(), width, side)
                for cell, width, side in zip(cells, widths, sides, strict=True)
            ],
            gap,
        )
        for line in range(height)
    ]


def beside(left: Block, right: Block, gap: int) -> Block:
    """Return two blocks side by side."""
    width = block_width(left)
    empty = Text()
    return [
        joined(
            [
                padded(left[line] if line < len(left) else empty, width, "left"),
                right[line] if line < len(right) else empty,
            ],
            gap,
        )
        for line in range(max(len(left), len(right)))
    ]


def block_width(block: Block) -> int:
    """Return the width of a block's longest line."""
    return max((line.cell_len for line in block), default=0)


def printed(lines: Block, *, color: bool, ascii: bool = False) -> str:
    """Return lines as text for a terminal, with escape codes if coloured; nothing trails a line.

    In ASCII there are no marks that keep words from right to left in their place.
    """
    kept = _unmarked if ascii else isolated
    if not color:
        return kept("".join(f"{_bare(line)}\n" for line in lines))
    file = StringIO()
    # An empty environment: what the terminal can do was decided before, and not by CI systems or COLUMNS
    console = Console(
        file=file,
        width=UNLIMITED,
        force_terminal=True,
        color_system="256",
        legacy_windows=False,
        _environ={},
    )
    for line in lines:
        console.print(line, end="\n", markup=False, highlight=False, emoji=False, soft_wrap=True)
    return kept(file.getvalue())


def _bare(line: Text) -> str:
    """Return a line's text without what trails it, spaces before the end of a cell among it."""
    text = line.plain.rstrip()
    while text.endswith(f" {POP_ISOLATE}"):
        text = text[:-1].rstrip() + POP_ISOLATE
    return text


_MEASURE = Console(file=StringIO(), width=UNLIMITED, color_system=None, legacy_windows=False, _environ={})


def _unmarked(text: str) -> str:
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")
