"""Networks as GraphML (http://graphml.graphdrawing.org), for Gephi, visone, NetworkX and igraph.

Every attribute has a type; what is not known is left out. Each tie has a `weight`, its absolute strength,
which is what layouts need, a `signed_weight`, and its `sign`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from positions.exchange.exports.graphs import Attributes, Graph, Value

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
        for name, kind in columns_of(all_attributes).items():
            keys[domain, name] = f"{domain}{len(keys)}"
            ET.SubElement(
                root,
                "key",
                {
                    "id": keys[domain, name],
                    "for": domain,
                    "attr.name": written(name),
                    "attr.type": kind,
                },
            )
    parent = ET.SubElement(root, "graph", {"id": graph.name, "edgedefault": "undirected"})
    said = [f"{name}: {written(value)}" for name, value in graph.about.items() if value is not None]
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


def columns_of(rows: Iterable[Attributes]) -> dict[str, str]:
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
            ET.SubElement(element, "data", {"key": keys[domain, name]}).text = written(value)


def written(value: Value) -> str:
    """Return a value as XML holds it, characters that it cannot hold spelled out."""
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
