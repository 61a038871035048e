"""The tree that blocs are cut from: how it joins, who is not in it, and its picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from positions.measures.structure.blocs import Tree
from positions.tables import Column, Ref, Table, TreePicture


def linkage_table(tree: Tree) -> Table:
    """Return how clusters join, as SciPy numbers them."""
    columns = (
        Column("left", "Left", "integer"),
        Column("right", "Right", "integer"),
        Column("distance", "Distance", "number"),
        Column("size", "Size", "integer"),
    )
    return Table("linkage", "Linkage", columns, tree.merges, empty="Nothing joins.")


def left_out_table(names: Sequence[Ref], left_out: Iterable[tuple[int, int]], pairs: str) -> Table:
    """Return who is not in the tree, each with the number of pairs that have a distance, called `pairs`."""
    columns = (Column("id", "Actor"), Column("shared_with", pairs, "integer"))
    rows = tuple((names[one], number) for one, number in left_out)
    return Table("left_out", "Left out", columns, rows, empty="Nobody is left out.")


def tree_picture(leaves: Sequence[tuple[Ref, int]], tree: Tree) -> TreePicture:
    """Return the picture of a tree whose leaves have the number of their bloc; empty without leaves."""
    if not leaves:
        return TreePicture((), (), ())
    return TreePicture(
        tuple(leaves),
        tuple(tree.order),
        tuple((merge.left, merge.right, merge.distance) for merge in tree.merges),
    )
