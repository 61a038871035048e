"""Power and convergence of actors: MACTOR (Godet), from direct influences and positions.

The formulas and their sources stand in docs/method/power.md. MID_ab is a's direct influence on b (0-4,
absent = 0), M_ak the distance of a's value on issue k from neutral. Of the three orders of a matrix, 1 counts
issues, 2 weighs them by M, and 3 weighs them by M and by the actor's relation of force R.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from positions.grid import StanceGrid, bits
from positions.measures.pairs.scores import agree_plane, oppose_plane

Integers = tuple[tuple[int, ...], ...]
Numbers = tuple[tuple[float, ...], ...]
Cells = tuple[tuple[float | None, ...], ...]
Forces = Sequence[float]


@dataclass(frozen=True, slots=True)
class Influence:
    """What follows from the direct influences alone; rows and columns are actors, in the order of the file.

    Attributes:
        given: how many of the n(n-1) direct influences the dataset gives, 0 among them too.
        midi: direct and indirect influences.
        mmidi: the strongest influence, by the direct path or through one other actor.
        net: midi less its transpose.
        influence, dependence: row and column sums of midi without the diagonal.
        force: R, whose mean is 1; None where it is not defined.
        influence_m, dependence_m, force_m: the same of mmidi; force_m is Q.
    """

    given: int
    midi: Integers
    mmidi: Integers
    net: Integers
    influence: tuple[int, ...]
    dependence: tuple[int, ...]
    force: tuple[float, ...] | None
    influence_m: tuple[int, ...]
    dependence_m: tuple[int, ...]
    force_m: tuple[float, ...] | None

    @property
    def possible(self) -> int:
        """How many direct influences there can be, n(n-1)."""
        return len(self.midi) * (len(self.midi) - 1)


@dataclass(frozen=True, slots=True)
class Alliance:
    """Positions, convergence and divergence of one order.

    Attributes:
        positions: MAO, actor x issue; None where the actor holds no value.
        convergence, divergence: CAA and DAA, actor x actor, symmetric, the diagonal 0.
        issues: the number of issues.
    """

    positions: Cells
    convergence: Numbers
    divergence: Numbers
    issues: int

    @property
    def implication(self) -> tuple[float, ...]:
        """Each actor's involvement: the sum of its absolute positions."""
        return tuple(sum(abs(cell or 0) for cell in row) for row in self.positions)

    @property
    def mobilisation(self) -> tuple[float, ...]:
        """Each issue's mobilisation: the sum of the absolute positions on it."""
        return tuple(sum(abs(cell or 0) for cell in column) for column in self._columns)

    @property
    def favour(self) -> tuple[float, ...]:
        """Sum of the positions for each issue, from 0 up."""
        return tuple(sum(cell for cell in column if cell and cell > 0) for column in self._columns)

    @property
    def against(self) -> tuple[float, ...]:
        """Sum of the positions against each issue, from 0 down."""
        return tuple(sum(cell for cell in column if cell and cell < 0) for column in self._columns)

    @property
    def converging(self) -> float | None:
        """Degree of convergence, sum CAA / (sum CAA + sum DAA), 0..1; None where both are 0."""
        convergence, divergence = _total(self.convergence), _total(self.divergence)
        return convergence / (convergence + divergence) if convergence + divergence else None

    @property
    def diverging(self) -> float | None:
        """Degree of divergence, 1 less the degree of convergence; None where that is."""
        convergence, divergence = _total(self.convergence), _total(self.divergence)
        return divergence / (convergence + divergence) if convergence + divergence else None

    @property
    def ambivalence(self) -> tuple[float | None, ...]:
        """1 - sum_b |CAA_ab - DAA_ab| / sum_b (CAA_ab + DAA_ab), 0..1, each actor's; None where that is 0/0.

        It is 1 for who converges and diverges equally with each other, 0 for who does only one of the two.
        """
        return tuple(map(_ambivalence, self.convergence, self.divergence))

    @property
    def _columns(self) -> tuple[tuple[float | None, ...], ...]:
        return tuple(tuple(row[issue] for row in self.positions) for issue in range(self.issues))


