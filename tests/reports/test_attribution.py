"""Whose words are whose, in every output: own words are quoted, no others are, and others say who they are.

Random datasets hold evidence of every basis, with and without speakers, publishers and authors, in cells
with a position and in every state. Each item's words are unique, so that an output can be searched for them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.load import load_bytes
from positions.exchange.exports.workbook import evidence_table
from positions.render.briefing import briefing_markdown
from positions.render.html.page import render_page
from positions.render.office.docx import render_briefing
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.brief.report import brief
from positions.reports.common.study import Study, study_of
from positions.reports.common_ground import common_ground_of
from positions.reports.diff import diff
from positions.reports.explain import explain
from positions.reports.history import history
from positions.reports.page.report import page
from positions.reports.show import show_actor, show_issue
from positions.tables import Report
from positions.vocabulary import BASES, NON_POSITIONS

pytestmark = pytest.mark.usefixtures("few_shuffles")

STANCES = ("strongly-support", "support", "neutral", "oppose", *NON_POSITIONS)
OPENING, CLOSING = "[\"'“‘«„]", "[\"'”’»]"


@dataclass(frozen=True)
class Item:
    """An item of evidence as it was written, and the publisher or author of its source."""

    basis: str
    words: str
    speaker: str | None
    reporter: str | None
    source: dict[str, str]


@dataclass(frozen=True)
class Made:
    """A dataset, and what evidence it holds."""

    study: Study
    items: tuple[Item, ...]
    text: bytes


@st.composite
def datasets(draw: st.DrawFn) -> Made:
    sources = {
        f"s{number}": {
            "title": f"Title {number}",
            "date": f"201{number}-03",
            **({"publisher": f"Publisher {number}"} if draw(st.booleans()) else {}),
            **({"author": f"Author {number}"} if draw(st.booleans()) else {}),
        }
        for number in range(2)
    }
    items: list[Item] = []

    def evidence() -> dict[str, str]:
        number, basis = len(items), draw(st.sampled_from(BASES))
        name = draw(st.sampled_from(sorted(sources)))
        speaker = f"Speaker{number}x" if basis == "attributed" or draw(st.booleans()) else None
        source = sources[name]
        item = Item(
            basis, f"words{number}x said", speaker, source.get("author") or source.get("publisher"), source
        )
        items.append(item)
        made = {"source": name, "quote": item.words, "basis": basis}
        return {**made, "speaker": speaker} if speaker else made

    def entry(stance: str | None = None) -> dict[str, Any]:
        said = [evidence() for _ in range(draw(st.integers(1, 2)))]
        return {"stance": stance or draw(st.sampled_from(STANCES)), "date": "2017-03", "evidence": said}

    def cell() -> object:
        both_sides = draw(st.integers(0, 3)) == 0
        return [entry("support"), entry("oppose")] if both_sides else entry()

    issues = {f"i{number}": {"title": f"Issue {number}"} for number in range(draw(st.integers(1, 3)))}
    actors = {
        f"a{number}": {"name": f"Actor {number}", "positions": {issue: cell() for issue in issues}}
        for number in range(draw(st.integers(2, 3)))
    }
    data = {"format": 1, "title": "T", "issues": issues, "sources": sources, "stakeholders": actors}
    text = yaml.safe_dump(data, sort_keys=False).encode()
    return Made(study_of(load_bytes(text)), tuple(items), text)


def rendered(report: Report, name: str, **options: Any) -> str:
    found = REGISTRY[name].render(report, RenderOptions(**options))
    assert isinstance(found, str)
    return found


def plain_html(text: str) -> str:
    body = re.sub("<(script|style).*?</\\1>", " ", text, flags=re.S)
    marks = body.replace("<q>", "“").replace("</q>", "”")
    return unescape(re.sub("<[^>]*>", "", marks))


def without_escapes(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def texts_of(value: object) -> Iterator[str]:
    """Yield the prose of JSON: an item of evidence is read in its `text`, its fields are data."""
    if isinstance(value, dict):
        for name, found in value.items():
            if name not in ("quote", "speaker"):
                yield from texts_of(found)
    elif isinstance(value, list):
        for found in value:
            yield from texts_of(found)
    elif isinstance(value, str):
        yield value


def docx_text(content: bytes) -> str:
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def xlsx_text(content: bytes) -> str:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)


def outputs(report: Report, table: str) -> Iterator[tuple[str, str]]:
    """Yield every format of a report as the text that a reader of it sees."""
    for width in (None, 60):
        yield f"terminal {width}", rendered(report, "terminal", width=width)
    yield "terminal, ascii", rendered(report, "terminal", ascii=True)
    yield "markdown", without_escapes(rendered(report, "markdown"))
    yield "html", plain_html(rendered(report, "html"))
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        read = csv.reader(io.StringIO(rendered(report, name, tables=(table,))), delimiter=delimiter)
        yield name, "\n".join(cell for row in read for cell in row)
    yield "json", "\n".join(texts_of(json.loads(rendered(report, "json"))))
    for name, text in (("docx", docx_text), ("xlsx", xlsx_text)):
        content = REGISTRY[name].render(report, RenderOptions())
        assert isinstance(content, bytes)
        yield name, text(content)


def check(name: str, text: str, items: tuple[Item, ...]) -> None:
    """Hold each item that a text shows to the rule of its basis."""
    text = " ".join(text.split())
    for item in items:
        words = re.escape(item.words)
        for found in re.finditer(words, text):
            before, after = text[: found.start()], text[found.end() :]
            quoted = bool(re.search(f"{OPENING}$", before)) or bool(re.match(CLOSING, after))
            assert quoted == (item.basis == "stated"), f"{name}: {item}: {before[-80:]}"
            introduced = re.sub(r"\)?: $", "", before)
            if item.basis == "attributed":
                assert introduced.endswith(f"according to {item.speaker}"), f"{name}: {item}"
            elif item.basis == "reported":
                reporter = item.reporter or "its source"
                assert introduced.endswith(f"as reported by {reporter}"), f"{name}: {item}"
            elif item.basis == "inferred":
                whose = f" of words by {item.speaker}" if item.speaker else ""
                assert introduced.endswith(f"the coder's reading{whose}"), f"{name}: {item}"
            parts = (item.source.get("author"), item.source.get("publisher"), item.source["date"])
            where = f"{item.source['title']}’ ({', '.join(part for part in parts if part)})"
            line = after.replace("'", "’")[: 2 + len(f"{item.speaker}{where}") + 20]
            assert where in line, f"{name}: {item}: {line}"


@given(datasets())
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_explain_and_show_say_whose_every_word_is_and_leave_none_out(made: Made) -> None:
    reports = [
        (explain(made.study, "a0", "a1"), "explain", ("a0", "a1")),
        (show_actor(made.study, "a0"), "profile", ("a0",)),
        (show_issue(made.study, "i0"), "profile", ()),
    ]
    for report, table, actors in reports:
        for name, text in outputs(report, table):
            check(name, text, made.items)
            shown = " ".join(text.split())
            for actor in actors:
                for entries in made.study.dataset.stakeholders[actor].positions.values():
                    for entry in entries:
                        assert all(item.quote and item.quote in shown for item in entry.evidence), name


@given(datasets(), datasets())
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_diff_history_and_common_ground_say_whose_every_word_is(made: Made, other: Made) -> None:
    """The items of the other dataset are numbered on, so that each is known by its words."""
    again = study_of(load_bytes(re.sub(rb"words(\d+)x", rb"words9\1x", other.text)))
    items = tuple(
        replace(item, words=re.sub(r"words(\d+)x", r"words9\1x", item.words)) for item in other.items
    )
    for report, table, found in (
        (diff(made.study, again), "changes", (*made.items, *items)),
        (history(made.study), "history", made.items),
        (common_ground_of(made.study), "common_ground", made.items),
    ):
        for name, text in outputs(report, table):
            check(f"{report.command}, {name}", text, found)


@given(datasets())
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_briefing_and_the_page_say_whose_every_word_is(made: Made) -> None:
    briefing = brief(made.study)
    check("brief", without_escapes(briefing_markdown(briefing)), made.items)
    check("brief as docx", docx_text(render_briefing(briefing)), made.items)
    check("page", plain_html(render_page(page(made.study))), made.items)
    own = briefing_markdown(briefing).split("## In their own words")
    if len(own) > 1:
        section = own[1].split("\n## ")[0]
        assert not [item for item in made.items if item.basis != "stated" and item.words in section]
    printed = sum(len(section.items) for section in briefing.words)
    assert printed == len(made.items) or any("left out" in section.note for section in briefing.words)


@given(datasets())
@settings(max_examples=examples(25), deadline=None)
def test_the_workbook_says_whose_the_words_of_each_row_are(made: Made) -> None:
    table = evidence_table(made.study)
    names = [column.id for column in table.columns]
    found = {item.words: item for item in made.items}
    for row in table.rows:
        cells = dict(zip(names, row, strict=True))
        words = str(cells["quote"])
        item = found[words.strip("“”")]
        assert (words == f"“{item.words}”") == (item.basis == "stated")
        introduction = {
            "stated": "own words",
            "reported": "reported by",
            "attributed": f"according to {item.speaker}",
            "inferred": "the coder's reading",
        }
        assert introduction[item.basis] in str(cells["whose"])
        assert cells["source_title"] == item.source["title"]


@pytest.mark.parametrize("state", [state for state in NON_POSITIONS if state != "silent"])
def test_a_state_shows_its_words(state: str) -> None:
    words = "{source: s, quote: we shall see}"
    text = (
        "format: 1\ntitle: T\nissues: {a: {title: A}}\nsources: {s: {title: Speech}}\nstakeholders:\n"
        f"  one: {{name: One, positions: {{a: {{stance: {state}, evidence: [{words}]}}}}}}\n"
        "  two: {name: Two}\n"
    )
    study = study_of(load_bytes(text.encode()))
    for report in (explain(study, "one", "two"), show_actor(study, "one"), show_issue(study, "a")):
        assert "“we shall see” — ‘Speech’; stated" in " ".join(rendered(report, "markdown").split())


def test_a_source_that_was_searched_is_no_reading() -> None:
    text = (
        "format: 1\ntitle: T\nissues: {a: {title: A}}\nsources: {s: {title: Speech}}\nstakeholders:\n"
        "  one: {name: One, positions: {a: {stance: silent, date: 2017, evidence: [{source: s}]}}}\n"
    )
    report = show_actor(study_of(load_bytes(text.encode())), "one")
    assert "Evidence (nothing found) — ‘Speech’" in rendered(report, "markdown")
    assert "reading" not in rendered(report, "markdown")
