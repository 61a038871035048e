"""The page of a report: the comparison with everything that stands behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from positions.dataset.scale import Scale
from positions.grid import attributes_of
from positions.measures.issues import IssueProfile
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.structure.linkage import Merge, leaves
from positions.page_model import (
    MANY,
    MOST_CELLS,
    MOST_JOINS_TOLD,
    JoinGround,
    Page,
    PageActor,
    PageEntry,
    PageIssue,
    PageLine,
    PageMethod,
    PageScale,
    PageTree,
)
from positions.problems import UsageError
from positions.reports.blocs.report import blocs, leaf_order
from positions.reports.common.cells import counted, entry_cell, listed, sentence
from positions.reports.common.evidence import evidence_of_entry
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.review import review_words
from positions.reports.common.scales import drawn
from positions.reports.common.sides import state_words
from positions.reports.common.study import Study
from positions.reports.compare.report import compared, distinct_shares
from positions.reports.gap_words import NOTES_ON_GAPS
from positions.reports.gaps import GapOptions, gaps
from positions.reports.groups.report import as_whole_numbers
from positions.reports.page.clashes import clashes_of_pairs
from positions.reports.page.opening import map_for, opening_of
from positions.tables import Count, Matrix, Ref, StanceCell, Table
from positions.vocabulary import BASIS_ENTRIES, NO_BASIS

_BASIS_WORDS: dict[str, str] = {
    **{basis: entry.meaning for basis, entry in BASIS_ENTRIES.items()},
    NO_BASIS: "no evidence that is given",
}


def page(study: Study, how: Comparison | None = None) -> Page:
    """Return everything that the page shows of the selected actors and issues.

    Raises:
        UsageError: if the measure does not fit the scale, or there are more actors than anybody reads.
    """
    refuse_what_cannot_end(len(study.grid.actors), read=True)
    how = how or Comparison()
    shares = ("agreement", "disagreement") if len(study.actors) ** 2 <= MOST_CELLS else ()
    found = compared(study, how, wanted=("stances", *shares))
    report = found.report
    tables = {table.id: table for table in report.tables}
    stances = cast("Matrix", tables["stances"])
    lacking = gaps(study, GapOptions(min_shared=how.min_shared))
    return Page(
        report=replace(
            report,
            command="report",
            options={name: value for name, value in report.options.items() if name != "sort"},
        ),
        opening=opening_of(study, found),
        overview=_overview(study, stances),
        actors=_actors(study),
        issues=_issues(study),
        stances=stances,
        agreement=cast("Matrix | None", tables.get("agreement")),
        disagreement=cast("Matrix | None", tables.get("disagreement")),
        shares=distinct_shares(found.pairs),
        scale=_scale(study),
        method=PageMethod(how.measure_for(study.grid), how.min_shared, how.weighted, how.by_salience),
        lines=_lines(study),
        tree=_tree(study, how, found.pairs),
        gaps=cast("Table", lacking.tables[0]),
        gap_words=(*lacking.summary, *(note for note in lacking.notes if note in NOTES_ON_GAPS)),
        entries=_entries(study),
        clashes=clashes_of_pairs(study),
        map=map_for(study, how, found.pairs) if len(study.actors) > MANY else None,
        is_public_part=study.is_public_part,
    )


def _actors(study: Study) -> tuple[PageActor, ...]:
    actors = study.grid.actors
    values = {
        name: as_whole_numbers([actor.attributes.get(name) for actor in actors])
        for name in attributes_of(actors)
    }
    return tuple(
        PageActor(ref, actor.kind, {name: said for name, each in values.items() if (said := each[index])})
        for index, (ref, actor) in enumerate(zip(study.actors, actors, strict=True))
    )


def _issues(study: Study) -> tuple[PageIssue, ...]:
    return tuple(
        PageIssue(
            ref,
            issue.proposition,
            study.dataset.issues[issue.id].tags,
            issue.weight,
            issue.unit,
            _page_scale(issue.scale) if issue.scale is not None else None,
        )
        for ref, issue in zip(study.issues, study.grid.issues, strict=True)
    )


def _scale(study: Study) -> PageScale:
    return replace(_page_scale(study.grid.scale), sided=study.grid.has_sides)


def _page_scale(scale: Scale) -> PageScale:
    return PageScale(*drawn(scale), scale.span)


def _overview(study: Study, stances: Matrix) -> tuple[str, ...]:
    cells = [cell for row in stances.cells for cell in row if isinstance(cell, StanceCell)]
    held = [cell for cell in cells if cell.state == "position"]
    extent = (
        f"{counted(len(study.actors), 'stakeholder')}, {counted(len(study.issues), 'issue')}: "
        f"{counted(len(held), 'position')} in {counted(len(cells), 'cell')}."
    )
    if not held:
        return (sentence(extent),)
    said = () if study.grid.answers else _evidence(study, held)
    return (sentence(extent), *said, *_rest(cells, state_words(study.grid)))


def _evidence(study: Study, held: Sequence[StanceCell]) -> tuple[str, ...]:
    """Say on what the positions rest."""
    numbers = {basis: sum(cell.basis == basis for cell in held) for basis in _BASIS_WORDS}
    numbers["none"] += sum(cell.basis is None for cell in held)
    if numbers["none"] == len(held):
        return (f"No {'public ' if study.is_public_part else ''}evidence is given for any of them.",)
    words = {**_BASIS_WORDS, NO_BASIS: "no evidence that is public"} if study.is_public_part else _BASIS_WORDS
    parts = [f"{number} on {words[basis]}" for basis, number in numbers.items() if number]
    parts[0] = parts[0].replace(" on ", " rests on " if parts[0].startswith("1 ") else " rest on ", 1)
    texts = [f"Of these, {listed(parts)}."]
    used = {
        item.source
        for (actor, issue), detail in study.grid.details.items()
        if study.grid.state(actor, issue) == "position"
        for item in detail.entry.evidence
        if item.source
    }
    low = sum(cell.confidence == "low" for cell in held)
    positions = f"{low} of the positions" if used else f"{low}"
    qualified = [f"{positions} {'is' if low == 1 else 'are'} coded with low confidence"]
    conditional = sum(cell.condition is not None for cell in held)
    verb = "depends" if conditional == 1 else "depend"
    parts = [
        *([f"the evidence is from {counted(len(used), 'source')}"] if used else []),
        *(qualified if low else []),
        *([f"{conditional} {verb} on a condition"] if conditional else []),
    ]
    return (*texts, f"{sentence(listed(parts))}.") if parts else tuple(texts)


def _rest(cells: Sequence[StanceCell], names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what the other cells are; none of them is counted."""
    states = Counter([cell.state for cell in cells])
    numbers = {words: states[state] for state, words in names.items() if state != "neutral"}
    parts = [f"{number:,} {words}" for words, number in numbers.items() if number]
    return (f"The other cells hold no position and are not counted: {listed(parts)}.",) if parts else ()


