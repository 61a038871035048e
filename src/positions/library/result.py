"""What a command answers: its tables as plain values or as data frames, its sentences as text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.problems import MissingExtraError
from positions.render import REGISTRY, RenderOptions
from positions.tables import AnyTable, Matrix, Report

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
