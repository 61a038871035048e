"""Everyone ranked against one actor."""

from __future__ import annotations

import pytest

from helpers.studies import example, matrix, study, table
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.reports.compare.ranking import rank
from positions.tables import Ref, Report, Share


def order(report: Report) -> list[str]:
    return [row[0].id for row in table(report, "ranking").rows if isinstance(row[0], Ref)]


def test_the_nearest_come_first_then_those_that_share_more() -> None:
    report = rank(example(), "lga")
    assert order(report) == ["ccn", "localis", "government"]
    assert [ref.id for ref in matrix(report, "stances").rows] == ["lga", "ccn", "localis", "government"]
    ranking = table(report, "ranking")
    assert [column.id for column in ranking.columns if not column.detail] == [
        *("actor", "agreement", "disagreement", "divided_on")
    ]
    assert ranking.rows[0][1:3] == (Share(0.75, 4, 1), Share(0.25, 4, 1))
    last = ranking.rows[1][-1]
    assert isinstance(last, tuple)
    assert [ref.id for ref in last if isinstance(ref, Ref)] == ["new-structures", "automatic-powers"]


def test_only_those_named_are_ranked() -> None:
    assert order(rank(example(), "lga", ["government", "ccn"])) == ["ccn", "government"]


def test_the_words_of_the_example() -> None:
    assert rank(example(), "lga").summary == (
        "Nearest to LGA, of those that share at least 3 issues: CCN (they agree on 3 of 4 shared issues, 1 "
        "if conditions are met, and oppose each other on 1, on a condition).",
    )


def test_thin_shares_are_told_apart_and_missing_ones_too() -> None:
    rows = {"A": "support support support", "B": "support support support", "C": "support - -", "D": "- - -"}
    assert rank(study(3, rows), "a").summary == (
        "Nearest to A, of those that share at least 3 issues: B (they agree on 3 of 3 shared issues).",
        "On fewer than 3 issues, and so on thin ground: C.",
        "No share, for want of shared issues: D.",
    )
    assert rank(study(3, rows), "c").summary[0] == (
        "With C every share rests on fewer than 3 issues: too thin to say who is nearest."
    )
    assert order(rank(study(3, rows), "c")) == ["a", "b", "d"]


def test_many_that_are_just_as_near_are_counted() -> None:
    rows = dict.fromkeys("ABCDEFG", "support support oppose")
    (said,) = rank(study(3, rows), "a").summary
    assert said.endswith("; and 3 more actors just as near.")


def test_an_actor_alone_has_nobody_to_be_ranked_against() -> None:
    report = rank(study(1, {"A": "support"}), "a")
    assert report.summary == ("There is nobody else to rank against A.",)
    assert table(report, "ranking").rows == ()


def test_a_measure_that_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="needs a scale with an order"):
        rank(study(1, {"A": "bus", "B": "bus"}, scale="nominal"), "a", how=Comparison(measure="side"))
    assert order(rank(study(1, {"A": "bus", "B": "bus"}, scale="nominal"), "a")) == ["b"]
