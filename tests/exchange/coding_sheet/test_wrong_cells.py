"""What is wrong in one of a field's columns is said of that column, whatever field it is."""

import pytest
from pydantic import BaseModel

from positions.dataset.models import Issue, Position, Source, Stakeholder
from positions.exchange.coding_sheet.fields import (
    ENTRY_MORE,
    ISSUE,
    SOURCE,
    STAKEHOLDER,
    Field,
    parse_field,
)
from positions.exchange.coding_sheet.wrong_cells import WrongCellError

MODELS: list[tuple[type[BaseModel], tuple[Field, ...]]] = [
    (Position, ENTRY_MORE),
    (Stakeholder, STAKEHOLDER),
    (Issue, ISSUE),
    (Source, SOURCE),
]
SOUND = {
    "number": "10",
    "date": "2020",
    "stance": "support",
    "flag": "yes",
    "needs": "a=for",
    "text": "words",
}
CASES = [
    pytest.param(model, field, place, id=f"{model.__name__}-{column.id}")
    for model, fields in MODELS
    for field in fields
    if len(field.columns) > 1
    for place, column in enumerate(field.columns)
    if column.kind not in ("text", "stance")
]


@pytest.mark.parametrize(("model", "field", "place"), CASES)
def test_the_column_that_means_nothing_is_named(model: type[BaseModel], field: Field, place: int) -> None:
    columns = field.columns
    texts = {column.id: SOUND[column.kind] for column in columns}
    parse_field(model, field, texts)
    with pytest.raises(WrongCellError) as wrong:
        parse_field(model, field, {**texts, columns[place].id: "~"})
    assert columns[wrong.value.place].id == columns[place].id
