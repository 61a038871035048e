"""For Python programs: load a dataset, compare, and take the tables as plain values or as data frames."""

from __future__ import annotations

import json
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from positions.dataset.load import load as load_dataset
from positions.measures.pairs.results import Comparison
from positions.problems import MissingExtraError
from positions.render import REGISTRY, RenderOptions
from positions.reports.common.study import Study, study_of
from positions.reports.compare.report import compare as compare_report
from positions.reports.explain import explain as explain_report
from positions.selection import Selection, find_actor
from positions.tables import AnyTable, Matrix, Report
from positions.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Result:
    """The answer to a question: its tables by id, and what they say in words."""

    report: Report

    @property
    def summary(self) -> tuple[str, ...]:
        """What the tables show, a sentence each."""
        return self.report.summary

    def table(self, name: str) -> AnyTable:
        """Return a table by its id.

        Raises:
            KeyError: naming those there are, if there is none of that id.
        """
        known = {table.id: table for table in self.report.tables}
        if name not in known:
            raise KeyError(f"no table {name!r}: there are {', '.join(known)}")
        return known[name]

    def rows(self, name: str) -> list[dict[str, object]]:
        """Return a table's rows as in the JSON: ids, numbers in full precision, None where undefined."""
        self.table(name)  # for its KeyError
        content = json.loads(REGISTRY["json"].render(self.report, RenderOptions(tables=(name,))))
        rows: list[dict[str, object]] = content["tables"][0]["rows"]
        return rows

    def matrix(self, name: str) -> dict[str, dict[str, object]]:
        """Return a matrix as {row id: {column id: value}}.

        Raises:
            KeyError: if there is no table of that id.
            ValueError: if it is a table, not a matrix.
        """
        table = self.table(name)
        if not isinstance(table, Matrix):
            raise ValueError(f"{name!r} is a table, not a matrix: use rows()")
        return {str(row.pop("id")): row for row in self.rows(name)}

    def to_pandas(self, name: str) -> pd.DataFrame:
        """Return a table as a data frame; a matrix has the ids as its index.

        Raises:
            MissingExtraError: if pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("pandas", "a data frame") from None
        frame = pd.DataFrame(self.rows(name))
        return frame.set_index("id") if isinstance(self.table(name), Matrix) else frame


def load(path: str | PathLike[str], selection: Selection | None = None) -> Study:
    """Read a dataset from a YAML file, or from a folder of them, and select what to compare.

    Raises:
        DataError: with every problem, if the data is wrong.
        UsageError: if it cannot be opened.
    """
    return study_of(load_dataset(Path(path)), selection)


def compare(
    study: Study, *, measure: Measure | None = None, min_shared: int = 1, bounds: bool = False
) -> Result:
    """Return the comparison of all selected actors, with the tables of `positions compare`.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    return Result(compare_report(study, Comparison(measure=measure, min_shared=min_shared, bounds=bounds)))


def explain(study: Study, a: str, b: str) -> Result:
    """Return two actors issue by issue, with the words behind each stance; actors by id, short or full name.

    Raises:
        UsageError: if an actor is unknown.
    """
    return Result(explain_report(study, find_actor(study.dataset, a), find_actor(study.dataset, b)))
