"""The dendrogram of the page: a drawing that grows with the text beside it, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence

from positions.page_model import JoinGround, Page
from positions.render.html.build import Markup, el, text
from positions.rounding import percent

_ROW = 1.75
"""Height of an actor's row, in the size of its text."""


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
    told = []
    for index, (left, right, distance) in enumerate(page.tree.merges):
        sides = members[left], members[right]
        members[len(page.actors) + index] = (*sides[0], *sides[1])
        if distance is None:
            break
        if index < len(page.tree.grounds):
            joined = _join(*([labels[actor] for actor in side] for side in sides))
            told.append(f"{joined} at {percent(1 - distance)}{_behind(page.tree.grounds[index])}.")
    rest = len(page.tree.merges) - len(told)
    return [*told, f"{rest} more joins follow."] if rest > 0 else told


def _behind(ground: JoinGround) -> str:
    """Return what a join rests on: the issues that two actors share, else the pairs of the mean."""
    if ground.shared is not None:
        return f" of {ground.shared}"
    return f", on average over {ground.pairs} {'pair' if ground.pairs == 1 else 'pairs'}"


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
