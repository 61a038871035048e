# pyright: strict, reportUnknownMemberType=false, reportMissingTypeStubs=false
"""What a program of somebody else's looks like to a type checker: run, and checked by mypy and by pyright."""

from __future__ import annotations

from pathlib import Path

import positions


def agreement(path: Path) -> dict[tuple[str, str], float]:
    """Return the agreement of each pair that shares an issue."""
    result: positions.Result = positions.compare(positions.load(path), measure="proximity", min_shared=1)
    rows = result.matrix("agreement")
    return {
        (one, other): value
        for one, row in rows.items()
        for other, value in row.items()
        if one < other and isinstance(value, float)
    }


def said(path: Path, a: str, b: str) -> list[str]:
    """Return what is said of two actors; nothing where one is unknown."""
    try:
        return list(positions.explain(positions.load(path), a, b).summary)
    except positions.UsageError as error:
        return [str(error), error.hint or ""]


def made(folder: Path) -> positions.Study:
    """Return a dataset that is made, written, edited and read."""
    study: positions.Study = positions.build(
        {
            "title": "Parking",
            "issues": {"evening": {"title": "Evening parking"}},
            "stakeholders": {"council": {"name": "Council", "positions": {"evening": "support"}}},
        }
    )
    path: Path = positions.write(study, folder / "made.yaml")
    with positions.editing(path, coder="ann") as data:
        data.add_stakeholder("traders", name="Traders", kind="association")
        edit: positions.Edit = data.add_position("traders", "evening", "oppose", date="2026-03", salience=70)
        assert edit.diff.startswith("--- ")
    return positions.load(path)


def saved(path: Path, folder: Path) -> list[Path]:
    """Return the files that a result was saved to."""
    result = positions.compare(positions.load(path))
    return [result.save(folder / name) for name in ("result.json", "result.svg", "result.html")]
