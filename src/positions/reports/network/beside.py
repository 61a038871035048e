"""What is worked out beside the ties: structure with chance, phases, the backbone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from positions.charts import GroupsPicture
from positions.measures.networks.backbone import MOST_SEARCHED, Backbone, backbones, losses_of
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.networks.phases import PHASE_METHODS, Phases, phases_of
from positions.measures.networks.spectrum import distances_of
from positions.measures.networks.window_updates import WindowNetwork
from positions.measures.networks.windows import Bounds
from positions.problems import UsageError
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.when import day_of, have_middles, when_cells, when_columns
from positions.reports.network.words import Naming
from positions.rounding import two_decimals
from positions.statements import Statement, StatementSet
from positions.tables import AnyTable, CellValue, Column, Matrix, Ref, Table
from positions.vocabulary import DistanceKind

MOST_WINDOWS = 400
"""Every window is compared with each: of more, phases are not looked for."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is asked for beside the ties.

    Attributes:
        group_by: the groups of the E-I index: kind, or an attribute; kind where None.
        structure: whether windows get the table `structure`, which takes its time.
        permutations: how many shuffles of each window to compare with; by its size where None.
        phases: how windows are compared to find phases; None for none.
        backbone: whether the issues are looked for that carry the network.
        whole: whether windows stand beside the network of the whole, which takes its time.
    """

    group_by: str | None = None
    structure: bool = True
    permutations: int | None = None
    phases: DistanceKind | None = None
    backbone: bool = False
    whole: bool = True

    def refuse(self, rule: NetworkRule, *, windowed: bool) -> None:
        """Refuse what does not go together.

        Raises:
            UsageError: if so, with what to write.
        """
        if self.phases is not None and not windowed:
            raise UsageError("--phases compares windows, and there are none", "add --window, such as 90d")
        if rule.mode == "two" and (self.backbone or self.phases == "spectral"):
            option = "--backbone" if self.backbone else "--phases spectral"
            raise UsageError(f"{option} is for one-mode networks: it compares ties of actors")

    def as_options(self) -> dict[str, object]:
        """Return what was asked for, as a report's options have it."""
        asked = {name: getattr(self, name) for name in ("permutations", "phases", "backbone")}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class OverTime:
    """The distances of windows, and the phases that the ways of grouping find, the best first.

    Attributes:
        windows: all of them.
        tied: the places of those with a tie that counts; the others have no distance, and are in no phase.
        distances: how far each of those is from each.
        found: the phases of those.
    """

    windows: tuple[Bounds, ...]
    tied: tuple[int, ...]
    distances: list[list[float]]
    found: tuple[Phases, ...]

    def _phases(self, one: Phases) -> tuple[int | None, ...]:
        """Return the phase of each window."""
        known = dict(zip(self.tied, one.phases, strict=True))
        return tuple(known.get(place) for place in range(len(self.windows)))

    def _cells(self) -> tuple[tuple[float | None, ...], ...]:
        """Return the distance of each window from each."""
        inner = {place: row for row, place in enumerate(self.tied)}
        every = range(len(self.windows))
        return tuple(
            tuple(self.distances[inner[a]][inner[b]] if a in inner and b in inner else None for b in every)
            for a in every
        )

    def tables(self) -> Iterator[AnyTable]:
        """Yield the tables `phases`, `phase_solutions` and `distances`."""
        columns = (
            *when_columns(self.windows),
            Column("phase", "Phase", "integer"),
            Column("apart", "From the one before", "number"),
        )
        best = self._phases(self.found[0]) if self.found else (None,) * len(self.windows)
        cells = self._cells()
        before = [None, *(row[place] for place, row in enumerate(cells[1:]))]
        rows: tuple[tuple[CellValue, ...], ...] = tuple(
            (*when_cells(window), phase, apart)
            for window, phase, apart in zip(self.windows, best, before[: len(self.windows)], strict=True)
        )
        yield Table("phases", "Phases", columns, rows, empty="There is no window.")
        known = (
            Column("method", "Method"),
            Column("phases", "Phases", "integer"),
            Column("modularity", "Modularity", "number"),
        )
        solutions = tuple((one.method, one.number, one.modularity) for one in self.found)
        yield Table("phase_solutions", "Ways of grouping", known, solutions, empty="No window differs.")
        heads = tuple(Ref(day, day, day) for day in map(day_of, self.windows))
        yield Matrix("distances", "Distances of windows", "number", heads, heads, cells)

    def said(self) -> str:
        """Return in words which phases there are."""
        without = len(self.windows) - len(self.tied)
        verb = "is" if without == 1 else "are"
        none = f" {sentence(counted(without, 'window'))} without ties {verb} in no phase." if without else ""
        if not self.found:
            of = " with ties" if without else ""
            return f"No phases: fewer than three windows{of}, or none differs from another.{none}"
        best = self.found[0]
        runs = [
            day_of(self.windows[window])
            for place, (window, phase) in enumerate(zip(self.tied, best.phases, strict=True))
            if place and phase != best.phases[place - 1]
        ]
        told = listed(runs[:6]) if len(runs) <= 6 else f"{listed(runs[:5])} and {len(runs) - 5} more days"
        where = "about" if have_middles(self.windows) else "from"
        several = "window" if len(runs) == 1 else "windows"
        changes = f", changing with the {several} {where} {told}" if runs else ""
        return f"{counted(best.number, 'phase')} ({best.method}){changes}.{none}"

    def picture(self) -> GroupsPicture:
        """Return a row for each way of grouping."""
        return GroupsPicture(
            "Phases by way of grouping",
            tuple(f"{one.method} ({two_decimals(one.modularity)})" for one in self.found),
            tuple(map(day_of, self.windows)),
            tuple(self._phases(one) for one in self.found),
            ("In parentheses: modularity of the windows' likeness. Phases are numbered row by row.",),
            "phase",
        )


