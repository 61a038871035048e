"""Which kind of data a file holds, and the dataset that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal, assert_never

from positions.exchange.alike_names import alike_remarks
from positions.exchange.data_files import open_data
from positions.exchange.dna.database import is_dna
from positions.exchange.dna.dataset import ActorVariable, read_dna
from positions.exchange.import_dataset import Imported, with_ids
from positions.exchange.polis import is_beside_polis, is_polis, read_polis
from positions.exchange.tables.answers import Answers
from positions.exchange.tables.columns import LONG, find_column
from positions.exchange.tables.long.long_table import read_long
from positions.exchange.tables.own_exports.reports import refuse_report, refuse_workbook
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.side_tables import more_on_actors, more_on_issues
from positions.exchange.tables.table_dataset import dataset_of
from positions.exchange.tables.table_file import SUFFIXES, TableFile, is_table, stem
from positions.exchange.tables.wide.wide_table import read_wide
from positions.problems import UsageError

Kind = Literal["long", "wide", "dna", "polis"]
_TableKind = Literal["long", "wide", "polis"]

_WORDS = {
    "long": "a long table, a row for each answer",
    "wide": "a wide table, actors down and issues across",
    "dna": "a database of Discourse Network Analyzer",
    "polis": "the votes of a Polis conversation",
}
_OF_ENTRIES = ("date", "salience", "confidence", "quote", "source", "basis")
_OF_SPREADSHEETS = (".xls", ".xlsb", ".xlsm", ".ods", ".numbers")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported and how.

    Attributes:
        path: the file.
        settings: how a table is read.
        kind: what the file is; guessed where None.
        actor: who is the actor of a statement of Discourse Network Analyzer.
        transpose: whether a wide table has issues down and actors across.
        skip_bad: whether rows that cannot be read are left out.
        title: the dataset's title; the file's name where None.
    """

    path: Path
    settings: TableSettings
    kind: Kind | None = None
    actor: ActorVariable = "organization"
    transpose: bool = False
    skip_bad: bool = False
    title: str | None = None


def import_file(request: ImportRequest) -> Imported:
    """Return the dataset that a file makes.

    Raises:
        UsageError: if it cannot be opened, or what was asked for does not fit it.
        DataError: if it is damaged, or a row cannot be read and is not to be skipped.
    """
    kind = request.kind or guess(request)
    _refuse_what_does_not_apply(request, kind)
    if kind == "dna":
        found = read_dna(request.path, request.settings, request.actor, skip_bad=request.skip_bad)
    else:
        found = _table(request, kind)
    dataset = found.dataset
    if request.title is not None:
        dataset = dataset.model_copy(update={"title": request.title})
    return replace(found, dataset=dataset, remarks=(*found.remarks, *alike_remarks(dataset)))


def _refuse_what_does_not_apply(request: ImportRequest, kind: Kind) -> None:
    """Raise where an option says how to read something else, since it would say nothing here.

    Raises:
        UsageError: if so.
    """
    settings = request.settings
    options = {
        "--transpose": (request.transpose, ("wide",), "wide tables"),
        "--actor": (request.actor != "organization", ("dna",), "databases of Discourse Network Analyzer"),
        "--issue": (settings.issue is not None, ("long",), "long tables without a column of issues"),
        "--column": (settings.columns, ("long", "wide", "dna"), "tables, and not for Polis exports"),
        "--stance": (settings.stances, ("long", "wide", "dna"), "tables, and not for Polis exports"),
        "--scale": (settings.scale is not None, ("long", "wide", "dna"), "tables, and not for Polis exports"),
        "--actors": (settings.actors, ("long", "wide", "polis"), "tables"),
        "--issues": (settings.issues, ("long", "wide", "polis"), "tables"),
    }
    for name, (given, kinds, what) in options.items():
        if given and kind not in kinds:
            raise UsageError(f"{name} is for {what}", f"this is {_WORDS[kind]} (--type {kind})")


def words_for(kind: Kind) -> str:
    """Return a sentence that says how a file is read."""
    return f"Read as {_WORDS[kind]} (--type {kind})."


def guess(request: ImportRequest) -> Kind:
    """Return what kind of data a file holds, going by its content.

    Without a column of stances, a table is long where it has columns that only a long one has, or where most
    names in its first column stand there again.

    Raises:
        UsageError: if it cannot be opened, or is neither a table nor a database.
        DataError: if it is damaged.
    """
    path = request.path
    if is_dna(path):
        return "dna"
    if not is_table(path):
        open_data(path).close()
        hint = f"tables end in {', '.join(SUFFIXES)}, databases of Discourse Network Analyzer in .dna"
        if path.suffix.lower() in _OF_SPREADSHEETS:
            hint = "open it in its spreadsheet program and save it as .xlsx or CSV"
        if path.suffix.lower() in (".yaml", ".yml"):
            hint = f"it may be a dataset already: positions check {path}"
        raise UsageError(f"{path} is neither a table nor a database", hint)
    file = TableFile(path)
    if is_polis(file):
        return "polis"
    if is_beside_polis(file):
        hint = "name the file participants-votes.csv that belongs to it"
        raise UsageError(f"{path} is a part of a Polis export, and not the one that is read", hint)
    if not request.settings.columns:  # which say that the file is answers, whatever it looks like
        refuse_report(file)
    if request.transpose:
        return "wide"
    columns = request.settings.columns
    named = [name for name in LONG if find_column(file.header, columns.get(name, name)) is not None]
    entries = any(find_column(file.header, name) is not None for name in _OF_ENTRIES)
    if "stance" in named or "stance" in columns or len(named) > 1 or entries or _repeats_names(file):
        return "long"
    return "wide"


def _repeats_names(file: TableFile) -> bool:
    names = [row[0] for _, row in islice(file.numbered(), 1000)]
    return len(names) > 2 and 3 * len(set(names)) <= 2 * len(names)


def _table(request: ImportRequest, kind: _TableKind) -> Imported:
    file, settings, skip_bad = TableFile(request.path), request.settings, request.skip_bad
    refuse_workbook(file)
    known_actors, known_issues = dict[str, dict[str, object]](), dict[str, dict[str, object]]()
    answers: Answers
    match kind:
        case "polis":
            answers, known_actors, known_issues = read_polis(file, settings.issues, skip_bad=skip_bad)
        case "wide":
            answers = read_wide(file, settings, transpose=request.transpose, skip_bad=skip_bad)
        case "long":
            answers = read_long(file, settings, skip_bad=skip_bad)
        case _:
            assert_never(kind)
    actors = more_on_actors(settings.actors, answers.positions)
    issues = more_on_issues(None if kind == "polis" else settings.issues, answers.issues)
    dataset = dataset_of(
        answers,
        stem(request.path),
        {name: {**known_actors.get(name, {}), **actors.fields.get(name, {})} for name in answers.positions},
        {name: {**known_issues.get(name, {}), **issues.fields.get(name, {})} for name in answers.issues},
    )
    return Imported(
        with_ids(dataset),
        remarks=(*answers.remarks, *actors.remarks, *issues.remarks),
        problems=answers.problems,
        skipped=answers.skipped,
        unit=answers.unit,
    )
