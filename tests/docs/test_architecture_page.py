"""The picture of the floors and the list of rooms are drawn from the imports, and fresh."""

from importlib import import_module
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from helpers.paths import DOCS, SOURCE

architecture = import_module("architecture_picture")  # in scripts/, where mypy does not look
GRAPH = {
    "top": {"left", "base", "right"},
    "left": {"base"},
    "right": {"left"},
    "base": set[str](),
    "leaf": set[str](),
}


def test_the_picture_and_the_table_are_fresh() -> None:
    assert architecture.stale() == []


def test_a_changed_picture_and_page_are_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (DOCS / "contributing" / "architecture.md").read_text(encoding="utf-8")
    monkeypatch.setattr(architecture, "PICTURE", tmp_path / "architecture.svg")
    monkeypatch.setattr(architecture, "PAGE", tmp_path / "architecture.md")
    architecture.PAGE.write_text(page.replace("| `resolve.py` |", "| `resolves.py` |"), encoding="utf-8")
    assert architecture.stale() == ["architecture.svg", "architecture.md"]


def test_every_part_stands_above_what_it_imports() -> None:
    graph = architecture.parts()
    floor_of = {name: number for number, floor in enumerate(architecture.floors(graph)) for name in floor}
    assert floor_of.keys() == graph.keys()
    assert all(floor_of[name] < floor_of[target] for name, targets in graph.items() for target in targets)
    assert architecture.floors(GRAPH) == [["top"], ["right"], ["left"], ["base", "leaf"]]


def test_arrows_that_follow_from_others_are_left_out() -> None:
    assert architecture.reduced(GRAPH) == {
        "top": {"right"},
        "right": {"left"},
        "left": {"base"},
        "base": set(),
        "leaf": set(),
    }


def test_the_picture_has_every_part_and_no_two_boxes_overlap() -> None:
    svg = fromstring(architecture.drawing())
    space = "{http://www.w3.org/2000/svg}"
    shown = {text.text for text in svg.iter(f"{space}text")}
    entries = {
        path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert {name for name in entries if not name.startswith("_")} <= shown
    boxes = [
        tuple(float(rect.get(key, "0")) for key in ("x", "y", "width", "height"))
        for rect in svg.iter(f"{space}rect")
        if rect.get("x")
    ]
    for at, (x, y, wide, tall) in enumerate(boxes):
        for left, top, width, height in boxes[:at]:
            assert x >= left + width or left >= x + wide or y >= top + height or top >= y + tall
