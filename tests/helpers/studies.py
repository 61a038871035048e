"""Small studies made from words, and the example; tables of a report by id."""

from __future__ import annotations

from helpers.paths import EXAMPLE
from positions.dataset.load import load, load_bytes
from positions.reports.common.study import Study, study_of
from positions.selection import Selection
from positions.tables import Matrix, Report, Table

__all__ = ["EXAMPLE", "example", "matrix", "study", "table"]


def example(selection: Selection | None = None) -> Study:
    return study_of(load(EXAMPLE), selection)


def study(issues: int, rows: dict[str, str], scale: str = "three-point") -> Study:
    """Actors by the words of their stances, "-" where not researched."""
    text = f"format: 1\ntitle: T\nscale: {scale}\nissues:\n"
    text += "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(issues))
    text += "stakeholders:\n"
    for actor, words in rows.items():
        cells = [f"i{issue}: {word}" for issue, word in enumerate(words.split()) if word != "-"]
        text += f"  {actor.lower()}: {{name: {actor}, positions: {{{', '.join(cells)}}}}}\n"
    return study_of(load_bytes(text.encode()))


def matrix(report: Report, name: str) -> Matrix:
    found = next(table for table in report.tables if table.id == name)
    assert isinstance(found, Matrix)
    return found


def table(report: Report, name: str) -> Table:
    found = next(table for table in report.tables if table.id == name)
    assert isinstance(found, Table)
    return found
