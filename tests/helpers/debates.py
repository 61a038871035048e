"""Debates: who says what on which issue when, as a study."""

from __future__ import annotations

from positions.dataset.load import load_bytes
from positions.reports.common.study import Study, study_of


def debate(*rows: tuple[str, str, int, str]) -> Study:
    """Actors' stances (1, -1) on issues on days."""
    lines = ["format: 1", "title: T", "scale: {levels: {against: -1, for: 1}}", "issues:"]
    lines += [f"  {issue}: {{title: {issue.upper()}}}" for issue in sorted({row[1] for row in rows})]
    lines.append("stakeholders:")
    for actor in sorted({row[0] for row in rows}):
        lines.append(f"  {actor}:\n    name: {actor.upper()}\n    positions:")
        for issue in sorted({row[1] for row in rows if row[0] == actor}):
            entries = [
                f"{{stance: {'for' if value > 0 else 'against'}, date: {day}}}"
                for who, what, value, day in rows
                if (who, what) == (actor, issue)
            ]
            lines.append(f"      {issue}: [{', '.join(entries)}]")
    return study_of(load_bytes("\n".join(lines).encode()))


def camps(left: str, right: str, day: str) -> list[tuple[str, str, int, str]]:
    """Return rows of those on the left, all for six issues, and those on the right, against them."""
    return [(who, issue, 1, day) for who in left for issue in "uvwxyz"] + [
        (who, issue, -1, day) for who in right for issue in "uvwxyz"
    ]
