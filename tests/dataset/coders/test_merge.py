"""One dataset of several coders' readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.coders import read_codings
from helpers.examples import examples
from positions.dataset.coders.codings import Coding
from positions.dataset.coders.merge import MERGED, Merged, comments_on, disputed_words, merge
from positions.dataset.coders.units import coded_units, default_unit, joined_statements, statements_of
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import load_bytes
from positions.dataset.models import Condition, Position
from positions.dataset.scale import FIVE_POINT
from positions.grid import build_grid
from positions.measures.reliability.codings import CodedCell
from positions.problems import DataError
from positions.reports.reliability.readings import coded_cells
from positions.selection import Selection
from positions.vocabulary import NON_POSITIONS, UnitKind

HEAD = """format: 1
title: T
issues:
  tax: {title: Tax}
  bus: {title: Bus}
  rail: {title: Rail}
sources:
  s: {title: Speech, date: 2017-03}
  t: {title: Text}
stakeholders:
  a:
    name: A
    positions:
"""
NEEDS = ("rail: for", "bus: against", "rail: against")


def codings(folder: Path, **cells: str) -> tuple[Coding, ...]:
    """Each coder's cells of one actor, as lines of YAML."""
    paths = []
    for coder, text in cells.items():
        paths.append(folder / f"{coder}.yaml")
        lines = "".join(f"      {line}\n" for line in text.splitlines()) or "      {}\n"
        paths[-1].write_text(HEAD + lines, encoding="utf-8")
    return read_codings(paths).coders


def cell(merged: Merged, issue: str) -> tuple[Position, ...]:
    return merged.dataset.stakeholders["a"].positions[issue]


def test_what_they_agree_on_is_one_entry_with_everyones_evidence_once(tmp_path: Path) -> None:
    ada = (
        "tax: {stance: support, salience: 40, confidence: high, "
        "evidence: [{source: s, quote: yes}, {source: t}]}"
    )
    ben = (
        "tax: {stance: support, date: 2017, salience: 60, confidence: low, condition: if paid, note: hm, "
        "coder: Ben, evidence: [{source: s, quote: yes}, {source: t, quote: aye}]}"
    )
    merged = merge(codings(tmp_path, ada=ada, ben=ben))
    (entry,) = cell(merged, "tax")
    assert merged.disputed == ()
    assert (entry.stance, entry.salience, entry.confidence, entry.coder) == ("support", 50, "low", None)
    assert (str(entry.date), entry.condition, entry.note) == ("2017", Condition(text="if paid"), "hm")
    assert [(item.source, item.quote) for item in entry.evidence] == [("s", "yes"), ("t", "aye")]


def test_conditions_that_differ_are_all_kept(tmp_path: Path) -> None:
    cells = ("tax: {stance: support, condition: if paid}", "tax: {stance: support, condition: if soon}")
    (entry,) = cell(merge(codings(tmp_path, ada=cells[0], ben=cells[1], cid=cells[0])), "tax")
    assert entry.condition == Condition(text="if paid; if soon")


def test_what_conditions_need_is_joined_and_two_sides_of_an_issue_are_a_dispute(tmp_path: Path) -> None:
    cells = [f"tax: {{stance: support, condition: {{text: t, needs: {{{need}}}}}}}" for need in NEEDS]
    (entry,) = cell(merge(codings(tmp_path, ada=cells[0], ben=cells[1])), "tax")
    assert entry.condition == Condition(text="t", needs={"rail": "for", "bus": "against"})
    merged = merge(codings(tmp_path, ada=cells[0], ben=cells[2]))
    assert merged.disputed == (("a", "tax"),)
    assert [found.condition.needs["rail"] for found in cell(merged, "tax") if found.condition] == [
        "for",
        "against",
    ]


def test_an_item_without_a_quotation_stays_where_it_says_more_than_its_source(tmp_path: Path) -> None:
    cells = (
        "tax: {stance: silent, evidence: [{source: s}]}",
        "tax: {stance: silent, evidence: [{source: s}, {source: s, locator: p. 3}, {source: t, quote: hm}]}",
    )
    (entry,) = cell(merge(codings(tmp_path, ada=cells[0], ben=cells[1])), "tax")
    assert [(item.source, item.locator, item.quote) for item in entry.evidence] == [
        ("s", None, None),
        ("s", "p. 3", None),
        ("t", None, "hm"),
    ]


