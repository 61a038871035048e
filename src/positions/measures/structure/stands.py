"""What blocs of actors stand for together, and apart from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import or_

from positions.grid import StanceGrid
from positions.measures.tally import holders_of_planes

_NO_BLOC = -1


@dataclass(frozen=True, slots=True)
class Stand:
    """What a bloc holds on an issue.

    Attributes:
        issue: its index.
        camp: 1 for, -1 against; the value where the issue has no sides.
        holders: number of the bloc's actors that hold a position there, all of them of this camp.
        rest: number of the others that hold a position, `opposed` of them on the opposite side (on a nominal
            scale: with another label).
    """

    issue: int
    camp: float
    holders: int
    rest: int
    opposed: int

    @property
    def apart(self) -> bool:
        """Whether most of the others that hold a position are opposed."""
        return 2 * self.opposed > self.rest


def stands(grid: StanceGrid, blocs: Sequence[Sequence[int]]) -> list[list[Stand]]:
    """Return of each bloc the issues on which it stands together, in the order of the file.

    That is: at least two of its actors, and at least half of them, hold a position, and all who do stand on
    the same side, not neutral (on a nominal scale: hold the same label). An actor alone stands with itself.
    Blocs have no actor in common; who is in none is among the others of each. Every answer is looked at once,
    however many blocs there are.
    """
    bloc_of = [_NO_BLOC] * len(grid.actors)
    for bloc, members in enumerate(blocs):
        for actor in members:
            bloc_of[actor] = bloc
    needed = [max(min(2, len(members)), (len(members) + 1) // 2) for members in blocs]
    found: list[list[Stand]] = [[] for _ in blocs]
    for issue, (held, camps) in enumerate(_counted(grid, bloc_of)):
        everyone = held.total()
        of_camp = {camp: count.total() for camp, count in camps.items()}
        of_any_camp = sum(of_camp.values())
        for camp, count in camps.items():
            for bloc, holders in count.items():
                if bloc != _NO_BLOC and needed[bloc] <= holders == held[bloc]:
                    # all who hold a position in this bloc are of this camp: other camps are of the others
                    opposed = of_any_camp - of_camp[camp]
                    found[bloc].append(Stand(issue, camp, holders, everyone - holders, opposed))
    return found


def _counted(
    grid: StanceGrid, bloc_of: Sequence[int]
) -> Iterator[tuple[Counter[int], dict[float, Counter[int]]]]:
    """Yield for each issue how many hold a position by bloc, and by camp and bloc."""
    held = holders_of_planes(grid, grid.held)
    camps = {camp: holders_of_planes(grid, planes) for camp, planes in _camps(grid).items()}
    for issue, actors in enumerate(held):
        yield (
            Counter([bloc_of[actor] for actor in actors]),
            {
                camp: Counter([bloc_of[actor] for actor in by_issue[issue]])
                for camp, by_issue in camps.items()
                if by_issue[issue]
            },
        )


def _camps(grid: StanceGrid) -> Mapping[float, list[int]]:
    """Return the planes of all actors by camp: for and against, or each value where an issue has no sides."""
    camps: dict[float, list[int]] = {}
    if grid.sided:
        camps[1.0] = [sides.favour for sides in grid.sides]
        camps[-1.0] = [sides.against for sides in grid.sides]
    if grid.sided != grid.every_issue:
        for place, value in enumerate(grid.values):
            planes = [row.levels[place] & ~grid.sided for row in grid.rows]
            camps[value] = list(map(or_, planes, camps[value])) if value in camps else planes
    return camps
