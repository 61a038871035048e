"""What `compare` reports: tables in any order, and words that claim no more than the numbers."""

from __future__ import annotations

import random
import re

import pytest

from helpers.studies import example, matrix, study, table
from positions.dataset.dates import parse_date
from positions.dataset.load import load_bytes
from positions.measures.networks.one_mode import NetworkRule
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.reports.common.study import study_of
from positions.reports.compare.report import compare
from positions.reports.network.report import network_report
from positions.selection import Selection
from positions.tables import Count, Ref, Share, StanceCell

TABLES = ("stances", "agreement", "disagreement", "shared", "pairs", "unites", "divides")


def ids(refs: tuple[Ref, ...]) -> list[str]:
    return [ref.id for ref in refs]


def test_all_tables_are_there_and_three_are_shown() -> None:
    report = compare(example())
    assert tuple(found.id for found in report.tables) == TABLES
    assert report.shown == TABLES[:3]


def test_matrices_are_symmetric_and_only_shared_has_a_diagonal() -> None:
    report = compare(example())
    for name in ("agreement", "disagreement", "shared"):
        cells = matrix(report, name).cells
        assert cells == tuple(zip(*cells, strict=True))
    assert [row[index] for index, row in enumerate(matrix(report, "agreement").cells)] == [None] * 4
    diagonal = [row[index] for index, row in enumerate(matrix(report, "shared").cells)]
    assert diagonal == [held.bit_count() for held in example().grid.held]
    assert sum(number for number in diagonal if isinstance(number, int)) == 24


def test_conditions_stand_beside_agreement_and_beside_disagreement() -> None:
    report = compare(example())
    assert matrix(report, "agreement").cells[0][1] == Share(4 / 6, 6, 1)
    assert matrix(report, "agreement").cells[0][2] == Share(1.0, 4, 1)
    assert matrix(report, "disagreement").cells[1][2] == Share(0.25, 4, 1)  # CCN's support is conditional


def test_pairs_stand_in_the_order_of_the_file_with_all_their_numbers() -> None:
    pairs = table(compare(example(), Comparison(bounds=True)), "pairs")
    assert [column.id for column in pairs.columns] == [
        *("a", "b", "shared", "same", "agree", "differ", "oppose", "conditional"),
        *("agreement", "disagreement", "low", "high", "effective", "expected", "kappa"),
    ]
    first = pairs.rows[0]
    assert first[2:8] == (6, 2, 4, 0, 2, 1)
    assert first[10:13] == (0.4, 0.8, 6.0)
    assert first[13] == Share(13 / 18, 6)
    assert first[14] == pytest.approx(-0.2)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("file", ["localis", "lga", "ccn", "government"]),
        ("name", ["ccn", "government", "lga", "localis"]),
        ("bloc", ["localis", "ccn", "government", "lga"]),
    ],
)
def test_the_actors_of_matrices_can_be_sorted(sort: str, order: list[str]) -> None:
    plain = compare(example())
    report = compare(example(), sort=sort)  # type: ignore[arg-type]  # one of the three
    for name in ("agreement", "disagreement", "shared", "stances"):
        before, after = matrix(plain, name), matrix(report, name)
        assert ids(after.rows) == order
        square = name != "stances"
        assert ids(after.columns) == (order if square else ids(before.columns))
        for row, cells in zip(after.rows, after.cells, strict=True):
            for column, cell in zip(after.columns, cells, strict=True):
                assert cell == before.cells[before.rows.index(row)][before.columns.index(column)]
    assert table(report, "pairs") == table(plain, "pairs")


def test_only_the_tables_that_are_wanted_are_made() -> None:
    report = compare(example(), wanted=("shared", "agreement"))
    assert [found.id for found in report.tables] == ["agreement", "shared"]
    with pytest.raises(UsageError, match="there is no table 'agreemnt'") as caught:
        compare(example(), wanted=("agreemnt",))
    assert caught.value.hint == "did you mean 'agreement'?"


def test_what_unites_and_what_divides() -> None:
    report = compare(example())
    united = table(report, "unites").rows
    assert [(ids((row[0],)) if isinstance(row[0], Ref) else None, row[1]) for row in united] == [
        (["local-leadership"], "for"),
        (["rebalancing"], "for"),
    ]
    divided = table(report, "divides")
    assert [column.id for column in divided.columns] == [
        "issue",
        "for",
        "against",
        "opposed",
        "pairs",
        "share",
    ]
    assert [row[3:] for row in divided.rows] == [
        (Count(2, 3), 3, Share(2 / 3, 3)),
        (Count(1, 1), 1, Share(1.0, 1)),
        (Count(1, 1), 1, Share(1.0, 1)),
    ]


def test_the_words_of_the_example() -> None:
    assert compare(example()).summary == (
        "All 4 stand on the same side of 2 issues: Local leadership (for) and Rebalancing (for).",
        "What divides most: New structures: Localis and CCN (on a condition) for, LGA against (2 of 3 pairs "
        "opposed); Uniform framework: Government for, LGA against (nobody else holds a position); Automatic "
        "powers: Localis for, LGA against (nobody else holds a position).",
        "Nearest, of those that share at least 3 issues: Localis and CCN, who agree on 4 of 4 shared issues, "
        "1 if conditions are met.",
        "Least agreement among these: Localis and LGA, who agree on 4 of 6 shared issues, 1 if conditions "
        "are met, and oppose each other on 2; LGA and Government, who agree on 2 of 3 shared issues, and "
        "oppose each other on 1.",
        "The pairs share 2 to 6 of 10 issues; 2 of 6 shares rest on fewer than 3 issues and say little.",
    )


