"""What a network report says in words: titles, the strongest ties and conflicts, and what qualifies them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import isclose
from typing import assert_never

from positions.measures.networks.one_mode import Network, NetworkRule
from positions.measures.networks.window_updates import WindowNetwork
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.headlines import named_pairs
from positions.rounding import as_written, short_number
from positions.selection import FILTER_WORDS
from positions.statements import StatementSet
from positions.tables import Ref
from positions.vocabulary import Aggregation, NodeKind

_MOST = 3

HINTS = {
    "one": "--mode one takes --aggregation ignore, congruence, conflict, subtract and --normalization none, "
    "average, jaccard, cosine, dna-cosine",
    "two": "--mode two takes --aggregation ignore, subtract, combine and --normalization none, activity, "
    "prominence",
    "two-nominal": "on such a scale --mode two takes --aggregation ignore, which counts statements",
}

_COUNTED = {
    (
        "one",
        "ignore",
    ): "A tie counts the pairs of statements by two actors on the same issue, whatever the stance",
    (
        "one",
        "congruence",
    ): "Each pair of statements by two actors on the same issue adds to their tie: 1 for the "
    "same stance, less the further apart, 0 for the two ends of the scale",
    (
        "one",
        "conflict",
    ): "Each pair of statements by two actors on the same issue adds to their tie: 0 for the "
    "same stance, more the further apart, 1 for the two ends of the scale",
    (
        "one",
        "subtract",
    ): "Each pair of statements by two actors on the same issue adds to their tie: 1 for the "
    "same stance, less the further apart, -1 for the two ends of the scale",
    ("two", "ignore"): "A cell counts statements, whatever the stance",
    (
        "two",
        "subtract",
    ): "Each statement adds its distance from neutral to its cell, above 0 for, below 0 against",
    ("two", "combine"): "A cell tells whether there are statements for (1), against (2) or both (3)",
}
_NOMINAL = {
    "congruence": "Each pair of statements by two actors on the same issue with the same label adds 1 to "
    "their tie",
    "conflict": "Each pair of statements by two actors on the same issue with different labels adds 1 to "
    "their tie",
    "subtract": "Each pair of statements by two actors on the same issue adds to their tie: 1 for the same "
    "label, -1 for different ones",
}
_DIVIDED = {
    "none": "",
    "average": "; the sum is divided by the mean of the two actors' numbers of statements",
    "jaccard": "; the sum is divided by all that either says, counted by issue and stance",
    "cosine": "; the sum is divided by the product of the lengths of the two actors' profiles",
    "dna-cosine": "; the sum is divided by the product of the two actors' numbers of statements",
    "activity": "; the sum is divided by the actor's number of statements",
    "prominence": "; the sum is divided by the issue's number of statements",
}
_REPEATS = {
    "document": "in the same source",
    "week": "in the same calendar week",
    "month": "in the same calendar month",
    "year": "in the same calendar year",
    "all": "",
}


@dataclass(frozen=True, slots=True)
class Tied:
    """A cell of a network: two actors, or an actor and an issue."""

    a: Ref
    b: Ref
    value: float | None
    shared: int


@dataclass(frozen=True, slots=True)
class Naming:
    """The headings of a study, for networks of one rule."""

    actors: tuple[Ref, ...]
    issues: tuple[Ref, ...]
    rule: NetworkRule
    min_shared: int = 1
    nodes: NodeKind = "actor"

    @property
    def shared_word(self) -> str:
        """What two nodes share: issues, and issues share actors."""
        return "actor" if self.nodes == "issue" else "issue"

    def worded(self, text: str) -> str:
        """Return a sentence on actors as one on the nodes."""
        if self.nodes == "issue":
            text = text.replace("by two actors on the same issue", "on two issues by the same actor")
            text = text.replace("shared issue", "shared ~").replace("two actors'", "two issues'")
            return text.replace("shared ~", "shared actor")
        return text.replace("actor", self.nodes)

    def rows(self, made: Network) -> tuple[Ref, ...]:
        """Return the headings of a network's rows."""
        return tuple(self.actors[actor] for actor in made.rows)

    def columns(self, made: Network) -> tuple[Ref, ...]:
        """Return the headings of a network's columns."""
        names = self.issues if self.rule.mode == "two" else self.actors
        return tuple(names[column] for column in made.columns)

    def tie(self, made: Network, row: int, column: int) -> float | None:
        """Return a tie, None where it rests on too few shared issues; what shares none stays 0."""
        few = row != column and 0 < made.shared[row][column] < self.min_shared
        return None if few else made.ties[row][column]

    def tied(self, made: Network) -> Iterator[Tied]:
        """Yield the cells with statements behind them, in the order of the file, each pair of nodes once."""
        rows, columns = self.rows(made), self.columns(made)
        for row, (a, numbers) in enumerate(zip(rows, made.shared, strict=True)):
            start = row + 1 if self.rule.mode == "one" else 0
            for column in range(start, len(columns)):
                if numbers[column]:
                    yield Tied(a, columns[column], self.tie(made, row, column), numbers[column])


