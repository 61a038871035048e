"""`export`: the dataset for other people's programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from positions.files import new_folders, write_atomically, write_together
from positions.library.audience import audience
from positions.library.loading import OF_TABLES, Data, inputs_of, selected, study_to_report
from positions.library.measuring import comparison_of, rule_of
from positions.library.notices import say
from positions.library.options.effect import given, say_without_effect
from positions.library.options.keywords import ExportKeywords, FilterKeywords
from positions.library.options.reading import place_of, read_options
from positions.library.saving import Saving, refuse_inputs, save_report
from positions.library.selecting import Values
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.exchange.exports.selection import ExportRequest
    from positions.reports.common.study import Study
    from positions.tables import Report


@dataclass(frozen=True)
class Exported:
    """What is to be written.

    Attributes:
        format: csv, tsv, json, xlsx, parquet, graphml, gexf, pajek, or folder.
        content: the bytes of the file; None where it is a report, to be rendered.
        report: the tables.
        remarks: what people should know: what the file leaves out, and how it is read again.
        inputs: the files that were read, which must not be overwritten.
        files: what goes into a folder, by name; empty where it is one file or a report.
    """

    format: str
    content: bytes | None
    report: Report | None
    remarks: tuple[str, ...]
    inputs: tuple[Path, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


def export(data: Data, path: str | PathLike[str], **options: Unpack[ExportKeywords]) -> Path:
    """Write the dataset for a spreadsheet, R, Gephi or another program.

    Args:
        data: what `load` returns, or what it takes.
        path: the file, whose suffix says the format: .csv, .tsv, .json, .xlsx, .parquet, .graphml, .gexf,
            .net; a folder, "tables/", gets the long and the wide table, the actors and the issues as CSV, or
            with `window` a GraphML file a window.
        options: `type` ("long", "wide", "actors", "issues", "pairs", "pscl", "workbook", "coding-sheet",
            "agreement", "network"), `no_gaps`, `measure`, `unweighted`, `by_salience`, `min_shared`, those
            of `network` for networks, and the filters of `load`.

    Returns:
        The path.

    Raises:
        UsageError: if a name or an option is unknown, the format does not hold what is asked for, or the file
            is an input or cannot be written.
        DataError: if the data is wrong.
    """
    place = place_of(path)
    found = exporting(data, place, options)
    if found.content is not None:
        refuse_inputs(Path(place), found.inputs)
        write_atomically(Path(place), found.content)
    elif found.files:
        save_files(found, place)
    elif found.report is not None:
        form = None if found.format == "folder" else found.format
        save_report(found.report, place, Saving(form), found.inputs)
    for remark in found.remarks:
        say(remark)
    return Path(place)


def save_files(found: Exported, place: str) -> None:
    """Write the files of a folder, all or none.

    Raises:
        UsageError: if one is an input, or cannot be written.
    """
    folder = Path(place)
    for name in found.files:
        refuse_inputs(folder / name, found.inputs)
    with new_folders(folder):
        write_together({folder / name: content for name, content in found.files.items()})


_AS_THEY_ARE = ("long", "actors", "issues")
"""What lists the data as it is: entries of several coders may stand in one cell."""
_ALWAYS = {"audience", "names_", "where", "exclude", "min_answers", "min_minority"}
_ACTORS, _ISSUES = {*_ALWAYS, "kind", "actor"}, {*_ALWAYS, "issue", "tag"}
_CELLS = {*_ALWAYS, *FilterKeywords.__annotations__}
_PAIRS = {*_CELLS, "min_shared", "measure", "unweighted", "by_salience"}
_TIES = {
    *_CELLS,
    *("since", "until", "window", "step", "min_shared", "nodes"),
    *("mode", "aggregation", "normalization", "duplicates", "observed_range", "isolates"),
}
_READS: Mapping[str, set[str]] = {
    "long": {*_CELLS, "no_gaps"},
    "wide": _CELLS,
    "actors": _ACTORS,
    "issues": _ISSUES,
    "pairs": _PAIRS,
    "pscl": _CELLS,
    "workbook": _PAIRS,
    "agreement": _PAIRS,
    "network": _TIES,
    "coding-sheet": _CELLS - {"min_answers", "min_minority"},
}
"""The options that make a difference to each type of export."""


def exporting(data: Data, place: str | None, options: Mapping[str, object]) -> Exported:
    """Return what is to be written to a place, `-` for a stream; raises as `export`."""
    from positions.exchange.exports.selection import remarks_on, report_of, request_of, table_of

    asked = read_options(ExportKeywords, options)
    if place is None:
        raise UsageError(
            "export writes a file, and none is named", "add -o positions.xlsx, or -o - for stdout"
        )
    request = request_of(place, asked["type"], gaps=not asked["no_gaps"], windows=asked["window"] is not None)
    pairs = comparison_of(asked)
    idle = set(given(ExportKeywords, asked)) - {"type", *OF_TABLES, *_READS[request.kind]}
    say_without_effect(ExportKeywords, asked, idle, f"not read by --type {request.kind}")
    if request.kind == "network" and (asked["mode"] == "two" or asked["aggregation"] == "ignore"):
        say_without_effect(ExportKeywords, asked, ("observed_range",), "no distance of two stances counts")
    if request.kind == "coding-sheet":
        return _coding_sheet(data, place, request.format, asked)
    whole = request.kind in _AS_THEY_ARE and request.format != "folder"
    study = study_to_report(data, asked, several_coders=whole)
    content, report, notes = None, None, tuple[str, ...]()
    files: Mapping[str, bytes] = {}
    if request.kind in ("agreement", "network"):
        content, files, notes = _graph(request, study, asked)
    elif request.format == "parquet":
        from positions.exchange.exports.parquet import table_as_parquet

        content = table_as_parquet(table_of(request, study, pairs), study.info.held_back)
    else:
        report = report_of(request, study, pairs)
    said = [study.info.held_back] if study.info.held_back and request.format == "parquet" else []
    remarks = (*notes, *said, *remarks_on(request, study, place))
    return Exported(request.format, content, report, remarks, inputs_of(data), files)


def _graph(
    request: ExportRequest, study: Study, asked: Values
) -> tuple[bytes | None, Mapping[str, bytes], tuple[str, ...]]:
    """Return a network as the bytes of a file, or as files by name, with its notes."""
    from positions.exchange.exports.gexf import gexf, gexf_over_time
    from positions.exchange.exports.graphml import graphml
    from positions.exchange.exports.networks import agreement_graph, discourse_graph, window_graphs
    from positions.exchange.exports.pajek import pajek
    from positions.reports.network.span import Span

    span = Span(asked["since"], asked["until"], asked["window"], asked["step"])
    if span.window is not None:
        how = {"min_shared": asked["min_shared"], "nodes": asked["nodes"]}
        windows = window_graphs(study, rule_of(asked), span, **how)
        if not windows:
            raise UsageError("no statement has a date that falls into a window", "see positions network")
        if request.format == "gexf":
            return gexf_over_time(windows), {}, tuple(windows[0].graph.notes)
        named = {f"{one.start}_{one.end}.graphml": graphml(one.graph) for one in windows}
        return None, named, tuple(windows[0].graph.notes)
    if request.kind == "agreement":
        graph = agreement_graph(study, comparison_of(asked))
    else:
        span.refuse()
        graph = discourse_graph(
            study, rule_of(asked), span, min_shared=asked["min_shared"], nodes=asked["nodes"]
        )
    writers = {"graphml": graphml, "gexf": gexf, "pajek": pajek}
    return writers[request.format](graph), {}, tuple(graph.notes)


def _coding_sheet(data: Data, place: str, form: str, asked: Values) -> Exported:
    """Return the coding sheet of what the filters leave; entries of several coders may stand in one cell."""
    from positions.exchange.coding_sheet.writing import coding_form, coding_report, coding_sheet
    from positions.render.office.form import form_book

    loaded, selection = selected(data, asked)
    sheet = coding_sheet(loaded, selection, audience(asked["audience"]))
    remarks = (
        *([loaded.held_back] if loaded.held_back else []),
        *([] if place == "-" else [_to_import(place, loaded.name)]),
    )
    if form == "xlsx":
        return Exported(form, form_book(coding_form(sheet)), None, remarks, inputs_of(data))
    options = {"type": "coding-sheet", **selection.as_options()}
    return Exported(form, None, coding_report(sheet, options), remarks, inputs_of(data))


def _to_import(place: str, dataset: str) -> str:
    from positions.offers import shell_word

    return f"To import the changes: positions import {shell_word(place)} --into {shell_word(dataset)}"
