"""A very large table in place of a dataset: its grid made from numbers, without a cell in Python."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions.dataset.entries import stance_value
from positions.dataset.models import Dataset
from positions.dataset.origin import Origin
from positions.exchange.alike_names import alike_remarks
from positions.exchange.duckdb.table import Numbered, can_number, numbered
from positions.exchange.tables.answers import Answers
from positions.exchange.tables.plain_grid import asks_for_whole_cells
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.side_tables import more_on_actors, more_on_issues
from positions.exchange.tables.table_dataset import LoadedTable, dataset_of, load_table, table_study
from positions.exchange.tables.table_file import TableFile, stem
from positions.exchange.tables.values.recoding import Stance
from positions.grid import Row, StanceGrid, actors_of, issues_of
from positions.problems import UsageError
from positions.reports.common.study import Study, info_of
from positions.selection import Selection, selected_actors, selected_issues

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CELLS = 400_000_000
"""A table of more cells than this is not laid out in full."""

MOST_ANSWERS = 50_000_000
"""Nor is a table of more answers than this read one by one."""


@dataclass(frozen=True, slots=True)
class BulkTable(LoadedTable):
    """A table whose dataset has actors and issues but no positions: these are numbers.

    `cells` has the number of a stance by actor and issue, and -1 where there is none.
    """

    cells: NDArray[Any] | None = None
    stances: tuple[Stance | None, ...] = ()
    settings: TableSettings | None = None

    @property
    def is_bulk(self) -> bool:
        """Whether the positions are not in the dataset."""
        return True


def load_bulk(path: Path, settings: TableSettings) -> LoadedTable:
    """Read a long table for reports that take the stances alone; by DuckDB where that is faster.

    Raises:
        UsageError: if the table is too large for what is not counted by groups; or as `load_table`.
        DataError: as `load_table`.
    """
    if can_number(path):
        with numbered(path, settings) as found:
            if found is not None and len(found.actors) * len(found.issues) <= MOST_CELLS:
                return _loaded(path, settings, found)
            if found is not None and found.number > MOST_ANSWERS:
                raise UsageError(
                    f"{found.number:,} answers, {len(found.actors):,} actors x {len(found.issues):,} issues, "
                    "are more than fit in memory",
                    "compare --group-by kind counts groups (or any attribute) without holding them; or take "
                    "a part of the table",
                )
    return load_table(path, settings)


def _loaded(path: Path, settings: TableSettings, found: Numbered) -> BulkTable:
    import numpy as np

    actors, issues, stances = found.columns
    number = np.min_scalar_type(-max(len(found.stances), 1))  # the smallest that holds -1 and every number
    cells = np.full((len(found.actors), len(found.issues)), -1, number)
    cells[actors, issues] = stances
    dataset, remarks = described(path, settings, found)
    return BulkTable(
        dataset=dataset,
        origin=Origin(()),
        problems=(),
        sha256=TableFile(path).sha256(),
        folder=path.parent,
        plain=True,
        remarks=(*found.remarks, *remarks),
        inputs=(path, *(given for given in (settings.actors, settings.issues) if given is not None)),
        cells=cells,
        stances=found.stances,
        settings=settings,
    )


def described(path: Path, settings: TableSettings, found: Numbered) -> tuple[Dataset, tuple[str, ...]]:
    """Return the dataset of a numbered table, without its positions, and remarks on the other files."""
    answers = Answers(found.scale, {name: {} for name in found.actors}, found.issues)
    actors = more_on_actors(settings.actors, found.actors)
    issues = more_on_issues(settings.issues, found.issues)
    dataset = dataset_of(answers, stem(path), actors.fields, issues.fields)
    return dataset, (*actors.remarks, *issues.remarks, *alike_remarks(dataset))


def bulk_study(loaded: LoadedTable, selection: Selection) -> Study:
    """Return the study of what a selection leaves of a table, however it was loaded."""
    if not isinstance(loaded, BulkTable):
        return table_study(loaded, selection)
    if not asks_for_whole_cells(selection):
        return table_study(load_table(loaded.inputs[0], loaded.settings), selection)
    dataset = loaded.require()
    return Study(
        info=info_of(dataset, loaded.sha256, list(map(str, loaded.inputs))),
        dataset=dataset,
        selection=selection,
        grid=_grid(dataset, selection, loaded),
        origin=loaded.origin,
        folder=loaded.folder,
    )


def _grid(dataset: Dataset, selection: Selection, loaded: BulkTable) -> StanceGrid:
    actors, issues = selected_actors(dataset, selection), selected_issues(dataset, selection)
    cells = _picked(loaded.cells, dataset, actors, issues)
    read = [None if stance is None else stance_value(stance, dataset.scale) for stance in loaded.stances]
    values = tuple(sorted(dataset.scale.labels.values())) or tuple(
        sorted({value for code, value in enumerate(read) if value is not None and (cells == code).any()})
    )
    index_of = {value: index for index, value in enumerate(values)}
    levels: list[list[int]] = [[0] * len(values) for _ in actors]
    states: list[dict[str, int]] = [{} for _ in actors]
    for code, stance in enumerate(loaded.stances):
        value = read[code]
        if stance is None or (value is not None and value not in index_of):
            continue
        for actor, plane in enumerate(_planes(cells == code)):
            if plane and value is not None:
                levels[actor][index_of[value]] |= plane
            elif plane:
                states[actor][str(stance)] = states[actor].get(str(stance), 0) | plane
    return StanceGrid(
        actors=actors_of(actors),
        issues=issues_of(issues),
        scale=dataset.scale,
        values=values,
        rows=tuple(Row(tuple(row), state) for row, state in zip(levels, states, strict=True)),
        answers=True,
    )


def _picked(cells: Any, dataset: Dataset, actors: Any, issues: Any) -> NDArray[Any]:
    import numpy as np

    places = [
        np.array([place for place, name in enumerate(every) if name in chosen], np.intp)
        for every, chosen in ((dataset.stakeholders, actors), (dataset.issues, issues))
    ]
    whole = [len(place) for place in places] == list(cells.shape)
    picked: NDArray[Any] = cells if whole else cells[np.ix_(*places)]
    return picked


def _planes(holds: NDArray[Any]) -> list[int]:
    """Return rows of truth values as integers, the first in the lowest bit."""
    import numpy as np

    packed = np.packbits(holds, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]
