"""A dataset as YAML text: block style, no more quotation marks than needed, and the same read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from positions.dataset.editing.yaml_nodes import Node, entry_lines, node_of, scale_node
from positions.dataset.load import observed_labels
from positions.dataset.models import ABOUT, Dataset
from positions.dataset.scale import Scale
from positions.dataset.yaml.scalar_output import require_allowed
from positions.dataset.yaml.scalars import Plain, resolve


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
        **{name: said for name in ABOUT if (said := getattr(dataset, name)) is not None},
        "scale": _scale(dataset),
        "issues": {name: node_of(issue) for name, issue in dataset.issues.items()},
        "sources": {name: node_of(source) for name, source in dataset.sources.items()},
        "stakeholders": {name: node_of(actor) for name, actor in dataset.stakeholders.items()},
    }
    lines = [
        f"# {require_allowed(line)}".rstrip() for comment in comments for line in comment.splitlines() or [""]
    ]
    if not dataset.sources:
        del parts["sources"]
    for key, node in parts.items():
        if isinstance(node, Mapping) and key != "scale":
            lines.append("")
        lines += entry_lines(key, node, 0)
    return "\n".join(lines) + "\n"


def _scale(dataset: Dataset) -> Node:
    scale = dataset.scale
    if scale.is_nominal and not _is_declared(scale, observed_labels(dataset)):
        return "nominal"
    return scale_node(scale)


def _is_declared(scale: Scale, observed: Scale) -> bool:
    """Whether a nominal scale has other labels than those that the stances show, and they can be declared."""
    words = not any(isinstance(resolve(label), Plain) for label in scale.labels)
    return scale != observed and len(scale.labels) > 1 and words
