"""Two-mode networks: what each actor says on each issue. Sources in docs/method/network.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from positions.dataset.scale import Scale
from positions.vocabulary import Aggregation, Normalization

Profile = Mapping[int, Mapping[float, float]]
Cells = tuple[tuple[float | None, ...], ...]

OF_SIDES: tuple[Aggregation, ...] = ("subtract", "combine")
"""The aggregations of two-mode networks that need sides."""


def two_mode_fault(aggregation: Aggregation, normalization: Normalization, scale: Scale) -> str | None:
    """Return why a two-mode network cannot be made so, None where it can."""
    if aggregation in ("congruence", "conflict"):
        return f"the aggregation {aggregation!r} is for one-mode networks: it compares two actors"
    if normalization in ("average", "jaccard", "cosine", "dna-cosine"):
        return f"the normalization {normalization!r} is for one-mode networks: it compares two actors"
    if aggregation == "combine" and normalization == "prominence":
        return "the normalization 'prominence' cannot be used with 'combine', whose cells are no counts"
    if not scale.has_sides and aggregation in OF_SIDES:
        kind = "a nominal one" if scale.is_nominal else "one with `neutral: none`"
        return f"the aggregation {aggregation!r} needs a scale with sides, and {kind} has none"
    return None


def two_mode_cells(
    profiles: Sequence[Profile],
    issues: Sequence[int],
    scale: Scale,
    aggregation: Aggregation,
    normalization: Normalization,
) -> tuple[Cells, tuple[tuple[int, ...], ...]]:
    """Return the ties and the numbers of statements, as two matrices of actors x issues.

    `ignore` is the number of statements; `subtract` those for less those against on two levels, else the
    sum of their distances M from neutral; `combine` 0 none, 1 for, 2 against, 3 both, where neutral
    statements do not count. `activity` divides by the actor's number of statements (for `combine`, by its
    number of cells that are not 0), `prominence` by the issue's. Where that is 0 the tie is 0.
    """
    numbers = tuple(
        tuple(int(sum(profile.get(issue, {}).values())) for issue in issues) for profile in profiles
    )
    ties = [[_cell(profile.get(issue, {}), scale, aggregation) for issue in issues] for profile in profiles]
    match normalization:
        case "none":
            pass
        case "activity":
            counted = (
                [[float(cell != 0) for cell in row] for row in ties] if aggregation == "combine" else numbers
            )
            ties = [
                [_over(cell, sum(weights)) for cell in row]
                for row, weights in zip(ties, counted, strict=True)
            ]
        case "prominence":
            totals = [sum(column) for column in zip(*numbers, strict=True)]
            ties = [[_over(cell, total) for cell, total in zip(row, totals, strict=True)] for row in ties]
        case "average" | "jaccard" | "cosine" | "dna-cosine":
            raise ValueError(f"{normalization} compares two actors, and a cell has one")  # see fault_of
        case _:
            assert_never(normalization)
    return tuple(map(tuple, ties)), tuple(tuple(map(int, row)) for row in numbers)


def _cell(values: Mapping[float, float], scale: Scale, aggregation: Aggregation) -> float:
    match aggregation:
        case "ignore":
            return float(sum(values.values()))
        case "combine":
            sides = {scale.side(value) for value in values}
            return float((1 in sides) + 2 * (-1 in sides))
        case "subtract":
            if len(scale.labels) == 2:
                return float(sum((scale.side(value) or 0) * times for value, times in values.items()))
            return float(sum((value - scale.neutral) * times for value, times in values.items()))
        case "congruence" | "conflict":
            raise ValueError(f"{aggregation} compares two actors, and a cell has one")  # see fault_of
        case _:
            assert_never(aggregation)


def _over(cell: float, divisor: float) -> float:
    return cell / divisor if divisor else 0.0
