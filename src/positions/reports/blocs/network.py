"""Blocs in a discourse network, for the whole and window by window: who goes with whom, and who moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from positions.charts import GroupsPicture
from positions.measures.networks.blocs import NetworkTree, followed, network_tree
from positions.measures.networks.chance import SEED, Level, level_of, shuffled_networks
from positions.measures.networks.one_mode import NetworkRule, fault_of
from positions.measures.networks.window_updates import window_networks
from positions.measures.networks.windows import Bounds
from positions.problems import UsageError
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.study import Study
from positions.reports.network.nodes import refs_of
from positions.reports.network.span import Span
from positions.rounding import two_decimals
from positions.statements import Statement, StatementSet, statements_of, within_period
from positions.tables import CellValue, Column, Picture, Ref, Report, Table, TreePicture
from positions.vocabulary import NodeKind

LIKELY = 0.05
_PERMUTATIONS = ((20, 200), (40, 50))
"""(most nodes, how many shuffles are made of them unasked): a few seconds each."""

_TOLD = 5
_NOTES = (
    "Two are as far apart as conflict is a share of their congruence and conflict; those who have neither "
    "are no pair. Average linkage over the pairs; the number of blocs is that of the greatest modularity, "
    "for which congruence counts within blocs and conflict between them.",
    "p: how often stances shuffled among the statements on each issue give a cut of as high a modularity.",
)


@dataclass(frozen=True, slots=True)
class NetworkBlocs:
    """What is asked of a network's blocs.

    Attributes:
        rule: how ties are made; one-mode.
        span: which days count, and windows.
        nodes: who or what is grouped.
        number: how many blocs; where None, the number of the greatest modularity.
        permutations: how many shuffles; where None by the number of nodes, and none for windows.
    """

    rule: NetworkRule
    span: Span
    nodes: NodeKind = "actor"
    number: int | None = None
    permutations: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A tree with its blocs and what chance gives of its best cut."""

    tree: NetworkTree
    blocs: list[tuple[int, ...]]
    level: Level | None
    statements: int
    bounds: Bounds


def network_blocs(study: Study, asked: NetworkBlocs) -> Report:
    """Return the blocs of a network's nodes, and with windows who moves between them.

    Raises:
        UsageError: if the rule or the span makes no sense.
    """
    asked.span.refuse()
    fault = fault_of(asked.rule, study.grid.scale)
    if fault is not None:
        raise UsageError(fault)
    found = statements_of(study.dataset, study.selection, asked.nodes)
    refuse_what_cannot_end(len(found.actors), read=False)
    kept = within_period(found.statements, asked.span.first, asked.span.last)
    names, _ = refs_of(study, found, asked.nodes)
    made = _permutations(asked, len({statement.actor for statement in kept}))
    whole = _whole(found, kept, asked, made)
    dated = [statement for statement in kept if statement.day is not None]
    moving = list(_windows(found, dated, asked)) if asked.span.window is not None else []
    numbers = followed([window.blocs for window in moving])
    windowed = asked.span.window is not None
    return Report(
        command="blocs",
        dataset=study.info,
        title=f"Blocs: {study.info.title}",
        tables=(
            _members(names, whole),
            _blocs(names, whole),
            _solutions(whole),
            _linkage(whole),
            _left_out(names, whole),
            *(
                (_windows_table(names, moving, numbers), _by_window(moving), _moves(names, moving, numbers))
                if windowed
                else ()
            ),
        ),
        shown=("by_window", "moves") if windowed else ("members",),
        summary=(
            tuple(_said_of_moves(names, moving, numbers)) if windowed else tuple(_said(names, whole, asked))
        ),
        notes=(*_NOTES, *study.notes),
        options={
            "on": "network",
            "nodes": asked.nodes,
            "duplicates": asked.rule.duplicates,
            "blocs": asked.number,
            "permutations": made,
            **({"seed": SEED} if made else {}),
            **asked.span.as_options(),
            **study.selection.as_options(),
        },
        pictures=(_over_time(names, moving, numbers) if windowed else _tree_picture(names, whole),),
    )


def _permutations(asked: NetworkBlocs, nodes: int) -> int:
    if asked.permutations is not None:
        return asked.permutations
    return next((made for most, made in _PERMUTATIONS if nodes <= most), 0)


def _whole(found: StatementSet, kept: Sequence[Statement], asked: NetworkBlocs, permutations: int) -> _Found:
    return next(_found(found, kept, asked, [Bounds.of_all(len(kept))], permutations))


def _windows(found: StatementSet, dated: Sequence[Statement], asked: NetworkBlocs) -> Iterator[_Found]:
    return _found(found, dated, asked, asked.span.bounds(dated), asked.permutations or 0)


