"""No share stands without its number: every percentage that people read has beside it of how many it is.

Over random datasets, in every sentence, note and cell of every report, of the page and the briefing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.coders.codings import Coding, Codings
from positions.dataset.load import load_bytes
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.render.briefing import briefing_markdown
from positions.render.common.share_legend import shade_legend
from positions.render.html.page import render_page
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.blocs.report import blocs
from positions.reports.brief.report import brief
from positions.reports.common.study import Study, study_of
from positions.reports.common_ground import common_ground_of
from positions.reports.compare.report import compare
from positions.reports.diff import diff
from positions.reports.explain import explain
from positions.reports.gaps import gaps
from positions.reports.groups.report import group_report, grouped
from positions.reports.history import history, pair_history
from positions.reports.issues import issues
from positions.reports.map.report import map_of
from positions.reports.network.report import network_report
from positions.reports.page.report import page
from positions.reports.power.report import power
from positions.reports.reliability.report import reliability
from positions.reports.show import show_actor, show_issue
from positions.tables import Report, Share
from positions.vocabulary import MEASURES, NON_POSITIONS

pytestmark = pytest.mark.usefixtures("few_shuffles")

STANCES = ("strongly-support", "support", "neutral", "oppose", "strongly-oppose", *NON_POSITIONS)
PERCENTAGE = re.compile(r"\d%")
NUMBER_BESIDE = re.compile(r"%[^%;.]*?(\b(of|over) (the |all )?\d|·\d)")
SHADES = [legend.words for legend in shade_legend([Share(value=0.5, shared=9, conditional=0)])]
NO_SHARES = ("95% interval", *SHADES)
"""Percentages that are no shares of what is counted: of an interval, and where the next shade begins."""

AXIS = re.compile(r'<(\w+)\b[^>]*\bclass="(?:[^"]* )?axis[ "][^>]*>.*?</\1>', re.S)
"""An axis in a page: what stands at its ticks is a scale, no share of anything counted."""

BOUNDS = re.compile(r"\[[<>]?\d+%–[<>]?\d+%\]")


@dataclass(frozen=True)
class Made:
    """A dataset, another reading of the same issues and actors, and how to compare and print it."""

    study: Study = field(repr=False)
    other: Study = field(repr=False)
    codings: Codings = field(repr=False)
    texts: tuple[str, ...]
    how: Comparison
    format: str


@st.composite
def datasets(draw: st.DrawFn) -> Made:
    names = [f"i{number}" for number in range(draw(st.integers(1, 6)))]

    def cell() -> dict[str, object]:
        stance = draw(st.sampled_from(STANCES))
        made: dict[str, object] = {"stance": stance, "date": draw(st.sampled_from(["2016-02", "2017-03"]))}
        if draw(st.booleans()):
            made["salience"] = draw(st.integers(0, 100))
        if stance not in NON_POSITIONS and draw(st.integers(0, 5)) == 0:
            made["condition"] = "if it is paid for"
        return made

    issues_made = {
        name: {"title": name, "proposition": "Do it", "weight": draw(st.sampled_from([1, 1, 1, 3, 0.5]))}
        for name in names
    }
    actors = {}
    for number in range(draw(st.integers(2, 8))):
        actors[f"a{number}"] = {
            "name": f"Actor {number}",
            "kind": draw(st.sampled_from(["party", "charity"])),
            "influence": draw(st.integers(0, 100)),
            "influences": {f"a{(number + 1) % 2}": draw(st.integers(0, 4))} if number > 1 else {},
            "positions": {name: cell() for name in names if draw(st.integers(0, 5))},
        }
    reread = {
        name: {**actor, "positions": {issue: cell() for issue in names if draw(st.integers(0, 3))}}
        for name, actor in actors.items()
    }
    head = {"format": 1, "title": "T", "issues": issues_made}
    texts = tuple(
        yaml.safe_dump({**head, "stakeholders": found}, sort_keys=False) for found in (actors, reread)
    )
    loaded = [load_bytes(text.encode()) for text in texts]
    codings = tuple(Coding(f"coder {number}", one.require(), one.origin) for number, one in enumerate(loaded))
    how = Comparison(
        measure=draw(st.sampled_from(MEASURES)),
        weighted=draw(st.booleans()),
        by_salience=draw(st.integers(0, 3)) == 0,
        bounds=draw(st.booleans()),
    )
    made = Codings(codings, (), ("", ""))
    name = draw(st.sampled_from(["markdown", "terminal", "html"]))
    return Made(study_of(loaded[0]), study_of(loaded[1]), made, texts, how, name)


def reports_of(made: Made) -> Iterator[Report]:
    """Yield every command's report, in its variants."""
    study, other = made.study, made.other
    yield compare(study, made.how)
    yield group_report(grouped(study, "kind", Comparison(made.how.measure)), Comparison(made.how.measure))
    for report in (blocs, map_of):
        try:
            yield report(study, made.how)
        except UsageError:
            continue
    yield from (issues(study), issues(study, consensus=True), common_ground_of(study), gaps(study))
    yield from (power(study), power(study, by_salience=True), history(study))
    yield from (explain(study, "a0", "a1"), show_actor(study, "a0"), show_issue(study, "i0"))
    yield from (pair_history(study, "a0", "a1", Comparison()), diff(study, other))
    yield from (network_report(study, NetworkRule()), reliability(made.codings))


