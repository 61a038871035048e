"""Words that run from right to left, as a browser lays them out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.pages import written
from positions.dataset.load import load_bytes
from positions.reports.common.study import study_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

SENTENCE = "הממשלה תומכת ברפורמה!"
DATASET = f"""\
format: 1
title: Reform
issues: {{reform: {{title: Reform}}}}
sources: {{a: {{title: A speech}}}}
stakeholders:
  government:
    name: Government
    positions:
      reform: {{stance: support, evidence: [{{source: a, quote: "{SENTENCE}"}}]}}
"""

MEASURE = """sentence => {
  document.querySelectorAll("details").forEach(one => { one.open = true; });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const left = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from); range.setEnd(node, to);
    const box = range.getClientRects()[0];
    return box ? box.left : null;
  };
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.data.indexOf(sentence);
    if (start < 0) continue;
    const end = start + sentence.length;
    const mark = left(node, end - 1, end), first = left(node, start, start + 1);
    if (mark !== null && first !== null) found.push([mark, first]);
  }
  return found;
}"""


def test_a_quotation_from_right_to_left_ends_on_its_left(tab: Page, tmp_path: Path) -> None:
    tab.goto(written(study_of(load_bytes(DATASET.encode())), tmp_path))
    places = tab.evaluate(MEASURE, SENTENCE)
    assert places
    for mark, first_letter in places:
        assert mark < first_letter
