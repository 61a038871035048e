"""The dendrogram of the page: a drawing that grows with the text beside it, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from positions.page_model import Page
from positions.render.html.build import Markup, el, text
from positions.rounding import percent
from positions.tables import Matrix, Share

_ROW = 1.75
"""Height of an actor's row, in the size of its text."""

_TOLD = 12


def dendrogram(page: Page) -> Markup | None:
    """Return the tree of actors; None where no two join."""
    tree = page.tree
    joined = [distance for _, _, distance in tree.merges if distance is not None]
    if not joined or not tree.blocs:
        return None
    furthest = max(joined) or 1.0
    places: dict[int, tuple[float, float]] = {actor: (row, 0.0) for row, actor in enumerate(tree.order)}
    lines = []
    for index, (left, right, distance) in enumerate(tree.merges):
        if distance is None:
            break  # those that have no distance come last
        x = distance / furthest
        ends = places[left], places[right]
        lines += [_line((start, row), (x, row)) for row, start in ends]
        lines.append(_line((x, ends[0][0]), (x, ends[1][0])))
        places[len(tree.order) + index] = (ends[0][0] + ends[1][0]) / 2, x
    names = el(
        "ol",
        *(
            el(
                "li",
                _bloc(tree.blocs[actor]),
                " ",
                el("span", page.actors[actor].ref.label, class_="name"),
            )
            for actor in tree.order
        ),
    )
    picture = el(
        "svg",
        el("title", "Tree of blocs"),
        el("desc", text(" ".join(in_words(page)))),
        *lines,
        role="img",
        width="100%",
        height=f"{_ROW * len(tree.order):g}em",
    )
    axis = el(
        "p",
        *(el("span", percent(1 - furthest * share)) for share in (0.0, 0.5, 1.0)),
        class_="axis",
        aria_hidden="true",
    )
    return el("div", names, el("div", picture, axis, class_="drawing"), class_="tree")


def in_words(page: Page) -> list[str]:
    """Return the tree as sentences, the first few joins of many, each with the number that it rests on."""
    members: dict[int, Sequence[int]] = {index: (index,) for index in range(len(page.actors))}
    labels = [actor.ref.label for actor in page.actors]
    shares = _shares(page)
    told = []
    for index, (left, right, distance) in enumerate(page.tree.merges):
        sides = members[left], members[right]
        members[len(page.actors) + index] = (*sides[0], *sides[1])
        if distance is None:
            break
        if index < _TOLD:
            joined = _join(*([labels[actor] for actor in side] for side in sides))
            told.append(f"{joined} at {percent(1 - distance)}{_behind(*sides, shares)}.")
    rest = len(page.tree.merges) - len(told)
    return [*told, f"{rest} more joins follow."] if rest > 0 else told


def _shares(page: Page) -> dict[tuple[int, int], int]:
    """Return how many issues each pair of actors shares, of the pairs whose agreement is defined."""
    agreement = next(table for table in page.report.tables if table.id == "agreement")
    assert isinstance(agreement, Matrix)  # the page shows it as one
    places = {actor.ref.id: index for index, actor in enumerate(page.actors)}
    return {
        (places[row.id], places[column.id]): cell.shared
        for row, cells in zip(agreement.rows, agreement.cells, strict=True)
        for column, cell in zip(agreement.columns, cells, strict=True)
        if isinstance(cell, Share) and cell.value is not None and {row.id, column.id} <= places.keys()
    }


def _behind(left: Sequence[int], right: Sequence[int], shares: Mapping[tuple[int, int], int]) -> str:
    """Return what a join rests on: the issues that two actors share, else the pairs of the mean."""
    pairs = [(a, b) for a in left for b in right if (a, b) in shares]
    if len(left) == len(right) == 1 and pairs:
        return f" of {shares[pairs[0]]}"
    return f", on average over {len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'}"


def _join(left: Sequence[str], right: Sequence[str]) -> str:
    """Say which two groups become one: "A and B join", "C joins the group of A and B"."""
    if len(left) == len(right) == 1:
        return f"{left[0]} and {right[0]} join"
    small, large = sorted((left, right), key=len)
    group = _group(small)
    who = group if len(small) == 1 else group[:1].upper() + group[1:]
    return f"{who} joins {_group(large)}"


def _group(names: Sequence[str]) -> str:
    if len(names) > 4:
        return f"a group of {len(names)} with {names[0]}"
    return names[0] if len(names) == 1 else f"the group of {', '.join(names[:-1])} and {names[-1]}"


def _line(start: tuple[float, float], end: tuple[float, float]) -> Markup:
    """Return a line between two places: the first number a share of the width, the second a row."""
    (x1, y1), (x2, y2) = start, end
    return el(
        "line",
        x1=f"{1 + 97 * x1:.4g}%",
        x2=f"{1 + 97 * x2:.4g}%",
        y1=f"{_ROW * (y1 + 0.5):.6g}em",
        y2=f"{_ROW * (y2 + 0.5):.6g}em",
    )


def _bloc(number: int) -> Markup:
    return el("span", str(number or "–"), class_="bloc", title=f"Bloc {number}" if number else "in no bloc")
