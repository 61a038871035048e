"""Whatever a dataset may hold is in what an export writes, or the export says that it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import BaseModel

from positions.dataset.load import Loaded
from positions.dataset.models import (
    Archived,
    Correction,
    Dataset,
    Evidence,
    Issue,
    Position,
    Source,
    Stakeholder,
)
from positions.dataset.source_map import Origin
from positions.exchange.exports.selection import ExportRequest, remarks_on, report_of, request_of
from positions.reports.common.study import Study, study_of

MODELS: tuple[type[BaseModel], ...] = (
    Dataset,
    Issue,
    Source,
    Archived,
    Stakeholder,
    Position,
    Correction,
    Evidence,
)

GIVEN: Mapping[tuple[str, str], object] = MappingProxyType(
    {
        ("Dataset", "title"): "Another",
        ("Dataset", "scale"): "three-point",
        ("Dataset", "issues"): {"i": {"title": "I"}, "j": {"title": "J"}},
        ("Dataset", "sources"): {name: {"title": "T"} for name in "stu"},
        ("Dataset", "stakeholders"): {"other": {"name": "Other"}},
        ("Issue", "title"): "Another",
        ("Issue", "proposition"): "P",
        ("Issue", "tags"): ["tag"],
        ("Issue", "weight"): 2,
        ("Issue", "note"): "N",
        ("Source", "title"): "Another",
        ("Issue", "was"): ["old"],
        ("Source", "sha256"): "a" * 64,
        ("Source", "archived"): {"url": "U", "date": "2018"},
        ("Archived", "date"): "2017",
        ("Source", "date"): "2017",
        ("Source", "retrieved"): "2018",
        ("Stakeholder", "name"): "Another",
        ("Stakeholder", "member_of"): ["b"],
        ("Stakeholder", "influence"): 50,
        ("Stakeholder", "influences"): {"b": 2},
        ("Stakeholder", "attributes"): {"party": "P"},
        ("Stakeholder", "positions"): {},
        ("Stakeholder", "was"): ["old"],
        ("Stakeholder", "private"): True,
        ("Position", "status"): "draft",
        ("Position", "reviewed_on"): "2018",
        ("Position", "correction"): {"date": "2019", "from": "oppose"},
        ("Position", "attributes"): {"venue": "V"},
        ("Position", "private"): True,
        ("Correction", "date"): "2017",
        ("Correction", "from_"): "neutral",
        ("Evidence", "private"): True,
        ("Position", "stance"): "oppose",
        ("Position", "date"): "2017",
        ("Position", "salience"): 70,
        ("Position", "confidence"): "low",
        ("Position", "evidence"): [],
        ("Evidence", "source"): "t",
        ("Evidence", "basis"): "reported",
    }
)
"""A value of each field other than the usual one; a field that is not here takes a text."""

WIDE_LOSES = {
    "Source": "2 sources",
    "Archived": "2 sources",
    "Correction": "1 correction",
    "Position.correction": "1 correction",
    "Dataset.sources": "3 sources",
    "Evidence": "1 item of evidence",
    "Stakeholder.name": "stakeholders' names",
    "Issue.title": "1 issue's title",
}
"""What a wide table names as lost as a whole, whatever is in it; the long one has it."""

SAME_EVERYWHERE = {("Dataset", "format")}
"""A constant of the format."""

FIELDS = [
    (model.__name__, field)
    for model in MODELS
    for field in model.model_fields
    if (model.__name__, field) not in SAME_EVERYWHERE
]


def parts() -> dict[str, dict[str, Any]]:
    """Return the parts of a dataset, by the name of their model."""
    item = {"source": "s", "quote": "Q"}
    correction, archived = {"date": "2018", "from": "oppose"}, {"url": "U"}
    position = {"stance": "support", "evidence": [item], "correction": correction}
    actor = {"name": "A", "positions": {"i": position}}
    issue, source = {"title": "I"}, {"title": "S", "archived": archived}
    whole = {
        "format": 1,
        "title": "T",
        "issues": {"i": issue},
        "sources": {"s": source, "t": {"title": "T"}},
        "stakeholders": {"a": actor, "b": {"name": "B", "positions": {"i": "neutral"}}},
    }
    return {
        "Dataset": whole,
        "Issue": issue,
        "Source": source,
        "Stakeholder": actor,
        "Position": position,
        "Evidence": item,
        "Correction": correction,
        "Archived": archived,
    }


def written(model: str, field: str, request: ExportRequest, *, given: bool) -> tuple[object, ...]:
    """Return the tables and the remarks of an export, with a field given or as usual."""
    found = parts()
    if given:
        found[model][field.removesuffix("_")] = GIVEN.get((model, field), "a text")
    study = _study(Dataset.model_validate(found["Dataset"]))
    tables = report_of(request, study).tables
    return [(table.columns, table.rows) for table in tables if table.kind == "table"], remarks_on(
        request, study, "x"
    )


def _study(dataset: Dataset) -> Study:
    return study_of(Loaded(dataset, Origin(()), (), "0" * 64, None))


@pytest.mark.parametrize("place", ["x.csv", "x.xlsx", "x.parquet", "x/", "wide.csv", "wide.xlsx"])
@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_a_field_is_written_or_named_as_lost(model: str, field: str, place: str) -> None:
    request = request_of(place, None if place == "x/" else "wide" if place.startswith("wide") else "long")
    usual, given = (written(model, field, request, given=given) for given in (False, True))
    lost_whole = WIDE_LOSES.get(model, WIDE_LOSES.get(f"{model}.{field}"))
    if request.kind == "wide" and lost_whole is not None:
        assert lost_whole in str(given[-1])
        return
    assert usual != given, (
        f"{model}.{field} changes neither the tables nor the remarks of {place}: add a column, or name it as "
        "lost in exports/export_warnings.py"
    )


def test_every_part_of_the_dataset_is_looked_at() -> None:
    assert set(parts()) == {model.__name__ for model in MODELS}
    assert set(GIVEN) <= set(FIELDS)
