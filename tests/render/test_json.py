"""JSON: the form that scripts rely on."""

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from helpers.examples import examples
from helpers.paths import REPOSITORY
from helpers.random_reports import made_up, reports
from positions.render.registry import REGISTRY, RenderOptions
from positions.tables import (
    Column,
    Count,
    DatasetInfo,
    EvidenceItem,
    Matrix,
    Ref,
    Report,
    Share,
    StanceCell,
    Table,
)

SCHEMA = json.loads((REPOSITORY / "schema" / "output.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
A, B = Ref("a", "Label A", "Name A"), Ref("b", "B", "B")


def rendered(report: Report, **options: Any) -> Any:
    text = REGISTRY["json"].render(report, RenderOptions(**options))
    assert isinstance(text, str)
    return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def report_of(*tables: Table | Matrix, **more: Any) -> Report:
    return Report("c", DatasetInfo("T", "s"), "T", tables, (), **more)


@given(reports())
@settings(max_examples=examples(60), deadline=None)
def test_every_output_fits_the_schema(report: Report) -> None:
    VALIDATOR.validate(rendered(report))


def test_the_schema_is_a_schema_and_refuses_what_is_amiss() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    good = rendered(made_up(2, 2))
    spoilers: list[Callable[[Any], object]] = [
        lambda data: data.pop("dataset"),
        lambda data: data.update(schema_version=2),
        lambda data: data["tables"][0]["rows"][0].pop("id"),
        lambda data: data["tables"][0].update(kind="cube"),
        lambda data: data["tables"][0]["rows"][0].update({"issue-1": {"stance": "support"}}),
    ]
    for spoil in spoilers:
        bad = json.loads(json.dumps(good))
        spoil(bad)
        assert not VALIDATOR.is_valid(bad)


def test_cells_of_a_matrix_stand_by_id() -> None:
    held = StanceCell("position", "oppose", -1.0, -1, 0.5, "stated", "high", "if", grades=2)
    on_a_range = StanceCell("position", None, 52.5, 1, 0.1)
    matrix = Matrix(
        "stances",
        "Stances",
        "stance",
        (A, B),
        (Ref("i", "I", "I"), Ref("j", "J", "J")),
        ((held, StanceCell("not-researched")), (StanceCell("silent"), on_a_range)),
    )
    table = rendered(report_of(matrix))["tables"][0]
    assert table["columns"][0] == {"id": "i", "label": "I", "name": "I", "type": "stance"}
    assert table["rows"] == [
        {
            "id": "a",
            "i": {
                "stance": "oppose",
                "value": -1,
                "basis": "stated",
                "confidence": "high",
                "condition": "if",
            },
            "j": None,
        },
        {
            "id": "b",
            "i": {"stance": "silent", "value": None, "basis": None, "confidence": None, "condition": None},
            "j": {"stance": None, "value": 52.5, "basis": None, "confidence": None, "condition": None},
        },
    ]


def test_cells_of_a_table_are_ids_and_numbers_at_full_precision() -> None:
    quote = EvidenceItem("own", "stated", "words", source_id="s", title="Source")
    columns = tuple(
        Column(name, name) for name in ("ref", "refs", "quotes", "share", "none", "count", "nan", "inf")
    )
    row = (A, (A, B), (quote,), Share(2 / 3, 6), Share(None, 0), Count(2, 3), math.nan, -math.inf)
    table = rendered(report_of(Table("t", "T", columns, (row,))))["tables"][0]
    (cells,) = table["rows"]
    assert cells["ref"] == "a"
    assert cells["refs"] == ["a", "b"]
    assert cells["share"] == 2 / 3
    assert [cells[name] for name in ("none", "count", "nan", "inf")] == [None, 2, None, None]
    assert cells["quotes"][0]["source"] == "s"
    assert cells["quotes"][0]["quote"] == "words"
    assert list(cells) == [column.id for column in columns]


def test_machines_get_every_table_unless_one_is_asked_for() -> None:
    report = made_up(2, 2)
    assert [table["id"] for table in rendered(report)["tables"]] == ["stances", "agreement", "disagreement"]
    asked = rendered(report, tables=("disagreement", "stances"))
    assert [table["id"] for table in asked["tables"]] == ["disagreement", "stances"]


def test_ascii_output_says_the_same() -> None:
    report = report_of(summary=("“Größe” 日本",))
    text = REGISTRY["json"].render(report, RenderOptions(ascii=True))
    assert isinstance(text, str)
    assert text.isascii()
    assert rendered(report, ascii=True) == rendered(report)


def test_what_a_small_comparison_gives(snapshot: SnapshotAssertion) -> None:
    assert REGISTRY["json"].render(made_up(2, 2)) == snapshot
