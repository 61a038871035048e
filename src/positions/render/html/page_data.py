"""The page's data for its script: small numbers in place of words, and every distinct cell told once."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any, cast

from positions.page_model import Page
from positions.render.common.marks import in_words, marked
from positions.render.common.palette import stance_class
from positions.render.common.text import visible
from positions.render.html.cells import Addresses, stance_words
from positions.render.html.lines import ENDS, MANY_ACTORS
from positions.render.html.matrices import (
    ACROSS_PAPER,
    LONG_HEAD,
    MANY,
    PANEL,
    is_even,
    is_large,
    issues_down,
)
from positions.rounding import whole_multiples
from positions.tables import StanceCell
from positions.vocabulary import BASES, CONFIDENCES, NOMINAL_VERDICTS, VERDICTS

LETTERS = ascii_uppercase + ascii_lowercase + digits + "-_"
"""A letter for each look of a row that is packed."""


def page_data(page: Page, addresses: Addresses) -> dict[str, Any]:
    """Return what the script needs to sort, filter, compare and tell what is behind a cell.

    `looks` are the distinct cells as [mark, words, class, words alone, state, value, side, basis, confidence
    from 0, 1 if on a condition, salience, 1 if there is something behind it, value on the issue's own scale];
    `cells` has for each actor the number of the look of each issue; look 0 is that of a cell that a filter
    takes out. On a large page with up to 64 looks a row is a text, in which a letter of `letters` is a look.
    """
    looks, cells = _cells(page, addresses)
    kinds = _folded(actor.kind for actor in page.actors if actor.kind)
    attributes = _attributes(page)
    tags = _folded(tag for issue in page.issues for tag in issue.tags)
    weights = whole_multiples({issue.weight for issue in page.issues})  # sums of them are exact
    labels = [actor.ref.label.casefold() for actor in page.actors]
    return {
        "actors": [
            [
                visible(actor.ref.label),
                visible(actor.ref.name),
                addresses.actors[index],
                _place(kinds, actor.kind),
                [_place(values, actor.attributes.get(name)) for name, values in attributes.items()],
            ]
            for index, actor in enumerate(page.actors)
        ],
        "issues": [
            [
                visible(issue.ref.label),
                visible(issue.proposition or ""),
                addresses.issues[index],
                sorted({list(tags).index(tag.casefold()) for tag in issue.tags}),
                weights[issue.weight],
                visible(issue.unit or ""),
            ]
            for index, issue in enumerate(page.issues)
        ],
        "kinds": [visible(kind) for kind in kinds.values()],
        "attributes": [
            [visible(name), [visible(value) for value in values.values()]]
            for name, values in attributes.items()
        ],
        "tags": [visible(tag) for tag in tags.values()],
        "bases": list(BASES),
        "confidences": list(CONFIDENCES),
        "scale": {
            "range": page.scale.range,
            "neutral": page.scale.neutral,
            "deviation": max(
                page.scale.maximum - page.scale.neutral, page.scale.neutral - page.scale.minimum
            ),
            "nominal": page.scale.nominal,
            "labels": [value for _, value in page.scale.levels] if page.scale.nominal else [],
        },
        "method": {
            "measure": page.method.measure,
            "minShared": page.method.min_shared,
            "weighted": page.method.weighted,
            "bySalience": page.method.by_salience,
        },
        "verdicts": dict(NOMINAL_VERDICTS if page.scale.nominal else VERDICTS),
        "clashes": {
            f"{a}/{b}": {issue: visible(words) for issue, words in found.items()}
            for (a, b), found in page.clashes.items()
        },
        "looks": [list(look) for look in looks],
        "cells": _packed(cells) if is_large(page) and len(looks) <= len(LETTERS) else cells,
        "letters": LETTERS,
        "orders": {
            "file": list(range(len(page.actors))),
            "name": sorted(range(len(page.actors)), key=lambda actor: (labels[actor], actor)),
            "bloc": list(page.tree.order),
        },
        "issueOrders": {
            "file": list(range(len(page.issues))),
            "divided": [line.issue for line in page.lines],
        },
        "usual": ["bloc", "divided"] if page.is_many else ["file", "file"],
        "blocs": list(page.tree.blocs),
        "overview": page.is_many,
        "brief": addresses.is_brief,
        "issuesDown": issues_down(page),
        "large": is_large(page),
        "panel": PANEL,
        "many": MANY,
        "even": is_even(page.stances),
        "longHead": LONG_HEAD,
        "acrossPaper": ACROSS_PAPER,
        "manyActors": MANY_ACTORS,
        "ends": ENDS,
    }


def _cells(page: Page, addresses: Addresses) -> tuple[dict[tuple[Any, ...], int], list[list[int]]]:
    """Return the distinct looks of cells with their numbers, and for each actor those of its cells."""
    looks: dict[tuple[Any, ...], int] = {_look(StanceCell("excluded"), None, None, False): 0}
    bare: dict[int, int] = {}  # equal cells with nothing behind them are one object: there may be a million
    cells = []
    plain = not page.entries and all(issue.scale is None for issue in page.issues)
    for actor, stances in enumerate(page.stances.cells):
        known = list(map(bare.get, map(id, stances))) if plain else []
        if plain and None not in known:
            cells.append(cast("list[int]", known))
            continue
        row = []
        for issue, cell in enumerate(cast("tuple[StanceCell, ...]", stances)):
            entries = page.entries.get((actor, issue), ())
            alone = not entries and page.issues[issue].scale is None
            number = bare.get(id(cell)) if alone else None
            if number is None:
                salience = next((entry.salience for entry in entries if entry.counts), None)
                linked = addresses.stance(actor, issue) is not None
                look = _look(cell, _on_common(page, issue, cell), salience, linked)
                number = looks.setdefault(look, len(looks))
                if alone:
                    bare[id(cell)] = number
            row.append(number)
        cells.append(row)
    return looks, cells


def _packed(cells: list[list[int]]) -> list[str]:
    return ["".join([LETTERS[look] for look in row]) for row in cells]


def _on_common(page: Page, issue: int, cell: StanceCell) -> float | None:
    """Return a cell's value as the script compares it: on the scale on which several are laid."""
    own = page.issues[issue].scale
    if own is None or cell.value is None:
        return cell.value
    return round((cell.value - own.neutral) * (page.scale.range / own.range), 9)


def _look(cell: StanceCell, value: float | None, salience: float | None, linked: bool) -> tuple[Any, ...]:
    return (
        marked(cell),
        stance_words(cell),
        stance_class(cell),
        in_words(cell),
        cell.state,
        value if cell.state == "position" else None,
        cell.side,
        cell.basis,
        CONFIDENCES.index(cell.confidence) if cell.confidence in CONFIDENCES else None,
        int(cell.condition is not None),
        salience,
        int(linked),
        cell.value if cell.state == "position" else None,
    )


def _attributes(page: Page) -> dict[str, dict[str, str]]:
    """Return the attributes of actors by name, each with its values as `_folded` gives them."""
    names = dict.fromkeys(name for actor in page.actors for name in actor.attributes)
    return {name: _folded(actor.attributes.get(name, "") for actor in page.actors) for name in names}


def _place(values: dict[str, str], value: str | None) -> int:
    """Return the place of a value among folded ones; -1 for none."""
    return list(values).index(value.casefold()) if value else -1


def _folded(words: Iterable[str]) -> dict[str, str]:
    """Return each word by its form without case, in the order in which they occur."""
    found: dict[str, str] = {}
    for word in words:
        if word:
            found.setdefault(word.casefold(), word)
    return found
