"""Parts of a dataset as lines of YAML, in the layout of the file that they go into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from positions.dataset.dates import PartialDate
from positions.dataset.models import Condition, Position
from positions.dataset.private_values import PrivateNumber, PrivateText
from positions.dataset.scale import NAMED_SCALES, Scale
from positions.dataset.scale_declaration import NO_NEUTRAL
from positions.dataset.yaml.scalar_output import number_text, require_allowed, scalar_text

Scalar = str | int | float | PartialDate
Node = Scalar | Mapping[str, "Node"] | Sequence["Node"]

_SIMPLE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out, in columns.

    `step` is how much deeper a mapping lies than its key, `dash` how much deeper a list's dashes do, `gap`
    how far an item begins behind its dash. `key_mark` and `text_mark` are the quotation marks that keys and
    texts have even where they need none: "'", '"' or nothing.
    """

    step: int = 2
    dash: int = 2
    gap: int = 2
    key_mark: str = ""
    text_mark: str = ""

    def key(self, text: str, *, flow: bool = False) -> str:
        """Return a key as YAML."""
        return _marked(text, self.key_mark) or scalar_text(text, flow=flow)

    def scalar(self, value: Scalar, *, flow: bool = False) -> str:
        """Return a value as YAML. A date stands as people write it, which this format reads as text."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, PartialDate):
            return _marked(value.text, self.text_mark) or value.text
        if not isinstance(value, str):
            return number_text(value)
        return _marked(value, self.text_mark) or scalar_text(value, flow=flow)


PLAIN_LAYOUT = Layout()


def node_of(value: object) -> Node:
    """Return a part of a dataset as what is written: keys with their default value left out.

    A position that is a stance alone becomes the stance, a condition that is a text alone the text, a cell of
    one entry that entry.
    """
    if isinstance(value, Position):
        fields = _fields(value)
        return fields["stance"] if set(fields) == {"stance"} else fields
    if isinstance(value, Condition) and not value.needs:
        return value.text
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, PrivateText):
        return {"text": str(value), "private": True}
    if isinstance(value, PrivateNumber):
        return {"value": float(value), "private": True}
    if isinstance(value, Scale):
        return scale_node(value)
    if isinstance(value, Mapping):
        return {str(key): node_of(part) for key, part in value.items()}
    if isinstance(value, tuple):
        parts = [node_of(part) for part in value]
        return parts[0] if len(parts) == 1 and isinstance(value[0], Position) else parts
    assert isinstance(value, str | int | float | PartialDate)  # what else a model holds
    return value


def _fields(model: BaseModel) -> dict[str, Node]:
    return {
        field.alias or name: node_of(value)
        for name, field in type(model).model_fields.items()
        if (value := getattr(model, name)) is not None and value != field.default
    }


def entry_lines(key: str, node: Node, indent: int, layout: Layout = PLAIN_LAYOUT) -> Iterator[str]:
    """Yield the lines of a key with its value, the key at the column `indent`."""
    head = f"{' ' * indent}{layout.key(key)}:"
    if isinstance(node, Scalar):
        yield f"{head} {layout.scalar(node)}"
    elif not node:
        yield f"{head} {'{}' if isinstance(node, Mapping) else '[]'}"
    elif isinstance(node, Mapping):
        yield head
        yield from mapping_lines(node, indent + layout.step, layout)
    elif all(
        isinstance(item, str) and _SIMPLE.fullmatch(item) and scalar_text(item) == item for item in node
    ):
        yield f"{head} {flow_text(node, layout)}"
    else:
        yield head
        for item in node:
            yield from item_lines(item, indent + layout.dash, layout)


def mapping_lines(node: Mapping[str, Node], indent: int, layout: Layout = PLAIN_LAYOUT) -> Iterator[str]:
    """Yield the lines of a mapping's keys, which begin at the column `indent`."""
    for key, part in node.items():
        yield from entry_lines(key, part, indent, layout)


def item_lines(node: Node, indent: int, layout: Layout = PLAIN_LAYOUT) -> Iterator[str]:
    """Yield the lines of an item of a list, its dash at the column `indent`.

    A scalar follows the dash; so does the first key of a mapping.
    """
    dash = " " * indent + "-".ljust(layout.gap)
    if not isinstance(node, Mapping) or not node:
        yield dash + flow_text(node, layout) if not isinstance(node, Scalar) else dash + layout.scalar(node)
        return
    lines = list(mapping_lines(node, indent + layout.gap, layout))
    yield dash + lines[0].lstrip(" ")
    yield from lines[1:]


def flow_text(node: Node, layout: Layout = PLAIN_LAYOUT) -> str:
    """Return a value on one line, mappings and lists between brackets."""
    if isinstance(node, Scalar):
        return layout.scalar(node, flow=True)
    if isinstance(node, Mapping):
        return f"{{{', '.join(flow_pair(key, part, layout) for key, part in node.items())}}}"
    return f"[{', '.join(flow_text(item, layout) for item in node)}]"


def flow_pair(key: str, node: Node, layout: Layout = PLAIN_LAYOUT) -> str:
    """Return a key with its value as they stand between braces."""
    return f"{layout.key(key, flow=True)}: {flow_text(node, layout)}"


def _marked(text: str, mark: str) -> str | None:
    """Return the text between quotation marks of the kind given; None where that cannot be, or needs none."""
    if not mark or not text.isprintable():
        return None
    require_allowed(text)
    if mark == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def scale_node(scale: Scale) -> Node:
    """Return a scale as it is written: its name, its bounds or its levels."""
    if NAMED_SCALES.get(scale.name) == scale:
        return scale.name
    if scale.is_range:
        bounds: dict[str, Node] = {"min": scale.minimum, "max": scale.maximum}
        return {**bounds, **_neutral_and_level(scale, "interval")}
    levels: dict[str, Node] = {"levels": dict(scale.labels)}
    return {**levels, **_neutral_and_level(scale, "ordinal")}


def _neutral_and_level(scale: Scale, usual: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    if scale.is_amount:
        found["neutral"] = NO_NEUTRAL
    elif not scale.is_nominal and scale.neutral != (scale.minimum + scale.maximum) / 2:
        found["neutral"] = scale.neutral
    if scale.level != usual:
        found["level"] = scale.level
    return found
