"""What a table leaves out is named."""

import pytest

from positions.dataset.models import Dataset
from positions.exchange.exports.export_warnings import lost_in_long, lost_in_wide


@pytest.mark.parametrize(("weight", "lost"), [(0.5, True), (1, False), (1.5, True)])
def test_a_weight_other_than_one_is_named(weight: float, lost: bool) -> None:
    dataset = Dataset.model_validate(
        {
            "format": 1,
            "title": "Made up",
            "issues": {"tram": {"title": "Tram", "weight": weight}},
            "stakeholders": {},
        }
    )
    assert any("1 weight" in sentence for sentence in lost_in_long(dataset)) == lost


def test_what_a_wide_table_leaves_out_is_counted() -> None:
    dataset = Dataset.model_validate(
        {
            "format": 1,
            "title": "Made up",
            "issues": {"tram": {"title": "Tram"}},
            "stakeholders": {
                "one": {"name": "one", "influence": 0, "kind": "club"},
                "two": {"name": "Two"},
                "three": {"name": "three", "influence": 50},
            },
        }
    )
    said = " ".join(lost_in_wide(dataset))
    for words in ("2 influences", "1 kind", "1 stakeholder's name", "1 issue's title"):
        assert words in said
    assert "date" not in said