def test_a_disputed_cell_keeps_every_entry_with_its_coder(tmp_path: Path) -> None:
    cells = "tax: {stance: support, evidence: [{source: s, quote: yes}]}", "tax: oppose"
    merged = merge(codings(tmp_path, ada=cells[0], ben=cells[1]))
    assert merged.disputed == (("a", "tax"),)
    assert [(entry.stance, entry.coder) for entry in cell(merged, "tax")] == [
        ("support", "ada"),
        ("oppose", "ben"),
    ]
    assert [len(entry.evidence) for entry in cell(merged, "tax")] == [1, 0]


def test_what_one_alone_has_coded_stays_as_it_is(tmp_path: Path) -> None:
    coders = codings(tmp_path, ada="tax: {stance: support, coder: ada, note: n}", ben="")
    assert cell(merge(coders), "tax") == coders[0].dataset.stakeholders["a"].positions["tax"]


def test_histories_agree_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    long = "tax: [{stance: support, date: 2016}, {stance: oppose, evidence: [{source: s}]}]"
    same = "tax: [{stance: support, date: 2016}, {stance: oppose, date: 2017-03}]"
    merged = merge(codings(tmp_path, ada=long, ben=same), "cell")
    assert merged.disputed == ()
    assert [(entry.stance, str(entry.date)) for entry in cell(merged, "tax")] == [
        ("support", "2016"),
        ("oppose", "2017-03"),
    ]
    for other in ("tax: oppose", same.replace("2016", "2015"), same.replace("support", "neutral")):
        merged = merge(codings(tmp_path, ada=long, ben=other), "cell")
        assert merged.disputed == (("a", "tax"),)


def test_sources_are_filled_in_and_contradictions_told(tmp_path: Path) -> None:
    coders = codings(tmp_path, ada="", ben="")
    other = coders[1].dataset
    more = {
        "s": other.sources["s"].model_copy(update={"publisher": "P"}),
        "u": other.sources["t"].model_copy(update={"title": "Third"}),
    }
    added = Coding("ben", other.model_copy(update={"sources": more}), coders[1].origin)
    sources = merge((coders[0], added)).dataset.sources
    assert [(name, source.title, source.publisher) for name, source in sources.items()] == [
        ("s", "Speech", "P"),
        ("t", "Text", None),
        ("u", "Third", None),
    ]
    wrong = {"s": other.sources["s"].model_copy(update={"title": "Another"})}
    with pytest.raises(DataError, match="the title of the source 's' is not the same in every coder's file"):
        merge((coders[0], Coding("ben", other.model_copy(update={"sources": wrong}), coders[1].origin)))


def test_the_merged_file_reads_back_and_check_names_what_is_left_to_decide(tmp_path: Path) -> None:
    coders = codings(tmp_path, ada="tax: support\nbus: oppose", ben="tax: silent\nbus: oppose")
    merged = merge(coders)
    text = dataset_to_yaml(merged.dataset, comments_on(merged, coders))
    assert text.startswith(
        "# The readings of ada, ben, merged by `positions reliability --merge`.\n"
        "# 1 cell is disputed and holds an entry of each coder.\n"
        "# In each, keep the one that holds; `positions check` shows what is left to decide:\n"
        "#   a: tax\n"
        "format: 1\n"
    )
    assert [problem.code for problem in load_bytes(text.encode()).problems] == ["several-coders"]
    assert load_bytes(text.encode(), several_coders=True).require() == merged.dataset
    decided = text.replace("        - stance: silent\n          coder: ben\n", "")
    assert load_bytes(decided.encode()).problems == ()


def test_a_file_without_disputes_says_so(tmp_path: Path) -> None:
    coders = codings(tmp_path, ada="tax: support", ben="tax: support")
    merged = merge(coders)
    assert comments_on(merged, coders)[-1] == "Nothing is disputed."
    assert load_bytes(dataset_to_yaml(merged.dataset).encode()).problems == ()


