"""From a command's options to what its report needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from positions.cli import streams
from positions.cli.dataset_path import DatasetPath, find_dataset
from positions.cli.options.shared import DataOption, FilterOptions
from positions.cli.problem_lines import count_line
from positions.cli.progress import say_what_helps, waiting
from positions.problems import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from positions.dataset.load import Loaded
    from positions.dataset.models import Dataset
    from positions.exchange.tables.table_dataset import LoadedTable
    from positions.reports.common.study import Study
    from positions.selection import Selection


def open_dataset(
    data: DataOption, *, example_allowed: bool = True, quiet: bool = False, stances_only: bool = False
) -> tuple[Loaded, DatasetPath]:
    """Return the dataset that the options name, and where it is.

    With `stances_only`, a large table may be read without its positions, for `open_study` alone.

    Raises:
        DataError: if it has errors.
        UsageError: if there is none, or it cannot be opened.
    """
    from positions.exchange.tables.table_file import is_table

    found = find_dataset(data.data, example_allowed=example_allowed, example=data.example)
    if found.path is not None and is_table(found.path):
        return _open_table(found.path, data, quiet=quiet, stances_only=stances_only)
    if data.table.given is not None:
        raise UsageError(
            f"{data.table.given} says how to read a table, and the dataset is none",
            "name a table with --data: .csv, .tsv, .csv.gz, .tsv.gz, .xlsx or .parquet",
        )
    with waiting("Reading the dataset", quiet=quiet):
        loaded = load_found(found)
    loaded.require()
    found.announce(quiet=quiet)
    if loaded.problems:
        streams.say(f"{count_line(loaded.problems)} (`positions check` shows them)", quiet=quiet)
    return loaded, found


def table_path(data: DataOption) -> Path | None:
    """Return the path of the data where it is a table large enough to be read in bulk, else None."""
    from positions.exchange.duckdb.table import can_number
    from positions.exchange.tables.table_file import is_table

    path = find_dataset(data.data, example_allowed=True, example=data.example).path
    return path if path is not None and is_table(path) and can_number(path) else None


def _open_table(
    path: Path, data: DataOption, *, quiet: bool, stances_only: bool
) -> tuple[Loaded, DatasetPath]:
    from positions.exchange.duckdb.table import can_number, lacks_database
    from positions.exchange.tables.table_dataset import load_table

    loaded: LoadedTable
    if stances_only and lacks_database(path):
        say_what_helps(f"{path.name} takes a while to read", quiet=quiet)
    with waiting(f"Reading {path.name}", quiet=quiet):
        if stances_only and can_number(path):
            from positions.exchange.duckdb.grid import load_bulk

            loaded = load_bulk(path, data.table.settings())
        else:
            loaded = load_table(path, data.table.settings())
    for remark in loaded.remarks:
        streams.say(remark, quiet=quiet)
    return loaded, DatasetPath(path, others=loaded.inputs[1:])


def load_found(found: DatasetPath, *, several_coders: bool = False) -> Loaded:
    """Return the dataset of a path, or of standard input, with its problems."""
    from positions.dataset.load import load, load_bytes
    from positions.dataset.yaml.reader import SIZE_LIMIT

    if found.path is not None:
        from positions.exchange.tables.table_file import is_table

        if is_table(found.path):
            raise UsageError(
                f"{found.path} is a table, not a dataset in YAML",
                f"make a dataset of it: positions import {found.path} -o dataset.yaml",
            )
        return load(found.path, several_coders=several_coders)
    return load_bytes(streams.read_stdin(SIZE_LIMIT + 1), several_coders=several_coders)


def open_study(
    data: DataOption,
    filters: FilterOptions,
    actors: Sequence[str] = (),
    *,
    quiet: bool = False,
    narrow: Callable[[Selection], Selection] | None = None,
    example_allowed: bool = True,
    stances_only: bool = False,
) -> tuple[Study, DatasetPath]:
    """Return the study of what the filters and the named actors leave of the dataset, and where it is.

    `narrow` adds to the selection what other options ask for; the example stands in for a dataset where it
    is allowed. `stances_only` says that the report looks at the grid alone, so that a large table is read
    faster.

    Raises:
        DataError: if the dataset has errors.
        UsageError: if there is none, it cannot be opened, or an actor or issue named is not in it.
    """
    from positions.selection import Selection

    loaded, found = open_dataset(
        data, example_allowed=example_allowed, quiet=quiet, stances_only=stances_only
    )
    selection = selection_of(loaded.require(), filters, actors)
    if narrow is not None:
        selection = narrow(selection)
    study = _study(loaded, selection)
    if not study.grid.actors or not study.grid.issues:
        what = "stakeholder" if not study.grid.actors else "issue"
        unfiltered = selection == Selection()
        streams.say(
            f"The dataset has no {what} yet." if unfiltered else f"The filters leave no {what}.", quiet=quiet
        )
    return study, found


def _study(loaded: Loaded, selection: Selection) -> Study:
    from positions.reports.common.study import study_of

    if not loaded.origin.documents:  # no YAML: a table
        from positions.exchange.tables.table_dataset import LoadedTable, table_study

        if isinstance(loaded, LoadedTable) and loaded.is_bulk:
            from positions.exchange.duckdb.grid import bulk_study

            return bulk_study(loaded, selection)
        if isinstance(loaded, LoadedTable):
            return table_study(loaded, selection)
    return study_of(loaded, selection)


def selection_of(dataset: Dataset, filters: FilterOptions, actors: Sequence[str] = ()) -> Selection:
    """Return the filters with every name resolved to its id.

    Raises:
        UsageError: if a name is unknown or ambiguous.
    """
    from positions.selection import Selection, find_actor, find_issue, find_source

    return Selection(
        actors=tuple(dict.fromkeys(find_actor(dataset, name) for name in split(actors))),
        kinds=filters.kind,
        issues=tuple(find_issue(dataset, name) for name in filters.issue),
        tags=filters.tag,
        as_of=filters.as_of,
        sources=tuple(find_source(dataset, name) for name in filters.source),
        bases=filters.basis,
        min_confidence=filters.min_confidence,
        conditional=not filters.no_conditional,
    )


def split(names: Sequence[str]) -> list[str]:
    """Return the names of an argument that repeats and takes commas."""
    return [part.strip() for name in names for part in name.split(",") if part.strip()]