def phases_over(
    found: StatementSet, rule: NetworkRule, moving: Sequence[WindowNetwork], kind: DistanceKind
) -> OverTime:
    """Return the phases of windows.

    Those without a tie, or by spectra without a positive one, are like nothing: they are left out.

    Raises:
        UsageError: if there are too many windows.
    """
    if len(moving) > MOST_WINDOWS:
        raise UsageError(
            f"--phases compares each window with each, and {len(moving):,} are too many",
            f"a longer --step makes fewer; the most is {MOST_WINDOWS}",
        )
    networks: list[Mapping[tuple[int, int], float]] = [
        {place: tie.value for place, tie in window.ties.items() if tie.value} for window in moving
    ]
    least = 0.0 if kind == "spectral" else float("-inf")
    tied = [place for place, ties in enumerate(networks) if any(value > least for value in ties.values())]
    networks = [networks[place] for place in tied]
    distances = distances_of(networks, kind, len(found.actors), symmetric=rule.mode == "one")
    made = [phases for method in PHASE_METHODS if (phases := phases_of(distances, method)) is not None]
    made.sort(key=lambda phases: -phases.modularity)
    return OverTime(
        tuple(window.bounds for window in moving),
        tuple(tied),
        distances,
        tuple(made),
    )


PHASE_NOTES: Mapping[DistanceKind, str] = {
    "absolute": "Windows are as far apart as the differences of all ties, each network divided by the sum of "
    "its ties.",
    "spectral": "Windows are as far apart as the spectra of the Laplacians of their positive ties.",
}


def backbone_of(
    naming: Naming, found: StatementSet, rule: NetworkRule, statements: Sequence[Statement]
) -> tuple[Table, str]:
    """Return the best backbone of each size, and a note on how it was found."""
    issues = sorted({statement.issue for statement in statements})
    rows = [_row(naming, one) for one in backbones(issues, losses_of(found, rule, statements))]
    columns = (
        Column("size", "Issues", "integer"),
        Column("loss", "Loss", "number"),
        Column("issues", "Backbone", below=True),
    )
    empty = "There are fewer than two issues."
    how = (
        "all subsets were tried"
        if len(issues) <= MOST_SEARCHED
        else "the issue goes whose going costs least, one after another"
    )
    note = (
        "Backbone: the issues that alone leave the network most as it is. Loss: the distance of the spectra "
        f"of the Laplacians, positive ties alone; {how}."
    )
    return Table("backbone", "Backbone", columns, tuple(rows), empty=empty), note


def _row(naming: Naming, one: Backbone) -> tuple[CellValue, ...]:
    return len(one.issues), one.loss, tuple(naming.issues[issue] for issue in one.issues)
