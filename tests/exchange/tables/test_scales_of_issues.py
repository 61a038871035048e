"""A table of issues that gives some of them scales of their own, beside a long or a wide table."""

from __future__ import annotations

from pathlib import Path

import pytest

import positions
from positions.dataset.models import Dataset
from positions.problems import DataError

pytestmark = pytest.mark.filterwarnings("ignore::positions.RemarkWarning")

TABLES = {
    "long": "actor,issue,stance\nA,tax,12\nB,tax,20\nA,bus,support\nB,bus,oppose\n",
    "wide": "name,tax,bus\nA,12,support\nB,20,oppose\n",
}


def read(folder: Path, kind: str, scale: str) -> Dataset:
    (folder / "t.csv").write_text(TABLES[kind], encoding="utf-8")
    (folder / "issues.csv").write_text(f"issue,title,unit,issue_scale\ntax,Tax,%,{scale}\n", encoding="utf-8")
    return positions.import_(folder / "t.csv", issues=folder / "issues.csv").dataset


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("scale", ["0:100", "0:100:none"])
def test_stances_are_read_on_the_scale_of_their_issue(kind: str, scale: str, tmp_path: Path) -> None:
    found = read(tmp_path, kind, scale)
    tax = found.issues["tax"]
    assert tax.scale is not None
    assert (tax.scale.minimum, tax.scale.maximum, tax.scale.sided, tax.unit) == (
        0,
        100,
        scale == "0:100",
        "%",
    )
    assert {name: actor.positions["tax"][0].stance for name, actor in found.stakeholders.items()} == {
        "A": 12,
        "B": 20,
    }
    assert found.scale.name == "three-point"
    assert found.stakeholders["B"].positions["bus"][0].stance == "oppose"


@pytest.mark.parametrize(
    ("scale", "said"), [("bogus", "'bogus' is not a scale"), ("0:10", "12 is not on the scale")]
)
@pytest.mark.parametrize("kind", TABLES)
def test_what_is_wrong_is_named_with_its_line(kind: str, scale: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        read(tmp_path, kind, scale)
    assert said in error.value.problems[0].message
    assert error.value.problems[0].location is not None
    assert error.value.problems[0].location.line == 2
