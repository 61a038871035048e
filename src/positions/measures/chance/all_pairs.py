"""Sums over issues for all pairs at once: a bit for each pair, and a plane for each binary digit of a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class AllPairs:
    """The ordered pairs of so many actors (by index) as the bits of one integer, in rows of whole bytes.

    The pairs of one group's members are then the product of two integers: of the members as bits, and of
    a bit for each of their rows; no two of the partial products overlap, so nothing carries.
    """

    def __init__(self, actors: int) -> None:
        width = (actors + 7) // 8
        self._bits = [1 << actor for actor in range(actors)]
        self._rows = [actor * width for actor in range(actors)]
        self._bytes = actors * width

    def pair(self, a: int, b: int) -> int:
        """Return the bit of a pair."""
        return 1 << 8 * self._rows[a] + b

    def same_group(self, groups: Iterable[Sequence[int]]) -> int:
        """Return the pairs of actors who are in one of some groups, no two of which overlap."""
        found, bit = 0, self._bits.__getitem__
        for group in groups:
            rows = bytearray(self._bytes)
            for actor in group:
                rows[self._rows[actor]] = 1
            found |= sum(map(bit, group)) * int.from_bytes(rows, "little")
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
