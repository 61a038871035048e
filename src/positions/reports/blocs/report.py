"""Who goes with whom: blocs of actors, the tree that they are cut from, and what each stands for."""

from __future__ import annotations

from collections.abc import Sequence

from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.structure.bloc_tests import RESAMPLES, SEED, Chance, Stability
from positions.measures.structure.blocs import Placed, Tree, nearness, placed_tree, tree_of
from positions.measures.structure.null_model import (
    LIKELY,
    chance_of,
    stability_of,
)
from positions.measures.structure.numpy_null_model import is_fast
from positions.problems import UsageError
from positions.reports.blocs.dendrogram import dendrogram
from positions.reports.blocs.tree import left_out_table, linkage_table, tree_picture
from positions.reports.blocs.words import Found, headline, notes_on, summary_of
from positions.reports.common.cells import counted, listed
from positions.reports.common.headlines import above
from positions.reports.common.study import Study
from positions.reports.compare.report import compare_grid, options_of
from positions.reports.compare.summary import measure_note
from positions.tables import Column, Drawing, Report, Share, Table, TreePicture

_MOST_ACTORS, _PERMUTATIONS = 300, 1_000
"""Up to so many actors, so many shuffles are made unasked where NumPy makes them."""

_PLAIN_PERMUTATIONS = ((20, 1_000), (40, 200), (60, 100))
"""(most actors, how many shuffles are made of them unasked) in plain Python: a few seconds each."""

_LINKAGE_NOTE = (
    "Average linkage: two groups are as far apart as their members on average, and the nearest join first. "
    "A tree can be drawn of any data, whether or not there are blocs in it."
)


