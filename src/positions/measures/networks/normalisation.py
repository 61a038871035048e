"""What the ties of a one-mode network are divided by, so that those who say much are not tied to everyone.

A profile is one actor's statements: issue -> value -> number (x_jk). Each norm takes two profiles and returns
a number from 0 up, 0 where there is nothing to divide by. Sources in docs/method/network.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt

Profile = Mapping[int, Mapping[float, float]]
Norm = Callable[[Profile, Profile], float]


def unit(one: Profile, other: Profile) -> float:
    """Return 1: the tie stays a count."""
    return 1.0


def average(one: Profile, other: Profile) -> float:
    """Return the mean number of statements of the two, (n_1 + n_2) / 2."""
    return (total(one) + total(other)) / 2


def jaccard(one: Profile, other: Profile) -> float:
    """Return m11 + m10 + m01 over (issue, value) cells.

    m11 is the sum of x_1 x_2; m10 the sum of x_1 where x_2 is 0, and m01 the other way round. Stances tell
    cells apart whatever the ties count, as in Discourse Network Analyzer.
    """
    both, alone_one = _overlap(one, other)
    _, alone_other = _overlap(other, one)
    return float(both + alone_one + alone_other)


def dna_cosine(one: Profile, other: Profile) -> float:
    """Return n_1 n_2, which Discourse Network Analyzer calls cosine."""
    return float(total(one) * total(other))


def cosine(one: Profile, other: Profile) -> float:
    """Return the product of the two lengths, each the root of the sum over issues of n_ij squared."""
    return _length(one) * _length(other)


NORMS: Mapping[str, Norm] = {
    "none": unit,
    "average": average,
    "jaccard": jaccard,
    "cosine": cosine,
    "dna-cosine": dna_cosine,
}


def total(profile: Profile) -> float:
    """Return the number of statements, n."""
    return sum(sum(values.values()) for values in profile.values())


def _overlap(one: Profile, other: Profile) -> tuple[float, float]:
    """Return the sum of x_1 x_2, and the sum of x_1 where x_2 is 0."""
    both = alone = 0.0
    for issue, values in one.items():
        others = other.get(issue, {})
        for value, times in values.items():
            if value in others:
                both += times * others[value]
            else:
                alone += times
    return both, alone


def _length(profile: Profile) -> float:
    return sqrt(sum(sum(values.values()) ** 2 for values in profile.values()))