def reliability_units(coders: tuple[Coding, ...]) -> list[CodedCell]:
    grids = [build_grid(coding.dataset) for coding in coders]
    return coded_cells(coders, coded_units(coders, "cell"), grids, Selection())


stances = st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS, "not-researched"])


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(stances, stances), min_size=2, max_size=3))
def test_the_disputed_cells_are_those_that_reliability_names(
    tmp_path: Path, readings: list[tuple[str, str]]
) -> None:
    texts = [
        "\n".join(
            f"{issue}: {stance}"
            for issue, stance in zip(("tax", "bus"), pair, strict=True)
            if stance != "not-researched"
        )
        for pair in readings
    ]
    coders = codings(tmp_path, **{f"coder{index}": text for index, text in enumerate(texts)})
    cells = reliability_units(coders)
    issues = list(coders[0].dataset.issues)
    merged = merge(coders)
    assert [issue for _, issue in merged.disputed] == [
        issues[found.issue] for found in cells if found.disputed
    ]
    for found in cells:
        entries = merged.dataset.stakeholders["a"].positions.get(issues[found.issue], ())
        assert {entry.stance for entry in entries} == {
            pair[found.issue] for pair in readings if pair[found.issue] != "not-researched"
        }


def test_every_field_of_a_position_is_merged_on_purpose() -> None:
    assert set(MERGED) == set(Position.model_fields)


STATEMENTS = """\
tax:
  - {stance: support, date: 2016}
  - stance: oppose
    evidence: [{source: s, locator: characters 0 to 9}, {source: s, locator: characters 20 to 29}]
  - {stance: oppose, date: 2015}
"""
OTHERS = """\
tax:
  - {stance: oppose, date: 2015}
  - stance: support
    evidence: [{source: s, locator: characters 25 to 35}, {source: t}]
"""


def test_statements_of_one_source_meet_where_their_spans_overlap(tmp_path: Path) -> None:
    coders = codings(tmp_path, one=STATEMENTS, two=OTHERS)
    assert default_unit(coders) == "statement"
    units = list(coded_units(coders, "statement"))
    found = {
        (unit.key, unit.spans): [[entry.stance for entry in entries] for entries in unit.readings]
        for unit in units
    }
    assert found == {
        (("date", "2015"), (None, None)): [["oppose"], ["oppose"]],
        (("date", "2016"), (None, None)): [["support"], []],
        (("source", "s"), ((0, 9), None)): [["oppose"], []],
        (("source", "s"), ((20, 29), (25, 35))): [["oppose"], ["support"]],
        (("source", "t"), (None, None)): [[], ["support"]],
    }
    assert {unit.key: unit.source for unit in units} == {
        ("date", "2015"): None,
        ("date", "2016"): None,
        ("source", "s"): "s",
        ("source", "t"): "t",
    }
    assert [unit.key for unit in units if unit.differ] == [("source", "s")]


def test_statements_are_joined_where_they_say_the_same_but_for_their_evidence(tmp_path: Path) -> None:
    (coder, _) = codings(tmp_path, one=STATEMENTS, two=OTHERS)
    entries = coder.dataset.stakeholders["a"].positions["tax"]
    statements = list(statements_of(entries))
    assert [len(one.evidence) for one in statements] == [0, 1, 1, 0]
    assert joined_statements(statements) == entries


@pytest.mark.parametrize(
    ("cells", "units", "kind", "words"),
    [
        (1, 1, "cell", "1 disputed cell"),
        (2, 2, "cell", "2 disputed cells"),
        (1, 1, "statement", "1 disputed statement in 1 cell"),
        (1, 3, "statement", "3 disputed statements in 1 cell"),
        (2, 3, "statement", "3 disputed statements in 2 cells"),
    ],
)
def test_what_is_disputed_is_counted_in_words(cells: int, units: int, kind: UnitKind, words: str) -> None:
    dataset = load_bytes(f"{HEAD}      {{}}\n".encode()).require()
    assert disputed_words(Merged(dataset, (("a", "tax"),) * cells, units, kind)) == words
