"""How ties are computed: options of `network`, and of its export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.library.options.keywords import Duplicates, Nodes
from positions.vocabulary import Aggregation, Mode, Normalization

DuplicatesOption = Annotated[
    Duplicates,
    typer.Option(
        "--duplicates",
        help="Count repeated statements of an actor on an issue once per document (source), week, month "
        "or year, or once in all; include: count every statement.",
        rich_help_panel="Measure",
    ),
]
"""Which statements repeat others."""

NodesOption = Annotated[
    Nodes,
    typer.Option(
        "--nodes",
        help="Nodes of the network: actors, the speakers named in the evidence, the authors of the "
        "sources, or issues (tied by who speaks on both).",
        rich_help_panel="Measure",
    ),
]
"""Who or what the nodes of a network are."""


@dataclass(frozen=True)
class TieOptions:
    """How ties are computed."""

    mode: Annotated[
        Mode,
        typer.Option(
            "--mode",
            help="Network type: one (actors by actors), two (actors by issues).",
            rich_help_panel="Measure",
        ),
    ] = "one"
    aggregation: Annotated[
        Aggregation,
        typer.Option(
            "--aggregation",
            help="Tie weight: congruence, conflict, subtract (congruence less conflict), ignore (stances "
            "disregarded); mode two: subtract (for less against), ignore, combine.",
            rich_help_panel="Measure",
        ),
    ] = "subtract"
    normalization: Annotated[
        Normalization | None,
        typer.Option(
            "--normalization",
            help="Divisor of the weight: average (mean number of both actors' statements), jaccard, cosine, "
            "dna-cosine, none; mode two: activity, prominence, none. Default: average; mode two: none.",
            rich_help_panel="Measure",
        ),
    ] = None
    duplicates: DuplicatesOption = "document"
    observed_range: Annotated[
        bool,
        typer.Option(
            "--observed-range",
            help="Use the observed range of stances, as Discourse Network Analyzer does.",
            rich_help_panel="Measure",
        ),
    ] = False
    isolates: Annotated[
        bool,
        typer.Option("--isolates", help="Keep actors without a statement.", rich_help_panel="Measure"),
    ] = False
    nodes: NodesOption = "actor"
