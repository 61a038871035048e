"""Who goes with whom: blocs of actors, the tree that they are cut from, and what each stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.structure.blocs import Stand, Tree, nearness, stands, tree_of
from positions.problems import UsageError
from positions.reports.amounts import amount_text
from positions.reports.blocs.dendrogram import dendrogram
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.study import Study
from positions.reports.compare.pair_words import thin_agreements
from positions.reports.compare.report import compare_grid, options_of
from positions.reports.compare.words import measure_note
from positions.rounding import two_decimals
from positions.tables import Column, Drawing, Report, Share, Table, TreePicture

_MOST_TOLD = 4
_LINKAGE_NOTE = (
    "Average linkage: two groups are as far apart as their members on average, and the nearest join first. "
    "A tree can be drawn of any data, whether or not there are blocs in it."
)


@dataclass(frozen=True, slots=True)
class _Found:
    """The blocs of a study: their actors and the pairs that they were made from."""

    study: Study
    pairs: Sequence[PairResult]
    tree: Tree
    blocs: list[tuple[int, ...]]

    def name(self, actor: int) -> str:
        return self.study.grid.actors[actor].label

    def names(self, actors: Sequence[int]) -> str:
        return listed([self.name(actor) for actor in actors])


def blocs(study: Study, how: Comparison | None = None, number: int | None = None) -> Report:
    """Return the blocs of the selected actors.

    Args:
        study: the data.
        how: the measure of agreement; distances are 1 - agreement.
        number: how many blocs; None takes the number with the best mean silhouette.

    Raises:
        UsageError: if the measure does not fit the scale, there are fewer actors than blocs, or the number
            cannot be chosen and is not given: below three actors, or where a pair has no agreement.
    """
    how = how or Comparison()
    pairs = compare_grid(study.grid, how)
    tree = tree_of(len(study.grid.actors), pairs)
    chosen = _number(study, tree, number)
    found = _Found(study, pairs, tree, tree.blocs(chosen) if chosen else [])
    return Report(
        command="blocs",
        dataset=study.info,
        title=f"Blocs: {study.info.title}",
        tables=(_members_table(found), _blocs_table(found), _linkage_table(found)),
        shown=("members",),
        summary=_summary(found, number),
        notes=(
            measure_note(study.grid, how),
            _LINKAGE_NOTE,
            *_undefined_note(found),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={"blocs": number, **options_of(study, how)},
        drawings=(_drawing(found),) if found.blocs else (),
        pictures=(_picture(found),),
    )


def leaf_order(study: Study, how: Comparison) -> list[int]:
    """Return the indices of the selected actors as they stand beneath the tree.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    return tree_of(len(study.grid.actors), compare_grid(study.grid, how)).order


def _number(study: Study, tree: Tree, number: int | None) -> int:
    actors = tree.number
    if number is not None:
        if number > actors > 0:
            raise UsageError(f"{counted(actors, 'actor')} cannot make {number} blocs", f"at most {actors}")
        return min(number, actors)
    if actors == 0:
        return 0
    if actors < 3:
        raise UsageError(
            f"with {counted(actors, 'actor')} the number of blocs cannot be worked out",
            "say how many: --blocs 1" if actors == 1 else "say how many: --blocs 1 or --blocs 2",
        )
    if tree.undefined:
        count = len(tree.undefined)
        a, b = (study.grid.actors[actor].label for actor in tree.undefined[0])
        which = f"{a} and {b}" if count == 1 else f"{counted(count, 'pair')}, such as {a} and {b},"
        raise UsageError(
            f"{which} have too few shared issues for an agreement: the number of blocs cannot be worked out",
            "say how many: --blocs 2; or compare actors that share issues",
        )
    return tree.best()


def _blocs_table(found: _Found) -> Table:
    numbers = _numbers(found)
    rows = tuple((heading, numbers[index]) for index, heading in enumerate(found.study.actors))
    columns = (Column("id", "Actor"), Column("bloc", "Bloc", "integer"))
    return Table("blocs", "Bloc of each actor", columns, rows, empty="There is nobody to group.")


def _members_table(found: _Found) -> Table:
    columns = (
        Column("bloc", "Bloc", "integer"),
        Column("size", "Size", "integer"),
        Column("actors", "Actors"),
        Column("within", "Agreement within", "share", counted="pairs of actors"),
        Column("beyond", "With the others", "share", counted="pairs of actors"),
    )
    rows = []
    for number, members in enumerate(found.blocs, 1):
        near = nearness(found.pairs, members)
        actors = tuple(found.study.actors[actor] for actor in members)
        rows.append(
            (
                number,
                len(members),
                actors,
                Share(near.within, near.within_pairs),
                Share(near.beyond, near.beyond_pairs),
            )
        )
    return Table("members", "Blocs", columns, tuple(rows), empty="There is nobody to group.")


def _linkage_table(found: _Found) -> Table:
    columns = (
        Column("left", "Left", "integer"),
        Column("right", "Right", "integer"),
        Column("distance", "Distance", "number"),
        Column("size", "Size", "integer"),
    )
    return Table("linkage", "Linkage", columns, found.tree.merges, empty="Nothing joins.")


