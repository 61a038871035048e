"""From data to a study: opened, checked, and narrowed to what is to be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from positions.dataset.load import Loaded
from positions.library.audience import audience, names_file, shown
from positions.library.notices import say, say_problems, say_what_helps, waiting
from positions.library.options.keywords import LoadKeywords, TableKeywords
from positions.library.options.reading import option_of, read_options
from positions.library.selecting import Values, checked, looks_at_entries, selection_of, without_thin
from positions.library.source import DataFrame, Source, frame_columns, load_source, source_of
from positions.problems import UsageError
from positions.reports.common.study import Study, study_of
from positions.selection import Selection

if TYPE_CHECKING:
    from positions.exchange.tables.settings import TableSettings
    from positions.exchange.tables.table_dataset import LoadedTable

Data = str | PathLike[str] | bytes | DataFrame | Study | Source
"""What a command takes as its data: what `load` returns, or what it takes."""

OF_TABLES = tuple(TableKeywords.__annotations__)
"""The options that say how a table is read."""


def load(
    data: str | PathLike[str] | bytes | DataFrame,
    selection: Selection | None = None,
    **options: Unpack[LoadKeywords],
) -> Study:
    """Read a dataset or a table, and select what to compare.

    Args:
        data: a YAML file, a folder of them, a table (.csv, .tsv, .csv.gz, .tsv.gz, .xlsx, .parquet), the
            bytes of a YAML file, or a data frame of pandas, Polars or another library with `to_dict`.
        selection: what to compare, as one value; or as filters among the options.
        options: the filters (`issue`, `tag`, `kind`, `actor`, `source`, `as_of`, `basis`, `min_confidence`,
            `no_conditional`, `coder`, `where`, `exclude`, `min_answers`, `min_minority`, `entries`, `since`,
            `until`), and for tables `column`, `stance`, `scale`,
            `actors`, `issues`, as on the command line: names by id or title, dates as text. `audience`
            ("public" unless given, or "team"): whether what is private in the data is taken out.

    Raises:
        DataError: with every problem, if the data is wrong.
        UsageError: if it cannot be opened, or an option or a name is unknown.
    """
    asked = read_options(LoadKeywords, options)
    loaded = open_source(source_of(data), asked)
    base = None if selection is None else checked(loaded.require(), selection)
    study = study_from(loaded, selection_of(loaded.require(), asked, base=base))
    say_if_empty(study)
    return study


def study_to_report(
    data: Data,
    asked: Values,
    actors: Sequence[str] = (),
    *,
    stances_only: bool = False,
    several_coders: bool = False,
) -> Study:
    """Return the study of what the filters and the named actors leave of the data.

    A filter that is given replaces the one of its name in a study that already exists. `stances_only` says
    that the report looks at the grid alone, so that a large table is read faster; `several_coders` that it
    compares nothing, so that nobody has to choose among the coders of a cell.

    Raises:
        DataError: if the dataset has errors.
        UsageError: if it cannot be opened, or an actor, an issue or a source named is not in it.
    """
    if isinstance(data, Study):
        refuse_table_options(asked, "the data has been read already")
        refuse_audience(asked)
        selection = selection_of(data.dataset, asked, actors, base=data.selection)
        selection = replace(selection, thin_actors=None, thin_issues=None)
        if selection == replace(data.selection, thin_actors=None, thin_issues=None):
            return data
        study = data.narrowed(selection)
    else:
        grid_alone = stances_only and not looks_at_entries(asked)
        loaded = open_source(source_of(data), asked, stances_only=grid_alone, several_coders=several_coders)
        study = study_from(
            loaded, selection_of(loaded.require(), asked, actors), several_coders=several_coders
        )
    say_if_empty(study)
    return study


def selected(data: Data, asked: Values) -> tuple[Loaded, Selection]:
    """Return a dataset, read for the audience asked for, and what the filters select of it, without a grid.

    Several coders may have entries in one cell: nothing is compared.

    Raises:
        DataError: if the dataset has errors.
        UsageError: if it cannot be opened, is no dataset, or a name is unknown.
    """
    if isinstance(data, Study):
        raise UsageError("a coding sheet is made of a dataset's file", "give its path")
    source = source_of(data)
    if source.is_table:
        raise UsageError(
            "a coding sheet is made of a dataset, and this is a table", "`import` makes one of it"
        )
    if names_file(asked.get("names_")) is not None:
        raise UsageError(
            "a coding sheet is imported into the dataset, which must not contain real names",
            "leave --names out",
        )
    loaded = open_source(source, asked)
    return loaded, selection_of(loaded.require(), asked)


def refuse_audience(asked: Values) -> None:
    """Refuse an audience where the data was read, and what is private taken out or not, before.

    Raises:
        UsageError: if one was asked for.
    """
    if asked.get("audience") is not None:
        raise UsageError(
            "--audience cannot change here: the data has been read already",
            f"load it so: positions.load(..., audience={asked['audience']!r})",
        )
    if names_file(asked.get("names_")) is not None:
        raise UsageError(
            "--names cannot change here: the data has been read already",
            "load it so: positions.load(..., audience='team', names_=...)",
        )


def inputs_of(data: Data) -> tuple[Path, ...]:
    """Return the files that were read, which an output must not overwrite."""
    if isinstance(data, Study):
        names = () if data.origin is None else (document.name for document in data.origin.documents)
        return tuple(path for path in map(Path, names) if path.exists())
    return source_of(data).inputs


def say_if_empty(study: Study) -> None:
    """Say so where the filters leave no actor or no issue, or there is none."""
    if not study.grid.actors or not study.grid.issues:
        what = "stakeholder" if not study.grid.actors else "issue"
        if study.selection != Selection():
            say(f"The filters leave no {what}.")
        elif study.info.held_back is not None:
            say(f"The public view of the dataset has no {what}.")
        else:
            say(f"The dataset has no {what} yet.")


def study_from(loaded: Loaded, selection: Selection, *, several_coders: bool = False) -> Study:
    """Return the study of what a selection leaves of what was opened, which can be narrowed further."""
    study = _study(loaded, selection, several_coders=several_coders)
    if selection.thin_actors is None and (selection.min_answers or selection.min_minority):
        study = _study(loaded, without_thin(study.grid, selection), several_coders=several_coders)
    return replace(study, narrow=lambda other: _narrowed(loaded, other))


def _narrowed(loaded: Loaded, selection: Selection) -> Study:
    """Return the study of a selection that a program may have made, with the same thin issues and actors."""
    found = checked(loaded.require(), selection)
    thin_actors, thin_issues = selection.thin_actors, selection.thin_issues
    return study_from(loaded, replace(found, thin_actors=thin_actors, thin_issues=thin_issues))


def _study(loaded: Loaded, selection: Selection, *, several_coders: bool) -> Study:
    if not loaded.origin.documents:  # no YAML: a table
        from positions.exchange.tables.table_dataset import LoadedTable, table_study

        if isinstance(loaded, LoadedTable) and loaded.is_bulk:
            from positions.exchange.duckdb.grid import bulk_study

            return bulk_study(loaded, selection)
        if isinstance(loaded, LoadedTable):
            return table_study(loaded, selection, several_coders=several_coders)
    return study_of(loaded, selection, several_coders=several_coders)


def open_source(
    source: Source, asked: Values, *, stances_only: bool = False, several_coders: bool = False
) -> Loaded:
    """Return what a source holds, read as the options of tables say; say what people should know of it.

    With `stances_only`, a large table may be read without its positions.

    Raises:
        DataError: if it has errors.
        UsageError: if it cannot be opened, or the options do not fit it.
    """
    source = _as_mapped(source, asked)
    if source.is_table:
        return _open_table(source, asked, stances_only=stances_only)
    refuse_table_options(asked, "the dataset is none")
    with waiting("Reading the dataset"):
        loaded = load_source(source, several_coders=several_coders or bool(asked["coder"]))
    loaded.require()
    seen = shown(loaded, asked["audience"], asked.get("names_"))
    for remark in source.remarks:
        say(remark)
    # else how many there are may depend on what is private
    if seen.dataset is loaded.dataset or audience(asked["audience"]) == "team":
        say_problems(loaded.problems, brief=True)
    return seen


def _as_mapped(source: Source, asked: Values) -> Source:
    """Return a source as a table where the options find one in a folder, or in YAML that may be a dataset."""
    if source.path is None or not (asked["mapping"] or asked["records"]):
        return source
    from positions.exchange.tables.mappings.sibling_files import in_folder
    from positions.exchange.tables.table_file import is_table

    path, settings = in_folder(source.path, settings_of(asked))
    return replace(source, path=path, mapped=is_table(path, settings))


def refuse_table_options(asked: Values, why: str) -> None:
    """Refuse what says how to read a table where no table is read.

    Raises:
        UsageError: if such an option was given.
    """
    given = next((name for name in OF_TABLES if asked.get(name)), None)
    if given is not None:
        raise UsageError(
            f"{option_of(given)} says how to read a table, and {why}",
            "name a table with --data: .csv, .xlsx, .ods, .parquet, .json, .sav ...",
        )


_OF_FORMAT = ("sheet", "header_row", "encoding", "delimiter", "decimal", "records")


def settings_of(asked: Values, issue: str | None = None) -> TableSettings:
    """Return how a table is read.

    Raises:
        UsageError: if an option cannot be understood.
    """
    from positions.exchange.tables.settings import (
        FileFormat,
        TableSettings,
        parse_columns,
        parse_scale,
        parse_stances,
        runs_down,
        upward,
    )
    from positions.exchange.tables.values.dates import parse_date_formats

    columns, stances, scale = asked["column"], asked["stance"], asked["scale"]
    given = TableSettings(
        columns=_texts(columns) if isinstance(columns, Mapping) else parse_columns(columns),
        stances=_values(stances) if isinstance(stances, Mapping) else parse_stances(stances),
        scale=None if scale is None else parse_scale(upward(scale)),
        downward=scale is not None and runs_down(scale),
        actors=asked["actors"],
        issues=asked["issues"],
        issue=issue,
        answers=tuple(asked["answers"]),
        dates=parse_date_formats(asked["date_format"]),
        format=FileFormat(**{name: asked[name] for name in _OF_FORMAT}),
        transpose=asked["transpose"],
        groups=_groups(asked.get("group_by")),
    )
    if asked["mapping"] is None:
        return given
    from positions.exchange.tables.mappings.reading import with_mapping

    return with_mapping(given, asked["mapping"])


def _groups(asked: str | Sequence[str] | None) -> tuple[str, ...]:
    names = [asked] if isinstance(asked, str) else asked or ()
    return tuple(part.strip() for name in names for part in name.split(",") if part.strip())


def _texts(columns: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(column) for name, column in columns.items()}


def _values(stances: Mapping[object, Any]) -> dict[str, float | str]:
    """Return the values of stances by their text, each read as the command line reads it."""
    from positions.exchange.tables.settings import parse_stances

    found: dict[str, float | str] = {}
    for text, value in stances.items():
        is_number = isinstance(value, (int, float))
        found[str(text)] = float(value) if is_number else parse_stances([f"{text}={value}"])[str(text)]
    return found


def _open_table(source: Source, asked: Values, *, stances_only: bool) -> LoadedTable:
    from positions.exchange.duckdb.table import can_number, lacks_database
    from positions.exchange.tables.table_dataset import load_frame, load_table

    settings = settings_of(asked)
    loaded: LoadedTable
    if source.frame is not None:
        loaded = load_frame(frame_columns(source.frame), settings)
    else:
        path = source.path
        assert path is not None  # a table is a frame or a file
        if stances_only and lacks_database(path):
            say_what_helps(f"{path.name} takes a while to read")
        with waiting(f"Reading {path.name}"):
            if stances_only and settings.is_simple and can_number(path):
                from positions.exchange.duckdb.grid import load_bulk

                loaded = load_bulk(path, settings)
            else:
                loaded = load_table(path, settings)
        if loaded.is_bulk and shown(loaded, "team").held_back is not None:
            loaded = load_table(path, settings)  # its private cells can be held back
    seen = shown(loaded, asked["audience"], asked.get("names_"))
    # else they may name who, or depend on what, is private
    if seen.dataset is loaded.dataset or audience(asked["audience"]) == "team":
        for remark in seen.remarks:
            say(remark)
    return seen
