"""Networks as Pajek's .net: numbered vertices with labels, and edges with signed weights."""

from __future__ import annotations

from positions.exchange.exports.graphs import Graph


def pajek(graph: Graph) -> bytes:
    """Return a graph as text for Pajek; in a two-mode network the actors stand before the issues.

    A label has no quotation marks and no line ends, which Pajek cannot read in it; where two are alike, the
    id stands behind.
    """
    labels = [_label(str(own.get("label") or node)) for node, own in graph.nodes]
    ids = [_label(node) for node, _ in graph.nodes]
    first = sum(own.get("type") is False for _, own in graph.nodes)
    lines = [f"*Vertices {len(labels)}{f' {first}' if first else ''}"]
    for number, (label, node) in enumerate(zip(labels, ids, strict=True), 1):
        shown = label if labels.count(label) == 1 else f"{label} ({node})"
        lines.append(f'{number} "{shown}"')
    lines.append("*Edges")
    for a, b, own in graph.edges:
        weight = own.get("signed_weight")
        lines.append(f"{a + 1} {b + 1} {weight if isinstance(weight, int | float) else 1!r}")
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def _label(text: str) -> str:
    return " ".join(text.replace('"', "'").split()) or "-"
