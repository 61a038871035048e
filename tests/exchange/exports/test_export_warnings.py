"""What a table leaves out is named."""

import pytest

from positions.dataset.models import Dataset
from positions.exchange.exports.export_warnings import lost_in_long


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
