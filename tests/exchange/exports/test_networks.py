"""Networks with what nodes are, as GraphML, GEXF and Pajek, whole and over time."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from helpers.debates import camps, debate
from helpers.paths import DOCS, EXAMPLE
from helpers.studies import study, table
from positions.dataset.dates import TimeSpan, parse_date
from positions.dataset.load import load
from positions.exchange.exports.gexf import gexf, gexf_over_time
from positions.exchange.exports.graphml import graphml
from positions.exchange.exports.graphs import Graph
from positions.exchange.exports.networks import agreement_graph, discourse_graph, window_graphs
from positions.exchange.exports.pajek import pajek
from positions.library.commands.export import export
from positions.measures.networks.one_mode import NetworkRule
from positions.problems import UsageError
from positions.reports.blocs.network import NetworkBlocs, network_blocs
from positions.reports.common.study import Study, study_of
from positions.reports.network.report import network_report
from positions.reports.network.span import Span
from positions.statements import collect_statements, without_duplicates
from positions.tables import Ref

HARBOUR = DOCS / "method" / "harbour.yaml"
RULE = NetworkRule("one", "subtract", "average", "document")
DAY = "2020-01-10"
QUARTERS = Span(window=TimeSpan(days=90))


@pytest.fixture(scope="module")
def harbour() -> Study:
    return study_of(load(HARBOUR))


def as_gexf(content: bytes) -> Any:
    networkx = pytest.importorskip("networkx")
    return networkx.read_gexf(io.BytesIO(content))


def as_graphml(content: bytes) -> Any:
    networkx = pytest.importorskip("networkx")
    return networkx.read_graphml(io.BytesIO(content))


def test_nodes_have_their_statements_colour_and_bloc(harbour: Study) -> None:
    graph = as_graphml(graphml(discourse_graph(harbour, RULE)))
    found = collect_statements(harbour.dataset)
    counts = Counter(found.actors[one.actor] for one in without_duplicates(found.statements, "document"))
    assert {node: own["statements"] for node, own in graph.nodes(data=True)} == counts


def tossed() -> Study:
    toss = Random(5)
    return debate(*((who, issue, toss.choice((-1, 1)), DAY) for who in "abcdefgh" for issue in "uvwxyz"))


@pytest.mark.parametrize("grouped", [True, False])
def test_nodes_have_the_bloc_that_blocs_finds(grouped: bool) -> None:
    study = debate(*camps("abcd", "efgh", DAY)) if grouped else tossed()
    report = network_blocs(study, NetworkBlocs(RULE, Span()))
    assert report.headline.startswith("2 blocs: " if grouped else "No blocs: ")
    expected = {ref.id: number for ref, number in table(report, "blocs").rows if isinstance(ref, Ref)}
    graph = as_graphml(graphml(discourse_graph(study, RULE)))
    own = {node: about["bloc"] for node, about in graph.nodes(data=True) if "bloc" in about}
    assert own == (expected if grouped else {})
    (window,) = window_graphs(study, RULE, QUARTERS)
    of_window = as_graphml(graphml(window.graph))
    own = {node: about["bloc"] for node, about in of_window.nodes(data=True) if "bloc" in about}
    assert own == (expected if grouped else {})


def test_each_kind_has_a_colour() -> None:
    graph = discourse_graph(study_of(load(EXAMPLE)), RULE)
    kinds = {own["kind"]: own["colour"] for _, own in graph.nodes}
    assert len(set(kinds.values())) == len(kinds) > 1
    made = as_gexf(gexf(graph))
    first = made.nodes["lga"]
    colour = "".join(f"{int(first['viz']['color'][part]):02x}" for part in "rgb")
    assert f"#{colour}" == first["colour"]


def test_gexf_says_what_graphml_says(harbour: Study) -> None:
    for graph in (discourse_graph(harbour, RULE), agreement_graph(harbour)):
        one, other = as_graphml(graphml(graph)), as_gexf(gexf(graph))
        assert set(one.nodes) == set(other.nodes)
        for a, b, own in one.edges(data=True):
            found = other.edges[a, b]
            assert {name: found[name] for name in own} == own
        for node, own in one.nodes(data=True):
            assert other.nodes[node]["label"] == own["label"]
            assert {name: value for name, value in other.nodes[node].items() if name in own} == own
    sizes = {
        node: float(own["viz"]["size"])
        for node, own in as_gexf(gexf(discourse_graph(harbour, RULE))).nodes(data=True)
    }
    assert max(sizes.values()) == 40.0


def test_over_time_each_window_is_its_own_network(harbour: Study) -> None:
    windows = window_graphs(harbour, RULE, QUARTERS)
    whole = as_gexf(gexf_over_time(windows))
    for window in windows:
        span = Span(parse_date(str(window.start)), parse_date(str(window.end)))
        expected = network_report(harbour, RULE, span).tables[0]
        assert expected.kind == "matrix"
        graph = as_graphml(graphml(window.graph))
        when = (window.start.isoformat(), window.end.isoformat())
        assert [ref.id for ref in expected.rows] == list(graph.nodes)
        for row, cells in zip(expected.rows, expected.cells, strict=True):
            assert when in whole.nodes[row.id]["spells"]
            for column, tie in zip(expected.columns, cells, strict=True):
                assert graph.has_edge(row.id, column.id) == bool(tie)
                if tie:
                    assert graph.edges[row.id, column.id]["signed_weight"] == tie
                    values = whole.edges[row.id, column.id]["signed_weight"]
                    assert (tie, *when) in values
    assert whole.nodes["port"]["name"] == "Port Authority"  # said once, not by window


def test_pajek_numbers_actors_before_issues(harbour: Study) -> None:
    networkx = pytest.importorskip("networkx")
    graph = discourse_graph(harbour, RULE)
    text = pajek(graph).decode()
    back = networkx.parse_pajek(text)
    for a, b, own in graph.edges:
        labels = [graph.nodes[end][1]["label"] for end in (a, b)]
        assert back.get_edge_data(*labels)[0]["weight"] == own["signed_weight"]
    two = pajek(discourse_graph(harbour, NetworkRule("two", "ignore"))).decode()
    assert two.splitlines()[0] == "*Vertices 7 4"
    # Pajek's second number, of the first mode, is all that NetworkX cannot read: see docs/how-to/in-gephi.md
    with pytest.raises(ValueError, match="unpack"):
        networkx.parse_pajek(two)
    assert len(networkx.parse_pajek(two.replace("*Vertices 7 4", "*Vertices 7"))) == 7
    odd = Graph(
        "n", {}, [("a", {"label": 'The "one"\nand'}), ("b", {"label": "x"}), ("c", {"label": "x"})], []
    )
    assert pajek(odd).decode().splitlines()[1:4] == ["1 \"The 'one' and\"", '2 "x (b)"', '3 "x (c)"']


@pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")
def test_a_folder_has_a_file_a_window(tmp_path: Path) -> None:
    export(HARBOUR, f"{tmp_path}/windows/", type="network", window="90d")
    names = sorted(path.name for path in (tmp_path / "windows").iterdir())
    assert names == ["2024-01-16_2024-04-14.graphml", "2024-04-15_2024-07-13.graphml"]
    export(HARBOUR, tmp_path / "n.gexf", type="network", window="90d", nodes="issue")
    export(HARBOUR, tmp_path / "n.net", type="network", nodes="speaker")
    for place, options in (("n.graphml", {}), ("n.net", {}), ("n.csv", {}), ("n.gexf", {"mode": "two"})):
        with pytest.raises(UsageError):
            export(HARBOUR, tmp_path / place, type="network", window="90d", **options)  # type: ignore[arg-type]  # as typed
    assert not (tmp_path / "n.graphml").exists()


def test_a_pair_without_a_share_hides_none_after_it() -> None:
    found = agreement_graph(study(2, {"A": "support -", "B": "- oppose", "C": "support support"}))
    assert [(a, b) for a, b, _ in found.edges] == [(0, 2), (1, 2)]
    assert [edge["signed_weight"] for _, _, edge in found.edges] == [1, -1]