def _summary(found: _Found, asked: int | None) -> tuple[str, ...]:
    if not found.blocs:
        return ("The selection leaves nobody to group.",)
    return (
        *_chosen(found, asked),
        *(
            text
            for number, members in enumerate(found.blocs, 1)
            for text in _portrait(found, number, members)
        ),
    )


def _chosen(found: _Found, asked: int | None) -> tuple[str, ...]:
    count = counted(len(found.blocs), "bloc")
    mean = found.tree.silhouette_of(found.blocs)
    if mean is None:
        return (f"{sentence(count)}, as asked for.",)
    chosen = "as asked for" if asked is not None else "the number that sets them apart best"
    said = f"{sentence(count)}, {chosen}; mean silhouette {two_decimals(mean)}: {_judged(mean)}."
    return (said, *(f"Thin ground: {words}." for words in thin_agreements(found.pairs)))


def _judged(mean: float) -> str:
    """Say what a mean silhouette is taken to mean: Kaufman and Rousseeuw, Finding Groups in Data (1990)."""
    if mean > 0.7:
        return "by the usual reading, strongly set apart"
    if mean > 0.5:
        return "by the usual reading, reasonably set apart"
    if mean > 0.25:
        return "weakly set apart, and perhaps by accident of the method"
    return "not set apart to speak of, so do not rely on these blocs"


def _portrait(found: _Found, number: int, members: Sequence[int]) -> tuple[str, ...]:
    """Say what a bloc shares and what sets it apart."""
    grid = found.study.grid
    name = f"Bloc {number} ({found.names(members)})" if len(members) <= _MOST_TOLD else f"Bloc {number}"
    together = sorted(stands(grid, members), key=lambda stand: (-stand.holders, stand.issue))
    apart = sorted(
        (stand for stand in together if stand.apart), key=lambda stand: (-stand.opposed, stand.issue)
    )
    texts = []
    if len(members) == 1:
        texts.append(f"{name} stands alone")
    elif together:
        told = _told([f"{_issue(found, stand)} ({_camp(found, stand)})" for stand in together])
        texts.append(f"{name} stands together on {counted(len(together), 'issue')}: {told}")
    else:
        texts.append(f"{name} stands together on no issue: it is held together by many partial agreements")
    if apart:
        told = _told([f"{_issue(found, stand)} ({_against(found, stand)})" for stand in apart])
        texts.append(f"What sets it apart from most of the others: {told}")
    elif len(found.blocs) > 1:
        texts.append(
            "On no issue is it as one against most of the others"
            if grid.scale.has_sides
            else "On no issue does it hold one stance and most of the others another"
        )
    return (f"{'. '.join(texts)}.",)


def _told(words: Sequence[str]) -> str:
    rest = len(words) - _MOST_TOLD
    return listed([*words[:_MOST_TOLD], f"{rest} more"] if rest > 0 else words)


def _issue(found: _Found, stand: Stand) -> str:
    return found.study.grid.issues[stand.issue].title


def _camp(found: _Found, stand: Stand) -> str:
    scale = found.study.grid.scale
    if scale.is_nominal:
        return scale.label_of(stand.camp) or ""
    if scale.is_amount:
        return amount_text(stand.camp, found.study.grid.issues[stand.issue].unit)
    return "for" if stand.camp > 0 else "against"


def _against(found: _Found, stand: Stand) -> str:
    sides = "against" if stand.camp > 0 else "for"
    opposite = sides if found.study.grid.scale.has_sides else "otherwise"
    if stand.rest == 1:
        return f"{_camp(found, stand)}; the only other {opposite}"
    return f"{_camp(found, stand)}; {stand.opposed:,} of {stand.rest:,} others {opposite}"


def _undefined_note(found: _Found) -> tuple[str, ...]:
    count = len(found.tree.undefined)
    if not count:
        return ()
    joined = sum(merge.distance is None for merge in found.tree.merges)
    has, is_ = ("has", "is") if count == 1 else ("have", "are")
    text = (
        f"{sentence(counted(count, 'pair'))} {has} too few shared issues for an agreement and {is_} left out "
        "of the means."
    )
    if joined:
        text += (
            f" {sentence(counted(joined + 1, 'group'))} have no pair that would join them: where fewer blocs "
            "are asked for, they are put together in the order of the file, which says nothing about them."
        )
    return (text,)


def _numbers(found: _Found) -> dict[int, int]:
    """Return the number of each actor's bloc."""
    return {actor: number for number, members in enumerate(found.blocs, 1) for actor in members}


def _picture(found: _Found) -> TreePicture:
    numbers = _numbers(found)
    if not found.blocs:
        return TreePicture((), (), ())
    return TreePicture(
        tuple((ref, numbers[actor]) for actor, ref in enumerate(found.study.actors)),
        tuple(found.tree.order),
        tuple((merge.left, merge.right, merge.distance) for merge in found.tree.merges),
    )


def _drawing(found: _Found) -> Drawing:
    numbers = _numbers(found)
    actors = range(found.tree.number)
    return dendrogram(
        [found.name(actor) for actor in actors],
        [numbers[actor] for actor in actors],
        found.tree.order,
        found.tree.merges,
    )
