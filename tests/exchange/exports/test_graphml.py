"""GraphML that NetworkX and igraph read as what was written, whatever the names hold."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.load import load, load_bytes
from positions.exchange.exports.graphml import graphml
from positions.exchange.exports.graphs import Graph
from positions.exchange.exports.networks import agreement_graph, discourse_graph
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.reports.common.study import Study, study_of

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
AWKWARD = ["<&>\"'", "]]>", "שלום", "👩‍👩‍👧", "\x07\x1b", "two\nlines", "\ud800", "&#0;", "a b", "=1"]


def read(content: bytes) -> Any:
    networkx = pytest.importorskip("networkx")
    return networkx.read_graphml(io.BytesIO(content))


@pytest.fixture(scope="module")
def example(repository: Path) -> Study:
    return study_of(load(repository / "data" / "stakeholders.yaml"))


def test_the_agreement_network_has_every_pair_that_shares_an_issue(example: Study) -> None:
    graph = read(graphml(agreement_graph(example)))
    pairs = compare_pairs(example.grid, Comparison())
    assert graph.number_of_edges() == sum(pair.counts.shared > 0 for pair in pairs)
    for pair in pairs:
        a, b = example.grid.actors[pair.a].id, example.grid.actors[pair.b].id
        edge = graph.edges[a, b]
        assert pair.agreement is not None
        assert pair.disagreement is not None
        assert edge["agreement"] == pair.agreement
        assert edge["disagreement"] == pair.disagreement
        assert edge["signed_weight"] == pair.agreement - pair.disagreement
        assert edge["weight"] == abs(edge["signed_weight"])
        assert edge["sign"] == (edge["signed_weight"] > 0) - (edge["signed_weight"] < 0)
        assert edge["shared"] == pair.counts.shared
    assert graph.nodes["lga"] == {
        "label": "LGA", "name": "Local Government Association", "key": "lga", "kind": "council association"
    }  # fmt: skip


@pytest.mark.parametrize("aggregation", ["subtract", "congruence", "conflict", "ignore"])
def test_the_discourse_network_has_the_ties_of_the_report(example: Study, aggregation: Any) -> None:
    from positions.reports.network.report import network_report

    rule = NetworkRule(aggregation=aggregation)
    graph = read(graphml(discourse_graph(example, rule)))
    ties = network_report(example, rule).tables[0]
    assert ties.kind == "matrix"
    for row, cells in zip(ties.rows, ties.cells, strict=True):
        for column, tie in zip(ties.columns, cells, strict=True):
            found = graph.edges[row.id, column.id]["signed_weight"] if tie else 0
            assert found == tie
            assert graph.has_edge(row.id, column.id) == bool(tie)


def test_a_two_mode_network_is_bipartite(example: Study) -> None:
    bipartite = pytest.importorskip("networkx.algorithms.bipartite")
    graph = read(graphml(discourse_graph(example, NetworkRule(mode="two", aggregation="combine"))))
    issues = {node for node, found in graph.nodes(data=True) if found["type"]}
    assert bipartite.is_bipartite_node_set(graph, issues)
    assert graph.nodes["issue:new-structures"]["key"] == "new-structures"
    assert graph.edges["actor:lga", "issue:new-structures"]["stance"] == "against"
    assert graph.edges["actor:lga", "issue:new-structures"]["sign"] == -1


@given(
    st.lists(
        st.tuples(st.text(max_size=6) | st.sampled_from(AWKWARD), st.text(max_size=6)),
        min_size=1,
        max_size=4,
        unique_by=lambda pair: pair[0],
    )
)
@settings(max_examples=examples(60), deadline=None)
def test_any_text_is_well_formed_and_numbers_and_truth_keep_their_type(names: list[tuple[str, str]]) -> None:
    nodes = [(node, {"label": label, "key": node, "type": True, "influence": 0.1}) for node, label in names]
    edges = [(0, index, {"weight": 1 / 3, "shared": 7}) for index in range(1, len(nodes))]
    content = graphml(Graph("agreement", {"title": "T"}, nodes, edges))  # type: ignore[arg-type]  # invariant dicts
    graph = read(content)
    assert graph.number_of_nodes() == len(names)
    for found, (_, label) in zip(graph.nodes.values(), names, strict=True):
        assert found["type"] is True
        assert found["influence"] == 0.1
        if label.isprintable():
            assert found["label"] == label
    assert all(edge == {"weight": 1 / 3, "shared": 7} for edge in graph.edges.values())


def test_its_structure_is_that_of_the_schema(example: Study) -> None:
    for graph in (agreement_graph(example), discourse_graph(example, NetworkRule(mode="two"))):
        root = ET.fromstring(graphml(graph))
        assert root.tag == f"{SPACE}graphml"
        kinds = [child.tag.removeprefix(SPACE) for child in root]
        assert kinds == sorted(kinds, key=["key", "graph"].index)  # keys first, then one graph
        assert kinds.count("graph") == 1
        keys = {key.get("id"): key for key in root.iter(f"{SPACE}key")}
        assert len(keys) == kinds.count("key")
        nodes = {node.get("id") for node in root.iter(f"{SPACE}node")}
        assert len(nodes) == len(graph.nodes)
        for edge in root.iter(f"{SPACE}edge"):
            assert {edge.get("source"), edge.get("target")} <= nodes
        for parent in root.iter():
            for data in parent.findall(f"{SPACE}data"):
                key = keys[data.get("key")]
                assert key.get("for") == parent.tag.removeprefix(SPACE)
                assert key.get("attr.type") in ("boolean", "int", "double", "string")


def test_an_attribute_that_is_called_like_one_of_ours_keeps_its_own_name() -> None:
    loaded = load_bytes(
        b"format: 1\ntitle: T\nissues: {i: {title: I}}\nstakeholders:\n"
        b"  a: {name: A, kind: k, influence: 40, attributes: {kind: other, party: P},\n"
        b"    positions: {i: support}}\n"
        b"  b: {name: B, positions: {i: oppose}}\n"
    )
    graph = read(graphml(agreement_graph(study_of(loaded))))
    assert graph.nodes["a"]["kind"] == "k"
    assert graph.nodes["a"]["kind_"] == "other"
    assert graph.nodes["a"]["party"] == "P"
    assert graph.nodes["a"]["influence"] == 40.0
    assert "influence" not in graph.nodes["b"]
    assert graph.edges["a", "b"]["signed_weight"] == -1


GEPHIS_WORDS = {
    "node": {"label", "d3", "x", "y", "xpos", "ypos", "z", "size", "r", "g", "b"},
    "edge": {"label", "edgelabel", "d7", "weight", "edge weight", "id", "edgeid", "r", "g", "b"},
}
"""Ids and names of keys that Gephi's importer of GraphML takes for properties of its own."""