def said_of_network(naming: Naming, made: Network) -> tuple[str, ...]:
    """Say how much there is, and what stands out."""
    if not made.statements:
        return ("There is no statement to make a network of.",)
    cells = list(naming.tied(made))
    if naming.rule.mode == "two":
        return (_extent(naming, made), *_loudest(cells))
    extent = _extent(naming, made)
    if not cells:
        none = "No two of them speak about the same issue."
        return (extent, "No two of them share an actor." if naming.nodes == "issue" else none)
    if all(tied.value is None for tied in cells):
        return (extent, "No tie is defined.")
    told = _standing_out(naming.rule.aggregation, cells)
    return (extent, *(tuple(map(naming.worded, told)) if naming.nodes == "issue" else told))


def headline_of_network(naming: Naming, made: Network) -> str:
    """Return the strongest tie and the strongest conflict in a line; of actors and issues, who says most.

    Of more than two that are level none is named.
    """
    cells = [tied for tied in naming.tied(made) if tied.value is not None]
    if naming.rule.mode == "two":
        most = max((tied.shared for tied in cells), default=0)
        said = [tied for tied in cells if tied.shared == most]
        if len(said) > 1:
            return _extent(naming, made).removesuffix(".")
        return "".join(
            f"{tied.a.label} speaks most about {tied.b.label} ({counted(tied.shared, 'statement')})"
            for tied in said
        )
    conflict = naming.rule.aggregation == "conflict"
    ends = (
        (max, "are most in conflict" if conflict else "are tied most closely"),
        (min, "are most in conflict"),
    )
    parts = []
    for end, words in ends:
        value = end((tied.value or 0.0 for tied in cells), default=0.0)
        sign = 1 if end is max else -1
        if sign * value > 0:
            level = [tied for tied in cells if isclose(tied.value or 0.0, value, rel_tol=1e-9)]
            parts.append(f"{named_pairs([(tied.a.label, tied.b.label) for tied in level])} {words}")
    return "; ".join(parts)


def _standing_out(aggregation: Aggregation, cells: Sequence[Tied]) -> tuple[str, ...]:
    """Say which ties of two actors are the strongest."""
    ties = _strongest("Strongest ties", cells, 1)
    match aggregation:
        case "ignore":
            return _strongest("Most on the same issues", cells, 1)
        case "conflict":
            return _strongest("Most in conflict", cells, 1) or ("No two of them are in conflict.",)
        case "congruence":
            return ties or ("No two of them are tied.",)
        case "subtract":
            conflicts = _strongest("Strongest conflicts", cells, -1)
            return (
                *(ties or ("Between no two of them does congruence outweigh conflict.",)),
                *(conflicts or ("Between no two of them does conflict outweigh congruence.",)),
            )
        case "combine":
            raise ValueError("combine is for actors and issues")  # fault_of has refused it
        case _:
            assert_never(aggregation)


def _extent(naming: Naming, made: Network) -> str:
    """Say how many statements there are, of those that speak and on what is spoken of: no isolates."""
    spoken = sum(any(column) for column in zip(*made.shared, strict=True))
    on = f" on {counted(spoken, 'issue')}" if naming.rule.mode == "two" else ""
    speaking = sum(map(any, made.shared))
    by = f"{'on' if naming.nodes == 'issue' else 'by'} {counted(speaking, naming.nodes)}"
    return sentence(f"{counted(made.statements, 'statement')} {by}{on}.")


def _strongest(what: str, cells: Sequence[Tied], sign: int) -> tuple[str, ...]:
    found = [tied for tied in cells if tied.value is not None and sign * tied.value > 0]
    if not found:
        return ()
    told = [
        f"{tied.a.label} and {tied.b.label} "
        f"({short_number(tied.value or 0.0)} over {counted(tied.shared, 'shared issue')})"
        for tied in nsmallest(_MOST, found, key=lambda tied: (-sign * (tied.value or 0.0), -tied.shared))
    ]
    rest = len(found) - len(told)
    return (f"{what}: {'; '.join(told)}{f'; and {rest:,} more' if rest else ''}.",)


