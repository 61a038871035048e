"""What a coding sheet that came back changes in a dataset, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path as FilePath

from positions.dataset.editing.plans.parts import WHAT
from positions.dataset.editing.plans.removals import hanging
from positions.dataset.editing.rewrite import NewEntry, Part, Rewrite, rewritten
from positions.dataset.load import Loaded, observed_labels
from positions.dataset.models import Dataset, Stakeholder
from positions.dataset.origin import Origin
from positions.dataset.quotations.check import look_up_in, not_found
from positions.dataset.quotations.search import NotFound, SourceText
from positions.dataset.quotations.source_text import source_text_of
from positions.dataset.validation.checks import check_dataset
from positions.dataset.yaml.reader import Path
from positions.exchange.coding_sheet.layout import POSITIONS, SHEETS
from positions.exchange.coding_sheet.merging.belonging import refuse_other_dataset
from positions.exchange.coding_sheet.merging.merge_entries import check_order, merge_entries
from positions.exchange.coding_sheet.merging.merge_parts import learn_new_parts, merge_parts
from positions.exchange.coding_sheet.merging.merge_state import MergeState, Skipped
from positions.exchange.coding_sheet.merging.shares import check_shares
from positions.exchange.coding_sheet.reading import Returned
from positions.problems import DataError, Location, Problem
from positions.suggest import first_of
from positions.vocabulary import Section

_MOST_NAMED = 5
_TEXTS_KEPT = 32
"""Rows often quote one source after another: so many texts need not be read again."""

Reader = Callable[[str], SourceText | Problem]
"""Reads what a source's `text` names."""


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """What is to be written.

    Attributes:
        rewrite: the changes.
        changes: a line for each row that changes something.
        remarks: what people should know.
        left_out: why rows are left out.
    """

    rewrite: Rewrite
    changes: tuple[str, ...]
    remarks: tuple[str, ...]
    left_out: tuple[Problem, ...] = ()


def changes_of_sheet(
    returned: Returned, loaded: Loaded, *, partial: bool = False, force: bool = False
) -> SheetChanges:
    """Return what a coding sheet changes in a dataset.

    Args:
        returned: the sheet.
        loaded: the dataset as it is now.
        partial: whether rows that are wrong, or in conflict, are left out.
        force: whether quotations are kept that are not in their sources, and a sheet is taken that seems to
            be another dataset's.

    Raises:
        DataError: with a problem for each such row, if they are not to be left out; if the sheet is another
            dataset's.
    """
    start = MergeState(loaded, returned)
    refuse_other_dataset(start, force=force)
    skipped: Skipped = frozenset((sheet, number) for sheet, number, _ in returned.problems)
    left_out = [problem for _, _, problem in returned.problems]
    read = _reader(loaded.folder)
    while True:
        state = MergeState(loaded, returned, skipped)
        learn_new_parts(state)
        check_shares(state)
        merge_parts(state)
        merge_entries(state)
        rewrite = _rewrite(state)
        expected = _as_read(loaded, rewritten(state.full, rewrite))
        check_order(state, expected)
        problems = [*state.problems, *_quotations(state, expected, read, keep=force)]
        if not problems:  # else they may follow from those
            problems = list(_still_used(state, rewrite)) or list(_broken_rules(state, expected))
        found = frozenset((sheet, number) for sheet, number, _ in problems)
        left_out += [problem for _, _, problem in problems]
        if not partial and left_out:
            raise DataError(sorted(dict.fromkeys(left_out), key=_line))
        if not problems:
            remarks = (*start.remarks, *returned.remarks, *state.remarks)
            return SheetChanges(rewrite, tuple(state.changes), remarks, tuple(sorted(left_out, key=_line)))
        if found <= skipped:  # what is wrong is not in a row that could be left out
            raise DataError(left_out)
        skipped |= found


def _line(problem: Problem) -> tuple[int, str]:
    return (problem.location.line or 0 if problem.location is not None else 0, problem.message)