def _lines(study: Study) -> tuple[PageLine, ...]:
    """Return the issues from the most divided to the most shared.

    By the number of opposed pairs, then their share, then by how few stand together on one side.
    """

    def apart(profile: IssueProfile) -> float:
        return 0.0 if profile.sided else profile.share_of_range

    def together(profile: IssueProfile) -> int:
        if profile.sided:
            return max(len(profile.tally.favour), len(profile.tally.against))
        return max(map(len, profile.values.values()), default=0)

    words = state_words(study.grid)
    profiles = sorted(
        study.profiles,
        key=lambda found: (
            -found.opposed,
            -(found.opposed_share or 0.0),
            -apart(found),
            together(found),
            found.issue,
        ),
    )
    return tuple(
        PageLine(
            profile.issue,
            tuple((value, actors) for value, actors in profile.values.items() if actors),
            tuple((words[state], actors) for state, actors in profile.states.items() if actors),
            Count(profile.opposed, profile.pairs),
        )
        for profile in profiles
    )


def _tree(study: Study, how: Comparison, pairs: Sequence[PairResult]) -> PageTree:
    try:
        shuffles = 0 if len(study.actors) > MANY else None
        found = blocs(study, how, permutations=shuffles, pairs=pairs)
    except UsageError as error:
        return PageTree(
            order=tuple(leaf_order(study, pairs)),
            merges=(),
            grounds=(),
            blocs=(),
            members=None,
            words=(f"{sentence(str(error))}: no blocs are shown.",),
            notes=(),
        )
    tables = {table.id: cast("Table", table) for table in found.tables}
    place = {actor: index for index, actor in enumerate(study.actors)}
    rows = [(place[cast("Ref", row[0])], cast("int", row[1])) for row in tables["blocs"].rows]
    merges = _numbered(tables["linkage"], [actor for actor, _ in rows], len(study.actors))
    numbers = dict(rows)
    return PageTree(
        order=tuple(leaves(len(study.actors), merges)),
        merges=tuple((merge.left, merge.right, merge.distance) for merge in merges),
        grounds=_grounds(len(study.actors), merges, pairs),
        blocs=tuple(numbers.get(actor, 0) for actor in range(len(study.actors))),
        members=tables["members"],
        words=found.summary,
        notes=found.notes[1:2],
    )