def _loudest(cells: Sequence[Tied]) -> tuple[str, ...]:
    return (
        f"Most statements by {_most([(tied.a.label, tied.shared) for tied in cells])}.",
        f"Most statements about {_most([(tied.b.label, tied.shared) for tied in cells])}.",
    )


def _most(numbers: Sequence[tuple[str, int]]) -> str:
    totals: dict[str, int] = {}
    for name, number in numbers:
        totals[name] = totals.get(name, 0) + number
    ordered = sorted(totals.items(), key=lambda item: -item[1])
    rest = len(ordered) - _MOST
    first = [f"{name} ({number})" for name, number in ordered[:_MOST]]
    return listed([*first, f"{rest:,} more"] if rest > 0 else first)


def said_of_windows(moving: Sequence[WindowNetwork]) -> tuple[str, ...]:
    """Say how many windows there are, and how many of them are empty."""
    if not moving:
        return ("No statement has a date that falls into a window.",)
    spans = {(window.bounds.start, window.bounds.end) for window in moving}
    lengths = {(end - start).days + 1 for start, end in spans}
    one_for_all = len(lengths) == 1 and len(spans) == len(moving)
    days = f" of {counted(lengths.pop(), 'day')}" if one_for_all else ""
    empty = sum(not window.statements for window in moving)
    none = "" if not empty else f"; {counted(empty, 'holds', 'hold')} no statement"
    first, last = moving[0].bounds, moving[-1].bounds
    if first.middle is not None:
        when = f", known by their middles, {first.middle} to {last.middle}"
    else:
        when = f" from {first.start} to {last.end}"
    return (f"{sentence(counted(len(moving), 'window'))}{days}{when}{none}.",)


DOTS = {"one": "A blank cell is 0: no tie.", "two": "A blank cell is 0."}
"""What a blank cell in the tables is, by mode."""

OF_STATEMENTS = (
    "A network counts statements, positions compare issues: who says the same often, or says little else, is "
    "tied closely here, and the nearest pair there may be another."
)
"""Why the nearest pair of a network need not be that of a comparison."""


def notes_on(naming: Naming, made: Network, found: StatementSet, *, moving: bool) -> tuple[str, ...]:
    """Say how ties are counted, what was left out, and when they are undefined."""
    rule = naming.rule
    nominal = found.scale.is_nominal and rule.mode == "one"
    counting = _NOMINAL.get(rule.aggregation) if nominal else None
    if rule.mode == "two" and rule.aggregation == "subtract" and len(found.scale.labels) == 2:
        counting = "A cell counts the statements for the issue less those against it"
    dividing = _DIVIDED[rule.normalization]
    if rule.aggregation == "combine" and rule.normalization == "activity":
        dividing = "; the number is divided by that of the actor's cells that are not empty"
    notes = [naming.worded(f"{counting or _COUNTED[rule.mode, rule.aggregation]}{dividing}.")]
    if not moving:
        notes.append(DOTS[rule.mode])
    if rule.observed_range and rule.by_stance and rule.mode == "one":
        extent = found.observed_range or 0
        notes.append(
            f"Distances are taken from the range of the stances that occur, {as_written(extent)}."
            if extent
            else "The stances that occur do not differ, so distances taken from their range are undefined."
        )
    if naming.min_shared > 1:
        shared = f"{naming.shared_word}s"
        notes.append(f"A tie over fewer than {naming.min_shared} shared {shared} is not given.")
    if found.unnamed:
        verb = "names" if found.unnamed == 1 else "name"
        notes.append(
            sentence(f"{counted(found.unnamed, 'statement')} left out that {verb} no {naming.nodes}.")
        )
    if rule.mode == "one" and rule.aggregation in ("congruence", "subtract"):
        notes.append(OF_STATEMENTS)
    return (*notes, *_left_out(naming, made, found.excluded, moving=moving))


def _left_out(naming: Naming, made: Network, excluded: Mapping[str, int], *, moving: bool) -> Iterator[str]:
    if made.repeated and not moving:
        repeats = "repeats" if made.repeated == 1 else "repeat"
        left = f"{counted(made.repeated, 'statement')} left out that {repeats} an earlier one"
        yield sentence(f"{left} {_REPEATS[naming.rule.duplicates]}".rstrip() + ".")
    for name, number in excluded.items():
        yield sentence(f"{counted(number, 'statement')} left out: {FILTER_WORDS.get(name, name)}.")
    silent = len(naming.actors) - len(made.rows)
    if silent and not moving:
        yield sentence(
            f"{counted(silent, naming.nodes)} without a statement left out (--isolates keeps them)."
        )
