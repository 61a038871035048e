"""What changed between two datasets, and what it did to each pair's agreement."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from positions.dataset.entries import latest, stance_value
from positions.dataset.models import Dataset, Position
from positions.measures.changes import CellChange, changed_cells
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.results import Comparison, PairResult
from positions.problems import UsageError
from positions.reports.common.cells import counted, entry_cell, listed
from positions.reports.common.study import Study
from positions.tables import Column, Ref, Report, Share, StanceCell, Table

_WORDS = {
    "added": "added",
    "gone": "gone",
    "moved": "moved",
    "evidence": "evidence changed",
    "details": "details changed",
}


def diff(old: Study, new: Study, how: Comparison | None = None) -> Report:
    """Return the positions that were added, went or moved, and the pairs whose agreement changed with them.

    Each study holds its own dataset, with the same selection. Pairs are those of actors in both.

    Raises:
        UsageError: if the measure does not fit the scale, or the two datasets have different scales.
    """
    if old.dataset.scale != new.dataset.scale:
        raise UsageError("the two datasets have different scales", "their stances cannot be compared")
    changes = [
        change
        for change in changed_cells(old.dataset, new.dataset)
        if _selected(change, old) or _selected(change, new)
    ]
    how = how or Comparison()
    measure = _measure(new, how)
    pairs = _pairs(old, new, how)
    return Report(
        command="diff",
        dataset=new.info,
        title=f"What changed: {new.info.title}",
        tables=(_positions_table(old, new, changes), _pairs_table(new, pairs)),
        shown=("positions", "pairs"),
        summary=_summary(old, new, changes, pairs),
        notes=("Agreement as it counts now: the latest entry of each cell.", *new.notes),
        options={
            "old": old.info.sha256,
            "new": new.info.sha256,
            "measure": measure,
            **new.selection.as_options(),
        },
    )


def _selected(change: CellChange, study: Study) -> bool:
    actors, issues = {actor.id for actor in study.actors}, {issue.id for issue in study.issues}
    return change.actor in actors and change.issue in issues


def _positions_table(old: Study, new: Study, changes: Sequence[CellChange]) -> Table:
    columns = (
        Column("stakeholder", "Stakeholder"),
        Column("issue", "Issue"),
        Column("change", "Change"),
        Column("old", "Before", "stance"),
        Column("new", "Now", "stance"),
        Column("by", "By", "number"),
    )
    rows = tuple(
        (
            _actor(change.actor, old, new),
            _issue(change.issue, old, new),
            Ref(change.kind, _WORDS[change.kind], _WORDS[change.kind]),
            _cell(old.dataset, change.old),
            _cell(new.dataset, change.new),
            _moved_by(old.dataset, new.dataset, change),
        )
        for change in changes
    )
    return Table("positions", "Positions", columns, rows, empty="No position has changed.")


def _pairs_table(new: Study, pairs: Sequence[tuple[str, str, PairResult, PairResult]]) -> Table:
    names = {actor.id: actor for actor in new.actors}
    columns = (
        Column("a", "A"),
        Column("b", "B"),
        Column("old", "Agreement before", "share"),
        Column("new", "Now", "share"),
    )
    rows = tuple(
        (names[a], names[b], _share(before), _share(after))
        for a, b, before, after in pairs
        if _differs(before, after)
    )
    return Table("pairs", "Pairs", columns, rows, empty="No pair's agreement has changed.")


def _measure(study: Study, how: Comparison) -> str:
    try:
        return how.measure_for(study.grid)
    except ValueError as error:
        raise UsageError(str(error), "choose --measure exact") from None


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


def _differs(before: PairResult, after: PairResult) -> bool:
    return (before.agreement, before.counts) != (after.agreement, after.counts)


def _share(result: PairResult) -> Share:
    counts = result.counts
    return Share(result.agreement, counts.shared, counts.conditional, effective=result.kish)


def _cell(dataset: Dataset, entries: Sequence[Position]) -> StanceCell | None:
    reading = latest(entries, dataset.sources, dataset.scale)
    if reading is None:
        return None
    cell = entry_cell(dataset.scale, reading.entry)
    return StanceCell("mixed", label="mixed") if reading.stance == "mixed" else cell


def _moved_by(old: Dataset, new: Dataset, change: CellChange) -> float | None:
    """Return the difference on the scale; None where one side has no value, or the scale is nominal."""
    if old.scale.is_nominal:
        return None
    before = latest(change.old, old.sources, old.scale)
    after = latest(change.new, new.sources, new.scale)
    if before is None or after is None:
        return None
    one, other = stance_value(before.stance, old.scale), stance_value(after.stance, new.scale)
    return None if one is None or other is None else other - one


def _actor(name: str, old: Study, new: Study) -> Ref:
    found = new.dataset.stakeholders.get(name) or old.dataset.stakeholders[name]
    return Ref(name, found.label, found.name)


def _issue(name: str, old: Study, new: Study) -> Ref:
    found = new.dataset.issues.get(name) or old.dataset.issues[name]
    return Ref(name, found.title, found.title)


def _summary(
    old: Study,
    new: Study,
    changes: Sequence[CellChange],
    pairs: Sequence[tuple[str, str, PairResult, PairResult]],
) -> tuple[str, ...]:
    if not changes:
        return ("No position has changed.",)
    numbers = [
        f"{number} {words}"
        for kind, words in _WORDS.items()
        if (number := sum(change.kind == kind for change in changes))
    ]
    differing = sum(_differs(before, after) for _, _, before, after in pairs)
    sentences = [
        f"{counted(len(changes), 'cell')} changed: {listed(numbers)}.",
        f"The agreement of {differing} of {counted(len(pairs), 'pair')} changed.",
    ]
    for words, here, there in (("New", new, old), ("Gone", old, new)):
        names = [
            found.name
            for actor, found in here.dataset.stakeholders.items()
            if actor not in there.dataset.stakeholders
        ]
        if names:
            sentences.append(f"{words}: {listed(names)}.")
    return tuple(sentences)