def _grounds(actors: int, merges: Sequence[Merge], pairs: Sequence[PairResult]) -> tuple[JoinGround, ...]:
    """Return what the first joins rest on, those that are told."""
    members: dict[int, tuple[int, ...]] = {}
    sides = []
    for index, merge in enumerate(merges[:MOST_JOINS_TOLD]):
        left, right = (members.get(item, (item,)) for item in (merge.left, merge.right))
        members[actors + index] = (*left, *right)
        sides.append((left, right))
    joined = {actor for both in sides for side in both for actor in side}
    shared = {
        (pair.a, pair.b): pair.counts.shared
        for pair in pairs
        if pair.a in joined and pair.b in joined and pair.agreement is not None
    }
    grounds = []
    for left, right in sides:
        known = [shared[pair] for a in left for b in right if (pair := (min(a, b), max(a, b))) in shared]
        grounds.append(JoinGround(len(known), known[0] if known and len(left) == len(right) == 1 else None))
    return tuple(grounds)


def _numbered(linkage: Table, placed: Sequence[int], actors: int) -> list[Merge]:
    """Return the merges with items numbered among all actors, of whom only those placed are joined."""

    def among_all(item: int) -> int:
        return placed[item] if item < len(placed) else actors + item - len(placed)

    merges = (Merge(*row) for row in linkage.rows)  # type: ignore[arg-type]  # as the table's columns say
    return [merge._replace(left=among_all(merge.left), right=among_all(merge.right)) for merge in merges]


def _entries(study: Study) -> dict[tuple[int, int], tuple[PageEntry, ...]]:
    """Return what stands behind each cell that the selection left, the newest entry first."""
    found: dict[tuple[int, int], tuple[PageEntry, ...]] = {}
    last = study.selection.as_of.last if study.selection.as_of else None
    for (actor, issue), detail in study.grid.details.items():
        held = study.grid.issues[issue].id
        entries = study.dataset.stakeholders[study.grid.actors[actor].id].positions[held]
        dated = [(study.date_of(entry), entry) for entry in entries]
        kept = [(date, entry) for date, entry in dated if last is None or date is None or date.first <= last]
        counting = [detail.entry, *(detail.both_sides if study.selection.entries == "mean" else ())]
        kept.sort(key=lambda item: item[0].first.toordinal() if item[0] else 0, reverse=True)
        found[actor, issue] = tuple(
            PageEntry(
                cell=entry_cell(study.dataset, held, entry),
                counts=any(entry is one for one in counting),
                date=None if date is None else str(date),
                note=entry.note,
                coder=entry.coder,
                review=review_words(study.dataset, held, entry),
                salience=entry.salience,
                evidence=evidence_of_entry(entry, study.dataset.sources),
            )
            for date, entry in kept
        )
    return found
