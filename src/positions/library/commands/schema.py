"""`schema`: the JSON Schema of the dataset, for editors."""

from __future__ import annotations

from positions.library.audience import shown
from positions.library.loading import Data
from positions.library.source import load_source, source_of
from positions.reports.common.study import Study


def schema(data: Data | None = None) -> dict[str, object]:
    """Return the JSON Schema of datasets; with a dataset, its own ids and stances as well.

    Args:
        data: a dataset in YAML, or what `load` returns; None for the schema of all.

    Raises:
        UsageError: if it cannot be opened.
        DataError: if the data is wrong.
    """
    from positions.dataset.authoring.schema import json_schema

    if data is None:
        return json_schema(None)
    if isinstance(data, Study):
        return json_schema(data.dataset)
    loaded = load_source(source_of(data))
    loaded.require()
    return json_schema(shown(loaded).require())