def _rewrite(state: MergeState) -> Rewrite:
    cells: dict[tuple[str, str], tuple[NewEntry, ...]] = {}
    parts: dict[tuple[Section, str], Part | None] = dict(state.parts)
    for (actor, issue), slots in state.cells.items():
        entries = tuple(slot.new for slot in slots)
        new = parts.get(("stakeholders", actor))
        if isinstance(new, Stakeholder) and actor not in state.full.stakeholders:
            if entries:
                positions = {**new.positions, issue: tuple(one.entry for one in entries)}
                parts["stakeholders", actor] = new.model_copy(update={"positions": positions})
        elif actor in state.full.stakeholders:
            there = state.full.stakeholders[actor].positions.get(issue, ())
            if tuple(one.entry for one in entries) != there:
                cells[actor, issue] = entries
    return Rewrite(cells, parts)


def _as_read(loaded: Loaded, expected: Dataset) -> Dataset:
    """Return a dataset with the scale that it has once it is read: a nominal one may have what occurs."""
    before = loaded.require()
    if before.scale.is_nominal and before.scale == observed_labels(before):
        return expected.model_copy(update={"scale": observed_labels(expected)})
    return expected


def _reader(folder: FilePath | None) -> Reader | None:
    """Return what reads sources' texts, the last ones once; None where there is no folder to read from."""
    if folder is None:
        return None

    @lru_cache(_TEXTS_KEPT)
    def read(text: str) -> SourceText | Problem:
        return source_text_of(folder, text)

    return read


def _quotations(
    state: MergeState, expected: Dataset, read: Reader | None, *, keep: bool
) -> Iterator[tuple[str, int, Problem]]:
    """Yield the rows whose words are not in their source."""
    if read is None:
        return
    for row, item in state.quoted:
        source = expected.sources.get(item.source or "")
        if source is None or source.text is None or item.quote is None:
            continue
        found, problem = look_up_in(item.quote, source.text, read(source.text))
        if isinstance(found, NotFound):
            missing = not_found(found, source.text)
            if keep:
                state.remarks.append(f"Row {row.number}, kept anyway: {missing.message}.")
                continue
            hint = f"{missing.hint}\ncorrect it, or keep it as it is with --force"
            where = Location(str(state.returned.path), row.number)
            yield POSITIONS, row.number, replace(missing, hint=hint, location=where)
        elif problem is not None:
            state.remarks.append(f"Row {row.number}: {problem.message}.")


def _still_used(state: MergeState, rewrite: Rewrite) -> Iterator[tuple[str, int, Problem]]:
    """Yield the rows that delete what something else still rests on."""
    kept = {place: part for place, part in rewrite.parts.items() if part is not None}
    before = rewritten(state.full, replace(rewrite, parts=kept))
    for (section, name), part in rewrite.parts.items():
        used = list(hanging(before, section, name)) if part is None else []
        if used:
            row = state.rows[section, name]
            message = f"{WHAT[section]} {name!r} is still used: {first_of(used, _MOST_NAMED)}"
            problem = state.returned.problem("still-used", row.number, message, "delete that first")
            yield SHEETS[section], row.number, problem


def _broken_rules(state: MergeState, expected: Dataset) -> Iterator[tuple[str, int, Problem]]:
    """Yield what would be wrong with the dataset, at the row that makes it so."""
    origin = _sheet_origin(state)
    sheets = {number: sheet for sheet, number in origin.rows.values()}
    for problem in check_dataset(expected, origin):
        if problem.is_error:
            line = problem.location.line if problem.location is not None else None
            yield sheets.get(line or 0, POSITIONS), line or 0, problem


@dataclass(frozen=True, slots=True)
class _SheetOrigin(Origin):
    """Places in a coding sheet, for the rules that name places of a dataset: the row that a path is from."""

    file: str
    rows: Mapping[Path, tuple[str, int]]

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Return the row of the sheet that a path is from, else the place in the dataset."""
        for length in range(len(path), 1, -1):
            if path[:length] in self.rows:
                return Location(self.file, self.rows[path[:length]][1])
        within = [row for place, (_, row) in self.rows.items() if place[: len(path)] == path]
        return Location(self.file, within[0]) if within else Origin.locate(self, path, key=key)


def _sheet_origin(state: MergeState) -> _SheetOrigin:
    rows: dict[Path, tuple[str, int]] = {
        ("stakeholders", actor, "positions", issue, index): (POSITIONS, slot.row.number)
        for (actor, issue), slots in state.cells.items()
        for index, slot in enumerate(slots)
        if slot.row is not None
    }
    rows |= {place: (SHEETS[place[0]], row.number) for place, row in state.rows.items()}
    return _SheetOrigin(state.loaded.origin.documents, str(state.returned.path), rows)
