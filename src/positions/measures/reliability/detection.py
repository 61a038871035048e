"""Did several coders find the same statements in what they have all read?

A triple is a source, an actor and an issue. What a coder has read is every source that it cites, also where
nothing was found. Formulas and sources stand in docs/method/reliability.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from positions.measures.reliability.alpha import Pattern

Triple = tuple[str, int, int]
"""A source by id, an actor and an issue by index."""


@dataclass(frozen=True, slots=True)
class Found:
    """The sources that a coder has read, and the triples that it found in them."""

    read: frozenset[str]
    triples: frozenset[Triple]


@dataclass(frozen=True, slots=True)
class DetectionPair:
    """Two coders, by number, over the sources that both have read: how many triples who has found."""

    a: int
    b: int
    sources: int
    both: int
    only_a: int
    only_b: int

    @property
    def precision(self) -> float | None:
        """The share of what a found that b found too; None where a found nothing."""
        return self.both / (self.both + self.only_a) if self.both + self.only_a else None

    @property
    def recall(self) -> float | None:
        """The share of what b found that a found too; None where b found nothing."""
        return self.both / (self.both + self.only_b) if self.both + self.only_b else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, None where neither found anything."""
        return f1_of([self])


def detection_pairs(coders: Sequence[Found]) -> list[DetectionPair]:
    """Return every two coders with what they found in the sources that both have read."""
    pairs = []
    for a, b in combinations(range(len(coders)), 2):
        read = coders[a].read & coders[b].read
        left, right = (
            {triple for triple in found.triples if triple[0] in read} for found in (coders[a], coders[b])
        )
        pairs.append(DetectionPair(a, b, len(read), len(left & right), len(left - right), len(right - left)))
    return pairs


def f1_of(pairs: Sequence[DetectionPair]) -> float | None:
    """Return F1 over pairs of coders together, None where nothing is found.

    It is 2 both/(2 both + only a + only b). As joint absences grow, kappa comes to it: Hripcsak and
    Rothschild 2005.
    """
    both = sum(pair.both for pair in pairs)
    alone = sum(pair.only_a + pair.only_b for pair in pairs)
    return 2 * both / (2 * both + alone) if both + alone else None


def detection_patterns(coders: Sequence[Found], issues: int) -> dict[str, Counter[Pattern]]:
    """Return for each source that two have read what became of its triples: 1 found, 0 not found.

    Absences have no natural number: here they are over the actors that anybody found in the source and all
    so many issues. Coders that have not read a source do not count there.
    """
    sources = dict.fromkeys(source for found in coders for source in sorted(found.read))
    by_source: dict[str, list[tuple[int, Triple]]] = {}
    for number, found in enumerate(coders):
        for triple in found.triples:
            by_source.setdefault(triple[0], []).append((number, triple))
    patterns = {}
    for source in sources:
        readers = {number for number, found in enumerate(coders) if source in found.read}
        if len(readers) < 2:
            continue
        said = by_source.get(source, [])
        finders = Counter(triple for number, triple in said if number in readers)
        actors = len({triple[1] for _, triple in said})
        counts: Counter[Pattern] = Counter()
        for times in finders.values():
            misses = len(readers) - times
            counts[((0.0, misses), (1.0, times)) if misses else ((1.0, times),)] += 1
        absent = actors * issues - len(finders)
        if absent:
            counts[((0.0, len(readers)),)] += absent
        patterns[source] = counts
    return patterns
