"""Matrices of ties as graphs of NetworkX, with the attributes that GraphML files have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from positions.problems import MissingExtraError, UsageError
from positions.tables import CellValue, Matrix, Ref, Report, Share

if TYPE_CHECKING:
    import networkx as nx

_COMBINED: Mapping[int, tuple[float, str]] = {1: (1.0, "for"), 2: (-1.0, "against"), 3: (0.0, "both")}

_Attributes = dict[str, float | int | str]


def graph_of(report: Report) -> nx.Graph:
    """Return who is tied to whom: the ties of a network, or the agreement of pairs.

    Nodes are ids, with `label` and `name`. In a two-mode network they are `actor:ID` and `issue:ID`, with
    the id as `key` and `bipartite` 0 or 1. Every tie has its strength `weight` (at least 0), `signed_weight`
    and `sign` (-1, 0, 1); a tie of agreement also `agreement`, `disagreement` and `shared`, and its
    `signed_weight` is agreement less disagreement; one of a network the number of `shared` issues (in two
    modes of `statements`, and where sides are combined the word `stance`). What is undefined is no tie,
    and neither is a 0 in a network.

    Raises:
        MissingExtraError: if NetworkX is not installed.
        UsageError: if there are no ties in the report.
    """
    tables = {table.id: table for table in report.tables if isinstance(table, Matrix)}
    network, shared = tables.get("network"), tables.get("shared")
    agreement, disagreement = tables.get("agreement"), tables.get("disagreement")
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtraError("networkx", "a graph") from None
    graph = nx.Graph(title=report.dataset.title, dataset_sha256=report.dataset.sha256)
    if network is not None and shared is not None:
        _add_nodes(graph, network)
        graph.add_edges_from(_ties(network, shared, combined=report.options.get("aggregation") == "combine"))
    elif agreement is not None and disagreement is not None:
        _add_nodes(graph, agreement)
        graph.add_edges_from(_agreements(agreement, disagreement))
    else:
        raise UsageError(
            f"there are no ties in this result ({report.command})", "compare and network have ties"
        )
    return graph


def _is_two_mode(matrix: Matrix) -> bool:
    return matrix.rows != matrix.columns


def _names(matrix: Matrix) -> tuple[list[str], list[str]]:
    """Return the nodes of a matrix's rows and of its columns."""
    rows, columns = [ref.id for ref in matrix.rows], [ref.id for ref in matrix.columns]
    if not _is_two_mode(matrix):
        return rows, columns
    return [f"actor:{name}" for name in rows], [f"issue:{name}" for name in columns]


def _add_nodes(graph: nx.Graph, matrix: Matrix) -> None:
    rows, columns = _names(matrix)
    two = _is_two_mode(matrix)
    for side, (names, refs) in enumerate(((rows, matrix.rows), (columns, matrix.columns))):
        for name, ref in zip(names, refs, strict=True):
            graph.add_node(name, **_node(ref), **({"bipartite": side} if two else {}))


def _node(ref: Ref) -> dict[str, str]:
    return {"label": ref.label, "name": ref.name, "key": ref.id}


def _cells(matrix: Matrix) -> Iterator[tuple[str, str, int, int, CellValue]]:
    """Yield each cell once, with its nodes and its place: of a square matrix those above the diagonal."""
    rows, columns = _names(matrix)
    two = _is_two_mode(matrix)
    for row, cells in enumerate(matrix.cells):
        for column, cell in enumerate(cells):
            if two or row < column:
                yield rows[row], columns[column], row, column, cell


def _ties(network: Matrix, shared: Matrix, *, combined: bool) -> Iterator[tuple[str, str, dict[str, Any]]]:
    counts = "statements" if _is_two_mode(network) else "shared"
    for a, b, row, column, tie in _cells(network):
        if not isinstance(tie, int | float) or not tie:
            continue
        attributes = _weights(float(tie))
        if combined:
            signed, stance = _COMBINED[int(tie)]
            attributes = {**_weights(signed), "weight": 1.0, "stance": stance}
        yield a, b, {**attributes, counts: shared.cells[row][column]}


def _agreements(agreement: Matrix, disagreement: Matrix) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for a, b, row, column, share in _cells(agreement):
        other = disagreement.cells[row][column]
        if not isinstance(share, Share) or not isinstance(other, Share):
            continue
        if share.value is None or other.value is None:
            continue
        yield (
            a,
            b,
            {
                **_weights(share.value - other.value),
                "agreement": share.value,
                "disagreement": other.value,
                "shared": share.shared,
                "conditional": share.conditional,
            },
        )


def _weights(tie: float) -> _Attributes:
    return {"weight": abs(tie), "signed_weight": tie, "sign": (tie > 0) - (tie < 0)}
