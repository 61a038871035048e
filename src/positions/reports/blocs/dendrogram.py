"""A tree of actors drawn in characters: actors down, the level at which they join across."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from positions.measures.structure.linkage import Merge
from positions.rounding import half_up_whole
from positions.tables import Drawing

WIDTH = 76
"""Columns of a drawing at most: it fits a terminal of 80, and a page."""

_LABEL = 26
_NARROW, _NARROW_LABEL = 58, 18
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_SIGNS = " │││─┘┐┤─└┌├─┴┬┼"
"""The sign for each sum of directions."""
_ASCII_SIGNS = " |||-+++-+++-+++"


def dendrogram(
    names: Sequence[str], blocs: Sequence[int], order: Sequence[int], merges: Sequence[Merge]
) -> Drawing:
    """Return the tree of actors as `_drawn` does, and a narrow one for terminals of 60 columns.

    Args:
        names: the actors' labels, by index.
        blocs: the number of each actor's bloc, by index.
        order: the actors as they stand beneath the tree.
        merges: how clusters join.
    """
    tree = names, blocs, order, merges
    return replace(_drawn(*tree, WIDTH, _LABEL), narrow=_drawn(*tree, _NARROW, _NARROW_LABEL))


def _drawn(
    names: Sequence[str],
    blocs: Sequence[int],
    order: Sequence[int],
    merges: Sequence[Merge],
    wide: int,
    most: int,
) -> Drawing:
    """Return the tree of actors, in the order of its leaves, each beside the number of its bloc.

    Clusters that merge at no distance stay apart: nothing is known that would join them. The drawing has
    `wide` columns, of which a name takes `most`.
    """
    head = [str(blocs[actor]) for actor in order]
    short = [_shortened(names[actor], most) for actor in order]
    first, second = max(map(len, head), default=0), max(map(_columns, short), default=0)
    left = first + second + 4
    masks = _masks(order, merges, wide - left)
    furthest = max((merge.distance for merge in merges if merge.distance is not None), default=None)

    def lines(signs: str, *, ascii: bool) -> tuple[str, ...]:
        rows = []
        for number, (name, plain) in enumerate(zip(short, (names[actor] for actor in order), strict=True)):
            label = _shortened(plain, most, "...") if ascii else name
            padding = " " * (second - _columns(label) + 1)
            tree = "".join(signs[mask] for mask in masks[number]).rstrip()
            rows.append(f"{head[number].rjust(first)}  {label}{padding}{tree}".rstrip())
        axis = [] if furthest is None else [" " * left + _axis(furthest, wide - left)]
        return (*rows, *(line.rstrip() for line in axis))

    return Drawing(
        "dendrogram",
        "Tree: bloc, actor, and the mean agreement at which they join",
        lines(_SIGNS, ascii=False),
        lines(_ASCII_SIGNS, ascii=True),
    )


def _masks(order: Sequence[int], merges: Sequence[Merge], width: int) -> list[list[int]]:
    """Return the directions in which a line leaves each cell of the picture, a row a leaf."""
    masks = [[0] * width for _ in order]
    furthest = max((merge.distance or 0.0 for merge in merges), default=0.0)
    stems = {actor: (row, 0) for row, actor in enumerate(order)}
    for index, merge in enumerate(merges):
        if merge.distance is None:
            break  # those that have no distance come last
        column = 1 + (round(merge.distance / furthest * (width - 2)) if furthest else 0)
        ends = [stems[merge.left], stems[merge.right]]
        for row, start in ends:
            for cell in range(start, column):
                masks[row][cell] |= _RIGHT
                masks[row][cell + 1] |= _LEFT
        top, bottom = sorted(row for row, _ in ends)
        for row in range(top, bottom):
            masks[row][column] |= _DOWN
            masks[row + 1][column] |= _UP
        stems[len(order) + index] = (top + bottom) // 2, column
    return masks


def _axis(furthest: float, width: int) -> str:
    """Return the agreement that columns stand for: at the left edge, midway and at the furthest join."""
    line = "100%".ljust(width)
    if furthest == 0:
        return line
    for share, end in ((1 - furthest / 2, width // 2 + 2), (1 - furthest, width)):
        text = f"{half_up_whole(share, 100)}%"
        line = line[: end - len(text)] + text + line[end:]
    return line


def _shortened(name: str, most: int, sign: str = "…") -> str:
    name = " ".join(name.split())
    if _columns(name) <= most:
        return name
    ends = list(accumulate(map(_columns, name)))
    return name[: bisect_right(ends, most - len(sign))].rstrip() + sign


def _columns(text: str) -> int:
    """Return how many columns a text takes: two for East Asian letters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
