"""The tables of a page in a real browser: no word of a heading is broken, and paper gets all columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.pages import written
from helpers.paths import EXAMPLE
from positions.library.loading import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

BROKEN = """where => [...document.querySelectorAll(where)].flatMap(span => {
  const text = span.lastChild, broken = [];
  if (!text || !text.data) return [];
  for (const word of text.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
  }
  return broken;
})"""


def address(folder: Path, names: list[str]) -> str:
    """Write the page of so many actors on two issues, and return its address."""
    data = {
        "format": 1,
        "title": "T",
        "issues": {"a": {"title": "Tax"}, "b": {"title": "Rail"}},
        "stakeholders": {
            f"x{at}": {"name": name, "positions": {"a": "support" if at % 2 else "oppose", "b": "support"}}
            for at, name in enumerate(names)
        },
    }
    file = folder / "data.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    return written(load(file), folder)


@pytest.mark.parametrize("width", [390, 1000, 1440])
def test_no_word_over_a_column_is_broken_but_a_very_long_one(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    names = ["Environmental Telecommunications Agency", "Interdepartmental Commissioner", long, "LGA"]
    page = address(tmp_path, names)
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(page)
    assert set(tab.evaluate(BROKEN, ".matrix thead th span")) == {long}
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.close()


@pytest.mark.parametrize("width", [360, 400, 700])
def test_no_word_of_a_pair_is_broken(browser: Browser, tmp_path: Path, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(written(load(EXAMPLE), tmp_path))
    tab.locator("#agreement-matrix a[href='#localis/lga']").first.click()
    pair = tab.locator("dialog table.pair")
    cells = "dialog .pair thead th, dialog .pair td, dialog .pair td a, dialog .pair .proposed"
    assert tab.evaluate(BROKEN, cells) == []
    assert {"opposite sides", "Localis silent"} <= set(pair.locator("td:last-child").all_inner_texts())
    assert pair.evaluate("table => table.scrollWidth <= table.clientWidth")
    assert tab.get_by_role("table").filter(has_text="Local leadership").get_by_role("row").count() > 9
    tab.close()


def test_without_a_script_a_broad_matrix_is_in_parts_on_paper(browser: Browser, tmp_path: Path) -> None:
    page = address(tmp_path, [f"Actor {number}" for number in range(17)])
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(page)
    shown = tab.locator("#agreement-matrix table:visible")
    assert [one.locator("thead th").count() for one in shown.all()] == [17]
    tab.emulate_media(media="print")
    assert [one.locator("thead th").count() for one in shown.all()] == [9, 8]
    heads = [text for one in shown.all() for text in one.locator("thead th").all_inner_texts()]
    assert heads == [f"Actor {number}" for number in range(17)]
    first, second = (one.locator("tbody tr").nth(3).locator("td").all_inner_texts() for one in shown.all())
    tab.emulate_media(media="screen")
    assert first + second == shown.first.locator("tbody tr").nth(3).locator("td").all_inner_texts()
    context.close()
