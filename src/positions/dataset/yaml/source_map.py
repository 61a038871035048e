"""The positions of a YAML file: lines and columns of offsets, and the span of each key and value.

Spans take a second pass over the events, made only when one is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from positions.dataset.yaml.scalars import Path, clean_key
from positions.problems import Location

_LINE_END = re.compile("\r\n|\r|\n")

Style = Literal["block", "flow", "plain", "single", "double", "literal", "folded"]

_STYLES: dict[str | None, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}


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


@dataclass(slots=True)
class Place:
    """A node's start, end and style, and the places of what is in it; offsets are characters of the text.

    `shift` is added to all of them, and to those of what is in it: what stands behind a change moves without
    being made anew.
    """

    start: int
    end: int
    style: Style
    keys: dict[str, tuple[int, int]] | None = None
    values: dict[str, Place] | None = None
    items: list[Place] | None = None
    shift: int = 0

    def shifted(self, by: int) -> Place:
        """Return the same place further on in the text."""
        return replace(self, shift=self.shift + by) if by else self

    def child(self, part: str | int) -> Place | None:
        """Return the place of a mapping's value or of a list's item; None where there is none."""
        if isinstance(part, str):
            return self.values.get(part) if self.values is not None else None
        return self.items[part] if self.items is not None and 0 <= part < len(self.items) else None


_Key = tuple[str, int, int]
_REFUSED: _Key = ("", -1, -1)
_Stack = list[tuple[Place, _Key | None]]


def read_places(events: Iterator[Any], depth: int, restore: dict[int, str]) -> Place | None:
    """Return the place of the root with everything in it, as far as the events go.

    Args:
        events: PyYAML's events.
        depth: how deep collections may lie in each other; the pass ends where they lie deeper.
        restore: what stand-ins in keys stand for (see `events.Prepared`).
    """
    from yaml import events as kinds

    starts = (kinds.MappingStartEvent, kinds.SequenceStartEvent)
    root: Place | None = None
    stack: _Stack = []
    key: _Key | None = None  # a key whose value comes next
    for event in events:
        kind = event.__class__
        if kind is kinds.MappingEndEvent or kind is kinds.SequenceEndEvent:
            place, key = stack.pop()
            # A block ends, for the parser, where the next thing starts: after comments and blank lines.
            if place.style == "flow":
                place.end = event.end_mark.index
            _grow(stack, place)
            continue
        if kind is kinds.DocumentStartEvent and root is not None:
            break
        if kind is not kinds.ScalarEvent and kind is not kinds.AliasEvent and kind not in starts:
            continue
        is_key = bool(stack) and stack[-1][0].values is not None and key is None
        if kind in starts:
            if len(stack) >= depth:
                break
            place = _collection(event, kind is kinds.MappingStartEvent)
            if not is_key:
                root = root or place
                _attach(stack, key, place)
            stack.append((place, _REFUSED if is_key else None))
            key = None
        elif is_key:
            text = event.value.translate(restore) if kind is kinds.ScalarEvent else None
            key = (
                (clean_key(text), event.start_mark.index, event.end_mark.index)
                if text is not None
                else _REFUSED
            )
        else:
            style = _STYLES.get(event.style, "plain") if kind is kinds.ScalarEvent else "plain"
            place = Place(event.start_mark.index, event.end_mark.index, style)
            root = root or place
            _attach(stack, key, place)
            _grow(stack, place)
            key = None
    while stack:
        place, _ = stack.pop()
        _grow(stack, place)
    return root


def _collection(event: Any, is_mapping: bool) -> Place:
    place = Place(event.start_mark.index, event.end_mark.index, "flow" if event.flow_style else "block")
    if is_mapping:
        place.keys, place.values = {}, {}
    else:
        place.items = []
    return place


def _attach(stack: _Stack, key: _Key | None, place: Place) -> None:
    """Put a place into the collection that holds it; of a key that comes twice the first one stays."""
    if not stack:
        return
    outer = stack[-1][0]
    if outer.items is not None:
        outer.items.append(place)
    elif key is not None and key is not _REFUSED and outer.values is not None and outer.keys is not None:
        outer.values.setdefault(key[0], place)
        outer.keys.setdefault(key[0], key[1:])


def _grow(stack: _Stack, place: Place) -> None:
    """Let a block reach to the end of the node that was last read in it."""
    if stack and place.end > stack[-1][0].end:
        stack[-1][0].end = place.end


@dataclass(frozen=True, slots=True)
class Node:
    """Where a node stands, how it is written, where its key stands, and whether a path led all the way."""

    start: int
    end: int
    style: Style
    key: tuple[int, int] | None
    whole: bool


def find(root: Place, path: Path) -> Node:
    """Return the deepest node along a path.

    pydantic's locations have parts that no file has: an index into a cell that is no list, and tags of
    functions and unions. They are skipped.
    """
    place, key, whole, shift = root, None, True, root.shift
    for part in path:
        inner = place.child(part)
        if inner is not None:
            key = None
            if place.keys is not None and isinstance(part, str):
                key = place.keys[part][0] + shift, place.keys[part][1] + shift
            place = inner
            shift += inner.shift
        elif (isinstance(part, int) and place.items is None) or _is_tag(part):
            whole = False
        else:
            whole = False
            break
    return Node(place.start + shift, place.end + shift, place.style, key, whole)


def _is_tag(part: str | int) -> bool:
    return isinstance(part, str) and ("[" in part or part.startswith("function-"))
