"""Two things have two words, in every output: nobody against or mixed, and no pair on opposite sides."""

from __future__ import annotations

import re

import pytest
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.studies import study
from positions.measures.pairs.results import Comparison
from positions.render.briefing import briefing_markdown
from positions.render.html.page import render_page
from positions.render.registry import REGISTRY
from positions.reports.brief.report import brief
from positions.reports.common.study import Study
from positions.reports.common_ground import common_ground_of
from positions.reports.compare.report import compare
from positions.reports.issues import issues
from positions.reports.page.report import page
from positions.tables import Report

pytestmark = pytest.mark.usefixtures("few_shuffles")

WORDS = ("support", "oppose", "neutral", "mixed", "undecided", "silent", "-")
DEFINITION = re.compile(r"All for, all against: .*?never counted as consent\.", re.DOTALL)

NONE = "none on which somebody holds a position and nobody is against or mixed"


def in_every_form(report: Report) -> list[str]:
    forms = [str(REGISTRY[name].render(report)) for name in ("terminal", "markdown", "html")]
    return [*forms, str(REGISTRY["svg"].render(report))] if report.pictures else forms


def outputs(found: Study) -> list[str]:
    how = Comparison()
    texts = [
        text
        for report in (common_ground_of(found), compare(found, how), issues(found))
        for text in in_every_form(report)
    ]
    texts += [render_page(page(found, how)), briefing_markdown(brief(found, how))]
    plain = (re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL) for text in texts)
    return [DEFINITION.sub("", " ".join(re.sub(r"<[^>]*>", " ", text).split())).lower() for text in plain]


@settings(max_examples=examples(25))
@case(["oppose", "oppose", "oppose"])
@case(["neutral", "mixed", "support"])
@case(["silent", "neutral"])
@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4))
def test_nobody_opposed_and_no_pair_opposed_are_two_things(words: list[str]) -> None:
    rows = {f"A{number}": word for number, word in enumerate(words)}
    favour, against, holders = (
        sum(word in kinds for word in words)
        for kinds in (("support",), ("oppose",), ("support", "oppose", "neutral"))
    )
    nobody = not against and "mixed" not in words and bool(holders)
    texts = outputs(study(1, rows))
    for text in texts:
        if nobody:
            assert NONE not in text
        if re.search(r"nobody (is )?(known to be )?(opposed|against)", text.replace(NONE, "")):
            assert nobody, text
        if "no pair opposed" in text:
            assert favour * against == 0, text
            assert holders > 1, text
        if re.search(r"\d pairs? opposed", text):
            assert favour * against, text
    assert any("no pair opposed" in text for text in texts) == (holders > 1 and not favour * against)
