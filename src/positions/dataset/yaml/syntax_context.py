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
class Collection:
    """A mapping or list that is open: where it begins, and how it is written.

    `opener` is its bracket, or "" for a block and for a `key: value` that is a group of its own in a list.
    """

    start: int
    is_list: bool
    in_brackets: bool
    opener: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A parser's error: where it gave up (`at`), and where what it was reading begins (`context`).

    `in_token` tells that it was reading one token, `in_structure` that the order of tokens was wrong.
    `last_start` and `last_end` are the bounds of the last scalar before, `events_end` is where the last
    event ends, `at_start` whether that event opened a collection. `collections` are open, outermost first;
    `root_read` tells that the document's value is read to its end. All places are offsets into the text.
    """

    text: str
    at: int
    context: int
    in_token: bool = False
    in_structure: bool = False
    last_start: int = 0
    last_end: int = 0
    events_end: int = 0
    at_start: bool = False
    root_read: bool = False
    collections: tuple[Collection, ...] = ()

    @classmethod
    def of(cls, text: str, error: Exception, events: Iterable[Any]) -> Trouble:
        """Return the trouble that an error of PyYAML's tells of, its marks clipped to the text."""
        from yaml.parser import ParserError
        from yaml.scanner import ScannerError

        before = cls._before(text, events)
        problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        mark = problem or context
        if mark is None:
            bad = _BAD_CODE_POINT.search(text, before.last_end)
            at = bad.start() if bad is not None else before.last_end
        else:
            at = min(mark.index, len(text))
        return replace(
            before,
            at=at,
            context=min(context.index, at) if context is not None else at,
            in_token=isinstance(error, ScannerError),
            in_structure=isinstance(error, ParserError),
        )

    @classmethod
    def _before(cls, text: str, events: Iterable[Any]) -> Trouble:
        """Return what the events before an error tell; its own place is not known yet."""
        start = end = 0
        last: Any = None
        root_read = False
        collections: list[Collection] = []
        for event in events:
            last = event
            kind = type(event).__name__
            if kind == "ScalarEvent":
                start, end = event.start_mark.index, event.end_mark.index
            elif hasattr(event, "flow_style"):
                collections.append(_collection(text, event))
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                collections.pop()
            elif kind != "AliasEvent":
                continue
            root_read = not collections
        return cls(
            text,
            at=0,
            context=0,
            last_start=start,
            last_end=end,
            events_end=last.end_mark.index if last is not None else 0,
            at_start=hasattr(last, "flow_style"),
            root_read=root_read,
            collections=tuple(collections),
        )

    @property
    def opened(self) -> int | None:
        """Where the innermost open bracket is; None where none is open."""
        openers = [collection.start for collection in self.collections if collection.opener]
        return openers[-1] if openers else None

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


def _collection(text: str, event: Any) -> Collection:
    flow, end = bool(event.flow_style), event.end_mark.index
    bracket = text[end - 1 : end] if flow and end > event.start_mark.index else ""
    is_list = type(event).__name__ == "SequenceStartEvent"
    return Collection(event.start_mark.index, is_list, flow, bracket if bracket in ("[", "{") else "")


def quote_hint(key: str | None, value: str) -> str:
    """Return the hint to quote a value, with the line as it should be where that is short."""
    if len(value) > 60:
        return "put the whole value in quotes"
    quoted = f"'{value}'" if '"' in value and "'" not in value else '"' + value.replace('"', '\\"') + '"'
    return f"put the whole value in quotes: `{key}: {quoted}`" if key else f"put it in quotes: {quoted}"
