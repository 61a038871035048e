"""The roll call for R's pscl: sides as 1 and 0, everything else empty."""

from __future__ import annotations

import csv
import io

import pytest

from helpers.paths import REPOSITORY
from positions.exchange.exports.roll_call import roll_call
from positions.library.commands.export import exporting
from positions.library.loading import load
from positions.problems import UsageError
from positions.render.registry import REGISTRY

EXAMPLE = REPOSITORY / "data" / "stakeholders.yaml"
NOMINAL = REPOSITORY / "tests" / "data" / "valid" / "nominal.yaml"


def test_the_example_as_votes() -> None:
    study = load(EXAMPLE)
    made = exporting(study, "votes.csv", {"type": "pscl"})
    assert made.report is not None
    rows = list(csv.reader(io.StringIO(str(REGISTRY["csv"].render(made.report)))))
    assert rows[0] == ["id", *(issue.id for issue in study.grid.issues)]
    for row, sides in zip(rows[1:], study.grid.sides, strict=True):
        for issue, vote in enumerate(row[1:]):
            wanted = "1" if sides.favour >> issue & 1 else "0" if sides.against >> issue & 1 else ""
            assert vote == wanted
    assert any("rollcall(" in words for words in made.remarks)


def test_a_scale_without_sides_is_refused() -> None:
    with pytest.raises(UsageError, match="no sides"):
        roll_call(load(NOMINAL))
