"""Every field of the models, with a value of each other than the usual one, and a dataset to put it into."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from positions.dataset.models import (
    Acceptable,
    Archived,
    Correction,
    Dataset,
    Evidence,
    Issue,
    Position,
    Source,
    Stakeholder,
)

MODELS: tuple[type[BaseModel], ...] = (
    Acceptable,
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
        ("Issue", "scale"): {"levels": {"no": -1, "neutral": 0, "strongly-support": 1, "support": 2}},
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
        ("Position", "acceptable"): {"min": 1},
        ("Acceptable", "min"): 1,
        ("Acceptable", "max"): 90,
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
    accepted = {"min": 2, "max": 80}
    position = {"stance": "support", "evidence": [item], "correction": correction, "acceptable": accepted}
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
        "Acceptable": accepted,
        "Archived": archived,
    }


def with_field(model: str, field: str, *, given: bool) -> Dataset:
    """Return a dataset with a field given, or as usual."""
    found = parts()
    if given:
        found[model][field.removesuffix("_")] = GIVEN.get((model, field), "a text")
    return Dataset.model_validate(found["Dataset"])
