"""`import`: other people's data as a dataset."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from positions.files import new_folders, write_together
from positions.library.coding_sheet import ImportedSheet, Show, bring_home
from positions.library.loading import settings_of
from positions.library.notices import say, say_problems, waiting
from positions.library.options.effect import given
from positions.library.options.keywords import ImportKeywords
from positions.library.options.reading import option_of, place_of, read_options
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.models import Dataset
    from positions.exchange.import_dataset import Imported


_MANY = 50_000
"""Answers from which on nobody edits them one by one."""


@dataclass(frozen=True)
class ImportedDataset:
    """A dataset that was made of other data.

    Attributes:
        imported: the dataset, the sources' texts, and what people should know of the reading.
        yaml: the text of the dataset's file.
    """

    imported: Imported
    yaml: str

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self.imported.dataset

    def __repr__(self) -> str:
        return f"ImportedDataset({self.imported.overview()})"


def import_(file: str | PathLike[str], **options: Unpack[ImportKeywords]) -> ImportedDataset | ImportedSheet:
    """Make a dataset of a spreadsheet, a Discourse Network Analyzer database or a Polis conversation.

    With `into`, bring a coding sheet home instead: what was changed in it is written into its dataset, as one
    edit, and an `ImportedSheet` comes back.

    Args:
        file: a table, a .dna database or a Polis export.
        options: `output` (the dataset's file; nothing is written without it), `type` ("long", "wide", "dna",
            "polis"), `transpose`, `actor` ("organization", "person"), `issue`, `title`, `skip_bad`,
            `save_mapping` (a file for the table options), `force` (replace files that are there), and for
            tables `column`, `stance`, `scale`, `actors`, `issues`, `answers`, `mapping`, `sheet`,
            `header_row`, `encoding`, `delimiter`, `decimal`, `date_format`, `records`.
            For a coding sheet `into` (the dataset's file or folder), `dry_run` (nothing is written),
            `partial` (rows that are wrong, or that the dataset has changed too, are left out), `force`
            (quotations are kept that are not in their sources, and a sheet is taken that seems to be another
            dataset's), and of a .csv `encoding` and `delimiter`.

    Raises:
        UsageError: if an option is unknown or does not fit the file, it cannot be opened, or a file to write
            already exists.
        DataError: if a row cannot be read and is not to be skipped; of a coding sheet, with a problem for
            each row that is wrong, or that the dataset has changed too.
    """
    if options.get("into") is not None:
        return importing_sheet(file, options)
    return importing(file, options)


_OF_SHEETS = ("into", "dry_run", "partial")
_ALSO_OF_SHEETS = ("force", "encoding", "delimiter")


def importing_sheet(
    file: str | PathLike[str],
    options: Mapping[str, object],
    words: Sequence[str] = (),
    show: Show | None = None,
) -> ImportedSheet:
    """Bring a coding sheet home; raises as `import_`.

    Args:
        file: the sheet.
        options: those of `import_`.
        words: the command line, for the journal.
        show: called with what is about to be written.
    """
    asked = read_options(ImportKeywords, options)
    others = [name for name in given(ImportKeywords, asked) if name not in (*_OF_SHEETS, *_ALSO_OF_SHEETS)]
    if others:
        raise UsageError(
            f"{option_of(others[0])} is for making a dataset, and --into is for a coding sheet",
            "leave one of them out",
        )
    path = Path(place_of(file))
    called = words or ("import", str(path), "--into", str(asked["into"]))
    return bring_home(path, asked["into"], asked, called, show)


def importing(file: str | PathLike[str], options: Mapping[str, object]) -> ImportedDataset:
    """Import a file; raises as `import_`."""
    from positions.exchange.import_dataset import yaml_of
    from positions.exchange.importing import ImportRequest, guess, import_file, is_transposed, words_for
    from positions.exchange.tables.mappings.sibling_files import in_folder
    from positions.exchange.tables.mappings.writing import mapping_text
    from positions.exchange.tables.table_file import is_table

    asked = read_options(ImportKeywords, options)
    for name in _OF_SHEETS:
        if asked[name]:
            raise UsageError(
                f"{option_of(name)} is for a coding sheet", "name its dataset with --into DATASET"
            )
    path, target = Path(place_of(file)), asked["output"]
    settings = settings_of(asked, asked["issue"])
    path, settings = in_folder(path, settings)
    mapping = asked["save_mapping"]
    if mapping is not None:
        refuse_inputs(mapping, [path])
        _refuse_existing([mapping], force=asked["force"])
    if target is not None:
        inputs = [one for one in (path, settings.actors, settings.issues) if one is not None]
        refuse_inputs(target, inputs)
        _refuse_existing([target], force=asked["force"])
        if not target.parent.is_dir():
            raise UsageError(f"cannot write {target}: there is no folder {target.parent}")
    how = (asked["type"], asked["actor"], asked["transpose"], asked["skip_bad"], asked["title"])
    request = ImportRequest(path, settings, *how)
    if request.kind is None:  # said before anything can be wrong: it may explain what is
        found = guess(request)
        say(words_for(found, transposed=found == "wide" and is_transposed(request)))
        request = replace(request, found=found)
    with waiting(f"Importing {path.name}"):
        imported = import_file(request)
        data = yaml_of(imported, path.name)
    say_problems(imported.problems)
    for remark in imported.remarks:
        say(remark)
    if imported.skipped:
        many = "" if imported.skipped == 1 else "s"
        say(f"Left out: {imported.skipped:,} {imported.unit}{many} that cannot be read.")
    if imported.answers > _MANY and is_table(path):
        better = "use the table itself instead: positions compare --data TABLE, with the same options"
        say(f"{imported.answers:,} answers are more than a person edits; {better}.")
    if mapping is not None:
        write_together({mapping: mapping_text(settings).encode()})
        from positions.offers import option

        say(f"Wrote {mapping}: {option('--mapping', str(mapping))} reads other tables in the same way.")
    if target is not None:
        _write(imported, data, target, force=asked["force"])
    elif imported.texts:
        say("The sources' texts are written only with -o FILE.")
    return ImportedDataset(imported, data.decode())


def _write(imported: Imported, data: bytes, target: Path, *, force: bool) -> None:
    texts = {target.parent / name: text.encode() for name, text in imported.texts.items()}
    _refuse_existing(list(texts), force=force)
    with new_folders(*dict.fromkeys(path.parent for path in texts)):
        write_together({**texts, target: data})
    said = f"Wrote {target}: {imported.overview()}."
    say(f"{said} The sources' texts are in {target.parent / 'sources'}." if texts else said)


def _refuse_existing(paths: list[Path], *, force: bool) -> None:
    there = next((path for path in paths if os.path.lexists(path) and not _is_device(path)), None)
    if there is not None and not force:
        raise UsageError(f"{there} already exists", "name another file, or replace it with --force")


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()