def direct_influences(grid: StanceGrid) -> tuple[Integers, int]:
    """Return MID, actor x actor with 0 on the diagonal and where nothing is given, and how many are given."""
    given = sum(
        other.id in actor.influences for actor in grid.actors for other in grid.actors if other is not actor
    )
    return tuple(
        tuple(0 if other is actor else actor.influences.get(other.id, 0) for other in grid.actors)
        for actor in grid.actors
    ), given


def influences(grid: StanceGrid, *, single_subtraction: bool = False) -> Influence:
    """Return what follows from the direct influences among the grid's actors.

    Args:
        grid: the actors.
        single_subtraction: leave the diagonal of midi out of R's first factor once, not twice.
    """
    direct, given = direct_influences(grid)
    midi, mmidi = direct_and_indirect(direct), strongest_path(direct)
    rows, columns = _sums(midi), _sums(_transposed(midi))
    rows_m, columns_m = _sums(mmidi), _sums(_transposed(mmidi))
    on_itself = [0 if single_subtraction else row[index] for index, row in enumerate(midi)]
    return Influence(
        given=given,
        midi=midi,
        mmidi=mmidi,
        net=net_scale(midi),
        influence=rows,
        dependence=columns,
        force=relation_of_force(rows, columns, on_itself),
        influence_m=rows_m,
        dependence_m=columns_m,
        force_m=relation_of_force(rows_m, columns_m),
    )


def direct_and_indirect(direct: Integers) -> Integers:
    """Return MIDI: MIDI_ab = MID_ab + sum over c of min(MID_ac, MID_cb), with the diagonal."""
    # min(x, y) is the number of strengths that both reach, and the paths of a strength are bits in common
    out, into = _reaching(direct), _reaching(_transposed(direct))
    return tuple(
        tuple(
            cell + sum((ways & roads).bit_count() for ways, roads in zip(out[a], into[b], strict=True))
            for b, cell in enumerate(row)
        )
        for a, row in enumerate(direct)
    )


def strongest_path(direct: Integers) -> Integers:
    """Return MMIDI: MMIDI_ab = max(MID_ab, max over c of min(MID_ac, MID_cb)), 0 on the diagonal."""
    out, into = _reaching(direct), _reaching(_transposed(direct))
    return tuple(
        tuple(
            0
            if a == b
            else max(cell, sum(bool(ways & roads) for ways, roads in zip(out[a], into[b], strict=True)))
            for b, cell in enumerate(row)
        )
        for a, row in enumerate(direct)
    )


def _reaching(matrix: Integers) -> list[list[int]]:
    """Return for each row a plane for each strength from 1 up: a bit for each cell that reaches it."""
    strongest = max((cell for row in matrix for cell in row), default=0)
    return [
        [
            sum(1 << index for index, cell in enumerate(row) if cell >= strength)
            for strength in range(1, strongest + 1)
        ]
        for row in matrix
    ]


def net_scale(midi: Integers) -> Integers:
    """Return the net scale of influences, MIDI_ab - MIDI_ba."""
    return tuple(
        tuple(there - back for there, back in zip(row, column, strict=True))
        for row, column in zip(midi, _transposed(midi), strict=True)
    )


def relation_of_force(
    influence: Sequence[int], dependence: Sequence[int], on_itself: Sequence[int] = ()
) -> tuple[float, ...] | None:
    """Return R (of MMIDI: Q) for each actor; the mean is 1.

    r_a = ((I_a - MIDI_aa) / sum I) (I_a / (I_a + D_a)), r_a = 0 where I_a + D_a = 0; R_a = n r_a / sum r.

    Args:
        influence, dependence: I and D, row and column sums without the diagonal.
        on_itself: MIDI_aa; nothing is subtracted where it is empty.

    Returns:
        None where sum I or sum r is 0, and where there is no actor.
    """
    total = sum(influence)
    if not total:
        return None
    loops = on_itself or [0] * len(influence)
    forces = [
        (i - loop) / total * i / (i + d) if i + d else 0.0
        for i, d, loop in zip(influence, dependence, loops, strict=True)
    ]
    whole = sum(forces)
    return tuple(len(forces) * force / whole for force in forces) if whole else None


