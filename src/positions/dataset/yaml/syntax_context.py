"""Around a syntax error: its lines, their indents, and a way to say what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

_END = re.compile("[\r\n]")
_BAD_CODE_POINT = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A syntax error: offset of the place in the text, and what to say."""

    offset: int
    code: str
    message: str
    hint: str

    def saying(self, message: str, hint: str, code: str | None = None) -> Finding:
        """Return a finding at the same place with other words."""
        return replace(self, message=message, hint=hint, code=self.code if code is None else code)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A parser's error: where it gave up (`at`), what it was about there (`context`), what it said.

    `last_start` and `last_end` are the bounds of the last scalar before, `events_end` is where the last
    event ends, `collections` holds the starts of the collections that were open, each with whether it is
    written in brackets. All are offsets into the text.
    """

    text: str
    at: int
    context: int
    about: str
    said: str
    last_start: int
    last_end: int
    events_end: int
    collections: tuple[tuple[int, bool], ...]

    @classmethod
    def of(cls, text: str, error: Exception, events: Iterable[Any]) -> Trouble:
        """Return the trouble that an error of PyYAML's tells of, its marks clipped to the text."""
        start = end = events_end = 0
        collections: list[tuple[int, bool]] = []
        for event in events:
            events_end = event.end_mark.index
            if hasattr(event, "value"):
                start, end = event.start_mark.index, event.end_mark.index
            elif hasattr(event, "flow_style"):
                collections.append((event.start_mark.index, bool(event.flow_style)))
            elif type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                collections.pop()
        about = str(getattr(error, "context", None) or "")
        said = f"{about}: {getattr(error, 'problem', None) or error}"
        problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        mark = problem or context
        if mark is None:
            bad = _BAD_CODE_POINT.search(text, end)
            at = bad.start() if bad is not None else end
        else:
            at = min(mark.index, len(text))
        return cls(
            text,
            at,
            min(context.index, at) if context is not None else at,
            about,
            said,
            start,
            end,
            events_end,
            tuple(collections),
        )

    @property
    def brackets(self) -> int:
        """How many of the collections that are open are written in brackets."""
        return sum(in_brackets for _, in_brackets in self.collections)

    @property
    def opened(self) -> int | None:
        """Where the innermost open bracket is; None where none is open."""
        brackets = [start for start, _ in self.collections if self.text[start : start + 1] in ("[", "{")]
        return brackets[-1] if self.brackets and brackets else None

    @property
    def mark_code(self) -> str:
        """The problem code for what begins at the context."""
        return "alias" if self.text[self.context : self.context + 1] == "*" else "anchor"

    def line_start(self, offset: int) -> int:
        """Return the offset at which an offset's line begins."""
        line_feed = self.text.rfind("\n", 0, offset)
        return max(line_feed, self.text.rfind("\r", line_feed + 1, offset)) + 1

    def line(self, offset: int) -> str:
        """Return the text of an offset's line."""
        end = _END.search(self.text, offset)
        return self.text[self.line_start(offset) : end.start() if end is not None else len(self.text)]

    def line_number(self, offset: int) -> int:
        """Return the number of an offset's line, from 1."""
        return len(re.findall("\r\n|\r|\n", self.text[:offset])) + 1

    def indent(self, start: int) -> int:
        """Return how many spaces the line that begins at an offset has before its text."""
        line = self.line(start)
        return len(line) - len(line.lstrip(" "))

    def column(self, offset: int) -> int:
        """Return how many characters an offset's line has before it."""
        return offset - self.line_start(offset)

    def first_line(self) -> int:
        """Return the offset of the first line with content."""
        found = re.search(r"^[ \t]*[^\s#]", self.text, re.MULTILINE)
        return found.start() if found is not None else 0

    def previous_line(self, start: int) -> int | None:
        """Return where the last line before an offset begins that is neither blank nor a comment.

        It is looked for in the thousand lines before: one further away explains nothing.
        """
        for _ in range(1000):
            if start <= 0:
                break
            start = self.line_start(start - 1)
            line = self.line(start).strip()
            if line and not line.startswith("#"):
                return start
        return None

    def line_starts(self) -> list[int]:
        """Return where the lines begin that an error is about: the one before it, and its own."""
        here = self.line_start(self.at)
        previous = self.previous_line(here)
        starts = [] if previous is None else [previous]
        return starts if not self.line(here).strip(" ") else [*starts, here]

    def quotes_at(self, offset: int) -> bool:
        """Whether an offset lies in a quoted text, as far as its line shows: it has an odd quotation mark."""
        before = self.text[self.line_start(offset) : offset]
        return before.count('"') % 2 == 1 or re.search(r"(?:^|[\s:,\[{])'[^']*$", before) is not None

    def last_spans_lines(self) -> bool:
        """Whether the last scalar goes over several lines."""
        return _END.search(self.text, self.last_start, self.last_end) is not None


def quote_hint(key: str | None, value: str) -> str:
    """Return the hint to quote a value, with the line as it should be where that is short."""
    if len(value) > 60:
        return "put the whole value in quotes"
    quoted = f"'{value}'" if '"' in value and "'" not in value else '"' + value.replace('"', '\\"') + '"'
    return f"put the whole value in quotes: `{key}: {quoted}`" if key else f"put it in quotes: {quoted}"
