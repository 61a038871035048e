"""`positions map`: the points, how much they show, and why there is no map where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.studies import EXAMPLE, study, table
from positions.cli import main
from positions.dataset.load import load_bytes
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.reports.blocs.report import blocs
from positions.reports.common.study import study_of
from positions.reports.map import FEWEST, MOST, POOR, map_of
from positions.tables import MapPicture, Ref

# two camps of three, alike within: on the one line between them everything is shown
TWO_CAMPS = dict.fromkeys("ABC", "support support") | dict.fromkeys("DEF", "oppose oppose")
# each alone with its own issue against all others: no plane shows that they are all as far from each other
ALL_APART = {
    name: " ".join("support" if place == index else "oppose" for place in range(10))
    for index, name in enumerate("ABCDEFGHIJ")
}


def test_two_camps_stand_at_the_two_ends_of_a_line() -> None:
    report = map_of(study(2, TWO_CAMPS))
    points = {row[0].id: row[1:] for row in table(report, "points").rows if isinstance(row[0], Ref)}
    assert [points[name] for name in "abc"] == [pytest.approx((0.5, 0.0))] * 3
    assert [points[name] for name in "def"] == [pytest.approx((-0.5, 0.0))] * 3
    assert report.summary[0].startswith("How well the map shows the 15 distances: stress-1 is ")
    (fit,) = table(report, "fit").rows
    assert list(fit) == pytest.approx([0, 1, 15], abs=1e-6)
    assert [row[2] for row in table(report, "axes").rows] == pytest.approx([1, 0, 0, 0, 0, 0])


def test_a_poor_map_warns_and_names_the_pair_that_it_misleads_about() -> None:
    report = map_of(study(10, ALL_APART))
    (fit,) = table(report, "fit").rows
    assert isinstance(fit[0], float)
    assert fit[0] >= POOR
    assert report.summary[1].startswith("Warning: from a stress-1 of 0.20 up a map is a poor one.")
    assert "Most misleading: " in report.summary[2]
    assert "it is 80% of 10." in report.summary[2]


def test_distances_on_a_good_map_are_those_of_the_agreements() -> None:
    found = study(2, TWO_CAMPS)
    (picture,) = map_of(found).pictures
    assert isinstance(picture, MapPicture)
    for pair in compare_pairs(found.grid, Comparison()):
        (_, ax, ay), (_, bx, by) = picture.points[pair.a], picture.points[pair.b]
        assert pair.agreement is not None
        assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 == pytest.approx(1 - pair.agreement, abs=1e-9)


def test_agreements_are_thin_by_their_effective_number() -> None:
    text = "format: 1\ntitle: T\nscale: three-point\nissues:\n  i0: {title: I, weight: 50}\n"
    text += "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(1, 4)) + "stakeholders:\n"
    for name in "abcdef":
        side = "support" if name in "abc" else "oppose"
        cells = ", ".join(f"i{issue}: {side}" for issue in range(4))
        text += f"  {name}: {{name: {name.upper()}, positions: {{{cells}}}}}\n"
    weighed = study_of(load_bytes(text.encode()))
    thin = "15 of the 15 agreements rest on fewer than 3 issues or an effective n below 2."
    assert thin in map_of(weighed).notes
    assert f"Thin ground: {thin}" in blocs(weighed).summary


def test_thin_agreements_are_told() -> None:
    assert "15 of the 15 agreements rest on fewer than 3 issues." in map_of(study(2, TWO_CAMPS)).notes


@pytest.mark.parametrize(
    ("issues", "rows", "said"),
    [
        (1, dict.fromkeys("ABCDE", "support"), f"no map of 5 actors: it takes {FEWEST} or more"),
        (
            2,
            dict.fromkeys("ABCDE", "support -") | {"F": "- oppose"},
            "no map: 5 pairs, such as A and F, have too few shared issues",
        ),
        (1, dict.fromkeys("ABCDEF", "support"), "all would stand on one point of the map"),
        (
            1,
            {f"A{n}": "support" for n in range(61)},
            f"no map of 61 actors: the names of more than {MOST} would",
        ),
    ],
)
def test_where_there_is_no_map_it_says_why(issues: int, rows: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        map_of(study(issues, rows))
    assert caught.value.hint


def test_on_the_command_line_no_map_is_a_usage_error_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ([], ["-f", "json"], ["-o", str(tmp_path / "x.svg")]):
        assert main(["map", "-d", str(EXAMPLE), *words]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "there is no map of 4 actors" in said.err
    assert not list(tmp_path.iterdir())


def test_points_in_json_and_actors_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "format: 1\ntitle: T\nissues: {i: {title: I}, j: {title: J}}\nstakeholders:\n"
    for number in range(8):
        sides = "support" if number % 2 else "oppose", "support" if number % 3 else "oppose"
        text += f"  a{number}: {{name: A{number}, positions: {{i: {sides[0]}, j: {sides[1]}}}}}\n"
    (tmp_path / "d.yaml").write_text(text)
    names = [f"a{number}" for number in range(7)]
    assert main(["map", "-q", "-d", str(tmp_path / "d.yaml"), *names, "-f", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [found["id"] for found in shown["tables"]] == ["points", "axes", "fit"]
    assert [row["id"] for row in shown["tables"][0]["rows"]] == names
    assert set(shown["tables"][0]["rows"][0]) == {"id", "x", "y"}