def _found(
    found: StatementSet,
    statements: Sequence[Statement],
    asked: NetworkBlocs,
    bounds: Sequence[Bounds],
    permutations: int,
) -> Iterator[_Found]:
    for window in window_networks(found, asked.rule, statements, bounds, camps=True):
        tree = network_tree(window)
        level = None
        if permutations and tree.quality is not None:
            shuffles = shuffled_networks(found, asked.rule, statements, window.bounds, permutations)
            level = level_of(tree.quality, [network_tree(made).quality for made in shuffles])
        chance = asked.number is None and level is not None and level.p > LIKELY
        blocs = tree.blocs(asked.number or (1 if chance else None))
        yield _Found(tree, blocs, level, window.statements, window.bounds)


def _members(names: Sequence[Ref], whole: _Found) -> Table:
    columns = (
        Column("bloc", "Bloc", "integer"),
        Column("size", "Size", "integer"),
        Column("actors", "Members"),
    )
    rows = tuple(
        (number, len(members), tuple(names[node] for node in members))
        for number, members in enumerate(whole.blocs, 1)
    )
    return Table("members", "Blocs", columns, rows, empty="No two agree or conflict: there is no bloc.")


def _blocs(names: Sequence[Ref], whole: _Found) -> Table:
    columns = (Column("id", "Actor"), Column("bloc", "Bloc", "integer"))
    of = {node: number for number, members in enumerate(whole.blocs, 1) for node in members}
    rows = tuple((names[node], of[node]) for node in sorted(of))
    return Table("blocs", "Bloc of each", columns, rows, empty="There is nobody to group.")


def _solutions(whole: _Found) -> Table:
    columns = (
        Column("blocs", "Blocs", "integer"),
        Column("modularity", "Modularity", "number"),
        Column("p", "p", "number"),
    )
    best = whole.tree.best
    rows = tuple(
        (number, quality, whole.level.p if whole.level is not None and number == best else None)
        for number, quality in whole.tree.qualities.items()
    )
    return Table("solutions", "Numbers of blocs", columns, rows, empty="There is no number to choose.")


def _linkage(whole: _Found) -> Table:
    columns = (
        Column("left", "Left", "integer"),
        Column("right", "Right", "integer"),
        Column("distance", "Distance", "number"),
        Column("size", "Size", "integer"),
    )
    return Table("linkage", "Linkage", columns, whole.tree.placed.tree.merges, empty="Nothing joins.")


def _left_out(names: Sequence[Ref], whole: _Found) -> Table:
    columns = (Column("id", "Actor"), Column("shared_with", "Pairs with others", "integer"))
    rows = tuple((names[node], number) for node, number in whole.tree.left_out)
    return Table("left_out", "Left out", columns, rows, empty="Nobody is left out.")


def _windows_table(names: Sequence[Ref], moving: Sequence[_Found], numbers: Sequence[Sequence[int]]) -> Table:
    columns = (
        Column("start", "From", "date"),
        Column("end", "To", "date"),
        Column("id", "Actor"),
        Column("bloc", "Bloc", "integer"),
    )
    rows = tuple(
        (*_when(window), names[node], number)
        for window, own in zip(moving, numbers, strict=True)
        for node, number in sorted(_numbered(window, own).items())
    )
    return Table("windows", "Bloc by window", columns, rows, empty="No window holds a bloc.")


def _numbered(window: _Found, numbers: Sequence[int]) -> dict[int, int]:
    return {node: number for members, number in zip(window.blocs, numbers, strict=True) for node in members}


def _when(window: _Found) -> tuple[str, str]:
    return window.bounds.start.isoformat(), window.bounds.end.isoformat()


def _by_window(moving: Sequence[_Found]) -> Table:
    columns = (
        Column("start", "From", "date"),
        Column("end", "To", "date"),
        Column("statements", "Statements", "integer"),
        Column("actors", "Actors", "integer"),
        Column("left_out", "Left out", "integer"),
        Column("blocs", "Blocs", "integer"),
        Column("modularity", "Modularity", "number"),
        Column("p", "p", "number", detail=not any(window.level for window in moving)),
    )
    rows: list[tuple[CellValue, ...]] = []
    for window in moving:
        tree = window.tree
        quality = tree.qualities.get(len(window.blocs))
        level = window.level.p if window.level is not None else None
        people = (len(tree.nodes), len(tree.left_out) if window.blocs else len(tree.nodes))
        rows.append((*_when(window), window.statements, *people, len(window.blocs), quality, level))
    return Table("by_window", "Blocs by window", columns, tuple(rows), empty="There is no window.")


