"""Groups of actors in a discourse network: what rDNA's dna_multiclust prints.

Its modularity counts ties of more than 0 as 1 whatever their weight, which `blocs` does not: the same sum,
of other ties (`../shared/cases/dna-time/README.md`, fault M).
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from helpers.dna_cases import dna_set, read
from positions.measures.networks.one_mode import NetworkRule, network
from positions.measures.networks.structure import best_communities, modularities
from positions.measures.structure.linkage import average_linkage, cut

CASES = [("made-a", "a_groups_whole"), ("dna-sample", "sample_groups_whole_include")]
MOST = 5


def unweighted_ties(shared: Path, name: str) -> tuple[list[str], dict[tuple[int, int], float]]:
    """Return the actors, and 1 for each tie of the subtract network that is more than 0."""
    found = dna_set(shared, name)
    made = network(found, NetworkRule("one", "subtract", "average", "include"))
    names = [found.actors[actor] for actor in made.rows]
    pairs = combinations(range(len(names)), 2)
    return names, {(a, b): 1.0 for a, b in pairs if (made.ties[a][b] or 0.0) > 0}


@pytest.mark.parametrize(("name", "file"), CASES)
def test_the_modularity_of_each_grouping_is_rdnas(shared: Path, name: str, file: str) -> None:
    names, ties = unweighted_ties(shared, name)
    folder = shared / "cases" / "dna-time" / "groups"
    groups: dict[str, dict[str, int]] = {}
    for row in read(folder / f"{file}_groups.csv"):
        groups.setdefault(row["method"], {})[row["node"]] = int(row["cluster"])
    rows = read(folder / f"{file}_modularity.csv")
    assert len(rows) == len(groups) == 12
    best = best_communities(len(names), ties)
    assert best is not None
    for row in rows:
        group = groups[row["method"]]
        [made] = modularities(len(names), ties, [[group[one] for one in names]])
        assert made == pytest.approx(float(row["modularity"]), abs=1e-9), row["method"]
        assert len(set(group.values())) == int(row["k"])
        assert best[0] >= made - 1e-9


@pytest.mark.parametrize(("name", "file"), CASES)
def test_average_linkage_groups_as_rdna_does(shared: Path, name: str, file: str) -> None:
    found = dna_set(shared, name)
    said = [set[tuple[int, float]]() for _ in found.actors]
    for one in found.statements:
        said[one.actor].add((one.issue, one.value))
    pairs = combinations(range(len(said)), 2)
    distances = {(a, b): 1 - len(said[a] & said[b]) / len(said[a] | said[b]) for a, b in pairs}
    merges = average_linkage(len(said), distances)
    names, ties = unweighted_ties(shared, name)
    assert names == list(found.actors)
    cuts = [cut(len(said), merges, number) for number in range(2, MOST + 1)]
    values = list(modularities(len(said), ties, cuts))
    made = cuts[values.index(max(values))]
    rows = read(shared / "cases" / "dna-time" / "groups" / f"{file}_groups.csv")
    theirs = {row["node"]: row["cluster"] for row in rows if row["method"] == "Hierarchical (Average)"}
    together = [(a, b) for a, b in combinations(range(len(said)), 2) if made[a] == made[b]]
    assert together == [
        (a, b) for a, b in combinations(range(len(said)), 2) if theirs[names[a]] == theirs[names[b]]
    ]
