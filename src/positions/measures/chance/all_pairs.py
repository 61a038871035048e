"""Sums over issues for all pairs at once: a bit for each pair, and a plane for each binary digit of a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class AllPairs:
    """The ordered pairs of so many actors (by index) as the bits of one integer: a * actors + b.

    The pairs of one group's members are then the product of two integers: of the members as bits, and of
    the same bits spread over the rows; no two of the partial products overlap, so nothing carries.
    """

    def __init__(self, actors: int) -> None:
        self._actors = actors
        row = actors * actors
        self._joint = [1 << actor | 1 << actor * actors + row for actor in range(actors)]
        self._row, self._members = row, (1 << row) - 1

    def pair(self, a: int, b: int) -> int:
        """Return the bit of a pair."""
        return 1 << a * self._actors + b

    def same_group(self, groups: Iterable[Sequence[int]]) -> int:
        """Return the pairs of actors who are in one of some groups, no two of which overlap."""
        joint, found = self._joint, 0
        for group in groups:
            both = sum(map(joint.__getitem__, group))  # one sum makes the members and, further up, their rows
            found |= (both & self._members) * (both >> self._row)
        return found

    def totals(self, masks: Iterable[tuple[int, int]]) -> list[int]:
        """Return for each pair the sum of the weights (whole, above 0) of the masks that it is in.

        The sum's binary digits stand in planes, the lowest first.
        """
        planes: list[int] = []
        for weight, mask in masks:
            place = 0
            while weight:
                if weight & 1:
                    _add(planes, mask, place)
                weight >>= 1
                place += 1
        return planes

    def highest(self, planes: Sequence[int], pairs: int) -> int:
        """Return the highest sum among some pairs, of which there must be one."""
        found = 0
        for place in range(len(planes) - 1, -1, -1):
            with_digit = pairs & planes[place]
            if with_digit:
                pairs, found = with_digit, found | 1 << place
        return found


def _add(planes: list[int], carry: int, place: int) -> None:
    """Add 2 ** place to the sums of some pairs."""
    while len(planes) < place:
        planes.append(0)
    while carry:
        if place == len(planes):
            planes.append(carry)
            return
        planes[place], carry = planes[place] ^ carry, planes[place] & carry
        place += 1