def alliance(
    grid: StanceGrid, *, valued: bool = True, forces: Forces | None = None, by_salience: bool = False
) -> Alliance:
    """Return positions, convergence and divergence: order 1, 2 or 3.

    1MAO = sign M, 2MAO = M, 3MAO = R_a M. CAA_ab is the sum of (|M_ak| + |M_bk|) / 2 over the issues on which
    both are for or both against, DAA_ab over those on which one is for and one against; 0 or no value adds
    to neither, and in order 3 who has no force has only 0.

    Args:
        grid: the positions.
        valued: False for order 1.
        forces: R of each actor, for order 3.
        by_salience: weigh a side by the salience (0-100) that the actor gives the issue, not by M; a position
            without one is None, and adds to neither. No difference to order 1.

    Raises:
        ValueError: on a nominal scale, which has no sides.
    """
    scale = grid.scale
    if not scale.has_sides:
        raise ValueError("convergence needs a scale with sides, and this one has none")
    weights = list(forces) if forces is not None else [1.0] * len(grid.actors)
    strengths = [abs(value - scale.neutral) if valued else 1.0 for value in grid.values]

    saliences = _saliences(grid) if valued and by_salience else None

    def position(actor: int, issue: int) -> float | None:
        value = grid.value(actor, issue)
        if value is None:
            return None
        if saliences is not None:
            salience = saliences[actor].get(issue)
            return None if salience is None else weights[actor] * salience * (scale.side(value) or 0)
        return weights[actor] * (value - scale.neutral if valued else scale.side(value) or 0)

    def strength(actor: int, plane: int) -> float:
        if saliences is not None:
            return weights[actor] * sum(saliences[actor][issue] for issue in bits(plane))
        levels = zip(strengths, grid.rows[actor].levels, strict=True)
        return weights[actor] * sum(each * (level & plane).bit_count() for each, level in levels)

    actors, issues = range(len(grid.actors)), range(len(grid.issues))
    convergence = [[0.0] * len(actors) for _ in actors]
    divergence = [[0.0] * len(actors) for _ in actors]
    for a in actors:
        for b in range(a):
            if not (weights[a] and weights[b]):
                continue
            both = grid.every_issue
            if saliences is not None:
                both = _plane(saliences[a]) & _plane(saliences[b])
            together = agree_plane(grid, a, b) & ~grid.sides[a].neutral & both
            apart = oppose_plane(grid, a, b) & both
            convergence[a][b] = convergence[b][a] = (strength(a, together) + strength(b, together)) / 2
            divergence[a][b] = divergence[b][a] = (strength(a, apart) + strength(b, apart)) / 2
    return Alliance(
        positions=tuple(tuple(position(actor, issue) for issue in issues) for actor in actors),
        convergence=tuple(map(tuple, convergence)),
        divergence=tuple(map(tuple, divergence)),
        issues=len(grid.issues),
    )


def _saliences(grid: StanceGrid) -> list[dict[int, float]]:
    """Return the salience that each actor gives an issue, by index; only where it gives one."""
    found: list[dict[int, float]] = [{} for _ in grid.actors]
    for (actor, issue), detail in grid.details.items():
        if detail.salience is not None and grid.value(actor, issue) is not None:
            found[actor][issue] = detail.salience
    return found


def _plane(issues: Iterable[int]) -> int:
    return sum(1 << issue for issue in issues)


def _ambivalence(convergence: Sequence[float], divergence: Sequence[float]) -> float | None:
    total = sum(convergence) + sum(divergence)
    if not total:
        return None
    # C + D - |C - D| = 2 min(C, D), which is exactly 0 where one of the two is
    return 2 * sum(map(min, convergence, divergence)) / total


def _transposed(matrix: Integers) -> Integers:
    return tuple(zip(*matrix, strict=True))


def _sums(matrix: Integers) -> tuple[int, ...]:
    """Return the sums of the rows without the diagonal."""
    return tuple(sum(row) - row[index] for index, row in enumerate(matrix))


def _total(matrix: Numbers) -> float:
    return sum(map(sum, matrix))
