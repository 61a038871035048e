"""The entry of a cell that an edit changes: the only one, or one chosen by number or date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from positions.dataset.dates import PartialDate, parse_date
from positions.dataset.editing.cells import cell_label
from positions.dataset.editing.layout_detection import contents
from positions.dataset.entries import entry_date
from positions.dataset.models import Dataset
from positions.dataset.yaml.reader import Document, Path
from positions.problems import UsageError

_NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """An entry by its number in the file, from 1, or by its date, as `--entry` names it."""

    number: int | None = None
    date: PartialDate | None = None


def parse_entry(text: str) -> EntryChoice:
    """Return the entry that a text names: up to three digits are its number, anything else its date.

    Raises:
        UsageError: if it is neither.
    """
    if _NUMBER.fullmatch(text):
        return EntryChoice(number=int(text))
    try:
        return EntryChoice(date=parse_date(text))
    except ValueError as error:
        raise UsageError(f"--entry: {error}", "name an entry by its number, from 1, or by its date") from None


def choose_entry(dataset: Dataset, actor: str, issue: str, choice: EntryChoice | None) -> int:
    """Return the index of the entry chosen in a cell; the only one needs no choice.

    Raises:
        UsageError: if the cell has no entry, none like that, or several and none is chosen.
    """
    where = cell_label(dataset, actor, issue)
    entries = dataset.stakeholders[actor].positions.get(issue, ())
    if not entries:
        raise UsageError(f"{where}: there is no position", "`positions show` lists those there are")
    dates = [entry_date(entry, dataset.sources) for entry in entries]
    listed = "; ".join(
        f"{number}: {entry.stance}, {date or 'no date'}"
        for number, (entry, date) in enumerate(zip(entries, dates, strict=True), 1)
    )
    if choice is None and len(entries) > 1:
        raise UsageError(
            f"{where}: there are {len(entries)} entries: {listed}",
            "choose one with --entry N or --entry DATE",
        )
    if choice is None:
        return 0
    if choice.number is not None:
        found = [choice.number - 1] if 1 <= choice.number <= len(entries) else []
    else:
        assert choice.date is not None  # a choice has an index or a date
        found = [
            index for index, date in enumerate(dates) if date is not None and date.text == choice.date.text
        ]
    if len(found) == 1:
        return found[0]
    wanted = choice.number if choice.number is not None else f"of {choice.date}"
    problem = f"there is no entry {wanted}" if not found else f"there are {len(found)} entries {wanted}"
    raise UsageError(f"{where}: {problem}", f"the entries are {listed}")


def entry_path(document: Document, cell: Path, index: int) -> Path:
    """Return where a cell's entry stands in a file: a cell of one may be a list or not."""
    return (*cell, index) if isinstance(contents(document, cell), list) else cell
