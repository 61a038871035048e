"""Networks as GraphML (http://graphml.graphdrawing.org), for Gephi, visone, NetworkX and igraph.

Every attribute has a type; what is not known is left out. Each tie has a `weight`, its absolute strength,
which is what layouts need, a `signed_weight`, and its `sign`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from positions.grid import Actor, StanceGrid
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.pairs.results import Comparison
from positions.reports.common.study import Study
from positions.reports.compare.report import compare_grid
from positions.reports.network.report import network_report
from positions.reports.network.span import Span
from positions.tables import Matrix

Value = str | int | float | bool
Attributes = dict[str, Value | None]

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{_NAMESPACE} {_NAMESPACE}/1.0/graphml.xsd"
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),  # before int, which it is too
    (int, "int"),
    (float, "double"),
    (str, "string"),
)
_LETTERS = (
    "A-Za-z0-9._:\\-\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_TOKEN = re.compile(f"[{_LETTERS}]+")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_GEPHIS = {"x", "y", "z", "xpos", "ypos", "size", "r", "g", "b", "d3"}
"""Names of attributes that Gephi takes for a node's place, size, colour or label, whatever they hold."""
_COMBINED: Mapping[int, tuple[int, str]] = {1: (1, "for"), 2: (-1, "against"), 3: (0, "both")}


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected graph with typed attributes.

    Attributes:
        name: what kind of network it is.
        about: what is said of the whole.
        nodes: (id, attributes).
        edges: (index of a node, index of another, attributes).
        notes: what a person should know of it.
    """

    name: str
    about: Attributes
    nodes: Sequence[tuple[str, Attributes]]
    edges: Sequence[tuple[int, int, Attributes]]
    notes: tuple[str, ...] = field(default=())


def agreement_graph(study: Study, how: Comparison | None = None) -> Graph:
    """Return the actors, tied where a pair's agreement is defined.

    A tie's `signed_weight` is agreement less disagreement, from -1 to 1.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    how = how or Comparison()
    grid = study.grid
    edges: list[tuple[int, int, Attributes]] = []
    for pair in compare_grid(grid, how):
        if pair.agreement is None or pair.disagreement is None:
            continue
        counts: Attributes = {
            "agreement": pair.agreement,
            "disagreement": pair.disagreement,
            "shared": pair.counts.shared,
            "conditional": pair.counts.conditional,
        }
        edges.append((pair.a, pair.b, {**_weights(pair.agreement - pair.disagreement), **counts}))
    about: Attributes = {
        "title": study.info.title,
        "dataset_sha256": study.info.sha256,
        "measure": how.measure_for(grid),
        **_said_of(study),
    }
    return Graph("agreement", about, _actor_nodes(grid), edges, (*study.notes_on_filters(), *study.notes))


def discourse_graph(
    study: Study, rule: NetworkRule, span: Span | None = None, *, min_shared: int = 1
) -> Graph:
    """Return the network of the selected actors' statements, as `positions network` has it.

    In a two-mode network nodes have the boolean `type`, false for actors and true for issues.

    Raises:
        UsageError: if the rule or the span makes no sense.
    """
    report = network_report(study, rule, span, min_shared=min_shared)
    ties, shared = (table for table in report.tables[:2] if table.kind == "matrix")
    two = rule.mode == "two"
    actors = dict(_actor_nodes(study.grid))
    nodes: list[tuple[str, Attributes]] = [(ref.id, actors[ref.id]) for ref in ties.rows]
    if two:
        propositions = {issue.id: issue.proposition for issue in study.grid.issues}
        nodes = [(f"actor:{node}", {**found, "type": False}) for node, found in nodes]
        for ref in ties.columns:
            about_issue: Attributes = {"label": ref.label, "name": ref.name, "key": ref.id, "type": True}
            nodes.append((f"issue:{ref.id}", {**about_issue, "proposition": propositions[ref.id]}))
    about: Attributes = {"title": study.info.title, "dataset_sha256": study.info.sha256, **_said_of(study)}
    about |= {name: getattr(rule, name) for name in ("aggregation", "normalization", "duplicates")}
    return Graph("network", about, nodes, _ties(ties, shared, rule), report.notes)


def _said_of(study: Study) -> Attributes:
    """Return what the dataset says of itself, and how much of it is held back."""
    info = study.info
    return dict(info.about) if info.held_back is None else {**info.about, "held_back": info.held_back}


