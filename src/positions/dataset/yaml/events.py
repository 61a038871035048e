"""PyYAML's events for a text: the only part of PyYAML that is used."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from positions.dataset.yaml.odd_spaces import find_pasted, replace, within_scalars
from positions.dataset.yaml.surrogates import find_pairs, joined, within_double_quotes, without_pairs

_LINE_ENDS_OF_YAML_1_1 = "\x85\u2028\u2029"
_PRIVATE_USE = (*range(0xE000, 0xF900), *range(0xF0000, 0xFFFFE))
_DIRECTIVE = re.compile(r"%YAML[ \t]+1\.[0-9]{1,3}[ \t]*(?:#.*)?\Z")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text as the parser gets it, of the same length, so that offsets hold for both.

    PyYAML takes U+0085, U+2028 and U+2029 for line ends, as YAML 1.1 did. Here they are characters like
    others: the parser sees stand-ins, and `restore` (for `str.translate`) turns these back. JSON's pairs of
    escapes for one character become YAML's escape, filled up with a stand-in for nothing. Directives
    become comments; `bad_directives` holds the offsets of those that are not `%YAML 1.x`. Odd spaces where
    the structure is made become ordinary ones, so that one no-break space does not hide all other problems;
    `pasted` holds their offsets.
    """

    text: str
    restore: dict[int, str]
    bad_directives: tuple[int, ...]
    pasted: tuple[int, ...]


def prepare(text: str) -> Prepared:
    """Return a text as the parser should get it."""
    restore: dict[int, str] = {}
    pairs = find_pairs(text)
    if pairs or (not text.isascii() and any(end in text for end in _LINE_ENDS_OF_YAML_1_1)):
        used = set(text)
        free = [code for code in _PRIVATE_USE if chr(code) not in used][: len(_LINE_ENDS_OF_YAML_1_1) + 1]
        restore = dict(zip(free, (*_LINE_ENDS_OF_YAML_1_1, ""), strict=False))
        text = text.translate({ord(end): chr(code) for code, end in restore.items() if end})
        if pairs and free:
            pairs = within_double_quotes(pairs, read_events(without_pairs(text, pairs)))
            text = joined(text, pairs, chr(free[-1]))
    bad: list[int] = []
    if text.startswith("%") or "\n%" in text or "\r%" in text:
        directives = _directives(text)
        bad = [offset for offset, line in directives if not _DIRECTIVE.match(line)]
        text = replace(text, [offset for offset, _ in directives], "#")
    offsets = find_pasted(text)
    if offsets:
        in_text = within_scalars(offsets, read_events(replace(text, offsets, " ")))
        offsets = [offset for offset in offsets if offset not in in_text]
        spaced = replace(text, offsets, " ")
        return Prepared(spaced, restore, tuple(bad), tuple(o for o in offsets if text[o] != "\t"))
    return Prepared(text, restore, tuple(bad), ())


def _directives(text: str) -> list[tuple[int, str]]:
    """Return the directives at the start of a text, with their offsets."""
    lines, offset = [], 0
    for line in re.split("(\r\n|\r|\n)", text):
        if line.strip() and not line.startswith("%") and not line.lstrip(" \t").startswith("#"):
            break
        if line.startswith("%"):
            lines.append((offset, line))
        offset += len(line)
    return lines


def open_parser(text: str) -> Any:
    """Return a PyYAML loader on a text: libyaml's where PyYAML was built with it."""
    import yaml

    return (yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader)(text)


def read_events(text: str) -> Iterator[Any]:
    """Yield events until the end or a syntax error."""
    import yaml

    try:
        parser = open_parser(text)
        while (event := parser.get_event()) is not None:
            yield event
    except (yaml.YAMLError, ValueError, OverflowError):  # the first pass has reported it
        return


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cyclic garbage collector off meanwhile.

    Reading makes millions of small objects that all stay and do not refer back. The collector would look at
    them again and again, which takes most of the time otherwise, and find nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
