"""Krippendorff's alpha for unitising: did several coders mark the same stretches of text?

The formulas are those of Krippendorff (1995; 2004, ch. 11); docs/method/reliability.md has them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Stretch = tuple[int, int]
"""The first character, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Continuum:
    """A document of so many characters, and what each coder marked in it.

    `coders` has for each one that read it the stretches of each category, in any order.
    """

    length: int
    coders: tuple[Mapping[Hashable, Sequence[Stretch]], ...]


def unitising_alpha(documents: Sequence[Continuum]) -> float | None:
    """Return alpha over all categories and documents, the latter with the weight of their squared length.

    1 - sum of observed / sum of expected disagreement; None where nothing is expected, because nothing was
    marked by anybody or no document was read by two. The weights over documents are ours.
    """
    observed = expected = 0.0
    for document in documents:
        if len(document.coders) < 2:
            continue
        for category in {name for coder in document.coders for name in coder}:
            marked = [_joined(coder.get(category, ())) for coder in document.coders]
            square = document.length**2
            observed += square * observed_disagreement(marked, document.length)
            expected += square * expected_disagreement(marked, document.length)
    return 1 - observed / expected if expected else None


def observed_disagreement(marked: Sequence[Sequence[Stretch]], length: int) -> float:
    """Return the mean cost over ordered pairs of coders, as a share of the squared length.

    Two stretches that overlap cost the squares of how far their begins and their ends are apart, a stretch
    beside all of the other coder's its squared length.
    """
    cost = 0
    for one, other in combinations(marked, 2):
        cost += 2 * (_apart(one, other) + _alone(one, other) + _alone(other, one))
    number = len(marked)
    return cost / (number * (number - 1) * length**2)


def expected_disagreement(marked: Sequence[Sequence[Stretch]], length: int) -> float:
    """Return the disagreement that chance would bring: all stretches and gaps anywhere, over all coders."""
    lengths = [stop - start for stretches in marked for start, stop in stretches]
    gaps = [gap for stretches in marked for gap in _gaps(stretches, length)]
    whole = len(marked) * length
    pairs = whole * (whole - 1) - sum(size * (size - 1) for size in lengths)
    if not pairs:
        return 0.0
    cost = sum(
        (len(lengths) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        for size in lengths
    )
    return 2 * cost / length / pairs


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches ascending, those of one coder that overlap as one."""
    found: list[Stretch] = []
    for start, stop in sorted(stretches):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found


def _apart(one: Sequence[Stretch], other: Sequence[Stretch]) -> int:
    return sum(
        (left[0] - right[0]) ** 2 + (left[1] - right[1]) ** 2
        for left in one
        for right in other
        if left[0] < right[1] and right[0] < left[1]
    )


def _alone(one: Sequence[Stretch], other: Sequence[Stretch]) -> int:
    return sum(
        (start - stop) ** 2
        for start, stop in one
        if not any(start < end and begin < stop for begin, end in other)
    )


def _gaps(stretches: Sequence[Stretch], length: int) -> list[int]:
    """Return the lengths of what a coder left unmarked, the text's begin and end included."""
    edges = [0, *(edge for stretch in stretches for edge in stretch), length]
    return [edges[place + 1] - edges[place] for place in range(0, len(edges), 2)]
