"""The work list: what is missing or weak, and what weighs most."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.grids import as_grid, tables
from helpers.oracle import PlainTable
from positions.dataset.dates import parse_date, parse_span
from positions.dataset.load import load, load_bytes
from positions.dataset.quotations.search import Found, NotFound
from positions.grid import bits
from positions.measures.gaps import holders, pairs_resting_on, thin_pairs
from positions.reports.common.study import Study, study_of
from positions.reports.gaps import GapOptions, Results, gaps
from positions.selection import Selection
from positions.tables import Ref, Table

TEXT = """format: 1
title: T
issues: {a: {title: A}, b: {title: B}, c: {title: C}}
sources:
  s: {title: S, date: 2010, text: s.txt}
stakeholders:
  one:
    name: One
    positions:
      a: {stance: support, date: 2020-05, confidence: low, evidence: [{source: s, quote: we are for it}]}
      b: {stance: silent, date: 2020-01}
      c: {stance: oppose, date: 2018, evidence: [{basis: inferred, source: s}]}
  two:
    name: Two
    positions:
      a:
        stance: oppose
        date: 2020-06
        evidence: [{source: s, quote: we are not, basis: attributed, speaker: One}]
      b: support
  three:
    name: Three
    positions:
      a: neutral
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    (tmp_path / "data.yaml").write_text(TEXT)
    (tmp_path / "s.txt").write_text("One says: we are for it.\n")
    return study_of(load(tmp_path / "data.yaml"))


def found(study: Study, options: GapOptions | None = None) -> list[tuple[str | None, str | None, str, int]]:
    table = gaps(study, options).tables[0]
    assert isinstance(table, Table)
    rows = []
    for actor, issue, kind, pairs, *_ in table.rows:
        assert isinstance(kind, Ref)
        assert isinstance(pairs, int)
        rows.append(
            (
                actor.id if isinstance(actor, Ref) else None,
                issue.id if isinstance(issue, Ref) else None,
                kind.id,
                pairs,
            )
        )
    return rows


def test_each_gap_is_found_and_what_weighs_most_comes_first(study: Study) -> None:
    assert found(study, GapOptions(parse_span("1y"))) == [
        ("three", "a", "no-evidence", 2),
        ("two", "a", "quote-not-found", 2),
        ("two", "a", "attributed-only", 2),
        ("one", "a", "low-confidence", 2),
        ("two", "c", "not-researched", 1),
        ("three", "b", "not-researched", 1),
        ("three", "c", "not-researched", 1),
        ("one", "b", "silent", 1),
        (None, "b", "thin-issue", 1),
        (None, "c", "thin-issue", 1),
        ("two", "b", "no-evidence", 0),
        ("one", "c", "inferred-only", 0),
        ("one", "c", "stale", 0),
    ]


def test_the_order_is_by_pairs(study: Study) -> None:
    pairs = [row[3] for row in found(study)]
    assert pairs == sorted(pairs, reverse=True)


def test_a_pair_below_the_number_asked_for_is_a_gap(study: Study) -> None:
    thin = [row for row in found(study, GapOptions(min_shared=2)) if row[2] == "thin-pair"]
    assert thin == [
        ("one", None, "thin-pair", 1),
        ("one", None, "thin-pair", 1),
        ("two", None, "thin-pair", 1),
    ]
    assert [row for row in found(study) if row[2] == "thin-pair"] == []


def test_age_is_counted_back_from_the_newest_date_or_from_as_of(study: Study) -> None:
    def stale(as_of: str | None) -> list[str | None]:
        selection = Selection(as_of=None if as_of is None else parse_date(as_of))
        again = study_of(load(study.folder / "data.yaml"), selection) if study.folder else study
        return [row[0] for row in found(again, GapOptions(parse_span("2y"))) if row[2] == "stale"]

    assert stale(None) == []  # the newest is of June 2020, and 2018 ends after June 2018
    assert stale("2021-06") == ["one"]
    assert stale("2025") == ["one", "two", "one"]


def test_without_a_folder_no_quotation_is_checked() -> None:
    kinds = [row[2] for row in found(study_of(load_bytes(TEXT.encode())))]
    assert kinds.count("quote-not-checked") == 2
    assert "quote-not-found" not in kinds


def test_holders_against_a_plain_loop(study: Study) -> None:
    grid = study.grid
    plain = [sum(grid.value(actor, issue) is not None for actor in range(3)) for issue in range(3)]
    assert holders(grid) == plain == [3, 1, 1]