def blocs(
    study: Study,
    how: Comparison | None = None,
    number: int | None = None,
    permutations: int | None = None,
    *,
    pairs: Sequence[PairResult] | None = None,
) -> Report:
    """Return the blocs of the selected actors, as far as pairs with an agreement connect them.

    Args:
        study: the data.
        how: the measure of agreement; distances are 1 - agreement.
        number: how many blocs; None takes one where chance gives as much grouping, else the number with the
            best mean silhouette.
        permutations: how many shuffles to compare with; None goes by the number of actors.
        pairs: what `compare_grid` returns for them, where it is known.

    Raises:
        UsageError: if the measure does not fit the scale, there are fewer actors than blocs, or the number
            cannot be chosen and is not given: fewer than three actors are connected.
    """
    how = how or Comparison()
    pairs = compare_grid(study.grid, how) if pairs is None else pairs
    placed = placed_tree([actor.id for actor in study.grid.actors], pairs)
    _refuse(study, placed, number)
    made = permutations if permutations is not None else permutations_for(study, how, placed.tree.number)
    chance = chance_of(study.grid, how, placed.actors, placed.tree, made) if made else None
    stability = stability_of(study.grid, how, placed.actors, placed.tree) if made else Stability()
    chosen = _number(placed.tree, number, chance)
    found = Found(study, pairs, placed, placed.tree.blocs(chosen), chance, stability)
    return Report(
        command="blocs",
        dataset=study.info,
        title=f"Blocs: {study.info.title}",
        tables=(
            _members_table(found),
            _blocs_table(found),
            _solutions_table(found),
            linkage_table(found.tree),
            left_out_table(study.actors, placed.left_out, "Agreements with others"),
        ),
        shown=("members",),
        summary=summary_of(found, number),
        notes=(
            measure_note(study.grid, how),
            _LINKAGE_NOTE,
            *notes_on(found),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={
            "blocs": number,
            "permutations": made,
            **({"resamples": RESAMPLES, "seed": SEED} if made else {}),
            **options_of(study, how),
        },
        drawings=(_drawing(found),) if found.blocs else (),
        pictures=(_picture(found),),
        **above(study, headline(found, number)),
    )


def permutations_for(study: Study, how: Comparison, actors: int) -> int:
    """Return how many shuffles to make unasked for so many actors: what takes a few seconds, or none."""
    if is_fast(study.grid, how, actors):
        return _PERMUTATIONS if actors <= _MOST_ACTORS else 0
    return next((made for most, made in _PLAIN_PERMUTATIONS if actors <= most), 0)


def leaf_order(study: Study, pairs: Sequence[PairResult]) -> list[int]:
    """Return the indices of the selected actors as they stand beneath the tree of all their pairs."""
    return tree_of([actor.id for actor in study.grid.actors], pairs).order


def _refuse(study: Study, placed: Placed, number: int | None) -> None:
    actors, connected = len(study.actors), placed.tree.number
    if number is not None:
        if number > connected > 0:
            raise UsageError(
                f"{counted(connected, 'actor')} cannot make {number} blocs", f"at most {connected}"
            )
    elif 0 < actors < 3:
        raise UsageError(
            f"with {counted(actors, 'actor')} the number of blocs cannot be worked out",
            "say how many: --blocs 1" if actors == 1 else "say how many: --blocs 1 or --blocs 2",
        )
    elif 0 < connected < 3:
        most = (
            "no two actors share enough issues for an agreement"
            if connected == 1
            else f"agreements connect no more than two, such as {listed(_labels(study, placed.actors))}"
        )
        raise UsageError(
            f"{most}: the number of blocs cannot be worked out",
            "compare actors that share issues; positions gaps says what is missing",
        )


def _labels(study: Study, actors: Sequence[int]) -> list[str]:
    return [study.grid.actors[actor].label for actor in actors]


def _number(tree: Tree, number: int | None, chance: Chance | None) -> int:
    if number is not None or tree.number < 3:
        return min(number or 0, tree.number)
    if chance is not None and chance.best is not None and chance.best > LIKELY:
        return 1
    return tree.best()


def _blocs_table(found: Found) -> Table:
    numbers, stable = found.numbers, found.stabilities
    rows = tuple(
        (found.study.actors[actor], numbers[actor], stable[numbers[actor] - 1] if stable else None)
        for actor in found.placed.actors
        if found.blocs
    )
    columns = (
        Column("id", "Actor"),
        Column("bloc", "Bloc", "integer"),
        Column("stability", "Stability of the bloc", "number"),
    )
    return Table("blocs", "Bloc of each actor", columns, rows, empty="There is nobody to group.")


def _members_table(found: Found) -> Table:
    columns = (
        Column("bloc", "Bloc", "integer"),
        Column("size", "Size", "integer"),
        Column("actors", "Actors"),
        Column("within", "Agreement within", "share", counted="pairs of actors"),
        Column("beyond", "With the others", "share", counted="pairs of actors"),
        Column("stability", "Stability", "number", detail=len(found.blocs) < 2 or not found.stabilities),
    )
    rows = []
    nearnesses = nearness(found.pairs, found.blocs)
    for number, (members, near) in enumerate(zip(found.blocs, nearnesses, strict=True), 1):
        actors = tuple(found.study.actors[actor] for actor in members)
        rows.append(
            (
                number,
                len(members),
                actors,
                Share(near.within, near.within_pairs),
                Share(near.beyond, near.beyond_pairs),
                found.stabilities[number - 1] if found.stabilities else None,
            )
        )
    return Table("members", "Blocs", columns, tuple(rows), empty="There is nobody to group.")


def _solutions_table(found: Found) -> Table:
    columns = (
        Column("blocs", "Blocs", "integer"),
        Column("silhouette", "Mean silhouette", "number"),
        Column("p", "p", "number"),
        Column("stability", "Stability", "number"),
    )
    means = found.tree.silhouettes
    best = found.tree.best() if means else None
    chance = found.chance
    rows = tuple(
        (
            number,
            mean,
            None if chance is None else chance.best if number == best else chance.by_number[number],
            found.stability.means.get(number),
        )
        for number, mean in means.items()
    )
    return Table("solutions", "Numbers of blocs", columns, rows, empty="There is no number to choose.")


def _picture(found: Found) -> TreePicture:
    actors = found.placed.actors if found.blocs else ()
    return tree_picture([(found.study.actors[actor], found.numbers[actor]) for actor in actors], found.tree)


def _drawing(found: Found) -> Drawing:
    actors = found.placed.actors
    return dendrogram(
        [found.name(actor) for actor in actors],
        [found.numbers[actor] for actor in actors],
        found.tree.order,
        found.tree.merges,
    )
