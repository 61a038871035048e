"""Discourse networks: ties between actors, or between actors and issues, from their statements.

The formulas are those of Discourse Network Analyzer (Leifeld); they stand, with their sources and with what
differs on purpose, in docs/method/network.md. Here x_ijk is the number of statements of actor i on issue j
at value k, n_i the actor's total, and R the range of values. `network_norms` has the normalisations of
one-mode networks, `network_twomode` the two-mode ones, `network_windows` the moving windows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import assert_never

from positions.dataset.scale import Scale
from positions.measures.networks.bitset_ties import bitset_ties
from positions.measures.networks.normalisation import NORMS, Norm, total
from positions.measures.networks.two_mode import two_mode_cells, two_mode_fault
from positions.statements import Statement, StatementSet, without_duplicates
from positions.vocabulary import Aggregation, Duplicates, Mode, Normalization

Distance = Callable[[float, float], float]
"""How far two stances are apart, from 0 (the same) to 1 (the whole range)."""

Counts = Sequence[Mapping[int, Mapping[float, int]]]
"""For each actor: issue -> value -> number of statements (x_ijk); what is 0 is left out."""


@dataclass(frozen=True, slots=True)
class NetworkRule:
    """How a network is made of statements.

    Attributes:
        mode: "one": actor x actor; "two": actor x issue.
        aggregation: what a tie counts.
        normalization: what it is divided by.
        duplicates: which statements repeat another and are left out.
        observed_range: take R from the values that occur in the dataset instead of the declared scale.
        isolates: keep actors (two-mode: and issues) without a statement.
    """

    mode: Mode = "one"
    aggregation: Aggregation = "subtract"
    normalization: Normalization = "none"
    duplicates: Duplicates = "include"
    observed_range: bool = False
    isolates: bool = False

    @property
    def by_stance(self) -> bool:
        """Whether stances tell statements apart."""
        return self.aggregation != "ignore"


@dataclass(frozen=True, slots=True)
class Network:
    """Ties as a matrix.

    Attributes:
        rows: the actors, by index.
        columns: the actors again, or in a two-mode network the issues, by index.
        ties: a value a cell; 0 means no tie, None undefined. One-mode: symmetric, the diagonal 0.
        shared: one-mode: the number of issues that both make statements on, on the diagonal the actor's
            own; two-mode: the number of statements.
        statements: the number of statements that the ties rest on.
        repeated: the number of duplicates left out.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    ties: tuple[tuple[float | None, ...], ...]
    shared: tuple[tuple[int, ...], ...]
    statements: int
    repeated: int


def fault_of(rule: NetworkRule, scale: Scale) -> str | None:
    """Return why a rule makes no sense, as a sentence without its full stop; None where it does."""
    if rule.observed_range and scale.is_nominal:
        return "a nominal scale has no range, so there is none to take from the data"
    if rule.mode == "two":
        return two_mode_fault(rule.aggregation, rule.normalization, scale)
    if rule.aggregation == "combine":
        return "the aggregation 'combine' is for two-mode networks"
    if rule.normalization in ("activity", "prominence"):
        return f"the normalization {rule.normalization!r} is for two-mode networks"
    return None


def network(found: StatementSet, rule: NetworkRule, statements: Sequence[Statement] | None = None) -> Network:
    """Return the network that the statements make.

    Args:
        found: gives the actors, the issues, the scale and the range that was observed.
        rule: how it is made.
        statements: the part of `found.statements` that counts, by date and then in the order of the file;
            all of them where None.

    Raises:
        ValueError: if the rule makes no sense (`fault_of`).
    """
    fault = fault_of(rule, found.scale)
    if fault is not None:
        raise ValueError(fault)
    given = found.statements if statements is None else statements
    kept = without_duplicates(given, rule.duplicates, by_stance=rule.by_stance)
    counts = count_statements(kept, len(found.actors))
    rows = tuple(actor for actor, issues in enumerate(counts) if issues or rule.isolates)
    repeated = len(given) - len(kept)
    if rule.mode == "two":
        spoken_of = {statement.issue for statement in kept}
        columns = tuple(issue for issue in range(len(found.issues)) if issue in spoken_of or rule.isolates)
        ties, shared = two_mode_cells(
            [counts[row] for row in rows], columns, found.scale, rule.aggregation, rule.normalization
        )
        return Network(rows, columns, ties, shared, len(kept), repeated)
    distance = distance_of(found, observed=rule.observed_range)
    ties, shared = one_mode_cells([counts[row] for row in rows], rule, distance)
    return Network(rows, rows, ties, shared, len(kept), repeated)


