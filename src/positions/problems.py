"""Problems are values until the edge: found anywhere, printed and turned into an exit code in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

_MOST_NOTED = 20


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a text file; `line` and `column` count from 1, `excerpt` is the line's text."""

    file: str
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number is not None)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it. `code` names its page in the docs."""

    code: str
    message: str
    location: Location | None = None
    hint: str | None = None
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        """Whether this problem alone makes the data unusable."""
        return self.severity == "error"

    def as_text(self) -> str:
        """Return it in one line with its place, and its hint below."""
        place = f"{self.location}: " if self.location is not None else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}{hint}"


class PositionsError(Exception):
    """Base of everything that this program raises on purpose."""


class DataError(PositionsError):
    """The data is wrong: carries every problem that was found (exit code 1)."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))
        for problem in self.problems[:_MOST_NOTED]:  # a traceback shows them
            self.add_note(problem.as_text())
        if len(self.problems) > _MOST_NOTED:
            self.add_note(f"and {len(self.problems) - _MOST_NOTED:,} more in .problems")


class UsageError(PositionsError):
    """The request is wrong: an unknown actor, a file that cannot be opened (exit code 2)."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.hint = hint
        super().__init__(message)
        if hint:
            self.add_note(f"hint: {hint}")  # a traceback shows it


class MissingExtraError(UsageError):
    """An optional dependency is not installed; the hint is the line that installs it."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs an optional package", f"pip install 'positions[{extra}]'")


class RemarkWarning(UserWarning):
    """A remark that the command line makes on stderr: how a table was read, that filters leave nothing."""
