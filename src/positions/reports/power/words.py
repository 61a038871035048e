"""What a power report says in words: who is strong, who converges, what mobilises, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import isclose

from positions.measures.power import Alliance, Influence
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.study import Study
from positions.rounding import percent, short_number, two_decimals
from positions.tables import Ref

_DISTANCE = "by how far each position is from neutral"
_MOST_TIED, _MOST_HEADED = 4, 2
_WEIGHED = {2: _DISTANCE, 3: f"{_DISTANCE}, and by the actor's force"}


def what_to_add(actors: Sequence[Ref]) -> tuple[str, ...]:
    """Say what a dataset without influences lacks, with the line to write."""
    if len(actors) < 2:
        return ("Influence needs two or more stakeholders.",)
    others = ", ".join(f"{other.id}: {number}" for other, number in zip(actors[1:3], (2, 0), strict=False))
    return (
        "No `influences` are given, so there is no influence, no force (R) and no order 3: under each "
        f"stakeholder, say from 0 (none) to 4 (decisive) how far it can press each of the others, for "
        f"example under {actors[0].id}: `influences: {{{others}}}`.",
    )


def said_of_influence(actors: Sequence[Ref], found: Influence) -> tuple[str, ...]:
    """Say how much was given, and who has the greatest and the least force."""
    given = f"{found.given:,} of {found.possible:,} direct influences between actors are given"
    rest = "." if found.given == found.possible else "; the others count as 0."
    if found.force is None:
        return (given + rest, "No force (R) is defined, and so nothing of order 3.")
    strong, weak = (_level_with(end(found.force), found.force) for end in (max, min))
    if len(strong) == len(actors):
        return (given + rest, f"Force (R, whose mean is 1) is {two_decimals(found.force[0])} for everyone.")
    told = [
        f"{_named([actors[actor].label for actor in tied])} ({two_decimals(found.force[tied[0]])})"
        for tied in (strong, weak)
    ]
    return (
        given + rest,
        f"Force (R, whose mean is 1) is greatest for {told[0]} and least for {told[1]}.",
    )


def _level_with(value: float, values: Sequence[float]) -> list[int]:
    """Return the indices of the values that equal one, save for the last digits of sums of floats."""
    return [index for index, other in enumerate(values) if isclose(other, value, rel_tol=1e-9)]


def _named(labels: Sequence[str]) -> str:
    """Return labels as a list, the first few of many."""
    rest = len(labels) - _MOST_TIED
    return listed([*labels[:_MOST_TIED], f"{rest:,} more"] if rest > 1 else labels)


def _sized(value: float, tied: Sequence[object]) -> str:
    """Return what those that are level have, in parentheses."""
    return f"({short_number(value)}{' each' if len(tied) > 1 else ''})"


MEETING = "issue of a pair of actors who both take sides"
MEETINGS = "issues of pairs of actors who both take sides"


def meetings(first: Alliance | None, made: Alliance | None) -> list[int]:
    """Return of each actor on how many issues of its pairs both take sides, where that counts in an order."""
    if first is None or made is None:
        return []
    return [
        int(sum(c + d for c, d, e, f in zip(*rows, strict=True) if e or f))
        for rows in zip(first.convergence, first.divergence, made.convergence, made.divergence, strict=True)
    ]


def headline_of_power(
    actors: Sequence[Ref],
    found: Influence | None,
    orders: Mapping[int, Alliance | None],
    *,
    left_out: str = "",
) -> str:
    """Return who is strongest, and who converge and diverge most, in a line without a full stop.

    "Localis and CCN converge most, Localis and LGA diverge most". By the highest order there is. Of more than
    two that are level none is named; where no pair is, the line says which of the two outweighs the other.
    "" where there are fewer than two actors.

    Args:
        actors: the headings of the actors.
        found: the influences, None where none are given.
        orders: what each order comes to.
        left_out: what a statement on "no two" adds.
    """
    if len(actors) < 2:
        return ""
    made = orders[max(number for number, one in orders.items() if one is not None)]
    force = list(_strongest(actors, found.force if found else None))
    if made is None or made.converging is None or made.diverging is None:
        return sentence("; ".join([*force, f"no two of them {_nowhere(orders)}{left_out}"]))
    pairs = [
        f"{listed(_pair_names(actors, tied))} {verb} most"
        for verb, matrix in (("converge", made.convergence), ("diverge", made.divergence))
        for size, tied in (_most_of(matrix),)
        if size and len(tied) <= _MOST_HEADED and len(actors) > 2
    ]
    whole = "They" if len(actors) > 2 else listed([actor.label for actor in actors])
    return sentence("; ".join([*force, ", ".join(pairs) or _balance(whole, made.converging)]))


def _nowhere(orders: Mapping[int, Alliance | None]) -> str:
    """Return what no two do where an order is undefined: it weighs nothing, or nothing is there to weigh."""
    first = orders[1]
    if first is None or first.converging is None:
        return "take sides on the same issue"
    return "take sides on an issue that counts for both"


def _strongest(actors: Sequence[Ref], force: Sequence[float] | None) -> Iterator[str]:
    """Yield for whom force is greatest, one or two of them by name."""
    if force is None:
        return
    tied = _level_with(max(force), force)
    if len(tied) <= _MOST_HEADED and len(tied) < len(actors):
        yield f"force is greatest for {listed([actors[actor].label for actor in tied])}"


def _balance(who: str, converging: float) -> str:
    """Return which outweighs the other, convergence or divergence, with both shares."""
    if converging in (0, 1):
        return f"{who} only {'converge' if converging else 'diverge'}"
    if isclose(converging, 0.5, rel_tol=1e-9):
        return f"{who} converge and diverge equally"
    verbs = ("converge", "diverge") if converging > 0.5 else ("diverge", "converge")
    more, less = max(converging, 1 - converging), min(converging, 1 - converging)
    return f"{who} {verbs[0]} more than they {verbs[1]}, {percent(more)} to {percent(less)}"


def _most_of(matrix: Sequence[Sequence[float]]) -> tuple[float, list[tuple[int, int]]]:
    """Return the greatest number of a symmetric matrix off its diagonal, and the pairs that have it."""
    pairs = list(combinations(range(len(matrix)), 2))
    sizes = [matrix[a][b] for a, b in pairs]
    size = max(sizes)
    return size, [pairs[index] for index in _level_with(size, sizes)]


def _pair_names(actors: Sequence[Ref], pairs: Sequence[tuple[int, int]]) -> list[str]:
    link = " and " if len(pairs) == 1 else " with "
    return [f"{actors[a].label}{link}{actors[b].label}" for a, b in pairs]


def said_of_alliances(
    actors: Sequence[Ref],
    issues: Sequence[Ref],
    orders: Mapping[int, Alliance | None],
    *,
    by_salience: bool = False,
    left_out: str = "",
) -> tuple[str, ...]:
    """Say, in the highest order there is, who converges and diverges most, and what mobilises most.

    `left_out` is what a sentence that says "nobody" or "no two" adds.
    """
    order = max(number for number, made in orders.items() if made is not None)
    made = orders[order]
    weighed = _WEIGHED[order].replace(_DISTANCE, "by the salience given") if by_salience else _WEIGHED[order]
    if made is None or made.converging is None:
        counted_alike = orders[1]
        if by_salience and counted_alike is not None and counted_alike.converging is not None:
            return ("No two who take sides on the same issue have a salience there to weigh them by.",)
        return (f"No two of them take sides on the same issue{left_out}.",)
    sentences = [f"Weighed {weighed} (order {order}):"]
    for words, matrix in (("converge", made.convergence), ("diverge", made.divergence)):
        size, pairs = _most_of(matrix)
        names = _pair_names(actors, pairs)
        sentences.append(
            f"{_named(names)} {words} most {_sized(size, pairs)}" if size else f"no two of them {words}"
        )
    most = max(made.mobilisation)
    tied = _level_with(most, made.mobilisation)
    verb = "mobilises" if len(tied) == 1 else "mobilise"
    sentences.append(f"{_named([issues[index].label for index in tied])} {verb} most {_sized(most, tied)}")
    return (
        f"{sentences[0]} {listed(sentences[1:])}.",
        *_torn(actors, made, meetings(orders[1], made), left_out),
    )


def _torn(actors: Sequence[Ref], made: Alliance, met: Sequence[int], left_out: str) -> tuple[str, ...]:
    most = max((share for share in made.ambivalence if share), default=None)
    if most is None:
        said = "Nobody is ambivalent: with each of the others everyone only converges or only diverges"
        return (f"{said}{left_out}.",)
    tied = _level_with(most, [share or 0.0 for share in made.ambivalence])
    told = [
        f"{actors[actor].label} ({percent(most)} of {counted(met[actor], MEETING, MEETINGS)})"
        if number == 0
        else f"{actors[actor].label} ({percent(most)} of {met[actor]:,})"
        for number, actor in enumerate(tied)
    ]
    return (
        "Most ambivalent, with the same others on some issues and against them on others, "
        f"{'is' if len(tied) == 1 else 'are'} {_named(told)}.",
    )


def valued_note(study: Study, *, by_salience: bool) -> str:
    """Say what orders 2 and 3 weigh a position by, and how many positions have no salience."""
    if not by_salience:
        return (
            "Orders 2 and 3 take a stance's distance from neutral for MACTOR's valued position, which is "
            "how much an issue matters to an actor; --by-salience takes that."
        )
    grid = study.grid
    held = sum(row.held.bit_count() for row in grid.rows)
    given = sum(
        detail.salience is not None and grid.value(*cell) is not None for cell, detail in grid.details.items()
    )
    return (
        f"Orders 2 and 3 weigh a side by its salience, MACTOR's valued position: given for {given} of {held} "
        "positions; the others are left out of these orders."
    )


def notes_on(study: Study, found: Influence | None, *, single_subtraction: bool) -> tuple[str, ...]:
    """Say what the figures are, and warn where R is 0 by subtraction alone."""
    notes = ["Issues count alike: MACTOR knows no weights."] if len(study.grid.weight_classes) > 1 else []
    if found is None:
        return tuple(notes)
    notes.append(
        "Influence and dependence: an actor's row and column sum of direct and indirect influence (MIDI). R: "
        "force. Net: influence on the others less theirs. Ambivalence is full where an actor converges and "
        "diverges equally with each of the others."
    )
    if len(study.grid.actors) < len(study.dataset.stakeholders):
        notes.append("Influence of, on or through stakeholders that are left out does not count.")
    lost = [
        actor.label
        for actor, influence, loop in zip(study.actors, found.influence, _diagonal(found), strict=True)
        if influence and influence == loop and not single_subtraction
    ]
    if lost:
        be = "is 0 although it has" if len(lost) == 1 else "are 0 although they have"
        notes.append(
            f"Warning: R of {listed(lost)} {be} influence, because influence on oneself is subtracted twice; "
            "--single-subtraction subtracts it once."
        )
    return tuple(notes)


def _diagonal(found: Influence) -> list[int]:
    return [row[index] for index, row in enumerate(found.midi)]
