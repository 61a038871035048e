"""A picture of very many nodes shows those with the strongest ties, and says what it left out."""

from __future__ import annotations

import pytest

from helpers.studies import study
from positions.measures.networks.one_mode import NetworkRule
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.common.study import Study
from positions.reports.network.report import network_report
from positions.reports.network.strongest import MOST_NODES
from positions.tables import NetworkPicture
from positions.vocabulary import Mode


def picture(of: Study, rule: NetworkRule) -> NetworkPicture:
    (found,) = network_report(of, rule).pictures
    assert isinstance(found, NetworkPicture)
    return found


def many(number: int) -> Study:
    """Return so many actors of whom every third speaks on four issues and the others on one."""
    rows = {
        f"A{actor:03}": "support oppose support oppose" if actor % 3 == 0 else f"{'- ' * (actor % 4)}support"
        for actor in range(number)
    }
    return study(4, rows)


@pytest.mark.parametrize("aggregation", ["subtract", "congruence", "conflict", "ignore"])
def test_the_nodes_whose_ties_add_up_to_most_are_drawn(aggregation: str) -> None:
    rule = NetworkRule("one", aggregation, "none")  # type: ignore[arg-type]  # one of the names
    found = picture(many(210), rule)
    ties = network_report(many(210), rule).tables[0]
    assert ties.kind == "matrix"
    sums = {
        row.id: sum(abs(cell) for cell in cells if isinstance(cell, int | float))
        for row, cells in zip(ties.rows, ties.cells, strict=True)
    }
    drawn = [node.id for node in found.nodes]
    assert len(drawn) == 60
    assert drawn == sorted(drawn)
    assert min(sums[name] for name in drawn) >= max(sums[name] for name in sums.keys() - set(drawn))
    assert found.notes[0] == "Drawn are 60 of 210 actors: those with the strongest ties in sum."
    assert max(max(tie.a, tie.b) for tie in found.ties) < 60
    assert len(found.points) == 60


def test_actors_and_issues_are_cut_each_where_there_are_very_many() -> None:
    found = picture(many(210), NetworkRule("two", "combine", "none"))
    assert (len(found.nodes), len(found.second)) == (60, 4)
    assert found.notes[0] == "Drawn are 60 of 210 actors: those with the most statements."
    wide = study(210, {"A": "support " * 210, "B": f"{'- ' * 150}{'oppose ' * 60}"})
    found = picture(wide, NetworkRule("two", "subtract", "none"))
    assert [node.id for node in found.second] == [f"i{issue}" for issue in range(150, 210)]
    assert found.notes[0] == "Drawn are 60 of 210 issues: those with the strongest ties in sum."


def test_very_many_actors_and_issues_are_drawn_and_not_refused() -> None:
    rows = {f"A{actor:03}": " ".join(["support", "oppose"] * 55) for actor in range(102)}
    report = network_report(study(110, rows), NetworkRule("two", "subtract", "none"))
    svg = REGISTRY["svg"].render(report, RenderOptions())
    assert "Drawn are 60 of 102 actors and 60 of 110 issues" in str(svg)


@pytest.mark.parametrize("mode", ["one", "two"])
def test_as_many_as_can_be_placed_are_all_drawn(mode: Mode) -> None:
    actors = {f"A{n}": "support" for n in range(MOST_NODES[mode])}
    found = picture(study(1, actors), NetworkRule(mode, "ignore", "none"))
    assert len(found.nodes) == MOST_NODES[mode]
    assert not any(note.startswith("Drawn are") for note in found.notes)
