"""Headings of a matrix's columns: whole, wrapped, or shortened or numbered with a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from positions.render.terminal_layout import QUIET, UNLIMITED, Block, Screen, wrapped
from positions.render.text import visible
from positions.tables import Matrix, Ref

_CAPS = (40, 16, 13, 11, 9, 7, 6)
_MOST_LINES = 3
_LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings as lines with their columns' widths; `shortened` are the columns whose label is not whole."""

    lines: tuple[Block, ...]
    widths: tuple[int, ...]
    shortened: tuple[int, ...] = ()
    numbered: bool = False


def headings_for(
    matrix: Matrix, least: int, room: int, gap: int, screen: Screen, *, numbered: bool
) -> Iterator[Headings]:
    """Yield headings from the widest to the narrowest, for columns of cells of at least a width.

    Args:
        matrix: whose columns are headed.
        least: width of the widest cell.
        room: width for all columns with their gaps; the first headings that fit are the last to be yielded.
        gap: spaces between columns.
        screen: where they are shown.
        numbered: whether to number the columns, and no more.
    """
    labels = [visible(column.label) for column in matrix.columns]
    if numbered:
        yield _numbers(len(labels), least)
        return
    caps = _CAPS if screen.width < UNLIMITED else (UNLIMITED,)
    for cap in caps:
        headings = _words(labels, max(cap, least), least, screen)
        if headings is None:
            return
        yield headings
        if sum(headings.widths) + gap * len(labels) <= room:
            return


def _numbers(count: int, least: int) -> Headings:
    numbers = [str(number) for number in range(1, count + 1)]
    width = max(least, len(str(count)))
    return Headings(
        tuple([Text(number)] for number in numbers), (width,) * count, tuple(range(count)), numbered=True
    )


def _words(labels: list[str], cap: int, least: int, screen: Screen) -> Headings | None:
    """Return the labels wrapped to at most `cap` columns each; None if two would then look the same."""
    lines, shortened = [], []
    for index, label in enumerate(labels):
        block, whole = _fitted(label, cap, screen)
        lines.append(block)
        if not whole:
            shortened.append(index)
    looks = [tuple(line.plain for line in block) for block in lines]
    if len(set(looks)) < len(set(labels)):
        return None
    widths = tuple(max(least, *(line.cell_len for line in block)) for block in lines)
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


def key_lines(matrix: Matrix, headings: Headings, screen: Screen) -> Block:
    """Return "GOV Government · 3 New structures": what stands for which full name, wrapped."""
    entries = [_entry(matrix.columns[index], headings, index) for index in headings.shortened]
    if not headings.numbered:
        refs = {ref.id: ref for ref in (*matrix.rows, *matrix.columns)}
        told = {matrix.columns[index].id for index in headings.shortened}
        entries += [
            (visible(ref.label), visible(ref.name))
            for ref in refs.values()
            if ref.name != ref.label and ref.id not in told
        ]
    return flowing([(sign, words) for sign, words in entries], screen)


def _entry(ref: Ref, headings: Headings, index: int) -> tuple[str, str]:
    sign = " ".join(line.plain for line in headings.lines[index])
    name = visible(ref.name)
    if headings.numbered and ref.label != ref.name:
        name = f"{visible(ref.label)}, {name}"
    return sign, name


def flowing(entries: list[tuple[str, str]], screen: Screen) -> Block:
    """Return pairs of a sign and its words in lines, a pair divided only where it is longer than a line."""
    lines: Block = []
    for sign, words in entries:
        piece = Text(sign, "bold") + Text(f" {words}", QUIET)
        if lines and lines[-1].cell_len + 3 + piece.cell_len <= screen.width:
            lines[-1] = lines[-1] + Text("   ") + piece
        else:
            lines += wrapped(piece, screen.width)
    return lines
