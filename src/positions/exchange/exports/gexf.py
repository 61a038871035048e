"""Networks as GEXF 1.2 (https://gexf.net), for Gephi and NetworkX, also over time.

Over time each node and tie has a spell for each window in which it is, and values of those windows. Spells
are from the first day of a window to its last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from xml.etree import ElementTree as ET

from positions.exchange.exports.graphml import columns_of, written
from positions.exchange.exports.graphs import Attributes, Graph, TimedGraph

_NAMESPACE = "http://www.gexf.net/1.2draft"
_VIZ = "http://www.gexf.net/1.2draft/viz"
_OVER_TIME = {"node": ("statements", "bloc"), "edge": ("weight", "signed_weight", "sign", "shared")}
"""Attributes whose values are those of a window."""
_SMALLEST, _LARGEST = 4.0, 40.0


def gexf(graph: Graph) -> bytes:
    """Return a graph as GEXF, with sizes by statements and the colours of kinds."""
    edges = [(graph.nodes[a][0], graph.nodes[b][0], attributes) for a, b, attributes in graph.edges]
    root, parent = _root(graph.about, dynamic=False)
    names = _declared(parent, {"node": [own for _, own in graph.nodes], "edge": [own for *_, own in edges]})
    largest = max((_statements(own) for _, own in graph.nodes), default=0)
    nodes = ET.SubElement(parent, "nodes")
    for node, own in graph.nodes:
        element = _node(nodes, node, own, largest)
        _values(element, [(own, None)], names["node"])
    ties = ET.SubElement(parent, "edges")
    for number, (a, b, own) in enumerate(edges):
        element = _edge(ties, number, (a, b), own)
        _values(element, [(own, None)], names["edge"])
    return _bytes(root)


def gexf_over_time(windows: Sequence[TimedGraph]) -> bytes:
    """Return the graphs of windows as one in which nodes and ties come, change and go."""
    about = {name: value for name, value in windows[0].graph.about.items() if name not in ("start", "end")}
    root, parent = _root(about if windows else {}, dynamic=True)
    nodes: dict[str, list[tuple[Attributes, TimedGraph]]] = {}
    ties: dict[tuple[str, str], list[tuple[Attributes, TimedGraph]]] = {}
    for window in windows:
        for node, own in window.graph.nodes:
            nodes.setdefault(node, []).append((own, window))
        for a, b, own in window.graph.edges:
            place = (window.graph.nodes[a][0], window.graph.nodes[b][0])
            ties.setdefault(place, []).append((own, window))
    names = _declared(
        parent,
        {
            "node": [own for found in nodes.values() for own, _ in found],
            "edge": [own for found in ties.values() for own, _ in found],
        },
        dynamic=True,
    )
    largest = max((_statements(own) for found in nodes.values() for own, _ in found), default=0)
    every = ET.SubElement(parent, "nodes")
    for node, found in nodes.items():
        most = max((own for own, _ in found), key=_statements)
        element = _node(every, node, most, largest)
        _spells(element, found)
        _values(element, [*found], names["node"])
    all_ties = ET.SubElement(parent, "edges")
    for number, (ends, found) in enumerate(ties.items()):
        element = _edge(all_ties, number, ends, max((own for own, _ in found), key=_strength))
        _spells(element, found)
        _values(element, [*found], names["edge"])
    return _bytes(root)


def _root(about: Mapping[str, object], *, dynamic: bool) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("gexf", {"xmlns": _NAMESPACE, "xmlns:viz": _VIZ, "version": "1.2"})
    meta = ET.SubElement(root, "meta")
    said = "; ".join(f"{name}: {value}" for name, value in about.items() if value is not None)
    ET.SubElement(meta, "creator").text = "positions"
    ET.SubElement(meta, "description").text = written(said)
    kind = {"mode": "dynamic", "timeformat": "date"} if dynamic else {"mode": "static"}
    return root, ET.SubElement(root, "graph", {"defaultedgetype": "undirected", **kind})


def _declared(
    parent: ET.Element, rows: Mapping[str, Sequence[Attributes]], *, dynamic: bool = False
) -> dict[str, dict[str, tuple[str, bool]]]:
    """Declare all attributes; return by domain the key of each, and whether its value changes over time."""
    names: dict[str, dict[str, tuple[str, bool]]] = {}
    for domain, found in rows.items():
        own: dict[str, tuple[str, bool]] = {}
        for mode in ("static", "dynamic"):
            columns = {
                name: kind
                for name, kind in columns_of(found).items()
                if name != "label" and (dynamic and name in _OVER_TIME[domain]) == (mode == "dynamic")
            }
            if not columns:
                continue
            group = ET.SubElement(parent, "attributes", {"class": domain, "mode": mode})
            for name, kind in columns.items():
                key = f"{domain}{len(own)}"
                own[name] = (key, mode == "dynamic")
                titled = {"id": key, "title": written(name), "type": "integer" if kind == "int" else kind}
                ET.SubElement(group, "attribute", titled)
        names[domain] = own
    return names


def _statements(own: Attributes) -> int:
    number = own.get("statements")
    return number if isinstance(number, int) else 0


def _strength(own: Attributes) -> float:
    weight = own.get("weight")
    return float(weight) if isinstance(weight, int | float) else 0.0


def _node(parent: ET.Element, node: str, own: Attributes, largest: int) -> ET.Element:
    element = ET.SubElement(
        parent, "node", {"id": written(node), "label": written(str(own.get("label") or node))}
    )
    share = sqrt(_statements(own) / largest) if largest else 0.5  # the area goes by statements
    ET.SubElement(element, "viz:size", {"value": f"{_SMALLEST + (_LARGEST - _SMALLEST) * share:.2f}"})
    colour = own.get("colour")
    if isinstance(colour, str):
        parts = {name: str(int(colour[at : at + 2], 16)) for name, at in (("r", 1), ("g", 3), ("b", 5))}
        ET.SubElement(element, "viz:color", parts)
    return element


def _edge(parent: ET.Element, number: int, ends: tuple[str, str], own: Attributes) -> ET.Element:
    named = {"id": str(number), "source": written(ends[0]), "target": written(ends[1])}
    return ET.SubElement(parent, "edge", {**named, "weight": repr(_strength(own))})


def _when(window: TimedGraph) -> dict[str, str]:
    return {"start": window.start.isoformat(), "end": window.end.isoformat()}


def _spells(element: ET.Element, found: Sequence[tuple[Attributes, TimedGraph]]) -> None:
    spells = ET.SubElement(element, "spells")
    for _, window in found:
        ET.SubElement(spells, "spell", _when(window))


def _values(
    element: ET.Element,
    found: Sequence[tuple[Attributes, TimedGraph | None]],
    names: Mapping[str, tuple[str, bool]],
) -> None:
    parent = ET.SubElement(element, "attvalues")
    for key, value, window in _written_values(found, names):
        when = _when(window) if window is not None else {}
        ET.SubElement(parent, "attvalue", {"for": key, "value": value, **when})


def _written_values(
    found: Sequence[tuple[Attributes, TimedGraph | None]], names: Mapping[str, tuple[str, bool]]
) -> Iterator[tuple[str, str, TimedGraph | None]]:
    for name, (key, changes) in names.items():
        for own, window in found if changes else found[:1]:
            value = own.get(name)
            if value is not None:
                yield key, written(value), window if changes else None


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
