"""A table in place of a dataset: the ids are the actors' and issues' names as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from positions.dataset.load import Loaded
from positions.dataset.models import FORMAT, Dataset, Issue, Source, Stakeholder
from positions.dataset.origin import Origin
from positions.exchange.alike_names import alike_remarks
from positions.exchange.parts_of_one import parts_of_one_remarks
from positions.exchange.same_day import same_day_remarks
from positions.exchange.tables.answers import Answers
from positions.exchange.tables.columns import EVIDENCE, EVIDENCE_MORE, SOURCE, find_column
from positions.exchange.tables.mappings.sibling_files import title_of
from positions.exchange.tables.plain_grid import asks_for_whole_cells, plain_grid
from positions.exchange.tables.reading import read_table
from positions.exchange.tables.records.parquet import cell_text
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile, TableInMemory
from positions.reports.common.study import Study, info_of, notes_of, study_of
from positions.selection import Selection

_OF_EVIDENCE = frozenset((*EVIDENCE, *EVIDENCE_MORE, *SOURCE))


@dataclass(frozen=True, slots=True)
class LoadedTable(Loaded):
    """A dataset that was read from a table.

    `plain`: all entries are a stance alone. `answers`: they are answers, with nothing to show for them: the
    table has no place for sources or quotations. `remarks` are sentences for people on how it was read.
    """

    plain: bool = False
    answers: bool = False
    remarks: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = ()

    @property
    def is_bulk(self) -> bool:
        """Whether the positions are not in the dataset: see `bulk_grid`."""
        return False

    @property
    def name(self) -> str:
        """What the table is called in messages."""
        return str(self.inputs[0])


def load_table(path: Path, settings: TableSettings | None = None) -> LoadedTable:
    """Read a table as a dataset.

    Nothing is copied cell by cell and no id is checked, so that a table of a million answers is read in a
    second or two; names need not be ids of the YAML format.

    Raises:
        UsageError: if a file cannot be opened, or the settings do not fit each other.
        DataError: if a row cannot be read.
    """
    settings = settings or TableSettings()
    return _load(TableFile(path, settings.format), settings, path.parent)


def load_frame(columns: Mapping[str, Sequence[object]], settings: TableSettings | None = None) -> LoadedTable:
    """Read the columns of a data frame as a table; values are read as those of a Parquet file.

    Raises:
        UsageError: if the settings do not fit each other.
        DataError: if a row cannot be read.
    """
    rows = zip(*columns.values(), strict=True)
    cells = ([*columns], *([_cell(value) for value in row] for row in rows))
    return _load(TableInMemory(Path("data frame"), cells=cells), settings or TableSettings(), None)


def _cell(value: Any) -> str:
    """Return a value of a data frame as text; NaN, NaT and NA, each unequal to itself, are no answer."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()  # a NumPy scalar
    missing = type(value).__name__ in ("NAType", "NaTType") or value != value
    return "" if missing else cell_text(value)


def _load(file: TableFile, settings: TableSettings, folder: Path | None) -> LoadedTable:
    digest = file.sha256()
    read = read_table(file, settings)
    answers = read.answers
    more = [given for given in (settings.actors, settings.issues) if given is not None]
    dataset = dataset_of(answers, title_of(file.path, settings), read.actors, read.issues)
    repeated = () if answers.plain else tuple(same_day_remarks(dataset))
    parts = parts_of_one_remarks(dataset)
    kind = () if read.kind == "long" else (f"Read as {read.words}.",)
    return LoadedTable(
        dataset=dataset,
        origin=Origin(()),
        problems=(),
        sha256=digest,
        folder=folder,
        plain=answers.plain,
        answers=answers.plain or _are_answers(file, settings, dataset),
        remarks=(*kind, *read.remarks, *alike_remarks(dataset), *repeated, *parts),
        inputs=(file.path, *more),
    )


def _are_answers(file: TableFile, settings: TableSettings, dataset: Dataset) -> bool:
    """Return whether a table with more than stances has only answers: none of its columns says where from."""
    told = {*settings.columns, *settings.optional}
    if told & _OF_EVIDENCE or any(find_column(file.header, name) is not None for name in _OF_EVIDENCE):
        return False
    return not dataset.sources and not any(
        entry.evidence or entry.confidence
        for actor in dataset.stakeholders.values()
        for entries in actor.positions.values()
        for entry in entries
    )


def dataset_of(
    answers: Answers,
    title: str,
    actors: Mapping[str, Mapping[str, object]],
    issues: Mapping[str, Mapping[str, object]],
) -> Dataset:
    """Return the dataset of a table, unchecked, its ids the names as they stand."""
    stakeholders = {}
    for name, positions in answers.positions.items():
        fields: dict[str, Any] = {"name": name, **answers.actors_fields.get(name, {}), **actors.get(name, {})}
        stakeholders[name] = Stakeholder.model_construct(**fields, positions=positions)
    described: dict[str, dict[str, Any]] = {
        name: {"title": name, **answers.issues_fields.get(name, {}), **issues.get(name, {})}
        for name in answers.issues
    }
    about: dict[str, Any] = dict(answers.dataset_fields)
    return Dataset.model_construct(
        **about,
        format=FORMAT,
        title=title,
        scale=answers.scale,
        issues={name: Issue.model_construct(**fields) for name, fields in described.items()},
        sources=dict[str, Source](answers.sources),
        stakeholders=stakeholders,
    )


def table_study(loaded: LoadedTable, selection: Selection, *, several_coders: bool = False) -> Study:
    """Return the study of what a selection leaves of a table; `several_coders` as for `study_of`."""
    if not (loaded.plain and asks_for_whole_cells(selection)):
        study = study_of(loaded, selection, several_coders=several_coders)
        return replace(
            study,
            info=replace(study.info, files=tuple(map(str, loaded.inputs))),
            grid=replace(study.grid, answers=study.grid.answers or loaded.answers),
        )
    dataset = loaded.require()
    return Study(
        info=replace(
            info_of(dataset, loaded.sha256, list(map(str, loaded.inputs))), held_back=loaded.held_back
        ),
        dataset=dataset,
        selection=selection,
        grid=plain_grid(dataset, selection),
        origin=loaded.origin,
        folder=loaded.folder,
        notes=notes_of(loaded),
    )