def test_two_actors_are_both_and_a_thin_share_is_said_to_be() -> None:
    report = compare(study(3, {"A": "support oppose -", "B": "support support -"}))
    assert report.summary == (
        "Both stand on the same side of 1 issue: Issue 0 (for).",
        "What divides most: Issue 1: B for, A against.",
        "A and B agree on 1 of 2 shared issues, and oppose each other on 1.",
        "The two share 2 of 3 issues: too few for a share to say much.",
    )


def test_nothing_shared_is_neither_agreement_nor_disagreement() -> None:
    report = compare(study(2, {"A": "support -", "B": "- support"}))
    assert matrix(report, "agreement").cells[0][1] == Share(None, 0)
    assert "A and B share no issue." in report.summary
    assert "1 pair shares no issue: no agreement to speak of, high or low." in report.notes


def test_without_saliences_there_is_nothing_to_go_by() -> None:
    report = compare(example(), Comparison(by_salience=True))
    assert matrix(report, "agreement").cells[0][1] == Share(None, 0)
    note = "6 pairs without a share: no shared issue to which both give a `salience`."
    assert note in report.notes


def test_where_all_is_thin_nobody_is_said_to_be_nearest() -> None:
    report = compare(study(2, {"A": "support oppose", "B": "support oppose", "C": "oppose support"}))
    assert "No two share as many as 3 issues: too thin to say who is nearest to whom." in report.summary


def test_few_shared_issues_are_said_where_a_least_number_is_asked_for() -> None:
    rows = {"A": "support support -", "B": "support support support"}
    report = compare(study(3, rows), Comparison(min_shared=3))
    assert matrix(report, "agreement").cells[0][1] == Share(None, 2)
    assert "1 pair has fewer than 3 shared issues." in report.notes


def test_a_nominal_scale_is_compared_exactly_and_said_to_have_no_sides() -> None:
    report = compare(study(2, {"A": "bus tram", "B": "bus train"}, scale="nominal"))
    assert report.options["measure"] == "exact"
    assert report.summary[:2] == (
        "This scale has no sides: two stances are the same or not.",
        "Both hold the same stance on 1 issue: Issue 0 (bus).",
    )
    assert "A and B hold the same stance on 1 of 2 shared issues." in report.summary
    assert table(report, "unites").empty == "A nominal scale has no sides: stances are the same or not."
    with pytest.raises(UsageError, match="'proximity' needs a scale with an order") as caught:
        compare(study(1, {"A": "bus", "B": "bus"}, scale="nominal"), Comparison(measure="proximity"))
    assert caught.value.hint == "choose --measure exact"


def test_one_actor_none_and_no_issue_are_said_in_a_sentence() -> None:
    assert compare(study(1, {"A": "support"})).summary == ("One actor alone has nobody to agree with.",)
    empty = study_of(load_bytes(b"format: 1\ntitle: T\n"))
    nothing = ("The selection leaves nothing to compare.",)
    assert compare(empty).summary == nothing
    assert compare(example(Selection(kinds=("navy",)))).summary == nothing
    assert compare(example(Selection(tags=("navy",)))).summary == nothing
    assert [found.id for found in compare(empty).tables] == list(TABLES)


def test_a_window_of_entries_is_mixed_where_they_fall_on_both_sides() -> None:
    text = (
        "format: 1\ntitle: T\nissues: {i: {title: I}}\nstakeholders:\n"
        "  a: {name: A, positions: {i: [{stance: support, date: 2015}, {stance: oppose, date: 2017}]}}\n"
        "  b: {name: B, positions: {i: {stance: oppose, date: 2017}}}\n"
    )
    loaded = load_bytes(text.encode())

    def cells(selection: Selection) -> list[str]:
        rows = matrix(compare(study_of(loaded, selection)), "stances").cells
        return [(cell.label or cell.state) for row in rows for cell in row if isinstance(cell, StanceCell)]

    assert cells(Selection()) == ["oppose", "oppose"]
    assert cells(Selection(entries="window")) == ["mixed", "oppose"]
    early = Selection(entries="window", until=parse_date("2016"))
    assert cells(early) == ["support", "excluded"]
    assert "1 cell left out: outside the window." in compare(study_of(loaded, early)).notes


@pytest.mark.parametrize("seed", range(6))
def test_who_a_network_ties_most_closely_is_said_where_it_is_another_pair(seed: int) -> None:
    chance = random.Random(seed)
    words = ["support", "oppose", "neutral", "-"]
    made = study(5, {f"A{actor}": " ".join(chance.choices(words, k=5)) for actor in range(5)})
    compared = compare(made)
    said = [note for note in compared.notes if note.startswith("A network ties")]
    rule = NetworkRule(mode="one", aggregation="subtract", normalization="average")
    ties = matrix(network_report(made, rule), "network")
    pairs = [
        (value, frozenset((ties.rows[row].label, ties.columns[column].label)))
        for row, values in enumerate(ties.cells)
        for column, value in enumerate(values[:row])
        if isinstance(value, float)
    ]
    most = max(value for value, _ in pairs)
    strongest = {pair for value, pair in pairs if value == pytest.approx(most)}
    nearest = next((text for text in compared.summary if text.startswith("Nearest")), "")
    if said:
        assert frozenset(re.findall(r"A\d", said[0])) in strongest
    elif nearest:
        assert any(all(name in nearest for name in pair) for pair in strongest)
