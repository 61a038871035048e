"""Blocs in a discourse network, for the whole and window by window: who goes with whom, and who moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from positions.measures.networks.chance import SEED
from positions.measures.networks.one_mode import NetworkRule, fault_of
from positions.problems import UsageError
from positions.reports.blocs.cut import Cut, whole_cut, window_cuts
from positions.reports.blocs.over_time import Moving
from positions.reports.blocs.tree import left_out_table, linkage_table, tree_picture
from positions.reports.blocs.words import NOT_COMPARED
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.headlines import above, as_headline
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.study import Study
from positions.reports.network.nodes import refs_of
from positions.reports.network.span import Span
from positions.rounding import two_decimals
from positions.statements import statements_of, within_period, without_duplicates
from positions.tables import Column, Ref, Report, Table, TreePicture
from positions.vocabulary import NodeKind

_MOST_NAMED = 12
"""Of more members than this the headline names none."""

_NOTES = (
    "Two are as far apart as conflict is a share of their congruence and conflict; those who have neither "
    "are no pair. Average linkage over the pairs; the number of blocs is that of the greatest modularity, "
    "for which congruence counts within blocs and conflict between them.",
)
_P_NOTE = (
    "p: how often stances shuffled among the statements on each issue give a cut of as high a modularity."
)


@dataclass(frozen=True, slots=True)
class NetworkBlocs:
    """What is asked of a network's blocs.

    Attributes:
        rule: how ties are made; one-mode.
        span: which days count, and windows.
        nodes: who or what is grouped.
        number: how many blocs; where None, the number of the greatest modularity.
        permutations: how many shuffles, of windows of each; where None what a few seconds allow, or none.
    """

    rule: NetworkRule
    span: Span
    nodes: NodeKind = "actor"
    number: int | None = None
    permutations: int | None = None


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
    dated = [statement for statement in kept if statement.day is not None]
    windowed, rule, number = asked.span.window is not None, asked.rule, asked.number
    bounds = asked.span.bounds(dated)
    whole = whole_cut(found, rule, kept, number, asked.permutations)
    moving = Moving(names, window_cuts(found, rule, dated, bounds, number, asked.permutations))
    shown = moving.windows if windowed else [whole]
    tested = any(cut.level is not None for cut in shown)
    made = max((cut.permutations for cut in shown), default=0)
    said = tuple(moving.said() if windowed else _said(names, whole, asked))
    return Report(
        command="blocs",
        dataset=study.info,
        title=f"Blocs: {study.info.title}",
        tables=(
            _members(names, whole),
            _blocs(names, whole),
            _solutions(whole),
            linkage_table(whole.tree.placed.tree),
            left_out_table(names, whole.tree.left_out, "Pairs with others"),
            *(moving.tables() if windowed else ()),
        ),
        shown=("by_window", "moves") if windowed else ("members",),
        summary=said,
        **above(
            study,
            as_headline(said) if windowed else _headline(names, whole, asked),
            dated if windowed else without_duplicates(kept, rule.duplicates, by_stance=rule.by_stance),
        ),
        notes=(*_NOTES, *((_P_NOTE,) if tested else ()), *study.notes),
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
        pictures=(moving.picture() if windowed else _tree_picture(names, whole),),
    )


def _members(names: Sequence[Ref], whole: Cut) -> Table:
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


def _blocs(names: Sequence[Ref], whole: Cut) -> Table:
    columns = (Column("id", "Actor"), Column("bloc", "Bloc", "integer"))
    rows = tuple((names[node], number) for node, number in sorted(whole.numbers.items()))
    return Table("blocs", "Bloc of each", columns, rows, empty="There is nobody to group.")


def _solutions(whole: Cut) -> Table:
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


def _said(names: Sequence[Ref], whole: Cut, asked: NetworkBlocs) -> Iterator[str]:
    if not whole.blocs:
        yield "No two agree or conflict: there is no bloc to find."
        return
    number = len(whole.blocs)
    quality = whole.tree.qualities.get(number)
    how = "as asked for" if asked.number else "the number of the greatest modularity"
    told = f"modularity {two_decimals(quality)}" if quality is not None else "without a tie"
    if whole.level is None:
        yield sentence(f"{counted(number, 'bloc')}, {how}: {told}. {NOT_COMPARED}")
    elif asked.number is None and whole.by_chance:
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


def _headline(names: Sequence[Ref], whole: Cut, asked: NetworkBlocs) -> str:
    """Return the blocs in a line without a full stop, those of few by name."""
    if not whole.blocs:
        return "No two agree or conflict: there is no bloc to find"
    if len(whole.blocs) == 1 and asked.number is None and whole.level is not None and whole.by_chance:
        return "No blocs: the network groups them no more than chance does"
    count = sentence(counted(len(whole.blocs), "bloc"))
    if asked.number is None and whole.level is None:
        count += ", not compared with chance"
    if sum(map(len, whole.blocs)) > _MOST_NAMED:
        return f"{count}, of {listed([f'{len(members):,}' for members in whole.blocs])} members"
    return f"{count}: {'; '.join(listed([names[node].label for node in members]) for members in whole.blocs)}"


def _tree_picture(names: Sequence[Ref], whole: Cut) -> TreePicture:
    placed = [whole.tree.nodes[item] for item in whole.tree.placed.actors] if whole.blocs else []
    return tree_picture([(names[node], whole.numbers[node]) for node in placed], whole.tree.placed.tree)
