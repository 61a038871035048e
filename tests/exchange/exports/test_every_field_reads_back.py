"""Each field of the models comes back from a long table in every format, or is named as lost in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpers.fields import FIELDS, GIVEN, parts
from positions.cli import main
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset

PARTS = {
    ("Dataset", "issues"),
    ("Dataset", "sources"),
    ("Dataset", "stakeholders"),
    ("Stakeholder", "positions"),
    ("Position", "evidence"),
    ("Source", "archived"),
    ("Position", "acceptable"),
    ("Position", "correction"),
}
"""What holds other parts, which have fields of their own."""

ELSEWHERE = {
    ("Dataset", "title"): "--title",
    ("Stakeholder", "short"): "1 short name",
    ("Stakeholder", "note"): "1 remark on a stakeholder",
    ("Stakeholder", "attributes"): "1 stakeholder's attributes",
    ("Stakeholder", "member_of"): "1 stakeholder's memberships",
    ("Stakeholder", "influences"): "1 stakeholder's influence on others",
    ("Issue", "tags"): "1 issue's tags",
    ("Issue", "weight"): "1 weight",
    ("Issue", "note"): "1 remark on an issue",
}
"""What a long table has no place for, with the words that say so; `--type actors` and `issues` have most."""

AMOUNTS = {"min": 0, "max": 100, "neutral": "none"}
TOGETHER: dict[tuple[str, str], object] = {
    ("Dataset", "scale"): AMOUNTS,
    ("Issue", "scale"): {**AMOUNTS, "max": 200},
    ("Position", "stance"): 20,
    ("Correction", "from_"): 30,
    ("Evidence", "source"): "s",
}
"""Values that fit each other, as the interval of amounts that are accepted needs them."""


def everything() -> dict[str, dict[str, Any]]:
    """Return the parts of a dataset with every field given at once."""
    found = parts()
    for model, field in FIELDS:
        if (model, field) not in PARTS:
            value = TOGETHER.get((model, field), GIVEN.get((model, field), "a text"))
            found[model][field.removesuffix("_")] = value
    found["Dataset"]["stakeholders"]["b"]["positions"] = {"i": {"stance": 40}}
    return found


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".xlsx", ".parquet"])
def test_every_field_comes_back_or_is_named(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = everything()
    dataset = Dataset.model_validate(whole["Dataset"])
    Path("data.yaml").write_text(dataset_to_yaml(dataset), encoding="utf-8")
    words = ["export", "--type", "long", "-d", "data.yaml", "-o", f"out{suffix}", "--audience", "team"]
    assert main(words) == 0
    said = capsys.readouterr().err
    assert main(["import", f"out{suffix}", "-o", "back.yaml", "-q"]) == 0
    back = load_bytes(Path("back.yaml").read_bytes()).require()
    for model, field in FIELDS:
        if (model, field) in PARTS:
            continue
        places = PLACES[model]
        old, new = (getattr(_at(one, places), field) for one in (dataset, back))
        if (model, field) in ELSEWHERE:
            assert ELSEWHERE[model, field] in said
            assert old != new, f"{model}.{field} comes back: take it out of the list"
        else:
            assert old == new, f"{model}.{field}"


PLACES: dict[str, tuple[str | int, ...]] = {
    "Dataset": (),
    "Issue": ("issues", "i"),
    "Source": ("sources", "s"),
    "Archived": ("sources", "s", "archived"),
    "Stakeholder": ("stakeholders", "a"),
    "Position": ("stakeholders", "a", "positions", "i", 0),
    "Acceptable": ("stakeholders", "a", "positions", "i", 0, "acceptable"),
    "Correction": ("stakeholders", "a", "positions", "i", 0, "correction"),
    "Evidence": ("stakeholders", "a", "positions", "i", 0, "evidence", 0),
}


def _at(value: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        value = getattr(value, step) if isinstance(step, str) and hasattr(value, step) else value[step]
    return value
