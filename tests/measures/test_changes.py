"""What kind of change a cell's difference is: the most important one, and no other."""

from typing import Any

import pytest

from positions.dataset.models import Dataset
from positions.dataset.scale import Scale
from positions.measures.changes import DatasetOn, changed_cells


def dataset(*entries: dict[str, Any]) -> DatasetOn:
    return DatasetOn(
        Dataset.model_validate(
            {
                "format": 1,
                "title": "Made up",
                "issues": {"tram": {"title": "Tram"}},
                "sources": {"paper": {"title": "Paper"}},
                "stakeholders": {
                    "lga": {"name": "LGA", "positions": {"tram": list(entries)} if entries else {}}
                },
            }
        )
    )


OLD = {"stance": "support", "date": "2020-01-01"}


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        ([OLD], None),
        ([], "gone"),
        ([OLD | {"date": "2020-01-02"}], "date"),
        ([{"stance": "support"}], "date"),
        ([OLD | {"stance": "oppose"}], "moved"),
        ([OLD | {"stance": "oppose", "date": "2021"}], "moved"),
        ([OLD | {"condition": "if paid for"}], "condition"),
        ([OLD | {"condition": "if paid for", "date": "2021"}], "condition"),
        ([OLD, OLD | {"date": "2021"}], "reaffirmed"),
        ([OLD | {"stance": "oppose", "date": "2019"}, OLD], "entries"),
        ([OLD | {"evidence": [{"source": "paper", "basis": "stated"}]}], "evidence"),
        ([OLD | {"date": "2021", "evidence": [{"source": "paper", "basis": "stated"}]}], "date"),
        ([OLD | {"note": "by heart"}], "details"),
    ],
)
def test_the_most_important_difference_names_the_change(
    after: list[dict[str, Any]], kind: str | None
) -> None:
    found = [change.kind for change in changed_cells(dataset(OLD), dataset(*after))]
    assert found == ([] if kind is None else [kind])


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (
            [{"date": "2020", "acceptable": {"max": 30}}, {"date": "2021", "acceptable": {"max": 50}}],
            "acceptable",
        ),
        ([{"date": "2020", "acceptable": {"max": 30}}, {"date": "2021"}], "acceptable"),
        ([{"date": "2020", "acceptable": {"max": 40}}], "acceptable"),
        (
            [
                {"date": "2020", "acceptable": {"max": 30}},
                {"date": "2021", "acceptable": {"min": 20, "max": 30}},
            ],
            "reaffirmed",
        ),
        ([{"date": "2020", "acceptable": {"min": 20, "max": 30}}], "details"),
    ],
)
def test_other_amounts_that_are_accepted_are_no_reaffirmation(after: list[dict[str, Any]], kind: str) -> None:
    before = [{"date": "2020", "acceptable": {"max": 30}}]
    old, new = (
        DatasetOn(made.dataset.model_copy(update={"scale": Scale("range", {}, 0, 100, sided=False)}))
        for made in (dataset(*({"stance": 20} | one for one in entries)) for entries in (before, after))
    )
    assert [change.kind for change in changed_cells(old, new)] == [kind]


def test_a_new_cell_is_added() -> None:
    assert [change.kind for change in changed_cells(dataset(), dataset(OLD))] == ["added"]
