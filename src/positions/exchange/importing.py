"""Which kind of data a file holds, and the dataset that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from positions.exchange.alike_names import alike_remarks
from positions.exchange.data_files import open_data
from positions.exchange.dna.database import is_dna
from positions.exchange.dna.dataset import read_dna
from positions.exchange.import_dataset import Imported, with_ids
from positions.exchange.parts_of_one import parts_of_one_remarks
from positions.exchange.same_day import same_day_remarks
from positions.exchange.tables.mappings.sibling_files import title_of
from positions.exchange.tables.reading import TABLE_WORDS, TRANSPOSED_WORDS, guess_kind, read_table
from positions.exchange.tables.settings import TableKind, TableSettings
from positions.exchange.tables.table_dataset import dataset_of
from positions.exchange.tables.table_file import SUFFIXES, TableFile, is_table
from positions.exchange.tables.wide.row_names import has_issues_down
from positions.offers import shell_word
from positions.problems import UsageError
from positions.vocabulary import ActorVariable

Kind = Literal["dna"] | TableKind

_WORDS: dict[str, str] = {**TABLE_WORDS, "dna": "a database of Discourse Network Analyzer"}
_OF_SPREADSHEETS = (".xls", ".xlsb", ".xlsm", ".numbers")


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
        found: what `guess` found, where it was asked before.
    """

    path: Path
    settings: TableSettings
    kind: Kind | None = None
    actor: ActorVariable = "organization"
    transpose: bool = False
    skip_bad: bool = False
    title: str | None = None
    found: Kind | None = None


def import_file(request: ImportRequest) -> Imported:
    """Return the dataset that a file makes.

    Raises:
        UsageError: if it cannot be opened, or what was asked for does not fit it.
        DataError: if it is damaged, or a row cannot be read and is not to be skipped.
    """
    if request.transpose:
        request = replace(request, settings=replace(request.settings, transpose=True))
    kind = request.kind or request.found or guess(request)
    _refuse_what_does_not_apply(request, kind)
    if kind == "dna":
        found = read_dna(request.path, request.settings, request.actor, skip_bad=request.skip_bad)
    else:
        found = _table(request, kind)
    dataset = found.dataset
    if request.title is not None:
        dataset = dataset.model_copy(update={"title": request.title})
    said = (*alike_remarks(dataset), *same_day_remarks(dataset), *parts_of_one_remarks(dataset))
    return replace(found, dataset=dataset, remarks=(*found.remarks, *said))


def _refuse_what_does_not_apply(request: ImportRequest, kind: Kind) -> None:
    """Raise where an option says how to read something else, since it would say nothing here.

    Raises:
        UsageError: if so.
    """
    settings = request.settings
    options = {
        "--transpose": (settings.transpose, ("wide",), "wide tables"),
        "--answers": (settings.answers, ("wide",), "wide tables"),
        "--mapping": (settings.split, ("long",), "long tables, where it splits columns"),
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


def words_for(kind: Kind, *, transposed: bool = False) -> str:
    """Return a sentence that says how a file is read."""
    words = TRANSPOSED_WORDS if kind == "wide" and transposed else _WORDS[kind]
    return f"Read as {words} (--type {kind})."


def is_transposed(request: ImportRequest) -> bool:
    """Return whether the issues of a wide table are its rows; raises as `guess`."""
    settings = request.settings
    asked = request.transpose or settings.transpose
    return asked or has_issues_down(TableFile(request.path, settings.format), settings)


def guess(request: ImportRequest) -> Kind:
    """Return what kind of data a file holds, going by what is asked and then by its content.

    Raises:
        UsageError: if it cannot be opened, or is neither a table nor a database.
        DataError: if it is damaged.
    """
    path, settings = request.path, request.settings
    if is_dna(path):
        return "dna"
    if not is_table(path, settings):
        open_data(path).close()
        hint = f"tables end in {', '.join(SUFFIXES)}, databases of Discourse Network Analyzer in .dna"
        if path.suffix.lower() in _OF_SPREADSHEETS:
            hint = "open it in its spreadsheet program and save it as .xlsx or CSV"
        if path.suffix.lower() in (".yaml", ".yml"):
            hint = f"it may be a dataset already: positions check {shell_word(str(path))}"
        raise UsageError(f"{path} is neither a table nor a database", hint)
    if settings.kind is not None:
        return settings.kind
    if request.transpose:
        settings = replace(settings, transpose=True)
    return guess_kind(TableFile(path, settings.format), settings)


def _table(request: ImportRequest, kind: TableKind) -> Imported:
    settings = request.settings if request.kind is None else replace(request.settings, kind=kind)
    file = TableFile(request.path, settings.format)
    read = read_table(file, settings, found=kind, skip_bad=request.skip_bad)
    answers = read.answers
    dataset = dataset_of(answers, title_of(request.path, settings), read.actors, read.issues)
    return Imported(
        with_ids(dataset),
        remarks=read.remarks,
        problems=answers.problems,
        skipped=answers.skipped,
        unit=answers.unit,
    )