def percentages_alone(text: str) -> list[str]:
    """Return the lines, cells and sentences of a text that hold a percentage without its number."""
    text = BOUNDS.sub("", text)
    parts = [part for line in text.splitlines() for part in re.split(r"\s\|\s|(?<=[.]) ", line)]
    parts = [part for part in parts if not any(phrase in part for phrase in NO_SHARES)]
    return [part for part in parts if len(PERCENTAGE.findall(part)) > len(NUMBER_BESIDE.findall(part))]


def text_of(report: Report, name: str) -> str:
    """Return a report with all its tables as people read it in a format."""
    tables = tuple(table.id for table in report.tables)
    found = REGISTRY[name].render(report, RenderOptions(tables=tables))
    assert isinstance(found, str)
    return read_html(found) if name == "html" else re.sub(r"\\(.)", r"\1", found)


def read_html(text: str) -> str:
    """Return the text of a page, a line for each cell and paragraph."""
    text = AXIS.sub("\n", re.sub("<(script|style).*?</\\1>", " ", text, flags=re.S))
    block = "td|th|p|li|dt|dd|tr|div|h\\d|summary|caption|text|title"
    return unescape(re.sub("<[^>]*>", "", re.sub(f"</?({block})\\b[^>]*>", "\n", text)))


@given(datasets())
@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_share_stands_without_its_number(made: Made) -> None:
    for report in reports_of(made):
        assert not percentages_alone(text_of(report, made.format)), report.command


@given(datasets())
@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_share_of_the_page_or_the_briefing_does(made: Made) -> None:
    assert not percentages_alone(read_html(render_page(page(made.study))))
    assert not percentages_alone(re.sub(r"\\(.)", r"\1", briefing_markdown(brief(made.study))))


@pytest.mark.parametrize(
    "text",
    ["A and B agree on 67%.", "67% of those", "| 67% | 6 |", "from 20% to 40% of 6", "0%, of these 6%"],
)
def test_a_share_without_a_number_is_found(text: str) -> None:
    assert percentages_alone(text)


@pytest.mark.parametrize(
    "text", ["67% of 6", "67%·6", "60% by weight of 3", "98% agreement over 4", "a 95% interval"]
)
def test_a_share_with_its_number_is_left_alone(text: str) -> None:
    assert not percentages_alone(text)


def test_an_axis_is_no_share_whatever_its_ends() -> None:
    axis = '<p class="axis" aria-hidden="true"><span>100%</span><span>63%</span><span>25%</span></p>'
    assert not percentages_alone(read_html(axis))
    assert not percentages_alone(read_html(axis.replace('"axis"', '"axis wide"')))
    assert percentages_alone(read_html(f"{axis}<p>63%</p>"))
    assert percentages_alone(read_html(axis.replace('"axis"', '"axis-like"')))
