"""Which days of a network's statements count, and the windows over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from positions.dataset.dates import Events, PartialDate, TimeSpan
from positions.measures.networks.windows import (
    Bounds,
    Length,
    dna_kernel_windows,
    dna_windows,
    kernel_windows,
    moving_windows,
    unit_of,
)
from positions.problems import UsageError
from positions.statements import Statement
from positions.vocabulary import Kernel


@dataclass(frozen=True, slots=True)
class Span:
    """Which days count.

    Attributes:
        since, until: the first and the last day; a partial date begins and ends its period.
        window: length of a moving window, a number being days; None for none.
        step: by how much it moves on; the window's length where None, with a kernel one unit of it.
        kernel: how statements of a window count the less the further they are from its middle.
        dna_windows: whether windows are those of Discourse Network Analyzer.
    """

    since: PartialDate | None = None
    until: PartialDate | None = None
    window: Length | int | None = None
    step: Length | int | None = None
    kernel: Kernel | None = None
    dna_windows: bool = False

    @property
    def first(self) -> date | None:
        """The first day that counts, None where that end is open."""
        return self.since.first if self.since else None

    @property
    def last(self) -> date | None:
        """The last day that counts, None where that end is open."""
        return self.until.last if self.until else None

    def bounds(self, statements: Sequence[Statement]) -> list[Bounds]:
        """Return the windows over the span; where an end is open, from the first or to the last statement.

        Args:
            statements: those with a date that count, by date.
        """
        days = [statement.day for statement in statements if statement.day is not None]
        length, step = _length(self.window), _length(self.step)
        if length is None or not days:
            return []
        period = self.first or days[0], self.last or days[-1]
        if self.kernel is not None and isinstance(length, TimeSpan):
            if self.dna_windows:
                return list(dna_kernel_windows(days, period, length, self.kernel))
            by = step if isinstance(step, TimeSpan) else unit_of(length)[0]
            return list(kernel_windows(days, period, length, self.kernel, by))
        if self.dna_windows:
            return list(dna_windows(days, period, length))
        return list(moving_windows(days, period, length, step))

    def refuse(self) -> None:
        """Refuse what does not go together.

        Raises:
            UsageError: if so, with what to write.
        """
        if self.first is not None and self.last is not None and self.first > self.last:
            raise UsageError(f"--since {self.since} is later than --until {self.until}")
        length, step = _length(self.window), _length(self.step)
        if length is None:
            for name in ("step", "kernel", "dna_windows"):
                if getattr(self, name):
                    option = f"--{name.replace('_', '-')}"
                    says = "moves a window" if name == "step" else "is for windows"
                    hint = "add --window, for example --window 90d"
                    raise UsageError(f"{option} {says}, and there is none", hint)
            return
        if step is not None and isinstance(length, Events) != isinstance(step, Events):
            hint = "write both in statements (100e) or both in time (90d)"
            raise UsageError("--window and --step are not of one kind", hint)
        if self.kernel is not None and isinstance(length, Events):
            raise UsageError("--kernel is for windows of time", "write --window 90d")
        if self.dna_windows and step is not None:
            raise UsageError("--dna-windows move by one unit of their length", "leave out --step")

    def as_options(self) -> dict[str, object]:
        """Return what was asked for, as a report's options have it."""
        return {name: value for name in self.__slots__ if (value := self.recorded(name)) is not None}

    def recorded(self, name: str) -> object:
        """Return a field as a report's options have it."""
        value = getattr(self, name)
        if isinstance(value, TimeSpan) and not value.months:
            return value.days
        if isinstance(value, TimeSpan | Events | PartialDate):
            return str(value)
        return value or None


def _length(value: Length | int | None) -> Length | None:
    return TimeSpan(days=value) if isinstance(value, int) else value
