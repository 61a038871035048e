"""How pairs are to be compared, and how ties are made."""

from __future__ import annotations

from positions.library.selecting import Values
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError


def comparison_of(asked: Values) -> Comparison:
    """Return how pairs are compared.

    Raises:
        UsageError: if the options do not go together.
    """
    bounds, by_salience = asked.get("range", False), asked.get("by_salience", False)
    if bounds and by_salience:
        raise UsageError(
            "--range and --by-salience do not go together",
            "unknown positions have no salience: leave one of them out",
        )
    return Comparison(
        measure=asked["measure"],
        min_shared=asked["min_shared"],
        weighted=not asked.get("unweighted", False),
        by_salience=by_salience,
        bounds=bounds,
    )


def refuse_for_groups(how: Comparison) -> None:
    """Refuse what cannot be asked of groups.

    Raises:
        UsageError: if salience or bounds are asked for.
    """
    if how.by_salience or how.bounds:
        option = "--by-salience" if how.by_salience else "--range"
        raise UsageError(f"--group-by and {option} do not go together", "groups are compared by counts alone")


def rule_of(asked: Values) -> NetworkRule:
    """Return how ties are made."""
    mode = asked["mode"]
    return NetworkRule(
        mode=mode,
        aggregation=asked["aggregation"],
        normalization=asked["normalization"] or ("average" if mode == "one" else "none"),
        duplicates=asked["duplicates"],
        observed_range=asked["observed_range"],
        isolates=asked["isolates"],
    )