def count_statements(statements: Iterable[Statement], actors: int) -> Counts:
    """Return x_ijk: for each actor, issue -> value -> number of statements."""
    counts: list[dict[int, dict[float, int]]] = [{} for _ in range(actors)]
    for statement in statements:
        values = counts[statement.actor].setdefault(statement.issue, {})
        values[statement.value] = values.get(statement.value, 0) + 1
    return counts


def distance_of(found: StatementSet, *, observed: bool = False) -> Distance | None:
    """Return the distance of two stances, |k1 - k2| / R; None where R is 0 (or nothing was observed).

    On a nominal scale equal labels are at distance 0 and any others at 1.
    """
    if found.scale.is_nominal:
        return lambda left, right: float(left != right)
    extent = found.observed_range if observed else found.scale.range
    if not extent:
        return None
    return lambda left, right: abs(left - right) / extent


def one_mode_cells(
    counts: Counts, rule: NetworkRule, distance: Distance | None
) -> tuple[tuple[tuple[float | None, ...], ...], tuple[tuple[int, ...], ...]]:
    """Return the ties and the shared issues of every two actors, as two square matrices.

    congruence_12 = sum over j, k1, k2 of x_1jk1 x_2jk2 (1 - d(k1, k2)), conflict with d in place of 1 - d,
    subtract = congruence - conflict, ignore = their sum, which is the sum over j of n_1j n_2j. Each is
    divided by the rule's norm; where that is 0 the tie is 0. Without a distance all ties are None, except
    for `ignore`, which needs none.
    """
    size = len(counts)
    ties: list[list[float | None]] = [[0.0] * size for _ in range(size)]
    shared = [[0] * size for _ in range(size)]
    norm = NORMS[rule.normalization]
    totals: list[float] | None = None
    match rule.normalization:
        case "average":
            totals = [total(profile) for profile in counts]
        case "none" | "jaccard" | "cosine" | "dna-cosine":
            pass
        case "activity" | "prominence":
            raise ValueError(f"{rule.normalization} is for actors and issues")  # see fault_of
        case _:
            assert_never(rule.normalization)
    bitsets = bitset_ties(counts, distance) if distance is not None else None
    for one, other in combinations(range(size), 2):
        found = bitsets.congruence(one, other) if bitsets is not None else None
        tie: float | None
        if found is not None:
            congruence, number = found
            tie = _aggregated(congruence, number - congruence, rule.aggregation)
        else:
            common = sorted(counts[one].keys() & counts[other].keys())
            number = len(common)
            tie = _tie(counts[one], counts[other], common, rule.aggregation, distance)
        shared[one][other] = shared[other][one] = number
        if totals is not None and tie:
            tie /= (totals[one] + totals[other]) / 2  # as `average` has it, without counting anew
        else:
            tie = _normalized(tie, norm, counts[one], counts[other])
        ties[one][other] = ties[other][one] = tie
    for actor, issues in enumerate(counts):
        shared[actor][actor] = len(issues)
    return tuple(map(tuple, ties)), tuple(map(tuple, shared))


def _tie(
    one: Mapping[int, Mapping[float, int]],
    other: Mapping[int, Mapping[float, int]],
    common: Iterable[int],
    aggregation: Aggregation,
    distance: Distance | None,
) -> float | None:
    if aggregation == "ignore":
        return float(sum(sum(one[issue].values()) * sum(other[issue].values()) for issue in common))
    if distance is None:
        return None
    congruence = conflict = 0.0
    for issue in common:
        for left, times in one[issue].items():
            for right, other_times in other[issue].items():
                apart = distance(left, right)
                congruence += times * other_times * (1 - apart)
                conflict += times * other_times * apart
    return _aggregated(congruence, conflict, aggregation)


def _aggregated(congruence: float, conflict: float, aggregation: Aggregation) -> float:
    """Return a tie from what adds to it and what takes from it."""
    match aggregation:
        case "ignore":
            return congruence + conflict
        case "subtract":
            return congruence - conflict
        case "congruence":
            return congruence
        case "conflict":
            return conflict
        case "combine":
            raise ValueError("combine tells sides apart, and a tie of two actors has none")  # see fault_of
        case _:
            assert_never(aggregation)


def _normalized(
    tie: float | None,
    norm: Norm,
    one: Mapping[int, Mapping[float, int]],
    other: Mapping[int, Mapping[float, int]],
) -> float | None:
    if not tie:
        return tie
    divisor = norm(one, other)
    return tie / divisor if divisor else 0.0
