"""How ties are made: options of `network`, and of what is exported of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from positions.measures.networks.one_mode import NetworkRule


@dataclass(frozen=True)
class TieOptions:
    """How ties are made."""

    mode: Annotated[
        Literal["one", "two"],
        typer.Option("--mode", help="one: actor by actor; two: actor by issue.", rich_help_panel="Measure"),
    ] = "one"
    aggregation: Annotated[
        Literal["ignore", "congruence", "conflict", "subtract", "combine"],
        typer.Option(
            "--aggregation",
            help="What a tie counts: congruence, conflict, subtract (the one less the other), ignore "
            "(stances do not matter); mode two: subtract (for less against), ignore, combine.",
            rich_help_panel="Measure",
        ),
    ] = "subtract"
    normalization: Annotated[
        Literal["none", "average", "jaccard", "cosine", "dna-cosine", "activity", "prominence"] | None,
        typer.Option(
            "--normalization",
            help="What it is divided by: average (of the two actors' statements), jaccard, cosine, "
            "dna-cosine, none; mode two: activity, prominence, none. Unless given: average; mode two: none.",
            rich_help_panel="Measure",
        ),
    ] = None
    duplicates: Annotated[
        Literal["include", "document", "week", "month", "year", "all"],
        typer.Option(
            "--duplicates",
            help="What an actor repeats on an issue counts once in each document (source), week, month or "
            "year, or once in all; include: every statement counts.",
            rich_help_panel="Measure",
        ),
    ] = "document"
    observed_range: Annotated[
        bool,
        typer.Option(
            "--observed-range",
            help="Take the range of stances from those that occur, as Discourse Network Analyzer does.",
            rich_help_panel="Measure",
        ),
    ] = False
    isolates: Annotated[
        bool,
        typer.Option("--isolates", help="Keep actors without a statement.", rich_help_panel="Measure"),
    ] = False


def rule_of(ties: TieOptions) -> NetworkRule:
    """Return how ties are made."""
    from positions.measures.networks.one_mode import NetworkRule

    return NetworkRule(
        mode=ties.mode,
        aggregation=ties.aggregation,
        normalization=ties.normalization or ("average" if ties.mode == "one" else "none"),
        duplicates=ties.duplicates,
        observed_range=ties.observed_range,
        isolates=ties.isolates,
    )
