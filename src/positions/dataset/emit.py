"""A dataset as YAML text: block style, no more quotation marks than needed, and the same read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from positions.dataset.dates import PartialDate
from positions.dataset.load import observed_labels
from positions.dataset.models import Dataset, Position
from positions.dataset.scalars import Plain, resolve
from positions.dataset.scale import NAMED_SCALES, Scale
from positions.dataset.yaml_scalars import number_text, require_allowed, scalar_text

Node = str | int | float | Mapping[str, "Node"] | Sequence["Node"]

_SIMPLE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def dataset_to_yaml(dataset: Dataset, comments: Sequence[str] = ()) -> str:
    """Return the text of a file that reads back as the same dataset.

    Keys that have their default value are left out, but for the scale. `comments` are lines for the top of
    the file.

    Raises:
        DataError: if a text holds a control character, which the format refuses.
    """
    parts: dict[str, Node] = {
        "format": dataset.format,
        "title": dataset.title,
        "scale": _scale(dataset),
        "issues": {name: _fields(issue) for name, issue in dataset.issues.items()},
        "sources": {name: _fields(source) for name, source in dataset.sources.items()},
        "stakeholders": {name: _fields(actor) for name, actor in dataset.stakeholders.items()},
    }
    lines = [
        f"# {require_allowed(line)}".rstrip() for comment in comments for line in comment.splitlines() or [""]
    ]
    if not dataset.sources:
        del parts["sources"]
    for key, node in parts.items():
        if isinstance(node, Mapping) and key != "scale":
            lines.append("")
        lines += _entry(key, node, "")
    return "\n".join(lines) + "\n"


def _fields(model: BaseModel) -> dict[str, Node]:
    """Return the keys of a part of a dataset that have a value of their own."""
    return {
        name: _node(value)
        for name, field in type(model).model_fields.items()
        if (value := getattr(model, name)) is not None and value != field.default
    }


def _node(value: object) -> Node:
    if isinstance(value, Position):
        fields = _fields(value)
        return fields["stance"] if set(fields) == {"stance"} else fields
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Mapping):
        return {str(key): _node(part) for key, part in value.items()}
    if isinstance(value, tuple):
        parts = [_node(part) for part in value]
        return parts[0] if len(parts) == 1 and isinstance(value[0], Position) else parts
    assert isinstance(value, str | int | float)  # what else a model holds
    return value


def _scale(dataset: Dataset) -> Node:
    scale = dataset.scale
    if NAMED_SCALES.get(scale.name) == scale:
        return scale.name
    if scale.is_range:
        bounds: dict[str, Node] = {"min": scale.minimum, "max": scale.maximum}
        return {**bounds, **_neutral_and_level(scale, "interval")}
    if scale.is_nominal and not _is_declared(scale, observed_labels(dataset)):
        return "nominal"
    levels: dict[str, Node] = {"levels": dict(scale.labels)}
    return {**levels, **_neutral_and_level(scale, "ordinal")}


def _is_declared(scale: Scale, observed: Scale) -> bool:
    """Whether a nominal scale has other labels than those that the stances show, and they can be declared."""
    words = not any(isinstance(resolve(label), Plain) for label in scale.labels)
    return scale != observed and len(scale.labels) > 1 and words


def _neutral_and_level(scale: Scale, usual: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    if not scale.is_nominal and scale.neutral != (scale.minimum + scale.maximum) / 2:
        found["neutral"] = scale.neutral
    if scale.level != usual:
        found["level"] = scale.level
    return found


def _entry(key: str, node: Node, indent: str) -> Iterator[str]:
    """Yield the lines of a key with its value."""
    head = f"{indent}{scalar(key)}:"
    if isinstance(node, str | int | float):
        yield f"{head} {scalar(node)}"
    elif not node:
        yield f"{head} {'{}' if isinstance(node, Mapping) else '[]'}"
    elif isinstance(node, Mapping):
        yield head
        for inner, part in node.items():
            yield from _entry(inner, part, indent + "  ")
    elif all(isinstance(item, str) and _SIMPLE.fullmatch(item) and scalar(item) == item for item in node):
        yield f"{head} [{', '.join(map(str, node))}]"
    else:
        yield head
        for item in node:
            yield from _item(item, indent + "  ")


def _item(node: Node, indent: str) -> Iterator[str]:
    """Yield the lines of an item of a list: a scalar, or a mapping whose first key follows the dash."""
    if isinstance(node, str | int | float):
        yield f"{indent}- {scalar(node)}"
        return
    assert isinstance(node, Mapping)  # a dataset has no lists of lists
    lines = [line for key, part in node.items() for line in _entry(key, part, indent + "  ")]
    if not lines:
        yield f"{indent}- {{}}"
        return
    yield f"{indent}- {lines[0].lstrip(' ')}"
    yield from lines[1:]


def scalar(value: str | int | float) -> str:
    """Return a scalar as YAML: a number as it is; text plain where that is safe, else in quotation marks.

    Raises:
        DataError: if a text holds a control character, which the format refuses.
    """
    return scalar_text(value) if isinstance(value, str) else number_text(value)
