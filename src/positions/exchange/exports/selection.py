"""What an export writes: which of the tables or networks, in which format, and what does not fit into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, assert_never

from positions.exchange.exports.export_warnings import (
    lost_in_long,
    lost_in_wide,
    lost_without_gaps,
    reading_options,
)
from positions.exchange.exports.long_table import long_table
from positions.exchange.exports.roll_call import roll_call, roll_call_words
from positions.exchange.exports.wide_table import actors_table, issues_table, wide_table
from positions.exchange.exports.workbook import workbook
from positions.measures.pairs.results import Comparison
from positions.offers import option, shell_word
from positions.problems import UsageError
from positions.reports.common.study import Study
from positions.reports.compare.report import compare
from positions.selection import selected_issues
from positions.suggest import did_you_mean
from positions.tables import Report, Table
from positions.vocabulary import ExportKind

Format = Literal["csv", "tsv", "json", "xlsx", "parquet", "graphml", "gexf", "pajek", "folder"]

SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".net": "pajek",
}
"""The format that the end of a file's name implies."""

GRAPHS: tuple[ExportKind, ...] = ("agreement", "network")
GRAPH_FORMATS: tuple[Format, ...] = ("graphml", "gexf", "pajek")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written.

    Attributes:
        kind: which table or network; of a folder, "long" stands for all the tables that can be read again.
        format: how.
        gaps: whether a long table has rows for what was not researched.
    """

    kind: ExportKind
    format: Format
    gaps: bool = True


def request_of(
    place: str, kind: ExportKind | None = None, *, gaps: bool = True, windows: bool = False
) -> ExportRequest:
    """Return what to write to a place: a file by its suffix, a folder, or `-` for standard output.

    With `windows` a network is one over time: a folder of GraphML files, or GEXF.

    Raises:
        UsageError: if the suffix implies no format, or the format cannot hold what is asked for.
    """
    form = _format_of(place, kind)
    usual: dict[Format, ExportKind] = {"xlsx": "workbook", **dict.fromkeys(GRAPH_FORMATS, "agreement")}
    chosen = kind or usual.get(form, "long")
    if windows and (chosen != "network" or form not in ("folder", "gexf")):
        hint = "--type network -o windows/ (a GraphML file a window) or -o network.gexf"
        raise UsageError("--window makes networks over time, which this is not", hint)
    if windows:
        return ExportRequest(chosen, form, gaps)
    if form == "folder" and kind is not None:
        raise UsageError(
            f"{place} is a folder, which gets all tables", "leave out --type, or name a file after -o"
        )
    if chosen in GRAPHS and form not in GRAPH_FORMATS:
        raise UsageError(
            f"--type {chosen} is a network, and {form} holds none",
            "name a file that ends in .graphml, .gexf or .net",
        )
    if form in GRAPH_FORMATS and chosen not in GRAPHS:
        named = {"graphml": "GraphML", "gexf": "GEXF"}.get(form, "Pajek's .net")
        raise UsageError(
            f"--type {chosen} is not a network, and {named} holds only networks", "use .csv or .xlsx"
        )
    if chosen == "workbook" and form != "xlsx":
        raise UsageError(
            f"--type workbook is several tables, and {form} holds one", "name a file that ends in .xlsx"
        )
    if chosen == "coding-sheet" and form not in ("xlsx", "csv", "tsv"):
        raise UsageError(
            f"--type coding-sheet is for spreadsheets, and {form} is none", "name a file that ends in .xlsx"
        )
    return ExportRequest(chosen, form, gaps)


def report_of(request: ExportRequest, study: Study, how: Comparison | None = None) -> Report:
    """Return the tables asked for as a report.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    if request.kind == "workbook":
        return workbook(study, how)
    tables = _folder(request, study) if request.format == "folder" else (table_of(request, study, how),)
    return Report(
        command="export",
        dataset=study.info,
        title=study.info.title,
        tables=tables,
        shown=tuple(table.id for table in tables),
        notes=(*study.notes_on_filters(), *study.notes),
        options={"type": request.kind, **study.selection.as_options()},
    )


def table_of(request: ExportRequest, study: Study, how: Comparison | None = None) -> Table:
    """Return the table asked for.

    Raises:
        UsageError: if the measure does not fit the scale, or a roll call is asked for and it has no sides.
    """
    match request.kind:
        case "pairs":
            found = compare(study, how, wanted=("pairs",)).tables[0]
            assert found.kind == "table"  # pairs are always a table, one a row
            return found
        case "long":
            return long_table(study, gaps=request.gaps)
        case "wide":
            return wide_table(study)
        case "pscl":
            return roll_call(study)
        case "actors":
            return actors_table(study)
        case "issues":
            return issues_table(study)
        case "workbook" | "agreement" | "network" | "coding-sheet":
            raise ValueError(f"{request.kind} is not one table")  # see `request_of`
        case _:
            assert_never(request.kind)


def remarks_on(request: ExportRequest, study: Study, place: str) -> tuple[str, ...]:
    """Return what people should know: what the file leaves out, and how it is read again."""
    dataset = study.dataset
    if request.kind == "network":
        return ()
    if request.kind == "pscl":
        return roll_call_words(study, place)
    if request.format == "folder":
        beside = f"--actors {shell_word(f'{place}actors.csv')} --issues {shell_word(f'{place}issues.csv')}"
        gone = () if request.gaps else lost_without_gaps(dataset)
        return (
            *lost_in_long(dataset, beside=True),
            *gone,
            _read_again(f"{place}long.csv", beside, dataset.title),
        )
    if request.kind not in ("long", "wide"):
        return ()
    lost = lost_in_long(dataset) if request.kind == "long" else lost_in_wide(dataset)
    if request.kind == "long" and not request.gaps:
        lost = (*lost, *lost_without_gaps(dataset))
    if place == "-" or (request.format == "json" and request.kind != "long"):
        return lost
    if request.kind == "long":
        return (*lost, _read_again(place, "", dataset.title))
    return (*lost, *_wide_again(request, study, place))


def _wide_again(request: ExportRequest, study: Study, place: str) -> Iterator[str]:
    """Yield how a wide table is read again: with the table of issues where some have scales of their own."""
    options = f"{reading_options(study.dataset.scale)} --type wide"
    issues = selected_issues(study.dataset, study.selection)
    if any(issue.scale is not None for issue in issues.values()):
        beside = str(Path(place).with_name(f"issues.{request.format}"))
        again = f"--type issues -o {shell_word(beside)}"
        yield f"The issues' own scales are in the table of issues: export it too, with {again}"
        options += f" --issues {shell_word(beside)}"
    yield _read_again(place, options, study.dataset.title)


def _read_again(place: str, options: str, title: str) -> str:
    words = ["positions import", shell_word(place), options, option("--title", title), "-o dataset.yaml"]
    return f"To read it again: {' '.join(filter(None, words))}"


def _folder(request: ExportRequest, study: Study) -> tuple[Table, ...]:
    return (
        long_table(study, gaps=request.gaps),
        wide_table(study),
        actors_table(study),
        issues_table(study),
    )


def _format_of(place: str, kind: ExportKind | None) -> Format:
    if place == "-":
        return "graphml" if kind in GRAPHS else "xlsx" if kind == "workbook" else "csv"
    if place.endswith(("/", os.sep)) or Path(place).is_dir():
        return "folder"
    suffix = Path(place).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    said = f"the suffix {suffix} implies no format" if suffix else f"{place} has no suffix to imply a format"
    close = did_you_mean(suffix, SUFFIXES) if suffix else None
    raise UsageError(said, close or f"use one of {', '.join(SUFFIXES)}")