def test_a_complete_dataset_has_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("we are for it\n")
    cell = "{stance: support, evidence: [{source: s, quote: we are for it}]}"
    (tmp_path / "data.yaml").write_text(
        "format: 1\ntitle: T\nissues: {a: {title: A}}\nsources: {s: {title: S, text: s.txt}}\nstakeholders:\n"
        f"  one: {{name: One, positions: {{a: {cell}}}}}\n  two: {{name: Two, positions: {{a: {cell}}}}}\n"
    )
    report = gaps(study_of(load(tmp_path / "data.yaml")))
    assert report.tables[0].rows == ()
    assert report.summary == ()


@pytest.mark.parametrize(("asked", "told"), [("90d", "90d"), ("12w", "84d"), ("18m", "18m"), ("2y", "24m")])
def test_what_was_asked_for_is_in_the_report(study: Study, asked: str, told: str) -> None:
    assert gaps(study, GapOptions(parse_span(asked))).options["stale_after"] == told
    assert parse_span(told) == parse_span(asked)
    assert gaps(study).options["stale_after"] is None


def test_sources_with_an_address_and_no_archived_copy() -> None:
    text = TEXT.replace(
        "  s: {title: S, date: 2010, text: s.txt}",
        "  s: {title: S, url: 'https://e.org/s', date: 2010}\n"
        "  t: {title: U, url: 'https://e.org/t', archived: {url: 'https://a.org/t'}}\n"
        "  u: {title: U, url: 'https://e.org/u'}\n  v: {title: V}",
    )

    def listed(selection: Selection) -> list[tuple[object, ...]]:
        table = gaps(study_of(load_bytes(text.encode()), selection)).tables[0]
        assert isinstance(table, Table)
        return [row[3:] for row in table.rows if isinstance(row[2], Ref) and row[2].id == "not-archived"]

    # on a all three share an issue, and two of them cite s: each of the three pairs counts once
    assert listed(Selection()) == [(3, "2010", "S (s)"), (0, None, "U (u)")]
    assert listed(Selection(actors=("two", "three"))) == [(1, "2010", "S (s)")]
    assert listed(Selection(actors=("three",))) == []


@settings(max_examples=examples(60), deadline=None)
@given(tables(actors=5, issues=4), st.data())
def test_pairs_that_rest_on_cells_are_those_of_a_loop(table: PlainTable, data: st.DataObject) -> None:
    grid = as_grid(table)
    number, issues = len(grid.actors), len(grid.issues)
    places = st.tuples(st.integers(0, number - 1), st.integers(0, max(issues - 1, 0)))
    cells = data.draw(st.lists(places, max_size=6)) if issues else []
    expected = 0
    for a, b in combinations(range(number), 2):
        shared = list(bits(grid.held[a] & grid.held[b]))
        expected += any((a, issue) in cells or (b, issue) in cells for issue in shared)
    assert pairs_resting_on(grid, cells) == expected
    assert holders(grid) == [sum(held >> issue & 1 for held in grid.held) for issue in range(issues)]
    for least in (1, 3):
        thin = {(gap.actor, gap.other) for gap in thin_pairs(grid, least)}
        assert thin == {
            (a, b)
            for a, b in combinations(range(number), 2)
            if (grid.held[a] & grid.held[b]).bit_count() < least
        }


OF_MEANS = """format: 1
title: T
issues: {i: {title: I}}
sources: {s: {title: S, url: https://example.org/s}, r: {title: R, url: https://example.org/r}}
stakeholders:
  a:
    name: A
    positions:
      i:
        - {stance: oppose, date: 2024, evidence: [{source: r, quote: never}]}
        - {stance: support, date: 2025, evidence: [{source: s, quote: at last}, {source: s, quote: gladly}]}
  b: {name: B, positions: {i: support}}
"""


def test_a_mean_rests_on_the_evidence_of_all_its_entries() -> None:
    """No entry of the file is the mean: its quotations and sources are those of the entries it is made of."""
    study = study_of(load_bytes(OF_MEANS.encode()), Selection(entries="mean"))
    found: Results = {("a", "i", 1, 0): Found(1, 0, 1), ("a", "i", 1, 1): Found(1, 0, 1)}

    def kinds(results: Results) -> list[tuple[str, object]]:
        rows = gaps(study, results=results).tables[0].rows
        return [
            (cell.id, row[3]) for row in rows if isinstance(row, tuple) and isinstance(cell := row[2], Ref)
        ]

    assert ("quote-not-checked", 1) in kinds(found)
    assert not [
        kind for kind, _ in kinds({**found, ("a", "i", 0, 0): Found(1, 0, 1)}) if kind.startswith("quote")
    ]
    assert ("quote-not-found", 1) in kinds({**found, ("a", "i", 0, 0): NotFound(None, None, None)})
    assert kinds(found).count(("not-archived", 1)) == 2
