"""What changed between two datasets, and what it did to each pair's agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from positions.dataset.entries import Reading, stance_value
from positions.dataset.models import Position
from positions.measures.changes import CellChange, Change, DatasetOn, changed_cells
from positions.measures.differences import Difference, differences
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.results import Comparison, PairResult, UnfitMeasureError
from positions.problems import UsageError
from positions.reports.common.cells import counted, entry_cell, listed
from positions.reports.common.scales import scale_differences
from positions.reports.common.study import Study
from positions.reports.common.two_dates import Dates, between, on_agreement
from positions.reports.differences import (
    actor_ref,
    changes_table,
    concerning,
    issue_ref,
    said_of_differences,
    selected_ids,
)
from positions.tables import Column, Ref, Report, Share, StanceCell, Table

_CELL_WORDS: Mapping[Change, str] = {
    "moved": "moved",
    "corrected": "corrected (a coder's mistake, no change of mind)",
    "added": "added",
    "gone": "gone",
    "condition": "condition changed",
    "acceptable": "changed in what is acceptable",
    "entries": "earlier entries changed",
    "reaffirmed": "reaffirmed",
    "date": "date changed",
    "evidence": "evidence changed",
    "details": "changed in details",
}
_ROUNDING = 1e-12
"""Sums of weights in another order differ by less than this."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What changed within the selection."""

    old: Study
    new: Study
    cells: tuple[CellChange, ...]
    differences: tuple[Difference, ...]
    pairs: Sequence[tuple[str, str, PairResult, PairResult]]

    @property
    def is_public_part(self) -> bool:
        """Whether either holds something back, in which they may differ."""
        return self.old.is_public_part or self.new.is_public_part

    @property
    def changed_pairs(self) -> list[tuple[str, str, PairResult, PairResult]]:
        return [pair for pair in self.pairs if _differs(pair[2].agreement, pair[3].agreement)]


def diff(old: Study, new: Study, how: Comparison | None = None, dates: Dates | None = None) -> Report:
    """Return everything that changed, by importance, and the pairs whose agreement changed with it.

    Each study holds its own dataset, with the same selection. Pairs are those of actors in both. `dates` are
    those on which both are one dataset, the later one None for today.

    Raises:
        UsageError: if the measure does not fit the scale, or the two datasets have different scales; which
            labels a nominal scale has may differ.
    """
    _require_same_scales(old, new)
    how = how or Comparison()
    measure = _measure(new, how)
    before, after = (DatasetOn(study.dataset, study.selection.as_of) for study in (old, new))
    selections = [selected_ids(study) for study in (old, new)]
    cells = tuple(
        change
        for change in changed_cells(before, after)
        if any(change.actor in actors and change.issue in issues for actors, issues in selections)
    )
    found = _Found(
        old,
        new,
        cells,
        concerning(differences(before, after, cells), old, new),
        _pairs(old, new, how),
    )
    return Report(
        command="diff",
        dataset=new.info,
        title=f"What changed{between(dates)}: {new.info.title}",
        tables=(_positions_table(found), changes_table(found.differences, old, new), _pairs_table(found)),
        shown=("changes", "pairs"),
        summary=_summary(found, dates),
        notes=(on_agreement(new.selection.as_of, dates), *_notes(old, new)),
        options={
            "old": old.info.sha256,
            "new": new.info.sha256,
            "measure": measure,
            **new.selection.as_options(),
            **({"from": str(dates[0]), "to": str(dates[1]) if dates[1] else None} if dates else {}),
        },
    )


def _notes(old: Study, new: Study) -> tuple[str, ...]:
    """Return what is said of the two datasets; of which of the two, where it is not the same."""
    if old.notes == new.notes:
        return old.notes
    return (*(f"Before: {note}" for note in old.notes), *(f"Now: {note}" for note in new.notes))


def _positions_table(found: _Found) -> Table:
    columns = (
        Column("stakeholder", "Actor"),
        Column("issue", "Issue"),
        Column("change", "Change"),
        Column("old", "Before", "stance"),
        Column("new", "Now", "stance"),
        Column("by", "By", "number"),
    )
    rows = tuple(
        (
            actor_ref(change.actor, found.old, found.new),
            issue_ref(change.issue, found.old, found.new),
            Ref(change.kind, _CELL_WORDS[change.kind], _CELL_WORDS[change.kind]),
            _cell(found.old, change.issue, change.old),
            _cell(found.new, change.issue, change.new),
            _moved_by(found.old, found.new, change),
        )
        for change in found.cells
    )
    return Table("positions", "Positions", columns, rows, empty="No cell differs.")


def _pairs_table(found: _Found) -> Table:
    names = {actor.id: actor for actor in found.new.actors}
    columns = (
        Column("a", "A"),
        Column("b", "B"),
        Column("old", "Agreement before", "share"),
        Column("new", "Now", "share"),
    )
    rows = tuple(
        (names[a], names[b], _share(before), _share(after)) for a, b, before, after in found.changed_pairs
    )
    return Table("pairs", "Pairs", columns, rows, empty="No pair's agreement has changed.")


