"""Graphs of NetworkX: the ties of the GraphML that the program writes, for any dataset and rule."""

from __future__ import annotations

import io
import sys
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from positions import Result, UsageError, load
from positions.dataset.scale import FIVE_POINT
from positions.exchange.exports.graphml import graphml
from positions.exchange.exports.networks import agreement_graph, discourse_graph
from positions.library.commands.compare import compare
from positions.library.commands.explain import explain
from positions.measures.networks.one_mode import NetworkRule, fault_of
from positions.reports.common.study import Study
from positions.reports.network.report import network_report
from positions.vocabulary import Aggregation

networkx = pytest.importorskip("networkx")


@pytest.fixture(scope="module", params=["data/stakeholders.yaml", "docs/how-to/night-buses.yaml"])
def study(request: pytest.FixtureRequest, repository: Path) -> Study:
    return load(repository / request.param)


def edges(graph: Any) -> dict[frozenset[str], dict[str, Any]]:
    return {frozenset((a, b)): dict(found) for a, b, found in graph.edges(data=True)}


def test_pairs_are_tied_as_in_graphml(study: Study) -> None:
    graph = compare(study).to_networkx()
    written = networkx.read_graphml(io.BytesIO(graphml(agreement_graph(study))))
    assert edges(graph)
    assert edges(graph) == edges(written)
    assert list(graph.nodes) == list(written.nodes)
    assert {node: found["label"] for node, found in graph.nodes(data=True)} == {
        node: found["label"] for node, found in written.nodes(data=True)
    }


RULES = [
    rule
    for mode, aggregation in product(("one", "two"), get_args(Aggregation))
    if fault_of(rule := NetworkRule(mode=mode, aggregation=aggregation), FIVE_POINT) is None  # type: ignore[arg-type]  # of the closed set
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.mode}-{rule.aggregation}")
def test_a_network_is_tied_as_in_graphml(study: Study, rule: NetworkRule) -> None:
    graph = Result(network_report(study, rule)).to_networkx()
    written = networkx.read_graphml(io.BytesIO(graphml(discourse_graph(study, rule))))
    assert edges(graph) == edges(written)
    assert set(graph.nodes) == set(written.nodes)
    if rule.mode == "two":
        actors = {node for node, found in graph.nodes(data=True) if found["bipartite"] == 0}
        assert networkx.bipartite.is_bipartite_node_set(graph, actors)


def test_where_there_are_no_ties_it_says_who_has_some(study: Study) -> None:
    a, b = list(study.dataset.stakeholders)[:2]
    with pytest.raises(UsageError, match=r"no ties in this result \(explain\)") as raised:
        explain(study, a, b).to_networkx()
    assert raised.value.hint == "compare and network have ties"


def test_without_networkx_the_line_that_installs_it(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(UsageError) as raised:
        compare(study).to_networkx()
    assert raised.value.hint == "pip install 'positions[networkx]'"
