"""Lines and columns as an editor counts them."""

from __future__ import annotations

import re
from bisect import bisect_right

from positions.problems import Location

_LINE_END = re.compile("\r\n|\r|\n")


class Lines:
    """The lines of a text, which end with LF, CRLF or CR, and not with what else Unicode calls a line end."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self._starts: list[int] | None = None
        self._excerpts: dict[int, str] = {}

    @property
    def starts(self) -> list[int]:
        """Offsets of the first character of each line."""
        if self._starts is None:
            self._starts = [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        return self._starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def text_of(self, line: int) -> str:
        """Return a line's text without its end; "" where there is no such line."""
        if not 1 <= line <= len(self.starts):
            return ""
        if line not in self._excerpts:
            start = self.starts[line - 1]
            end = self.starts[line] if line < len(self.starts) else len(self.text)
            self._excerpts[line] = self.text[start:end].rstrip("\r\n")
        return self._excerpts[line]

    def location(self, offset: int) -> Location:
        """Return an offset's file, line, column and the line's text."""
        line, column = self.place(offset)
        return Location(self.name, line, column, self.text_of(line))
