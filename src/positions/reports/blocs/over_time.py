"""Blocs window by window: who is in which, and who moves from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.charts import GroupsPicture
from positions.measures.networks.blocs import followed
from positions.reports.blocs.cut import Cut
from positions.reports.common.cells import SPAN, counted, listed, sentence
from positions.tables import CellValue, Column, Ref, Table

_TOLD = 5


@dataclass(frozen=True)
class Moving:
    """The blocs of windows, with the headings of all nodes by index."""

    names: Sequence[Ref]
    windows: Sequence[Cut]

    @cached_property
    def held(self) -> list[dict[int, int]]:
        """For each window the number of each node's bloc, the same while most of its members are the same.

        A window that chance groups as much has no blocs: nobody moves into it, out of it, or across it
        to where they were.
        """
        cuts = [window.found for window in self.windows]
        return [
            {node: number for members, number in zip(blocs, own, strict=True) for node in members}
            for blocs, own in zip(cuts, followed(cuts), strict=True)
        ]

    @cached_property
    def changes(self) -> list[tuple[int, int, int, str]]:
        """Who was last in one bloc and is in another: node, from, to, first day of the window."""
        found = []
        last: dict[int, int] = {}
        for window, here in zip(self.windows, self.held, strict=True):
            for node, number in sorted(here.items()):
                if last.get(node, number) != number:
                    found.append((node, last[node], number, window.when[0]))
            last |= here
        return found

    def tables(self) -> tuple[Table, ...]:
        """Return the tables `windows`, `by_window` and `moves`."""
        return self._windows(), self._by_window(), self._moves()

    def _windows(self) -> Table:
        columns = (
            *SPAN,
            Column("id", "Actor"),
            Column("bloc", "Bloc", "integer"),
        )
        rows = tuple(
            (*window.when, self.names[node], number)
            for window, here in zip(self.windows, self.held, strict=True)
            for node, number in sorted(here.items())
        )
        return Table("windows", "Bloc by window", columns, rows, empty="No window holds a bloc.")

    def _by_window(self) -> Table:
        columns = (
            *SPAN,
            Column("statements", "Statements", "integer"),
            Column("actors", "Actors", "integer"),
            Column("left_out", "Left out", "integer"),
            Column("blocs", "Blocs", "integer"),
            Column("modularity", "Modularity", "number"),
            Column("p", "p", "number", detail=not any(window.level for window in self.windows)),
        )
        rows: list[tuple[CellValue, ...]] = []
        for window in self.windows:
            tree = window.tree
            quality = tree.qualities.get(len(window.blocs))
            level = window.level.p if window.level is not None else None
            people = (len(tree.nodes), len(tree.left_out) if window.blocs else len(tree.nodes))
            rows.append((*window.when, window.statements, *people, len(window.blocs), quality, level))
        return Table("by_window", "Blocs by window", columns, tuple(rows), empty="There is no window.")

    def _moves(self) -> Table:
        columns = (
            Column("start", "From", "date"),
            Column("id", "Actor"),
            Column("left", "Leaves bloc", "integer"),
            Column("joins", "Joins bloc", "integer"),
        )
        rows = tuple((day, self.names[node], old, new) for node, old, new, day in self.changes)
        return Table("moves", "Who moves", columns, rows, empty="Nobody moves from one bloc to another.")

    def said(self) -> Iterator[str]:
        """Yield in words how many move, and the first of them; not where nothing was compared with chance."""
        if not self.windows:
            yield "No statement has a date that falls into a window."
            return
        first, last = self.windows[0].bounds.start, self.windows[-1].bounds.end
        span = f"{counted(len(self.windows), 'window')} from {first} to {last}"
        cuts = [window for window in self.windows if window.blocs]
        if cuts and all(window.level is None for window in cuts):
            yield sentence(f"{span}: their blocs are not compared with chance.")
            yield "--permutations 100 compares them. Until then who moves in the tables may do so by chance."
            return
        alike = sum(window.by_chance for window in cuts)
        if cuts and alike == len(cuts) and not any(window.asked for window in cuts):
            yield f"No blocs in {span}: the networks group them no more than chance does."
            return
        there = {node for here in self.held for node in here}
        movers = dict.fromkeys(node for node, _, _, _ in self.changes)
        chance = f"; in {alike:,} of the windows shuffled stances are grouped as well" if alike else ""
        yield sentence(f"{span}: {len(movers):,} of {len(there):,} move from one bloc to another{chance}.")
        for node in list(movers)[:_TOLD]:
            own = [f"from {old} to {new} ({day})" for who, old, new, day in self.changes if who == node]
            yield f"{self.names[node].label}: {listed(own)}."
        if len(movers) > _TOLD:
            yield f"{len(movers) - _TOLD:,} more stand in the table moves."

    def picture(self) -> GroupsPicture:
        """Return a row for each node that is ever in a bloc, those of one bloc below one another."""
        nodes = dict.fromkeys(node for here in self.held for node in here)
        rows = {node: tuple(here.get(node) for here in self.held) for node in nodes}

        def most(node: int) -> tuple[int, int]:
            own = [number for number in rows[node] if number is not None]
            return max(sorted(set(own)), key=own.count), node

        order = sorted(rows, key=most)
        return GroupsPicture(
            "Who is in which bloc when",
            tuple(self.names[node].label for node in order),
            tuple(window.when[0] for window in self.windows),
            tuple(rows[node] for node in order),
            (
                "A line stands for a window in which somebody says nothing, or nothing that ties them to "
                "others, or which chance groups as much.",
            ),
        )
