"""`map --method ideal`: who and what enters, what comes out, and why there may be none."""

from __future__ import annotations

from random import Random

import pytest

from helpers.studies import study, table
from positions.measures.ideal import estimate
from positions.problems import UsageError
from positions.reports.map.ideal import ideal_of
from positions.tables import Ref

pytest.importorskip("numpy")


def chamber(actors: int, issues: int) -> dict[str, str]:
    """Return actors on a line: each issue divides them at a place of its own, with some errors."""
    random = Random(8)
    cuts = [random.uniform(0.1, 0.9) for _ in range(issues)]
    turned = [random.random() < 0.5 for _ in range(issues)]
    return {
        f"A{actor}": " ".join(
            "support" if (actor / actors + random.gauss(0, 0.1) > cut) != turn else "oppose"
            for cut, turn in zip(cuts, turned, strict=True)
        )
        for actor in range(actors)
    }


def test_actors_on_a_line_come_out_in_their_order_and_everybody_is_somewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(estimate, "DRAWS", 5)
    rows = chamber(10, 24) | {"B": " ".join(["support"] * 9 + ["-"] * 15)}
    report = ideal_of(study(24, rows))
    points = table(report, "points").rows
    placed = [row[0].id for row in points if isinstance(row[0], Ref)]
    assert [row[0].id for row in table(report, "left_out").rows if isinstance(row[0], Ref)] == ["b"]
    assert sorted([*placed, "b"]) == sorted(name.lower() for name in rows)
    order = [int(name[1:]) for name in placed]
    apart = sum(abs(place - actor) for place, actor in enumerate(order))
    assert min(apart, sum(abs(9 - place - actor) for place, actor in enumerate(order))) <= 8
    for _, score, low, high, _ in points:
        assert isinstance(score, float)
        assert isinstance(low, float)
        assert isinstance(high, float)
        assert low < score < high


@pytest.mark.parametrize(
    ("issues", "rows", "said"),
    [
        (12, ["support " * 12] * 10, "of 10 actors: no issue has a minority above 2.5%"),
        (
            9,
            ["support " * 9, "oppose " * 9] * 5,
            "nobody has 10 answers on issues with a minority above 2.5%",
        ),
    ],
)
def test_where_nothing_is_left_to_place_it_is_said_why(issues: int, rows: list[str], said: str) -> None:
    with pytest.raises(UsageError) as found:
        ideal_of(study(issues, {f"A{number}": row for number, row in enumerate(rows)}))
    assert str(found.value).splitlines()[0].endswith(said)


def test_there_is_none_of_few_actors_or_few_issues() -> None:
    with pytest.raises(UsageError, match="no ideal points of 7 actors"):
        ideal_of(study(24, chamber(7, 24)))
    with pytest.raises(UsageError, match="it takes 8 actors with 10 answers each, and 20"):
        ideal_of(study(12, chamber(12, 12)))
