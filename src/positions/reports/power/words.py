"""What a power report says in words: who is strong, who converges, what mobilises, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import isclose

from positions.measures.power import Alliance, Influence
from positions.reports.common.cells import counted, listed
from positions.reports.common.study import Study
from positions.rounding import percent, short_number, two_decimals
from positions.tables import Ref

_DISTANCE = "by how far each position is from neutral"
_MOST_TIED = 4
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


def _sized(value: float, tied: Sequence[int]) -> str:
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
        pairs = list(combinations(range(len(actors)), 2))
        sizes = [matrix[a][b] for a, b in pairs]
        size = max(sizes)
        tied = _level_with(size, sizes)
        link = " and " if len(tied) == 1 else " with "
        names = [link.join(actors[actor].label for actor in pairs[index]) for index in tied]
        sentences.append(
            f"{_named(names)} {words} most {_sized(size, tied)}" if size else f"no two of them {words}"
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
