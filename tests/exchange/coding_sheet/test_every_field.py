"""Every key of the format has its column in a coding sheet, or is named among those that stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from helpers.fields import FIELDS, with_field
from positions.dataset.models import Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.exchange.coding_sheet.fields import (
    ENTRY_FIRST,
    ENTRY_MORE,
    EVIDENCE,
    ISSUE,
    KEPT,
    SOURCE,
    STAKEHOLDER,
    Field,
    parse_field,
)
from positions.exchange.coding_sheet.records import all_entries, entry_texts, part_texts

TABLES: Mapping[str, tuple[Field, ...]] = {
    "Position": (*ENTRY_FIRST, *ENTRY_MORE),
    "Evidence": EVIDENCE,
    "Issue": ISSUE,
    "Source": SOURCE,
    "Stakeholder": STAKEHOLDER,
}
MODELS = {model.__name__: model for model in (Position, Evidence, Issue, Source, Stakeholder)}
BY_NAME = "attributes"
"""Each has a column under its own name."""


@pytest.mark.parametrize("model", TABLES)
def test_every_field_has_columns_or_is_kept(model: str) -> None:
    columns = {field.name for field in TABLES[model]}
    kept = {name for other, name in KEPT if other == model}
    own = {BY_NAME} & set(MODELS[model].model_fields)
    assert columns | kept | own == set(MODELS[model].model_fields)
    assert not columns & kept


def rows_of(dataset: Dataset) -> list[dict[str, str]]:
    """Return all rows of a dataset's sheets."""
    parts = (
        *(("stakeholders", part) for part in dataset.stakeholders.values()),
        *(("issues", part) for part in dataset.issues.values()),
        *(("sources", part) for part in dataset.sources.values()),
    )
    rows = [part_texts(section, part) for section, part in parts]  # type: ignore[arg-type]  # literals, joined
    return [*rows, *map(entry_texts, all_entries(dataset))]


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_a_row_says_each_value(model: str, field: str) -> None:
    if model == "Dataset" or (model, field) in KEPT:
        return
    assert rows_of(with_field(model, field, given=True)) != rows_of(with_field(model, field, given=False))


@pytest.mark.parametrize("model", ["Issue", "Source", "Stakeholder"])
def test_a_value_comes_back_from_its_texts(model: str) -> None:
    for name, field in FIELDS:
        if name != model or (name, field) in KEPT or field == BY_NAME:
            continue
        dataset = with_field(model, field, given=True)
        section = {"Issue": "issues", "Source": "sources", "Stakeholder": "stakeholders"}[model]
        one = next(own for own in TABLES[model] if own.name == field)
        for part in getattr(dataset, section).values():
            assert parse_field(MODELS[model], one, one.texts(part)) == getattr(part, field)