@pytest.mark.parametrize("two", [False, True])
def test_gephi_takes_every_attribute_for_what_it_is(two: bool) -> None:
    loaded = load_bytes(
        b"format: 1\ntitle: T\nissues: {i: {title: I}}\nstakeholders:\n"
        b"  a: {name: A, kind: k, influence: 4, attributes: {X: left, size: big, r: red, size_: s, D3: d}, "
        b"positions: {i: support}}\n  b: {name: B, positions: {i: oppose}}\n"
    )
    study = study_of(loaded)
    content = graphml(discourse_graph(study, NetworkRule(mode="two")) if two else agreement_graph(study))
    root = ET.fromstring(content)
    keys = root.findall(f"{SPACE}key")
    assert [child.tag for child in root] == [f"{SPACE}key"] * len(keys) + [f"{SPACE}graph"]
    assert {key.get("for") for key in keys} == {"node", "edge"}  # those of a graph are errors to Gephi
    ids = [key.get("id") for key in keys]
    assert len(set(ids)) == len(ids)
    names = [(key.get("for"), key.get("attr.name")) for key in keys]
    assert len(set(names)) == len(names)
    taken = {
        (key.get("for"), key.get("attr.name"))
        for key in keys
        for word in (key.get("id"), key.get("attr.name"))
        if str(word).casefold() in GEPHIS_WORDS[str(key.get("for"))]
    }
    assert taken == {("node", "label"), ("edge", "weight")}
    assert {key.get("attr.type") for key in keys} <= {"string", "int", "double", "boolean"}
    graph = read(content)
    node = graph.nodes["actor:a" if two else "a"]
    assert {node[name] for name in ("X_", "size_", "r_", "size__", "D3_")} == {"left", "big", "red", "s", "d"}
    described = root.find(f"{SPACE}graph/{SPACE}desc")
    assert described is not None
    assert f"dataset_sha256: {study.info.sha256}" in str(described.text)


def test_igraph_reads_the_same(example: Study, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    path = tmp_path / "g.graphml"
    path.write_bytes(graphml(agreement_graph(example)))
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.vs["id"] == [actor.id for actor in example.grid.actors]
    assert graph.vs["name"] == [actor.name for actor in example.grid.actors]
    assert not graph.is_directed()
    expected = [
        (pair.a, pair.b, (pair.agreement or 0) - (pair.disagreement or 0))
        for pair in compare_pairs(example.grid, Comparison())
    ]
    assert [(*edge.tuple, edge["signed_weight"]) for edge in graph.es] == expected
    path.write_bytes(graphml(discourse_graph(example, NetworkRule(mode="two"))))
    two = igraph.Graph.Read_GraphML(str(path))
    assert two.is_bipartite()
    assert set(two.vs["type"]) == {True, False}
