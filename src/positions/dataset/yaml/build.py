"""Plain values from PyYAML's events, and everything in them that the format does not allow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from positions.dataset.yaml import scalars
from positions.dataset.yaml.comments import find_comments
from positions.dataset.yaml.depth import DEPTH_LIMIT, TOO_DEEP, TOO_DEEP_HINT
from positions.dataset.yaml.events import read_events, without_collector
from positions.dataset.yaml.scalars import Path, Value
from positions.dataset.yaml.syntax_errors import describe_syntax_error
from positions.problems import Severity

NODE_LIMIT = 5_000_000
"""Keys, values, mappings and lists that a file may have, about: ends of mappings and lists count too."""

PROBLEM_LIMIT = 1000
"""Number of problems after which reading stops."""

_DROPPED: Any = object()  # a key that was refused; its value is read, and dropped
_REFUSED_KEY: Any = object()  # in the trail, for a mapping or list that stands as a key

_CURLY = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_QUOTE_IT = "if it belongs to the text, put the whole value in quotes"


@dataclass(frozen=True, slots=True)
class Found:
    """A problem at an offset of the text, before it has a line and column."""

    offset: int
    code: str
    message: str
    hint: str | None = None
    severity: Severity = "error"


class _Stop(Exception):  # noqa: N818  # no error: how the pass ends early
    """Reading ends here: what follows is not checked."""


class Builder:
    """One pass over the events of a text.

    After `build`: `value`, `found`, `duplicates` as (path, key, offset), and `complete`, False where the
    pass ended early, at `stopped_at`.
    """

    def __init__(self, text: str, restore: dict[int, str]) -> None:
        self.text = text
        self.value: Value = None
        self.found: list[Found] = []
        self.duplicates: list[tuple[Path, str, int]] = []
        self.complete = True
        self.stopped_at = 0
        self._restore = restore
        self._known: dict[str, str] = {}
        self._anchors: set[str] = set()
        self._comments = find_comments(text)
        self._spoilt: list[dict[Any, Value]] = []

    def build(self, next_event: Callable[[], Any]) -> None:
        """Read all events; a syntax error becomes the last problem."""
        import yaml

        root: list[Value] = []
        try:
            with without_collector():
                self._pass(next_event, root, yaml.events)
        except _Stop:
            self.complete = False
        # Beside its own errors, PyYAML's Python parser lets these out on numbers that are out of bounds.
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self.complete = False
            finding = describe_syntax_error(self.text, error, read_events(self.text))
            self.found.append(Found(finding.offset, finding.code, finding.message, finding.hint))
        if not self.complete and not self.stopped_at and self.found:
            self.stopped_at = self.found[-1].offset
        for mapping in self._spoilt:
            mapping.pop(_DROPPED, None)
        self.value = root[0] if root else None

    def report(self, found: Found) -> None:
        """Add a problem; at a thousand, stop."""
        self.found.append(found)
        self._stop_at_limit(found.offset)

    def _stop_at_limit(self, offset: int) -> None:
        if len(self.found) + len(self.duplicates) >= PROBLEM_LIMIT:
            self.stopped_at = offset
            raise _Stop

    def _pass(self, next_event: Callable[[], Any], root: list[Value], kinds: Any) -> None:
        scalar, end_mapping, end_sequence = kinds.ScalarEvent, kinds.MappingEndEvent, kinds.SequenceEndEvent
        mapping, sequence = kinds.MappingStartEvent, kinds.SequenceStartEvent
        known, unusual = self._known, scalars.UNUSUAL
        marked = "&" in self.text or "!" in self.text
        careful = marked or "\\" in self.text or bool(self._comments) or not self.text.isascii()
        resolved: dict[str, str | None] = {}
        stack: list[tuple[Any, bool]] = []
        trail: list[Any] = []
        box: Any = root
        in_mapping = False
        key: Any = None
        for _ in range(NODE_LIMIT):
            event = next_event()
            kind = event.__class__
            if kind is scalar:
                value = event.value
                if in_mapping and key is None:
                    if marked:
                        self._check_marks(event)
                    key = known.get(value)
                    if key is None:
                        key = self._new_key(event)
                    if key in box or key is _DROPPED:
                        key = self._drop(key, box, trail, event)
                    continue
                if careful:
                    value = self._scalar(event)
                elif value[:1] in unusual and not event.style:
                    if value not in resolved:
                        resolved[value] = scalars.resolve(value)
                    value = resolved[value]
                if in_mapping:
                    box[key] = value
                    key = None
                else:
                    box.append(value)
            elif kind is end_mapping or kind is end_sequence:
                box, in_mapping = stack.pop()
                key = _DROPPED if trail.pop() is _REFUSED_KEY else None
            elif kind is mapping or kind is sequence:
                if len(stack) >= DEPTH_LIMIT:
                    self._too_deep(event)
                if marked:
                    self._check_marks(event)
                inner: Any = {} if kind is mapping else []
                stack.append((box, in_mapping))
                if not in_mapping:
                    box.append(inner)
                    trail.append(len(box) - 1)
                elif key is None:
                    self._refuse_key(event, box)
                    trail.append(_REFUSED_KEY)
                else:
                    box[key] = inner
                    trail.append(key)
                box, in_mapping, key = inner, kind is mapping, None
            elif kind is kinds.AliasEvent:
                self._alias(event)
                if not in_mapping:
                    box.append(None)
                elif key is None:
                    key = _DROPPED
                    self._spoilt.append(box)
                else:
                    box[key] = None
                    key = None
            elif kind is kinds.DocumentStartEvent:
                if root:
                    self._several_documents(event)
            elif kind is kinds.StreamEndEvent:
                return
        self._too_many()

    def _new_key(self, event: Any) -> Any:
        written = event.value.translate(self._restore) if self._restore else event.value
        start = event.start_mark.index
        plain = not event.style
        if plain and written in ("", "~", "null", "Null", "NULL"):
            message = "a key is missing before the colon" if written == "" else f"`{written}` cannot be a key"
            self.report(Found(start, "null-key", message, "write `key: value`, or put the key in quotes"))
            return _DROPPED
        if plain and written == "<<":
            if not self._anchors:
                hint = "write the keys out where they belong"
                self.report(Found(start, "merge-key", "merging with `<<` is not supported", hint))
            return _DROPPED
        key = scalars.clean_key(written)
        odd = scalars.odd_in_key(written)
        if odd is not None:
            where = start + (0 if event.style else written.index(odd))
            message = f"{scalars.describe_character(odd)} in or beside the key `{key}`"
            hint = "delete it, and type an ordinary space if one belongs there"
            self.report(Found(where, "odd-space", message, hint))
        elif _CONTROL.search(written):
            self.report(Found(start, "control-character", "a control character in a key", "delete it"))
            return _DROPPED
        else:
            self._known[event.value] = key
        return key

    def _drop(self, key: Any, box: dict[Any, Value], trail: list[Any], event: Any) -> Any:
        if key is not _DROPPED:
            self.duplicates.append((tuple(trail[1:]), key, event.start_mark.index))
            self._stop_at_limit(event.start_mark.index)
        self._spoilt.append(box)
        return _DROPPED

    def _refuse_key(self, event: Any, box: dict[Any, Value]) -> None:
        what = "a list in [ ]" if event.__class__.__name__.startswith("Sequence") else "a group in { }"
        hint = "a key is a word or text; put it in quotes if it belongs to the text"
        self._spoilt.append(box)
        self.report(Found(event.start_mark.index, "key-not-text", f"{what} cannot be a key", hint))

    def _scalar(self, event: Any) -> str | None:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._check_marks(event)
        if self._restore:
            text = text.translate(self._restore)
        if self._comments:
            self._cut(event)
        if event.style:
            control = _CONTROL.search(text)
            if control is not None:
                message = f"a control character, U+{ord(control[0]):04X}, in the text"
                self.report(
                    Found(event.start_mark.index, "control-character", message, "delete the \\ sequence")
                )
                return _CONTROL.sub("\ufffd", text)
            return text
        start = event.start_mark.index
        odd = scalars.odd_at_edges(text)
        if odd is not None:
            message = f"{scalars.describe_character(odd)} before or after the value; it is left out"
            hint = "delete it; it was probably pasted from another program"
            self.report(Found(start, "odd-space", message, hint, "warning"))
            text = scalars.clean_edges(text)
        if text[:1] in _CURLY and text[-1] in _CURLY[text[0]] and len(text) > 1:
            hint = 'use straight quotation marks, "..."; or, if the curly ones belong to the text, "“...”"'
            message = "curly quotation marks do not quote in YAML: they are part of the value"
            self.report(Found(start, "curly-quotes", message, hint, "warning"))
        return scalars.resolve(text) if text[:1] in scalars.UNUSUAL else text

    def _cut(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        where = self._comments.in_value(start, end, event.style)
        if where is None:
            return
        hint = "to keep it, put the value in quotes; for a comment put two spaces before the #, one after"
        message = "the value ends here: `#` begins a comment"
        if start == end:
            message = "the value is empty: `#` begins a comment"
        elif where < start or event.style:
            message = "the value begins only below: `#` begins a comment"
        self.report(Found(where, "cut-by-comment", message, hint, "warning"))

    def _check_marks(self, event: Any) -> None:
        start = event.start_mark.index
        if event.tag is not None:
            message = "a value cannot begin with `!`"
            self.report(Found(start, "tag", message, _QUOTE_IT))
        if event.anchor is not None:
            if not self._anchors:
                message = "a value cannot begin with `&` (anchors are not supported)"
                self.report(Found(start, "anchor", message, _QUOTE_IT))
            self._anchors.add(event.anchor)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors:
            message = "a value cannot begin with `*` (aliases are not supported)"
            self.report(Found(event.start_mark.index, "alias", message, _QUOTE_IT))

    def _too_deep(self, event: Any) -> None:
        self.report(Found(event.start_mark.index, "too-deep", TOO_DEEP, TOO_DEEP_HINT))
        raise _Stop

    def _several_documents(self, event: Any) -> None:
        message = "a second document begins here (`---`), and a file holds one"
        hint = "delete the line `---`, or put what follows in a file of its own"
        self.report(Found(event.start_mark.index, "several-documents", message, hint))
        raise _Stop

    def _too_many(self) -> None:
        message = f"the file has more than {NODE_LIMIT:,} keys and values, the most that are read"
        self.report(Found(len(self.text), "too-many-values", message, "split it into several datasets"))
        raise _Stop
