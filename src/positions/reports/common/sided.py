"""What needs sides, where some issues have amounts: the issues that have sides, and which are left out."""

from __future__ import annotations

from dataclasses import replace

from positions.reports.common.cells import listed
from positions.reports.common.study import Study


def without_sides(study: Study) -> tuple[str, ...]:
    """Return the titles of the issues of amounts, where others have sides; none where all are of one kind."""
    grid = study.grid
    if not (grid.has_amounts and grid.has_sides):
        return ()
    return tuple(title.label for issue, title in enumerate(study.issues) if not grid.is_sided(issue))


def with_sides(study: Study) -> Study:
    """Return the study of the issues with sides, on their own scale; itself where all are of one kind."""
    if not without_sides(study):
        return study
    grid = study.grid
    sided = tuple(issue.id for at, issue in enumerate(grid.issues) if grid.is_sided(at))
    return study.narrowed(replace(study.selection, issues=sided))


def left_out_note(what: str, study: Study) -> tuple[str, ...]:
    """Return a sentence such as "Power is of the issues with sides, and not of Quota, which has amounts."."""
    titles = without_sides(study)
    if not titles:
        return ()
    have = "has" if len(titles) == 1 else "have"
    return (f"{what} of the issues with sides, and not of {listed(list(titles))}, which {have} amounts.",)
