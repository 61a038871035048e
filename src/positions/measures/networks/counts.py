"""How many statements are for and against each issue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from positions.dataset.scale import Scale
from positions.statements import Statement


@dataclass(frozen=True, slots=True)
class IssueStatements:
    """The statements on an issue.

    Attributes:
        favour, against, neutral: their numbers by side; all 0 where the issue has no sides.
        statements: how many there are.
        actors: how many different actors make them.
    """

    favour: int
    against: int
    neutral: int
    statements: int
    actors: int


def count_by_issue(
    statements: Iterable[Statement], issues: int, scale: Scale, sided: int
) -> list[IssueStatements]:
    """Return the numbers of statements on each of so many issues, by index.

    `sided` is the plane of the issues on which a stance is for or against something.
    """
    sides: list[dict[int | None, int]] = [{} for _ in range(issues)]
    actors: list[set[int]] = [set() for _ in range(issues)]
    for statement in statements:
        value, found = statement.value, sides[statement.issue]
        side = (value > scale.neutral) - (value < scale.neutral) if sided >> statement.issue & 1 else None
        found[side] = found.get(side, 0) + 1
        actors[statement.issue].add(statement.actor)
    return [
        IssueStatements(
            found.get(1, 0), found.get(-1, 0), found.get(0, 0), sum(found.values()), len(actors[issue])
        )
        for issue, found in enumerate(sides)
    ]