def _measure(study: Study, how: Comparison) -> str:
    try:
        return how.measure_for(study.grid)
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None


def _pairs(old: Study, new: Study, how: Comparison) -> list[tuple[str, str, PairResult, PairResult]]:
    before = {actor.id: index for index, actor in enumerate(old.grid.actors)}
    after = [(actor.id, index) for index, actor in enumerate(new.grid.actors) if actor.id in before]
    return [
        (
            a,
            b,
            compare_pair(old.grid, before[a], before[b], how),
            compare_pair(new.grid, left, right, how),
        )
        for (a, left), (b, right) in combinations(after, 2)
    ]


def _differs(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) > _ROUNDING


def _share(result: PairResult) -> Share:
    counts = result.counts
    return Share(result.agreement, counts.shared, counts.conditional, effective=result.kish)


def _require_same_scales(old: Study, new: Study) -> None:
    """Refuse two datasets whose scales, or the scales of an issue that both have, differ.

    Raises:
        UsageError: naming in what.
    """
    before, after = old.dataset, new.dataset
    found = "; ".join(scale_differences(before.scale, after.scale))
    if found and not (before.scale.is_nominal and after.scale.is_nominal):
        raise UsageError(
            f"the two datasets have different scales ({found})", "their stances cannot be compared"
        )
    for name, issue in after.issues.items():
        if name in before.issues and before.scale_of(name) != after.scale_of(name) and not found:
            differing = "; ".join(scale_differences(before.scale_of(name), after.scale_of(name)))
            raise UsageError(
                f"the two datasets have different scales for {issue.title} ({differing})",
                "stances on it cannot be compared; leave it out with --exclude issue=" + name,
            )


def _reading(study: Study, issue: str, entries: Sequence[Position]) -> Reading | None:
    return DatasetOn(study.dataset, study.selection.as_of).reading(issue, entries)


def _cell(study: Study, issue: str, entries: Sequence[Position]) -> StanceCell | None:
    reading = _reading(study, issue, entries)
    if reading is None:
        return None
    cell = entry_cell(study.dataset, issue, reading.entry)
    return StanceCell("mixed", label="mixed") if reading.stance == "mixed" else cell


def _moved_by(old: Study, new: Study, change: CellChange) -> float | None:
    """Return the difference on the scale; None where one side has no value, or the scale is nominal."""
    scale = old.dataset.scale_of(change.issue)
    before, after = _reading(old, change.issue, change.old), _reading(new, change.issue, change.new)
    if scale.is_nominal or before is None or after is None:
        return None
    one, other = stance_value(before.stance, scale), stance_value(after.stance, scale)
    return None if one is None or other is None else other - one


def _summary(found: _Found, dates: Dates | None) -> tuple[str, ...]:
    if found.differences:
        return (
            *_on_cells(found),
            *said_of_differences(found.differences),
            *_on_withheld(found),
            *_on_pairs(found),
        )
    selected = "selected that the public sees" if found.is_public_part else "selected"
    if dates is not None:
        return (f"Nothing {selected} has changed{between(dates)}.",)
    if found.old.info.sha256 == found.new.info.sha256:
        if found.is_public_part:
            return ("Nothing that the public sees has changed: that part of the two is the same.",)
        return ("Nothing has changed: the two are the same.",)
    withheld = _on_withheld(found)
    if withheld:
        return (*withheld, f"Nothing else {selected} has changed.", *_on_pairs(found))
    return (f"Nothing {selected} has changed: the files differ in layout, order, comments or elsewhere.",)


def _on_withheld(found: _Found) -> tuple[str, ...]:
    """Return how many cells are withheld from the public in one of the two alone."""
    before, after = (DatasetOn(study.dataset) for study in (found.old, found.new))
    cells = {
        (actor, issue)
        for study in (found.old, found.new)
        for actors, issues in (selected_ids(study),)
        for actor in actors
        for issue in issues
    }
    number = sum(before.withholds(*cell) != after.withholds(*cell) for cell in cells)
    if not number:
        return ()
    verb = "is" if number == 1 else "are"
    return (f"{counted(number, 'cell')} {verb} withheld in one of the two, and not listed.",)


def _on_cells(found: _Found) -> tuple[str, ...]:
    if not found.cells:
        return (f"The {'public ' if found.is_public_part else ''}positions are the same.",)
    numbers = [
        f"{number:,} {words}"
        for kind, words in _CELL_WORDS.items()
        if (number := sum(change.kind == kind for change in found.cells))
    ]
    return (f"{counted(len(found.cells), 'cell')} changed: {listed(numbers)}.",)


def _on_pairs(found: _Found) -> tuple[str, ...]:
    if not found.pairs:
        return ()
    sentence = f"The agreement of {len(found.changed_pairs):,} of {counted(len(found.pairs), 'pair')} changed"
    others = sum(
        not _differs(before.agreement, after.agreement) and before.counts != after.counts
        for _, _, before, after in found.pairs
    )
    rest = f"; that of {others:,} more is the same, and rests on other issues or conditions" if others else ""
    return (f"{sentence}{rest}.",)
