"""How united or divided the holders of one issue's values are, from counts and values alone.

Formulas, sources and worked figures stand in docs/method/issues.md. Every function returns None where its
measure is undefined; those that means are taken of return exact fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product
from math import comb, prod


def rice(favour: int, against: int) -> Fraction | None:
    """Return the Rice index |F - A| / (F + A): 0 is an even split, 1 is unanimity.

    Those who are neutral do not enter. None below two who do: one alone is always unanimous, whatever it
    says. Source: Rice 1925.
    """
    decided = favour + against
    return Fraction(abs(favour - against), decided) if decided > 1 else None


def rice_of_sample(favour: int, against: int, size: int = 2) -> Fraction | None:
    """Return the mean Rice index of all samples of `size` members, drawn without replacement.

    With sum_x C(F, x) C(A, s - x) / C(F + A, s) |2x - s| / s groups of any size are as if of size s, and the
    index is no longer the higher the smaller the group. At s = 2 it is the share of pairs on the same side.
    None where F + A < s. Source: after Desposato 2005, in closed form.

    Raises:
        ValueError: if the size is below two.
    """
    return _mean_over_samples((favour, against), size, lambda drawn: abs(drawn[0] - drawn[1]), size)


def hix_noury_roland(favour: int, neutral: int, against: int) -> Fraction | None:
    """Return the agreement index (3 max - T) / (2 T) over three options, T their total.

    0 is an even split in three, 1 is unanimity, whatever the option; an even split in two is 0.25. None at
    T < 2, where one alone is always unanimous. Source: Hix, Noury and Roland 2005, who write it
    (max - (T - max)/2) / T.
    """
    total = favour + neutral + against
    return Fraction(3 * max(favour, neutral, against) - total, 2 * total) if total > 1 else None


def hix_noury_roland_of_sample(favour: int, neutral: int, against: int, size: int = 2) -> Fraction | None:
    """Return the mean agreement index of all samples of `size` members, drawn without replacement.

    At size two it is 1/4 + 3/4 of the share of pairs on the same side of three. None where T is below the
    size. Source: as `rice_of_sample`.

    Raises:
        ValueError: if the size is below two.
    """
    return _mean_over_samples((favour, neutral, against), size, lambda drawn: 3 * max(drawn) - size, 2 * size)


def _mean_over_samples(
    sizes: Sequence[int], size: int, index: Callable[[tuple[int, ...]], int], divisor: int
) -> Fraction | None:
    """Return the mean of an index of the camps' sizes over all samples of `size` from camps of `sizes`.

    The index comes as a whole number, to be divided by `divisor`.
    """
    if size < 2:
        raise ValueError("a sample has two members or more")
    total = comb(sum(sizes), size)
    if not total:
        return None
    draws = product(*(range(min(camp, size) + 1) for camp in sizes))
    found = (prod(map(comb, sizes, drawn)) * index(drawn) for drawn in draws if sum(drawn) == size)
    return Fraction(sum(found), total * divisor)


def van_der_eijk(frequencies: Sequence[int]) -> float | None:
    """Return van der Eijk's agreement A of a frequency vector over K ordered categories.

    -1 is two camps at the two ends, 0 an even spread over all categories, 1 everyone in one category. None
    where K < 3 or there is no case. Source: van der Eijk 2001.
    """
    categories, cases = len(frequencies), sum(frequencies)
    if categories < 3 or cases == 0:
        return None
    total = Fraction(0)
    lower = 0
    for height in sorted({count for count in frequencies if count}):
        layer = tuple(count >= height for count in frequencies)
        total += _layer_agreement(layer) * (height - lower) * sum(layer)
        lower = height
    return float(total / cases)


@lru_cache(maxsize=1024)
def _layer_agreement(layer: tuple[bool, ...]) -> Fraction:
    """Return the A of a vector of zeros and ones: its unimodality, less the more categories are filled."""
    categories, filled = len(layer), sum(layer)
    unimodal = not_unimodal = 0
    for triple in combinations(layer, 3):
        if triple in ((True, True, False), (False, True, True)):
            unimodal += 1
        elif triple == (True, False, True):
            not_unimodal += 1
    triples = unimodal + not_unimodal
    unimodality = (
        Fraction((categories - 2) * unimodal - (categories - 1) * not_unimodal, (categories - 2) * triples)
        if triples
        else Fraction(1)
    )
    return unimodality * (1 - Fraction(filled - 1, categories - 1))