def _ties(ties: Matrix, shared: Matrix, rule: NetworkRule) -> list[tuple[int, int, Attributes]]:
    two = rule.mode == "two"
    found: list[tuple[int, int, Attributes]] = []
    for row, cells in enumerate(ties.cells):
        for column, tie in enumerate(cells):
            if not isinstance(tie, int | float) or not tie or not (two or row < column):
                continue
            number = shared.cells[row][column]
            counts: Attributes = {
                "statements" if two else "shared": number if isinstance(number, int) else None
            }
            if rule.aggregation == "combine":
                signed, word = _COMBINED[int(tie)]
                weights: Attributes = {"weight": 1.0, "signed_weight": float(signed), "sign": signed}
                counts["stance"] = word
            else:
                weights = _weights(float(tie))
            found.append((row, len(ties.rows) + column if two else column, {**weights, **counts}))
    return found


def _weights(tie: float) -> Attributes:
    return {"weight": abs(tie), "signed_weight": tie, "sign": (tie > 0) - (tie < 0)}


def _actor_nodes(grid: StanceGrid) -> list[tuple[str, Attributes]]:
    return [(actor.id, _actor_attributes(actor)) for actor in grid.actors]


def _actor_attributes(actor: Actor) -> Attributes:
    own: Attributes = {
        "label": actor.label,
        "name": actor.name,
        "key": actor.id,
        "kind": actor.kind,
        "influence": None if actor.influence is None else float(actor.influence),
    }
    taken = {*own, *_GEPHIS, "type", "proposition", "id"}  # igraph keeps the word id for itself
    for name, text in actor.attributes.items():
        free = name
        while free.casefold() in taken or free in own:
            free += "_"
        own[free] = text
    return own


def graphml(graph: Graph) -> bytes:
    """Return a graph as GraphML, valid against its schema.

    Nodes have the ids of the actors and issues; where one of these is no XML name token, they are numbered,
    and `key` has the id in any case. Characters that XML cannot hold are spelled out.

    What is said of the whole is a `desc`: Gephi reports every attribute of a graph as an error. Keys are not
    called d0, d1 ...: Gephi takes d3 and d7 for labels, as yEd means them.
    """
    root = ET.Element(
        "graphml",
        {"xmlns": _NAMESPACE, "xmlns:xsi": _INSTANCE, "xsi:schemaLocation": _SCHEMA},
    )
    keys: dict[tuple[str, str], str] = {}
    for domain, all_attributes in (
        ("node", [attributes for _, attributes in graph.nodes]),
        ("edge", [attributes for _, _, attributes in graph.edges]),
    ):
        for name, kind in _columns(all_attributes).items():
            keys[domain, name] = f"{domain}{len(keys)}"
            ET.SubElement(
                root,
                "key",
                {
                    "id": keys[domain, name],
                    "for": domain,
                    "attr.name": _written(name),
                    "attr.type": kind,
                },
            )
    parent = ET.SubElement(root, "graph", {"id": graph.name, "edgedefault": "undirected"})
    said = [f"{name}: {_written(value)}" for name, value in graph.about.items() if value is not None]
    ET.SubElement(parent, "desc").text = "; ".join(said)
    ids = _node_ids([node for node, _ in graph.nodes])
    for node, (_, attributes) in zip(ids, graph.nodes, strict=True):
        _add_data(ET.SubElement(parent, "node", {"id": node}), "node", attributes, keys)
    for one, other, attributes in graph.edges:
        ends = {"source": ids[one], "target": ids[other]}
        _add_data(ET.SubElement(parent, "edge", ends), "edge", attributes, keys)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _columns(rows: Iterable[Attributes]) -> dict[str, str]:
    """Return the type of each attribute that any has, in the order in which they come."""
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if value is not None and name not in found:
                found[name] = next(kind for python, kind in _TYPES if isinstance(value, python))
    return found


def _add_data(
    element: ET.Element, domain: str, attributes: Attributes, keys: Mapping[tuple[str, str], str]
) -> None:
    for name, value in attributes.items():
        if value is not None:
            ET.SubElement(element, "data", {"key": keys[domain, name]}).text = _written(value)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _UNWRITABLE.sub(_spelled, value) if isinstance(value, str) else repr(value)


def _spelled(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _node_ids(nodes: Sequence[str]) -> list[str]:
    if all(_TOKEN.fullmatch(node) for node in nodes):
        return list(nodes)
    return [f"n{number}" for number in range(len(nodes))]
