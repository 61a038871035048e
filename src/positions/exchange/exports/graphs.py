"""Graphs with typed attributes, for the formats of network programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | bool
Attributes = dict[str, Value | None]


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


@dataclass(frozen=True, slots=True)
class TimedGraph:
    """The graph of a window, from its first to its last day."""

    start: date
    end: date
    graph: Graph
