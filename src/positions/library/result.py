"""What a command answers: its tables as plain values or as data frames, its sentences as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions.library.frames import frame_of
from positions.library.graphs import graph_of
from positions.library.options import readers
from positions.library.options.reading import Option, place_of, read_value
from positions.library.saving import Saving, save_report
from positions.problems import UsageError
from positions.render.common.text import visible
from positions.render.registry import REGISTRY, RenderOptions
from positions.suggest import did_you_mean, first_of
from positions.tables import AnyTable, Matrix, Report

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

MOST_DRAWN = 100_000
"""A picture of more letters than this is not shown in a notebook, which keeps all that it shows."""


class NoSuchTableError(UsageError, KeyError):
    """A table was asked for that the result has not."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would put it in quotation marks


class NotAMatrixError(UsageError, ValueError):
    """A matrix was asked for, and it is a table."""


@dataclass(frozen=True, repr=False)
class Result:
    """The answer to a question: its tables by id, and what they say in words."""

    report: Report

    @property
    def summary(self) -> tuple[str, ...]:
        """What the tables show, a sentence each."""
        return self.report.summary

    @property
    def notes(self) -> tuple[str, ...]:
        """What qualifies the whole: filters, and how many cells they took out."""
        return self.report.notes

    @property
    def tables(self) -> dict[str, AnyTable]:
        """The tables by their ids."""
        return {table.id: table for table in self.report.tables}

    def table(self, name: str) -> AnyTable:
        """Return a table by its id.

        Raises:
            NoSuchTableError: naming those there are, if there is none of that id; also a KeyError.
        """
        known = self.tables
        if not isinstance(name, str) or name not in known:
            there_are = f"there are {', '.join(known)}" if known else "there are none"
            raise NoSuchTableError(f"there is no table {name!r}: {there_are}", did_you_mean(str(name), known))
        return known[name]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return a table's rows as in the JSON: ids, numbers in full precision, None where undefined."""
        self.table(name)  # raises where there is no such table
        content = json.loads(REGISTRY["json"].render(self.report, RenderOptions(tables=(name,))))
        rows: list[dict[str, Any]] = content["tables"][0]["rows"]
        return rows

    def matrix(self, name: str) -> dict[str, dict[str, Any]]:
        """Return a matrix as {row id: {column id: value}}.

        Raises:
            NoSuchTableError: if there is no table of that id; also a KeyError.
            NotAMatrixError: if it is a table, not a matrix; also a ValueError.
        """
        self._matrix(name)
        return {str(row.pop("id")): row for row in self.rows(name)}

    def to_pandas(self, name: str, *, long: bool = False) -> pd.DataFrame:
        """Return a table as a data frame, in which numbers are numbers and no cell holds several values.

        - Texts, ids and dates are of the type `string`; a date may be a year or a month, and stays as it is
          written. Integers are `Int64`, numbers `float64`; what is undefined is missing.
        - A share is a float from 0 to 1. The number of issues behind it is in the column `shared`, or, where
          the table has none, in `ID_n`.
        - A stance is a category, of the scale's labels in their order (without an order on a nominal scale);
          on a range it is a float. A state that is no position is missing there, and has its name in the
          column `ID_state`, where a stance has `position`.
        - A matrix has the ids as its index and its columns. With `long` it is a row a cell with all that is
          known of each: stances as `actor`, `issue`, `stance`, `state`, `value`, `basis`, `confidence`,
          `condition`, others as `row`, `column` and the id of the matrix, shares also as `ID_n`.

        Args:
            name: the table's id.
            long: whether a matrix becomes a row a cell.

        Raises:
            MissingExtraError: if pandas is not installed.
            NoSuchTableError: if there is no table of that id; also a KeyError.
            NotAMatrixError: if `long` is asked of a table; also a ValueError.
        """
        table = self._matrix(name) if long else self.table(name)
        return frame_of(table, self.report.dataset, long=long)

    def to_networkx(self) -> nx.Graph:
        """Return who is tied to whom: the ties of `network`, or the agreement of pairs of `compare`.

        Nodes are ids, with `label`, `name` and `key` (the id); in a two-mode network `actor:ID` and
        `issue:ID`, with `bipartite` 0 or 1. A tie has its strength `weight`, at least 0, `signed_weight` and
        `sign`, as in GraphML. A tie of agreement has `agreement`, `disagreement`, `shared` and `conditional`,
        and its `signed_weight` is agreement less disagreement; one of a network has the number of `shared`
        issues, in two modes of `statements`, and where sides are combined the word `stance`. What is
        undefined is no tie, and neither is a 0 in a network.

        Raises:
            MissingExtraError: if NetworkX is not installed.
            UsageError: if there are no ties in this result.
        """
        return graph_of(self.report)

    def save(
        self, path: str | PathLike[str], *, format: str | None = None, tables: str | Sequence[str] = ()
    ) -> Path:
        """Write it to a file, as `-o` does, and return the path.

        The file's suffix implies the format: .csv, .tsv, .json, .html, .xlsx, .docx, .svg, .png, .md, .txt. A
        folder (one that is there, or whose name ends in a slash) gets one CSV a table. The file is replaced
        whole or not at all.

        Args:
            path: the file or folder.
            format: a format by name, where the suffix is not to decide.
            tables: only these tables, by id.

        Raises:
            MissingExtraError: if the format needs a package that is not installed.
            UsageError: if the format or a table is unknown, or the file cannot be written or was read.
        """
        place = place_of(path)
        chosen = read_value("tables", Option(readers.texts), tables)
        if format is not None:
            read_value("format", Option(readers.text), format)
        read = [Path(file) for file in self.report.dataset.files]
        save_report(self.report, place, Saving(format, chosen), read)
        return Path(place)

    def __repr__(self) -> str:
        report = self.report
        tables = ", ".join(f"{table.id} ({table.size})" for table in report.tables)
        lines = [f"<positions {report.command}: {visible(report.title)}", f"  tables: {tables or 'none'}"]
        lines += [f"  {visible(sentence)}" for sentence in report.summary[:1]]
        more = len(report.summary) - 1
        lines += [f"  {more} more {'sentence' if more == 1 else 'sentences'} in .summary"] if more > 0 else []
        return "\n".join(lines) + ">"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the tables that are made for people, with a picture where one is."""
        from positions.render.html.fragment import fragment

        return fragment(self.report, self._repr_svg_())

    def _repr_svg_(self) -> str | None:
        """Return the picture of a map, of blocs or of a network; None where there is none."""
        if self.report.command not in ("map", "blocs", "network") or not self.report.pictures:
            return None
        try:
            drawn = REGISTRY["svg"].render(self.report)
        except UsageError:
            return None
        return drawn if isinstance(drawn, str) and len(drawn) <= MOST_DRAWN else None

    def _matrix(self, name: str) -> Matrix:
        table = self.table(name)
        if not isinstance(table, Matrix):
            known = [table.id for table in self.report.tables if isinstance(table, Matrix)]
            hint = f"the matrices are {first_of(known, 12)}" if known else "this result has no matrix"
            raise NotAMatrixError(f"{name!r} is a table, not a matrix: use rows() or to_pandas()", hint)
        return table
