"""Headings of a matrix's columns: whole, wrapped, or shortened or numbered with a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from positions.render.common.text import visible
from positions.render.terminal.layout import QUIET, UNLIMITED, Block, Screen, wrapped
from positions.tables import Matrix, Ref

_CAPS = (40, 16, 13, 11, 9, 8)
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings as lines with their columns' widths; `shortened` are the columns whose label is not whole."""

    lines: tuple[Block, ...]
    widths: tuple[int, ...]
    shortened: tuple[int, ...] = ()
    numbered: bool = False


def headings_for(
    matrix: Matrix, least: Sequence[int], room: int, gap: int, screen: Screen, *, numbered: bool
) -> Iterator[Headings]:
    """Yield headings from the widest to the narrowest, first equally wide, then as wide as each must be.

    Args:
        matrix: whose columns are headed.
        least: width of the widest cell of each column.
        room: width for all columns with their gaps; the first headings that fit are the last to be yielded.
        gap: spaces between columns.
        screen: where they are shown.
        numbered: whether to number the columns, and no more.
    """
    labels = [visible(column.label) for column in matrix.columns]
    if numbered:
        yield _numbers(least)
        return
    for cap in _CAPS if screen.width < UNLIMITED else (UNLIMITED,):
        headings = _words(labels, cap, least, screen)
        if headings is None:
            return
        for found in (_evened(headings), headings):
            fits = sum(found.widths) + gap * len(labels) <= room
            if fits or found is headings:
                yield found
            if fits:
                return


def _evened(headings: Headings) -> Headings:
    return replace(headings, widths=(max(headings.widths, default=0),) * len(headings.widths))


def _numbers(least: Sequence[int]) -> Headings:
    numbers = [str(number) for number in range(1, len(least) + 1)]
    widths = tuple(max(width, len(number)) for width, number in zip(least, numbers, strict=True))
    lines = tuple([Text(number)] for number in numbers)
    return Headings(lines, widths, tuple(range(len(least))), numbered=True)


def _words(labels: list[str], cap: int, least: Sequence[int], screen: Screen) -> Headings | None:
    """Return the labels wrapped to at most `cap` columns each; None if two would then look the same."""
    lines, shortened = [], []
    for index, label in enumerate(labels):
        block, whole = _fitted(label, max(cap, least[index]), screen)
        lines.append(block)
        if not whole:
            shortened.append(index)
    looks = [tuple(line.plain for line in block) for block in lines]
    if len(set(looks)) < len(set(labels)):
        return None
    widths = tuple(
        max(width, *(line.cell_len for line in block)) for width, block in zip(least, lines, strict=True)
    )
    return Headings(tuple(lines), widths, tuple(shortened))


def _fitted(label: str, cap: int, screen: Screen) -> tuple[Block, bool]:
    """Return a label's lines and whether all of it is there."""
    if cell_len(label) <= cap:
        return [Text(label)], True
    words = label.split(" ")
    short = [word if cell_len(word) <= cap else _cut(word, cap, screen) for word in words]
    lines = wrapped(" ".join(short), cap)
    if len(lines) <= _MOST_LINES:
        return lines, short == words
    last = _cut(lines[_MOST_LINES - 1].plain + " ", min(cap, lines[_MOST_LINES - 1].cell_len + 1), screen)
    return [*lines[: _MOST_LINES - 1], Text(last)], False


def _cut(word: str, width: int, screen: Screen) -> str:
    return set_cell_size(word, width - 1).rstrip() + screen.ellipsis


def key_entries(matrix: Matrix, headings: Headings) -> list[tuple[str, str]]:
    """Return the headings that are not whole with what they stand for: ("3", "New structures")."""
    return [_entry(matrix.columns[index], headings, index) for index in headings.shortened]


def _entry(ref: Ref, headings: Headings, index: int) -> tuple[str, str]:
    sign = " ".join(line.plain for line in headings.lines[index])
    label, name = visible(ref.label), visible(ref.name)
    return sign if headings.numbered else f"{sign}:", name if name.startswith(label) else f"{label}, {name}"


def name_entries(refs: Iterable[Ref]) -> list[tuple[str, str]]:
    """Return labels with the full names that are more than the label, each once."""
    found = {visible(ref.label): visible(ref.name) for ref in refs}
    return [(f"{label}:", name) for label, name in found.items() if name != label]


def flowing(entries: Iterable[tuple[str, str]], screen: Screen) -> Block:
    """Return pairs of a sign and its words in lines, a pair divided only where it is longer than a line."""
    lines: Block = []
    for sign, words in entries:
        piece = Text.assemble((sign, "bold"), " ", (words, QUIET))
        if lines and lines[-1].cell_len + 3 + piece.cell_len <= screen.width:
            lines[-1] = Text.assemble(lines[-1], "   ", piece)
        else:
            lines += wrapped(piece, screen.width)
    return lines
