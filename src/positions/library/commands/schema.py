"""`schema`: the JSON Schema of the dataset, for editors."""

from __future__ import annotations

from typing import Unpack

from positions.library.audience import shown
from positions.library.loading import Data, refuse_audience
from positions.library.options.keywords import AudienceKeyword
from positions.library.options.reading import read_options
from positions.library.source import load_source, source_of
from positions.reports.common.study import Study


def schema(data: Data | None = None, **options: Unpack[AudienceKeyword]) -> dict[str, object]:
    """Return the JSON Schema of datasets; with a dataset, its own ids and stances as well.

    Args:
        data: a dataset in YAML, or what `load` returns; None for the schema of all.
        options: `audience` ("public" unless given, or "team"): whether the ids of private stakeholders, and
            of sources that nothing public rests on, are left out.

    Raises:
        UsageError: if it cannot be opened, or an option is unknown.
        DataError: if the data is wrong.
    """
    from positions.dataset.authoring.schema import json_schema

    asked = read_options(AudienceKeyword, options)
    if data is None:
        return json_schema(None)
    if isinstance(data, Study):
        refuse_audience(asked)
        return json_schema(data.dataset, data.info.held_back)
    loaded = load_source(source_of(data))
    loaded.require()
    seen = shown(loaded, asked["audience"])
    return json_schema(seen.require(), seen.held_back)
