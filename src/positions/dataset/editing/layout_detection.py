"""Detection of a YAML file's layout from the lines near a position."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from positions.dataset.editing.yaml_nodes import Layout
from positions.dataset.yaml.reader import Document, Path, Value

_Measure = Callable[[Document, Path], int | None]

_ENOUGH = 400  # places to look at; a file that shows nothing by then gets the usual layout


def contents(document: Document, path: Path) -> Value:
    """Return what stands at a path; None where there is nothing."""
    value = document.value
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def is_there(document: Document, path: Path) -> bool:
    """Return whether a file has something at a path, which may be a key without a value."""
    outer = contents(document, path[:-1])
    if isinstance(outer, dict):
        return path[-1] in outer
    return isinstance(outer, list) and isinstance(path[-1], int) and path[-1] < len(outer)


def layout_at(document: Document, path: Path) -> Layout:
    """Return the layout to write in at a path: that of what it holds, else of what is around it."""
    usual = Layout()
    step = _first(document, path, _step) or usual.step
    dash = _first(document, path, _dash)
    gap = _first(document, path, _gap) or usual.gap
    mark = _json_mark(document)
    return Layout(step, usual.dash if dash is None else dash, gap, mark, mark)


def mark_at(document: Document, path: Path, *, key: bool = False) -> str:
    """Return the quotation mark that the text at a path, or its key, is written in; "" where it has none."""
    span = document.span(path, key=key)
    first = document.text[span.start : span.start + 1] if span is not None else ""
    return first if first and first in "'\"" else ""


def _json_mark(document: Document) -> str:
    """Return the quotation mark that everything has in a file that is JSON, "" in any other."""
    inside = document.value
    if document.style(()) != "flow" or not isinstance(inside, dict) or not inside:
        return ""
    mark = mark_at(document, (next(iter(inside)),), key=True)
    return mark if mark == '"' else ""


def _first(document: Document, path: Path, measure: _Measure) -> int | None:
    """Return the first measure that something in or around a path gives, from near to far."""
    for length in range(len(path), -1, -1):
        for place in islice(_places(document, path[:length]), _ENOUGH):
            found = measure(document, place)
            if found is not None:
                return found
    return None


def _places(document: Document, path: Path) -> Iterator[Path]:
    """Yield the paths of the blocks at and below a path, in the file's order."""
    waiting = [path]
    while waiting:
        place = waiting.pop()
        inside = contents(document, place)
        if not isinstance(inside, dict | list) or document.style(place) != "block":
            continue
        yield place
        parts: list[str | int] = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        waiting += [(*place, part) for part in reversed(parts)]


def _step(document: Document, path: Path) -> int | None:
    if not path or not isinstance(path[-1], str) or not isinstance(contents(document, path), dict):
        return None
    return _behind_key(document, path)


def _dash(document: Document, path: Path) -> int | None:
    if not path or not isinstance(path[-1], str) or not isinstance(contents(document, path), list):
        return None
    return _behind_key(document, path)


def _behind_key(document: Document, path: Path) -> int | None:
    inner, outer = document.span(path), document.span(path, key=True)
    return None if inner is None or outer is None else inner.column - outer.column


def _gap(document: Document, path: Path) -> int | None:
    if not isinstance(contents(document, path), list):
        return None
    dash, item = document.span(path), document.span((*path, 0))
    if dash is None or item is None or dash.line != item.line:
        return None
    return item.column - dash.column
