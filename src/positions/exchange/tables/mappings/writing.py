"""Writing a mapping: how a table was read, for other tables of its kind."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from positions.dataset.scale import Scale
from positions.exchange.tables.own_exports.scale_column import scale_text
from positions.exchange.tables.settings import FileFormat, TableSettings


def _declared(scale: Scale) -> Any:
    text = scale_text(scale)
    return json.loads(text) if text.startswith("{") else text


def mapping_text(settings: TableSettings) -> str:
    """Return settings as the YAML file that `--mapping` reads; JSON within it, which is YAML too."""
    scale: Any = None
    if settings.scale is not None:
        scale = _declared(settings.scale)
        if settings.downward:
            low, high = settings.scale.minimum, settings.scale.maximum
            scale = f"{high}:{low}:{low + high - settings.scale.neutral}"
    lookups = {
        name: {"file": one.file, "key": one.key, "text": one.text} for name, one in settings.lookups.items()
    }
    found: dict[str, Any] = {
        "type": settings.kind,
        "column": dict(settings.columns),
        "optional": dict(settings.optional),
        "stance": dict(settings.stances),
        "scale": scale,
        "scales": {name: _declared(one) for name, one in settings.scales.items()},
        "issue": settings.issue,
        "answers": list(settings.answers),
        "date-format": list(settings.dates),
        "transpose": settings.transpose,
        "split": {name: list(signs) for name, signs in settings.split.items()},
        "constant": dict(settings.constants),
        "choice": {name: list(columns) for name, columns in settings.choices.items()},
        "lookup": lookups,
        "beside": dict(settings.beside),
        "actors": dict(settings.of_actors),
        "issues": dict(settings.of_issues),
    }
    for part in fields(FileFormat):
        found[part.name.replace("_", "-")] = getattr(settings.format, part.name)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in found.items() if value]
    return "\n".join(["# How a table is read: positions import TABLE --mapping THIS-FILE", *lines, ""])
