"""What a network is made of: the statements that count, and the headings of its nodes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from positions.measures.networks.one_mode import Network, NetworkRule, fault_of
from positions.measures.networks.two_mode import OF_SIDES
from positions.measures.networks.window_updates import WindowNetwork, window_networks
from positions.problems import UsageError
from positions.reports.common.pair_limits import refuse_what_cannot_end
from positions.reports.common.sided import left_out_note, with_sides
from positions.reports.common.study import Study
from positions.reports.network.nodes import refs_of
from positions.reports.network.span import Span
from positions.reports.network.words import HINTS, Naming, notes_on
from positions.statements import Statement, StatementSet, statements_of, within_period
from positions.vocabulary import NodeKind


@dataclass(frozen=True)
class Found:
    """The statements of a network.

    Attributes:
        span: which days count, and windows.
        naming: the headings, for networks of one rule.
        set: all statements that the selection leaves.
        kept: those of them in the span.
        left_out: says which issues are left out, as they have no sides.
    """

    study: Study
    span: Span
    naming: Naming
    set: StatementSet
    kept: tuple[Statement, ...]
    left_out: tuple[str, ...] = ()

    @cached_property
    def dated(self) -> list[Statement]:
        """Those that can be in a window."""
        return [statement for statement in self.kept if statement.day is not None]

    def windows(self, *, camps: bool) -> list[WindowNetwork]:
        """Return the networks of the windows, with congruence and conflict where `camps`."""
        bounds = self.span.bounds(self.dated)
        return list(window_networks(self.set, self.naming.rule, self.dated, bounds, camps=camps))

    def notes(self, made: Network) -> tuple[str, ...]:
        """Say how ties are counted, and what was left out of the whole network, or of its windows."""
        windowed = self.span.window is not None
        return (*notes_on(self.naming, made, self.set, moving=windowed), *self._undated(), *self.left_out)

    def _undated(self) -> tuple[str, ...]:
        undated = sum(statement.day is None for statement in self.set.statements)
        if not undated:
            return ()
        number = f"{undated} {'statement has' if undated == 1 else 'statements have'} no date"
        if len(self.kept) < len(self.set.statements) and (self.span.since or self.span.until):
            return (f"{number} and {'is' if undated == 1 else 'are'} left out.",)
        return (f"{number} and {'is' if undated == 1 else 'are'} in no window.",) if self.span.window else ()


def found_of(study: Study, rule: NetworkRule, span: Span, min_shared: int, nodes: NodeKind) -> Found:
    """Return the statements of a network; arguments are those of `network_report`.

    Raises:
        UsageError: if the rule or the span makes no sense, or there are more pairs than can be held.
    """
    if nodes == "issue" and rule.mode == "two":
        raise UsageError("--nodes issue is for one-mode networks", "--mode two ties actors to issues")
    left_out: tuple[str, ...] = ()
    if rule.mode == "two" and rule.aggregation in OF_SIDES:
        left_out = left_out_note(f"With --aggregation {rule.aggregation} the network is", study)
        study = with_sides(study)
    found = statements_of(study.dataset, study.selection, nodes)
    _refuse(study, rule, span, min_shared, len(found.actors))
    kept = within_period(found.statements, span.first, span.last)
    naming = Naming(*refs_of(study, found, nodes), rule, min_shared, nodes)
    return Found(study, span, naming, found, kept, left_out)


def _refuse(study: Study, rule: NetworkRule, span: Span, min_shared: int, nodes: int) -> None:
    fault = fault_of(rule, study.grid.scale)
    if fault is not None:
        only_counts = rule.mode == "two" and not study.grid.scale.has_sides
        raise UsageError(fault, HINTS["two-nominal" if only_counts else rule.mode])
    if rule.mode == "one":
        refuse_what_cannot_end(nodes, read=False)
    if rule.mode == "two" and min_shared > 1:
        raise UsageError("--min-shared is for one-mode networks: in a two-mode one nothing is shared")
    span.refuse()
