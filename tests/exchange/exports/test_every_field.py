"""Whatever a dataset may hold is in what an export writes, or the export says that it is lost."""

from __future__ import annotations

import pytest

from helpers.fields import FIELDS, GIVEN, MODELS, parts, with_field
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset
from positions.dataset.origin import Origin
from positions.exchange.exports.selection import ExportRequest, remarks_on, report_of, request_of
from positions.reports.common.study import Study, study_of

WIDE_LOSES = {
    "Source": "2 sources",
    "Archived": "2 sources",
    "Correction": "1 correction",
    "Acceptable": "1 interval that is acceptable",
    "Position.acceptable": "1 interval that is acceptable",
    "Position.correction": "1 correction",
    "Dataset.sources": "3 sources",
    "Evidence": "1 item of evidence",
    "Stakeholder.name": "stakeholders' names",
    "Issue.title": "1 issue's title",
}
"""What a wide table names as lost as a whole, whatever is in it; the long one has it."""


def written(model: str, field: str, request: ExportRequest, *, given: bool) -> tuple[object, ...]:
    """Return the tables and the remarks of an export, with a field given or as usual."""
    study = _study(with_field(model, field, given=given))
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
