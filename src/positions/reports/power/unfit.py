"""Scales of which MACTOR makes nothing, with what to do instead."""

from __future__ import annotations

from positions.dataset.scale import Scale
from positions.grid import StanceGrid
from positions.problems import UsageError


def refuse_unfit(grid: StanceGrid, *, by_salience: bool) -> None:
    """Refuse scales without sides; and several scales, unless a salience weighs a side in place of them.

    Raises:
        UsageError: with what to do instead.
    """
    if grid.scale.is_mixed and not by_salience:
        raise UsageError(
            "power adds up strengths over the issues, and these have different scales",
            f"weigh sides by salience with --by-salience, or take issues of one scale: {_of_one_scale(grid)}",
        )
    if not grid.scale.has_sides:
        kind = "a nominal one" if grid.scale.is_nominal else "one with `neutral: none`"
        raise UsageError(
            f"power needs a scale with sides, for and against, and {kind} has none",
            "use three-point, five-point or your own levels",
        )


def _of_one_scale(grid: StanceGrid) -> str:
    """Return the options that leave the issues of the scale that most of them have."""
    alike: list[tuple[Scale, list[str]]] = []
    for at, issue in enumerate(grid.issues):
        scale = grid.scale_of(at)
        group = next((names for other, names in alike if other == scale), None)
        if group is None:
            alike.append((scale, [issue.id]))
        else:
            group.append(issue.id)
    kept = max((names for _, names in alike), key=len)
    others = [issue.id for issue in grid.issues if issue.id not in kept]
    if len(others) < len(kept):
        return " ".join(f"--exclude issue={name}" for name in others)
    return f"--issue {','.join(kept)}"
