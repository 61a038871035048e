"""Scales as renderers need them, and how two of them differ in words."""

from __future__ import annotations

from collections.abc import Iterator

from positions.dataset.scale import Scale
from positions.reports.common.cells import listed
from positions.rounding import as_written

Drawn = tuple[tuple[tuple[str, float], ...], float, float, float, bool, bool]
"""What a renderer needs of a scale, in the order of `LineScale`'s fields."""


def drawn(scale: Scale) -> Drawn:
    """Return a scale's levels ascending, ends and neutral point, and whether it is nominal or has sides."""
    return (
        tuple(scale.labels.items()),
        scale.minimum,
        scale.maximum,
        scale.neutral,
        scale.is_nominal,
        scale.has_sides,
    )


def scale_differences(old: Scale, new: Scale) -> tuple[str, ...]:
    """Return in what a scale differs from an older one, a clause for each difference.

    The bounds of named levels follow from their values, so they are named only where a range is involved.
    """
    return tuple(_differences(old, new))


def _differences(old: Scale, new: Scale) -> Iterator[str]:
    if old.name != new.name:
        yield _became("scale", old.name, new.name)
    gone = [
        f"{label} ({as_written(value)})" for label, value in old.labels.items() if label not in new.labels
    ]
    come = [
        f"{label} ({as_written(value)})" for label, value in new.labels.items() if label not in old.labels
    ]
    for words, labels in (("gone", gone), ("new", come)):
        if labels:
            yield f"{words}: {listed(labels)}"
    for label, value in old.labels.items():
        if new.labels.get(label, value) != value:
            yield _became(label, as_written(value), as_written(new.labels[label]))
    bounds = ("minimum", "maximum") if old.is_range or new.is_range else ()
    if old.sided != new.sided:
        before, after = (as_written(one.neutral) if one.sided else "none" for one in (old, new))
        yield _became("neutral", before, after)
    for name in (*bounds, *(["neutral"] if old.sided and new.sided else [])):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _became(name, as_written(before), as_written(after))
    if old.level != new.level:
        yield _became("level", old.level, new.level)


def _became(what: str, before: str, after: str) -> str:
    return f"{what} was {before}, is {after}"
