"""Reading a file again of which little has changed: only the entry that differs is parsed.

An entry of a block mapping, from the start of its key's line to the start of the next key's, can be parsed
alone: what stands before it ends where a key begins at this depth, and what stands behind it begins with a
key again. So where the entry parses alone, and nothing is wrong with it, the whole text says what it said
before with this entry in the old one's place. In doubt everything is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from positions.dataset.yaml.build import NODE_LIMIT
from positions.dataset.yaml.decode import SIZE_LIMIT, not_text
from positions.dataset.yaml.depth import DEPTH_LIMIT
from positions.dataset.yaml.reader import Document, Value, read_bytes, read_text
from positions.dataset.yaml.source_map import Place, find

_LEAST = 4000
"""Characters of a text that is quick to read as a whole."""

_CONFLICT = "<<<<<<<"
_GUARD = "end.of.the.entry"


def read_bytes_again(before: Document, data: bytes) -> Document:
    """Return what `read_bytes` returns of these bytes, the name being the same.

    Args:
        before: what was read of the file when it held other bytes.
        data: what it holds now.
    """
    text = _as_text(data)
    if text and text == before.text:
        return before
    if not before.is_plain or not _LEAST < len(text) <= NODE_LIMIT or _CONFLICT in text:
        return read_bytes(data, before.name)
    start, end = _differing(before.text, text)
    growth = len(text) - len(before.text)
    if not_text(text[start : end + growth], before.name) is not None:
        return read_bytes(data, before.name)
    for region in reversed(list(_regions(before, start, end))):
        fragment = text[region.start : region.end + growth]
        if len(fragment) > len(text) // 2:
            break
        alone = _read_alone(fragment, region, at_end=region.end == len(before.text))
        if alone is not None:
            return _assembled(before, text, region, alone, growth)
    return read_text(text, before.name)


def _as_text(data: bytes) -> str:
    """Return what bytes stand for; "" where they are no UTF-8 or too many, which `read_bytes` explains."""
    try:
        return data.decode().lstrip("\ufeff") if len(data) <= SIZE_LIMIT else ""
    except UnicodeDecodeError:
        return ""


@dataclass(frozen=True, slots=True)
class _Region:
    """An entry of a block mapping in the old text: its lines, and where it is.

    `path` leads to it, `column` is where its key begins in its line, from 0.
    """

    path: tuple[str, ...]
    start: int
    end: int
    column: int


def _differing(old: str, new: str) -> tuple[int, int]:
    """Return the stretch of the old text that is not in the new one; as far to the front as can be."""
    least, ends = min(len(old), len(new)), (len(old), len(new))
    behind = _common(lambda a, b: old[ends[0] - b : ends[0] - a] == new[ends[1] - b : ends[1] - a], least)
    start = _common(lambda a, b: old[a:b] == new[a:b], least - behind)
    return start, len(old) - behind


def _common(same: Callable[[int, int], bool], most: int) -> int:
    """Return the greatest size that is the same, by halving; `same` is asked of what comes after a size."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _regions(document: Document, start: int, end: int) -> Iterator[_Region]:
    """Yield the entries that hold a stretch of the text, the outermost first."""
    text, place = document.text, document.places
    base, limit = 0, len(text)
    path: tuple[str, ...] = ()
    while place is not None and place.style == "block" and place.values and place.keys is not None:
        base += place.shift
        names = list(place.values)
        keys = [place.keys[name][0] + base for name in names]
        lines = [_line_start(text, key) for key in keys]
        index = next((number for number in reversed(range(len(names))) if lines[number] <= start), None)
        if index is None or any(
            text[line:key].strip(" ") for line, key in list(zip(lines, keys, strict=True))[index : index + 2]
        ):
            return
        stop = lines[index + 1] if index + 1 < len(names) else limit
        if end > stop:
            return
        path, limit = (*path, names[index]), stop
        yield _Region(path, lines[index], stop, keys[index] - lines[index])
        place = place.values[names[index]]


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _read_alone(fragment: str, region: _Region, *, at_end: bool) -> Document | None:
    """Return what the lines of an entry say by themselves; None where that cannot be said without the rest.

    A key is put behind them, as there is in the whole text, where a block of text or a comment may end.
    """
    if fragment[: region.column].strip(" ") or fragment[region.column : region.column + 1] in " \t\r\n#":
        return None
    if any(line[:1] == "%" or line[:3] in ("---", "...") for line in fragment.splitlines()):
        return None
    guard = "" if at_end else f"{' ' * region.column}{_GUARD}: 1\n"
    if guard and fragment[-1:] not in "\r\n":
        return None
    alone = read_text(fragment + guard)
    value, place = alone.value, alone.places
    if not alone.is_plain or not isinstance(value, dict) or place is None or place.style != "block":
        return None
    if guard and value.pop(_GUARD, None) is None:
        return None
    if not value or len(region.path) + _depth(value) - 1 > DEPTH_LIMIT:
        return None
    return alone


def _depth(value: Value) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _assembled(before: Document, text: str, region: _Region, alone: Document, growth: int) -> Document:
    """Return the document with the entry as it is alone in the place of the old one."""
    assert before.places is not None  # as the region was found
    assert isinstance(alone.value, dict)  # it was a mapping when it was read
    value = _with(before.value, region.path, alone.value)
    if value is None:  # a new key that is there already
        return read_text(text, before.name)
    return Document.assembled(before.name, text, value, _moved(before.places, region, alone, growth, 0))


def _with(value: Value, path: tuple[str, ...], new: dict[str, Value]) -> Value:
    """Return a mapping with new entries in the place of the one at a path; None where a key came twice."""
    assert isinstance(value, dict)  # the path leads through mappings
    name, rest = path[0], path[1:]
    if rest:
        inner = _with(value[name], rest, new)
        return None if inner is None else {**value, name: inner}
    if any(key in value and key != name for key in new):
        return None
    changed: dict[str, Value] = {}
    for key, old in value.items():
        changed.update(new if key == name else {key: old})
    return changed


def _moved(place: Place, region: _Region, alone: Document, growth: int, level: int, base: int = 0) -> Place:
    """Return the place of a mapping along the region's path with what is in it where it is now.

    Args:
        place: where the mapping was.
        region: the entry.
        alone: the entry as it is now.
        growth: how far what stands behind it moves.
        level: how many keys of the path lead to the mapping.
        base: what is added to the offsets of the mapping.
    """
    assert place.keys is not None  # mappings have the places of their keys
    assert place.values is not None
    assert alone.places is not None
    assert isinstance(alone.value, dict)
    base += place.shift
    keys: dict[str, tuple[int, int]] = {}
    values: dict[str, Place] = {}
    behind = False
    for name, inner in place.values.items():
        by = growth if behind else 0
        if name != region.path[level]:
            keys[name] = place.keys[name][0] + by, place.keys[name][1] + by
            values[name] = inner.shifted(by)
            continue
        behind = True
        if level + 1 < len(region.path):
            keys[name] = place.keys[name]
            values[name] = _moved(inner, region, alone, growth, level + 1, base)
        else:
            into = region.start - base
            for new in alone.value:
                found, at = find(alone.places, (new,)), alone.places.child(new)
                assert found.key is not None  # a key was read at this place
                assert at is not None
                keys[new] = found.key[0] + into, found.key[1] + into
                values[new] = at.shifted(into)
    last = list(values.values())[-1]
    return Place(place.start, last.end + last.shift, place.style, keys, values, None, place.shift)