def _changes(
    moving: Sequence[_Found], numbers: Sequence[Sequence[int]]
) -> Iterator[tuple[int, int, int, str]]:
    """Yield who was last in one bloc and is in another: node, from, to, first day of the window."""
    last: dict[int, int] = {}
    for window, own in zip(moving, numbers, strict=True):
        here = _numbered(window, own)
        for node, number in sorted(here.items()):
            if last.get(node, number) != number:
                yield node, last[node], number, window.bounds.start.isoformat()
        last |= here


def _moves(names: Sequence[Ref], moving: Sequence[_Found], numbers: Sequence[Sequence[int]]) -> Table:
    columns = (
        Column("start", "From", "date"),
        Column("id", "Actor"),
        Column("left", "Leaves bloc", "integer"),
        Column("joins", "Joins bloc", "integer"),
    )
    rows = tuple((day, names[node], old, new) for node, old, new, day in _changes(moving, numbers))
    return Table("moves", "Who moves", columns, rows, empty="Nobody moves from one bloc to another.")


def _said(names: Sequence[Ref], whole: _Found, asked: NetworkBlocs) -> Iterator[str]:
    if not whole.blocs:
        yield "No two agree or conflict: there is no bloc to find."
        return
    number = len(whole.blocs)
    quality = whole.tree.qualities.get(number)
    how = "as asked for" if asked.number else "the number of the greatest modularity"
    told = f"modularity {two_decimals(quality)}" if quality is not None else "without a tie"
    if whole.level is None:
        yield sentence(f"{counted(number, 'bloc')}, {how}: {told}.")
    elif asked.number is None and whole.level.p > LIKELY:
        best = whole.tree.quality or 0.0
        yield (
            "One bloc: no more grouping than chance gives. The best cut has a modularity of "
            f"{two_decimals(best)}, shuffled stances one of {two_decimals(whole.level.mean)} on average "
            f"(p = {two_decimals(whole.level.p)})."
        )
    else:
        yield sentence(
            f"{counted(number, 'bloc')}, {how}: {told}; shuffled stances give "
            f"{two_decimals(whole.level.mean)} on average (p = {two_decimals(whole.level.p)})."
        )
    for place, members in enumerate(whole.blocs, 1):
        yield f"Bloc {place}: {listed([names[node].label for node in members])}."


def _said_of_moves(
    names: Sequence[Ref], moving: Sequence[_Found], numbers: Sequence[Sequence[int]]
) -> Iterator[str]:
    if not moving:
        yield "No statement has a date that falls into a window."
        return
    changes = list(_changes(moving, numbers))
    there = {node for window in moving for members in window.blocs for node in members}
    movers = dict.fromkeys(node for node, _, _, _ in changes)
    yield sentence(
        f"{counted(len(moving), 'window')} from {moving[0].bounds.start} to {moving[-1].bounds.end}: "
        f"{len(movers):,} of {len(there):,} move from one bloc to another."
    )
    for node in list(movers)[:_TOLD]:
        own = [f"from {old} to {new} ({day})" for who, old, new, day in changes if who == node]
        yield f"{names[node].label}: {listed(own)}."
    if len(movers) > _TOLD:
        yield f"{len(movers) - _TOLD:,} more stand in the table moves."


def _tree_picture(names: Sequence[Ref], whole: _Found) -> Picture:
    of = {node: number for number, members in enumerate(whole.blocs, 1) for node in members}
    placed, tree = [whole.tree.nodes[item] for item in whole.tree.placed.actors], whole.tree.placed.tree
    if not whole.blocs:
        return TreePicture((), (), ())
    return TreePicture(
        tuple((names[node], of[node]) for node in placed),
        tuple(tree.order),
        tuple((merge.left, merge.right, merge.distance) for merge in tree.merges),
    )


def _over_time(
    names: Sequence[Ref], moving: Sequence[_Found], numbers: Sequence[Sequence[int]]
) -> GroupsPicture:
    """Return a row for each node that is ever in a bloc, those of one bloc below one another."""
    held = [_numbered(window, own) for window, own in zip(moving, numbers, strict=True)]
    rows = {node: tuple(here.get(node) for here in held) for here in held for node in here}

    def most(node: int) -> tuple[int, int]:
        own = [number for number in rows[node] if number is not None]
        return max(sorted(set(own)), key=own.count), node

    order = sorted(rows, key=most)
    return GroupsPicture(
        "Who is in which bloc when",
        tuple(names[node].label for node in order),
        tuple(window.bounds.start.isoformat() for window in moving),
        tuple(rows[node] for node in order),
        ("A line stands for a window in which somebody says nothing, or nothing that ties them to others.",),
    )
